"""Residents who write, and moderators who read them. Act in a town first (`in_joetsu`)."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from itertools import count
from typing import Any
from uuid import UUID

from tests.conftest import TODAY_10AM
from tests.factories.directory import make_desk, make_organisation, make_service, make_term
from tests.factories.kernel import acting_as, make_posting, make_user
from tsunagu.community.actions.inquiries import write_to_circle
from tsunagu.community.actions.moderating import approve_post, seen_words
from tsunagu.community.actions.writing import (
    Arrival,
    PostReceipt,
    Words,
    write_reply,
    write_topic,
    write_visit,
)
from tsunagu.community.choices import Category
from tsunagu.community.models import Inquiry, Post
from tsunagu.directory.choices import Scheme
from tsunagu.directory.models import Organisation, Service
from tsunagu.kernel.accounts.models import User
from tsunagu.kernel.municipality.acting import Acting, acting, current
from tsunagu.kernel.permissions.roles import CONSULTATION_WORKER, DESK_MANAGER, MEMBER_WORKER

_senders = count(1)


@dataclass(slots=True)
class Board:
    """Two moderators of a desk, a member without that right, and a place to visit."""

    desk: Organisation
    hana: User
    mori: User
    circle: Organisation
    ito: User
    place: Service

    @contextmanager
    def as_hana(self, at: datetime = TODAY_10AM) -> Iterator[None]:
        with acting(acting_as(self.hana, self.desk.id, at=at)):
            yield

    @contextmanager
    def as_mori(self, at: datetime = TODAY_10AM) -> Iterator[None]:
        with acting(acting_as(self.mori, self.desk.id, at=at)):
            yield

    @contextmanager
    def as_member(self, at: datetime = TODAY_10AM) -> Iterator[None]:
        with acting(acting_as(self.ito, self.circle.id, at=at)):
            yield

    def approve(self, post: Post, *, at: datetime = TODAY_10AM) -> Post:
        with self.as_hana(at):
            approve_post(post=post, seen=seen_words(post), by=self.hana, at=at)
            return Post.objects.get(id=post.id)


def make_board() -> Board:
    desk, circle = make_desk(), make_organisation("おひさまサークル")
    hana, mori, ito = make_user("花岡 すず"), make_user("森 けい"), make_user("伊藤 あおい")
    make_posting(hana, desk.id, DESK_MANAGER)
    make_posting(mori, desk.id, CONSULTATION_WORKER)
    make_posting(ito, circle.id, MEMBER_WORKER)
    return Board(
        desk, hana, mori, circle, ito, make_service(make_organisation("ひだまり広場"), name="ひろば")
    )


@contextmanager
def as_visitor(*, receipt: str = "", at: datetime = TODAY_10AM) -> Iterator[None]:
    """Somebody without an account, in the town that acts now."""
    with acting(Acting(town=current().town, receipt=receipt, moment=at)):
        yield


def somebody() -> Arrival:
    """Another sender each time, so that no flood is counted."""
    return Arrival(sender=f"192.0.2.{next(_senders)}")


def make_topic(
    text: str = "夜泣きがつづきます。どうしていますか。",
    *,
    title: str = "夜泣き",
    at: datetime = TODAY_10AM,
    **more: int,
) -> PostReceipt:
    with as_visitor(at=at):
        words = Words(text, "はなまる", title)
        return write_topic(words=words, category=Category.WORRY, at=at, came=somebody(), **more)


def make_reply(topic: Post, text: str = "うちも同じでした。", *, at: datetime = TODAY_10AM) -> PostReceipt:
    assert topic.topic_id
    with as_visitor(at=at):
        return write_reply(topic_id=topic.topic_id, words=Words(text, "ひよこ"), at=at, came=somebody())


def make_visit(
    service: Service, text: str = "木の床があたたかでした。", *, at: datetime = TODAY_10AM
) -> PostReceipt:
    with as_visitor(at=at):
        words = Words(text, "おでかけ好き", "行ってきました")
        return write_visit(words=words, at=at, service_id=service.id, came=somebody())


def make_talk(by: User, organisation_id: UUID, *, at: datetime) -> Post:
    """A topic that everybody reads, approved by somebody who may."""
    with as_visitor(at=at):
        words = Words("夜泣きがつづきます。", "はなまる", "夜泣き")
        post = write_topic(words=words, category=Category.WORRY, at=at, came=somebody()).post
    return _approved(post, by, organisation_id, at)


def make_report(service: Service, by: User, organisation_id: UUID, *, at: datetime) -> Post:
    """A visit that everybody reads."""
    return _approved(make_visit(service, at=at).post, by, organisation_id, at)


def _approved(post: Post, by: User, organisation_id: UUID, at: datetime) -> Post:
    with acting(acting_as(by, organisation_id, at=at)):
        approve_post(post=post, seen=seen_words(post), by=by, at=at)
        return Post.objects.select_related("topic").get(id=post.id)


def make_circle(
    name: str, *, notices: str = "", people: Sequence[User] = (), kind: str = "circle", **fields: Any
) -> Organisation:
    """A circle that families may want to join. Act as the town's machinery."""
    circle = make_organisation(name, kind=kind, notice_email=notices, **fields)
    for user in people:
        make_posting(user, circle.id, MEMBER_WORKER)
    return circle


def make_letter(circle: Organisation, text: str, *, at: datetime) -> Inquiry:
    """A family wrote to an organisation, which becomes a circle by it. Act as the town's machinery."""
    circle.kind = make_term(Scheme.ORGANIZATION_KIND, "circle")
    circle.save(update_fields=["kind"])
    with as_visitor(at=at):
        return write_to_circle(organisation_id=circle.id, text=text, at=at, sender=somebody().sender).inquiry
