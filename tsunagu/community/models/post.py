"""What residents write, and the topic it hangs on. Nothing is read by others before somebody approved it."""

from uuid import UUID

import pgtrigger
from django.db import models
from django.db.models import Q

from tsunagu.community.choices import ENDED, Category, PostKind, PostState
from tsunagu.community.models import post_guard
from tsunagu.community.models.security import HAS_RECEIPT, TODAY, WORKS_ON_IT
from tsunagu.directory.models import Organisation, Service
from tsunagu.kernel.database.row_security import Policy, RowSecurity, floor, here
from tsunagu.kernel.municipality.models import TownModel

_TOPIC = "SELECT 1 FROM community_topic AS t WHERE t.id = topic_id"
# With its place a report goes: whoever cannot see the one does not read the other.
_SERVICE = "SELECT 1 FROM directory_service AS s WHERE s.id = service_id"
_ORGANISATION = "SELECT 1 FROM directory_organisation AS o WHERE o.id = organisation_id"
_READABLE = (
    f"state = 'shown' AND (topic_id IS NULL OR EXISTS ({_TOPIC} AND t.is_shown AND t.ends_on >= {TODAY}))"
    f" AND (service_id IS NULL OR EXISTS ({_SERVICE}))"
    f" AND (organisation_id IS NULL OR EXISTS ({_ORGANISATION}))"
)
# The topic must be one that the writer may see: an open one, or their own new one.
_NEW = f"state = 'waiting' AND (topic_id IS NULL OR EXISTS ({_TOPIC}))"


class Topic(TownModel):
    """The door of one conversation on the board: open from approval until its day. It holds no words.

    Growth: some 150 a year.
    """

    row_security = RowSecurity(
        (
            floor(),
            Policy(
                "everybody_enters_an_open_one", here(f"is_shown AND ends_on >= {TODAY}"), command="SELECT"
            ),
            Policy("writer_comes_back_with_the_receipt", here(HAS_RECEIPT)),
            Policy("moderators_work_on_it", here(WORKS_ON_IT)),
            Policy("anybody_may_begin", "true", here("NOT is_shown"), command="INSERT"),
        )
    )

    category = models.CharField("分類", max_length=12, choices=Category.choices)
    ends_on = models.DateField("最終日")
    is_shown = models.BooleanField("公開中", default=False)
    # Of its opening post; the writer who withdraws closes the door.
    receipt_hash = models.CharField("受付番号の控え", max_length=64, unique=True, editable=False)

    class Meta:
        verbose_name = "掲示板の話題"
        verbose_name_plural = "掲示板の話題"
        indexes = [
            models.Index(fields=["municipality", "ends_on"], condition=Q(is_shown=True), name="topic_open"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(category__in=Category.values), name="topic_category_known"),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="topic_follows_its_post",
                operation=pgtrigger.Update,
                when=pgtrigger.Before,
                func=post_guard.TOPIC_FOLLOWS,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.category} {self.ends_on}"


