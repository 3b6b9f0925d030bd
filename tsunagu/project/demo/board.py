"""What residents of a demo town write, what is approved of it, and what waits for a moderator."""

from collections.abc import Iterable
from datetime import datetime, time
from itertools import count
from typing import Any

from tsunagu.community.actions.inquiries import write_to_circle
from tsunagu.community.actions.moderating import approve_post, seen_words
from tsunagu.community.actions.writing import Arrival, Words, write_reply, write_topic, write_visit
from tsunagu.community.choices import Category
from tsunagu.community.models import Post
from tsunagu.directory.actions.organisations import set_notice_email
from tsunagu.directory.choices import ServiceStatus
from tsunagu.directory.models import Organisation
from tsunagu.kernel.dates.business_days import add_business_days
from tsunagu.kernel.municipality.acting import Acting, acting
from tsunagu.kernel.permissions.permission import Permission
from tsunagu.kernel.permissions.roles import ROLES
from tsunagu.network.queries.listings import offered_services
from tsunagu.project.demo.cast import cast_of
from tsunagu.project.demo.stories import read
from tsunagu.project.demo.town import Town
from tsunagu.project.demo.year import JST

# Another sender for each text: the limits are for floods, not for a town's residents.
_senders = count(1)


def talk_on_board(town: Town) -> None:
    """Play it in the town in force."""
    told = read("board.yaml")
    moderator = _moderator(town)
    if moderator is None:
        return
    earlier, lately = _morning(town, 2), _morning(town, 1)
    for each in told["topics"]:
        topic = _topic(town, each, earlier)
        _approve(town, moderator, [topic], earlier)
        replies = [_reply(town, topic, one, lately) for one in each["replies"]]
        _approve(town, moderator, replies, lately)
    _visit(town, moderator, told["visit"], lately)
    for each in told["waiting"]:
        _topic(town, each, lately)
    _write_to_circle(town, told["letter"], lately)


def _moderator(town: Town) -> str | None:
    """The first of the cast who may moderate."""
    for persona in cast_of(town.slug):
        roles = (ROLES[role] for role in persona.works_at.values())
        if any(Permission.COMMUNITY_MODERATE in role.permissions for role in roles):
            return persona.key
    return None


def _topic(town: Town, told: dict[str, Any], at: datetime) -> Post:
    with _visitor(town, at):
        words = Words(told["text"], told["name"], told["title"])
        return write_topic(words=words, category=Category(told["category"]), at=at, came=_somebody()).post


def _reply(town: Town, topic: Post, told: dict[str, Any], at: datetime) -> Post:
    with _visitor(town, at):
        words = Words(told["text"], told["name"])
        return write_reply(topic_id=topic.topic_id, words=words, at=at, came=_somebody()).post


def _visit(town: Town, moderator: str, told: dict[str, Any], at: datetime) -> None:
    listing = offered_services().filter(audience="residents").order_by("name_kana", "id").first()
    if listing is None:
        return
    with _visitor(town, at):
        words = Words(told["text"], told["name"], told["title"])
        post = write_visit(words=words, at=at, service_id=listing.id, came=_somebody()).post
    _approve(town, moderator, [post], at)


def _write_to_circle(town: Town, text: str, at: datetime) -> None:
    """The town's first circle that is active hears of a family; its address is invented, as all are."""
    circles = Organisation.objects.filter(kind__key="circle", status=ServiceStatus.ACTIVE)
    circle = circles.order_by("name_kana", "id").first()
    if circle is None:
        return
    email = f"{circle.key}@{town.slug}.example.jp"
    set_notice_email(organisation=circle, email=email, by=None, at=at)
    with _visitor(town, at):
        write_to_circle(organisation_id=circle.id, text=text, at=at, sender=_somebody().sender)


def _approve(town: Town, moderator: str, posts: Iterable[Post], at: datetime) -> None:
    with acting(town.as_person(moderator, at)):
        for post in posts:
            approve_post(post=post, seen=seen_words(post), by=town.users[moderator], at=at)


def _visitor(town: Town, at: datetime) -> Any:
    return acting(Acting(town=town.municipality.id, moment=at))


def _somebody() -> Arrival:
    return Arrival(sender=f"demo {next(_senders)}")


def _morning(town: Town, business_days_ago: int) -> datetime:
    today = town.now.astimezone(JST).date()
    return datetime.combine(add_business_days(today, -business_days_ago), time(9, 20), JST)
