"""Residents write without an account: received, changed and taken back with a receipt code."""

from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localdate

from tsunagu.community.choices import ENDED, Category, PostKind, PostState
from tsunagu.community.models import Post, Topic
from tsunagu.community.queries.board import conversation
from tsunagu.community.queries.terms import last_day, look_by, terms_of_board
from tsunagu.community.rules import is_urgent, tells_who
from tsunagu.directory.actions.changes import note_change
from tsunagu.kernel.audit import journal
from tsunagu.kernel.municipality.acting import act_also
from tsunagu.kernel.visitors.counting import Limit, NotAPerson, count_sender
from tsunagu.kernel.visitors.receipts import look_behind, new_code, receipt_hash

# Raises `TooMany` of the kernel.
POSTS = Limit("community.post", per_sender=5, per_town=60)


class TellsWho(Exception):
    """The text would tell strangers who somebody is; nothing was kept of it."""


class TopicClosed(Exception):
    """The topic is over, or not shown."""


class AlreadyDecided(Exception):
    """Somebody has decided: words do not change any more."""


class AlreadyWithdrawn(Exception):
    """There is nothing left to take back."""


class Words(NamedTuple):
    """What a resident wrote."""

    text: str
    display_name: str
    title: str = ""

    def stripped(self) -> "Words":
        return Words(self.text.strip(), self.display_name.strip(), self.title.strip())


class Arrival(NamedTuple):
    """How it came in: who sends is told from others for an hour only."""

    sender: str = ""
    language: str = "ja"
    trap: str = ""


# Nobody in particular: a seed, a test.
UNKNOWN = Arrival()


class PostReceipt(NamedTuple):
    """What a writer is given: the post, and the code by which it is found again."""

    post: Post
    code: str


@transaction.atomic
def write_topic(
    *, words: Words, category: Category, at: datetime, days: int | None = None, came: Arrival = UNKNOWN
) -> PostReceipt:
    """A resident begins a conversation; it waits for a moderator.

    Raises:
        NotAPerson, TooMany: a program, or a flood.
        TellsWho: it holds personal data.
    """
    code = _admit(words, came, at)
    terms = terms_of_board()
    topic = Topic.objects.create(
        category=category,
        ends_on=last_day(at, days or terms.topic_days, terms),
        receipt_hash=receipt_hash(code),
    )
    return _receive(code, words, came, at, kind=PostKind.OPENING, topic_id=topic.id)


@transaction.atomic
def write_reply(*, topic_id: UUID, words: Words, at: datetime, came: Arrival = UNKNOWN) -> PostReceipt:
    """A resident answers in a conversation that is open.

    Raises:
        NotAPerson, TooMany, TellsWho: as for a topic.
        TopicClosed: nobody may enter any more.
    """
    if not conversation(topic_id, today=localdate(at)):
        raise TopicClosed(topic_id)
    code = _admit(words, came, at)
    return _receive(code, words._replace(title=""), came, at, kind=PostKind.REPLY, topic_id=topic_id)


@transaction.atomic
def write_visit(
    *,
    words: Words,
    at: datetime,
    service_id: UUID | None = None,
    organisation_id: UUID | None = None,
    came: Arrival = UNKNOWN,
) -> PostReceipt:
    """A resident tells how a place was.

    Raises:
        NotAPerson, TooMany, TellsWho: as for a topic.
    """
    code = _admit(words, came, at)
    quoted = {"service_id": service_id, "organisation_id": organisation_id}
    return _receive(code, words, came, at, kind=PostKind.VISIT, **quoted)


@transaction.atomic
def post_by_receipt(code: str, *, sender: str, at: datetime) -> Post | None:
    """The writer looks at the own post; from here on the context of the request carries the receipt.

    Raises:
        TooManyWrongCodes: this sender tried too many codes in this hour.
    """
    digest = receipt_hash(code)
    mine = Post.objects.select_related("topic", "service", "organisation").filter(receipt_hash=digest)
    return look_behind(digest, mine.first, sender=sender, at=at)


@transaction.atomic
def revise_post(*, post: Post, words: Words, at: datetime) -> Post:
    """The writer puts it differently, as long as nobody has decided.

    Raises:
        AlreadyDecided: a moderator was quicker.
        TellsWho: the new words hold personal data.
    """
    post = _locked(post)
    if post.state != PostState.WAITING:
        raise AlreadyDecided(post.id)
    words = words.stripped()
    _refuse_personal(words)
    post.text, post.display_name = words.text, words.display_name
    if post.kind != PostKind.REPLY:
        post.title = words.title
    # What was alarming once stays so: somebody should know.
    post.is_urgent = post.is_urgent or is_urgent(words.title, words.text)
    post.save(update_fields=["text", "display_name", "title", "is_urgent"])
    journal.record("community.post_revised", record_id=post.id, by=None, at=at)
    return post


@transaction.atomic
def withdraw_post(*, post: Post, at: datetime) -> Post:
    """The writer takes it back: from now on nobody reads it, and its words are erased later.

    Raises:
        AlreadyWithdrawn: it was taken back before.
    """
    post = _locked(post)
    if post.state == PostState.WITHDRAWN:
        raise AlreadyWithdrawn(post.id)
    was_shown = post.state == PostState.SHOWN
    ended_at = post.ended_at if post.state in ENDED else at
    post.state, post.ended_at = PostState.WITHDRAWN, ended_at
    post.save(update_fields=["state", "ended_at"])
    if was_shown:
        note_change("community.post_withdrawn", record_id=post.id, by=None, at=at)
    else:
        journal.record("community.post_withdrawn", record_id=post.id, by=None, at=at)
    return post


def _admit(words: Words, came: Arrival, at: datetime) -> str:
    """A code for a writer who is welcome; the context carries its digest from now on."""
    if came.trap:
        raise NotAPerson
    _refuse_personal(words)
    count_sender(POSTS, sender=came.sender, at=at)
    code = new_code()
    act_also(receipt=receipt_hash(code))
    return code


def _refuse_personal(words: Words) -> None:
    if any(tells_who(text) for text in words):
        raise TellsWho


def _receive(
    code: str, words: Words, came: Arrival, at: datetime, *, kind: PostKind, **belongs: UUID | None
) -> PostReceipt:
    words = words.stripped()
    post = Post.objects.create(
        kind=kind,
        text=words.text,
        display_name=words.display_name,
        title=words.title,
        language=came.language,
        receipt_hash=receipt_hash(code),
        is_urgent=is_urgent(words.title, words.text),
        written_at=at,
        due_on=look_by(at, terms_of_board()),
        **belongs,
    )
    journal.record("community.post_written", record_id=post.id, by=None, at=at, kind=kind)
    return PostReceipt(post, code)


def _locked(post: Post) -> Post:
    return Post.objects.select_for_update(of=("self",)).get(id=post.id)