class Post(TownModel):
    """One text of a resident without an account: it opens a topic, replies, or tells of a visit.

    Growth: some 600 a year; the words of those that ended are erased.
    """

    row_security = RowSecurity(
        (
            floor(),
            Policy("everybody_reads_what_is_shown", here(_READABLE), command="SELECT"),
            Policy("writer_comes_back_with_the_receipt", here(HAS_RECEIPT)),
            Policy("moderators_work_on_it", here(WORKS_ON_IT)),
            Policy("anybody_may_write", "true", here(_NEW), command="INSERT"),
        )
    )

    kind = models.CharField("種類", max_length=10, choices=PostKind.choices)
    state = models.CharField("状態", max_length=10, choices=PostState.choices, default=PostState.WAITING)
    topic = models.ForeignKey(
        Topic, verbose_name="話題", on_delete=models.PROTECT, null=True, blank=True, related_name="posts"
    )
    # What a visit was to: one of the two.
    service = models.ForeignKey(
        Service, verbose_name="サービス", on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    organisation = models.ForeignKey(
        Organisation, verbose_name="組織", on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    title = models.CharField("見出し", max_length=80, blank=True, default="")
    text = models.TextField("本文", max_length=2000, blank=True, default="")
    display_name = models.CharField("表示する名前", max_length=20, blank=True, default="")
    language = models.CharField("書かれた言語", max_length=10, default="ja")
    # The code itself is told once and kept nowhere.
    receipt_hash = models.CharField("受付番号の控え", max_length=64, unique=True, editable=False)
    # It holds words of danger: somebody reads it before everything else.
    is_urgent = models.BooleanField("急いで見る", default=False)
    written_at = models.DateTimeField("書いた日時")
    due_on = models.DateField("見る期限")
    shown_at = models.DateTimeField("公開した日時", null=True, blank=True)
    ended_at = models.DateTimeField("終わった日時", null=True, blank=True)
    erased_at = models.DateTimeField("本文を消した日時", null=True, blank=True)

    topic_id: UUID | None
    service_id: UUID | None
    organisation_id: UUID | None

    class Meta:
        verbose_name = "投稿"
        verbose_name_plural = "投稿"
        indexes = [
            models.Index(
                fields=["municipality", "due_on"],
                condition=Q(state__in=(PostState.WAITING, PostState.HELD)),
                name="post_to_look_at",
            ),
            models.Index(fields=["topic", "written_at"]),
            models.Index(
                fields=["municipality", "-shown_at"],
                condition=Q(state=PostState.SHOWN),
                name="post_shown",
            ),
            models.Index(
                fields=["service"],
                condition=Q(state=PostState.SHOWN, kind=PostKind.VISIT),
                name="visit_of_service",
            ),
            models.Index(
                fields=["organisation"],
                condition=Q(state=PostState.SHOWN, kind=PostKind.VISIT),
                name="visit_of_organisation",
            ),
            models.Index(
                fields=["municipality", "ended_at"],
                condition=Q(state__in=ENDED, erased_at=None),
                name="post_to_erase",
            ),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=PostKind.values), name="post_kind_known"),
            models.CheckConstraint(condition=Q(state__in=PostState.values), name="post_state_known"),
            models.CheckConstraint(
                condition=Q(kind=PostKind.VISIT, topic=None, service__isnull=False, organisation=None)
                | Q(kind=PostKind.VISIT, topic=None, service=None, organisation__isnull=False)
                | ~Q(kind=PostKind.VISIT) & Q(topic__isnull=False, service=None, organisation=None),
                name="post_hangs_on_one_thing",
            ),
            models.UniqueConstraint(
                fields=["topic"], condition=Q(kind=PostKind.OPENING), name="post_opens_a_topic_once"
            ),
            models.CheckConstraint(
                condition=Q(erased_at=None) & ~Q(text="") & ~Q(display_name="")
                | Q(erased_at__isnull=False, text="", title="", display_name=""),
                name="post_has_words_until_erased",
            ),
            models.CheckConstraint(
                condition=Q(kind=PostKind.REPLY, title="")
                | ~Q(kind=PostKind.REPLY) & (~Q(title="") | Q(erased_at__isnull=False)),
                name="post_title_unless_reply",
            ),
            models.CheckConstraint(
                condition=Q(state__in=ENDED, ended_at__isnull=False) | ~Q(state__in=ENDED) & Q(ended_at=None),
                name="post_ended_has_a_moment",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=(PostState.SHOWN, PostState.HELD)) | Q(shown_at__isnull=False),
                name="post_shown_has_a_moment",
            ),
            models.CheckConstraint(
                condition=Q(erased_at=None) | Q(state__in=ENDED), name="post_erased_only_when_ended"
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="post_begins", operation=pgtrigger.Insert, when=pgtrigger.Before, func=post_guard.BEGINS
            ),
            pgtrigger.Trigger(
                name="post_moves",
                operation=pgtrigger.Update,
                when=pgtrigger.Before,
                declare=[("actors", "text[] := '{}'")],
                func=post_guard.MOVES,
            ),
            pgtrigger.Trigger(
                name="post_opens_topic",
                operation=pgtrigger.UpdateOf("state"),
                when=pgtrigger.After,
                condition=pgtrigger.Q(new__kind=PostKind.OPENING),
                func=post_guard.OPENS_TOPIC,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.written_at:%Y-%m-%d}"
