"""What is told to a segment: written by one colleague, agreed to by another, the same for every receiver."""

from uuid import UUID

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from tsunagu.kernel.accounts.models import User
from tsunagu.kernel.database.row_security import IS_SYSTEM, MOMENT, Policy, RowSecurity, floor, here
from tsunagu.kernel.municipality.models import TownModel
from tsunagu.kernel.permissions.permission import Permission
from tsunagu.kernel.permissions.row_rules import holds
from tsunagu.outreach.choices import AGREED, NOTICE_STEPS, PUBLIC, NoticeState, Reach, Subject

# Children until their nineteenth birthday; a pregnancy is told ten months ahead at most.
MOST_MONTHS = 228
# Two colleagues: whoever wrote a word of it does not agree to it.
_TOLD = (
    "title", "body", "title_easy", "body_easy", "reach", "months_from", "months_to", "districts", "subjects",
    "ends_on", "made_by_id", "written_by_id",
)  # fmt: skip
_PUBLIC = ", ".join(f"'{state.value}'" for state in PUBLIC)
_AT_WORK = f"{IS_SYSTEM} OR {holds(Permission.NOTICE_WRITE)}"
_READ_BY_FAMILIES = f"state IN ({_PUBLIC}) AND ends_on >= ({MOMENT} AT TIME ZONE 'Asia/Tokyo')::date"
_STEPS = " OR ".join(
    f"(OLD.state = '{before.value}' AND NEW.state IN ({', '.join(repr(one.value) for one in after)}))"
    for before, after in NOTICE_STEPS.items()
)
_GUARD = f"""
    IF OLD.state <> NEW.state AND NOT ({_STEPS}) THEN
        RAISE EXCEPTION 'notice: no step from % to %', OLD.state, NEW.state USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.approved_at IS NOT NULL AND OLD.approved_at IS NOT NULL
        AND ROW({", ".join(f"NEW.{name}" for name in _TOLD)})
            IS DISTINCT FROM ROW({", ".join(f"OLD.{name}" for name in _TOLD)}) THEN
        RAISE EXCEPTION 'notice: what was agreed to stays as it is' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
"""
_ITEM_GUARD = """
    IF EXISTS (
        SELECT 1 FROM outreach_notice AS n
        WHERE n.id = NEW.notice_id AND n.approved_at IS NOT NULL
    ) THEN
        RAISE EXCEPTION 'notice: what was agreed to stays as it is' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
"""


class Notice(TownModel):
    """A notice (お知らせ) and the segment that it is for. It names no family and quotes no one.

    Growth: some 100 a year, two a week.
    """

    row_security = RowSecurity(
        (
            floor(),
            Policy("worked_on", using=here(_AT_WORK)),
            Policy("read_by_families", using=here(_READ_BY_FAMILIES), command="SELECT"),
        )
    )

    title = models.CharField("題名", max_length=80)
    body = models.TextField("本文", max_length=2000)
    title_easy = models.CharField("題名（やさしい日本語）", max_length=80)
    body_easy = models.TextField("本文（やさしい日本語）", max_length=2000)
    reach = models.CharField("だれに", max_length=10, choices=Reach.choices, default=Reach.EVERYBODY)
    # Of life, or until the expected month.
    months_from = models.PositiveSmallIntegerField("月数から", null=True, blank=True)
    months_to = models.PositiveSmallIntegerField("月数まで", null=True, blank=True)
    # Ids of `directory.District`; empty is the whole town.
    districts = ArrayField(models.UUIDField(), verbose_name="地区", default=list, blank=True)
    subjects = ArrayField(models.CharField(max_length=10, choices=Subject.choices), verbose_name="何について")
    ends_on = models.DateField("いつまでのお知らせか")
    state = models.CharField("状態", max_length=10, choices=NoticeState.choices, default=NoticeState.DRAFT)
    made_by = models.ForeignKey(User, verbose_name="書き始めた人", on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField("作成日時")
    written_by = models.ForeignKey(
        User, verbose_name="最後に書いた人", on_delete=models.PROTECT, related_name="+"
    )
    written_at = models.DateTimeField("最後に書いた日時")
    approved_by = models.ForeignKey(
        User, verbose_name="確認した人", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    approved_at = models.DateTimeField("確認の日時", null=True, blank=True)
    # Why a colleague gave it back.
    remark = models.CharField("直してほしいこと", max_length=400, blank=True, default="")
    send_at = models.DateTimeField("送る日時", null=True, blank=True)
    started_at = models.DateTimeField("送り始めた日時", null=True, blank=True)
    finished_at = models.DateTimeField("送り終えた日時", null=True, blank=True)
    # What stays when it is forgotten who was written to.
    reached = models.PositiveIntegerField("宛先の数", default=0)
    sent = models.PositiveIntegerField("送った数", default=0)
    failed = models.PositiveIntegerField("送れなかった数", default=0)
    left = models.PositiveIntegerField("このお知らせからやめた数", default=0)

    approved_by_id: UUID | None
    made_by_id: UUID
    written_by_id: UUID

    class Meta:
        verbose_name = "お知らせ"
        verbose_name_plural = "お知らせ"
        indexes = [
            models.Index(fields=["municipality", "-written_at"]),
            models.Index(
                fields=["municipality", "-started_at"],
                condition=Q(state__in=[state.value for state in PUBLIC]),
                name="notice_read_by_families",
            ),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=NoticeState.values), name="notice_state_known"),
            models.CheckConstraint(
                condition=~Q(title="") & ~Q(body="") & ~Q(title_easy="") & ~Q(body_easy=""),
                name="notice_says_it_twice",
            ),
            models.CheckConstraint(
                condition=Q(subjects__contained_by=Subject.values) & Q(subjects__len__gte=1),
                name="notice_subjects_known",
            ),
            models.CheckConstraint(
                condition=Q(reach=Reach.EVERYBODY, months_from=None, months_to=None)
                | Q(
                    reach__in=[Reach.BORN, Reach.EXPECTING],
                    months_from__isnull=False,
                    months_to__isnull=False,
                    months_from__lte=F("months_to"),
                    months_to__lte=MOST_MONTHS,
                ),
                name="notice_months_of_those_it_reaches",
            ),
            models.CheckConstraint(
                condition=Q(approved_at=None, approved_by=None)
                | Q(approved_at__isnull=False, approved_by__isnull=False),
                name="notice_approved_at_and_by_together",
            ),
            models.CheckConstraint(
                condition=Q(approved_by=None)
                | (~Q(approved_by=F("made_by")) & ~Q(approved_by=F("written_by"))),
                name="notice_approved_by_somebody_else",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=AGREED) | Q(approved_at__isnull=False),
                name="notice_sent_only_when_approved",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[NoticeState.DRAFT, NoticeState.ASKED]) | Q(approved_at=None),
                name="notice_draft_is_not_approved",
            ),
            models.CheckConstraint(
                condition=~Q(state=NoticeState.SCHEDULED) | Q(send_at__isnull=False),
                name="notice_scheduled_has_a_moment",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=PUBLIC) | Q(started_at__isnull=False),
                name="notice_sent_has_a_moment",
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="notice_steps", operation=pgtrigger.Update, when=pgtrigger.Before, func=_GUARD
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_public(self) -> bool:
        return self.state in PUBLIC


class NoticeItem(TownModel):
    """A listing or an event that the notice quotes, as it stands on the day it is read.

    Growth: some 200 a year.
    """

    row_security = RowSecurity(
        (
            floor(),
            Policy("worked_on", using=here(_AT_WORK)),
            Policy(
                "seen_with_the_notice",
                using=here("EXISTS (SELECT 1 FROM outreach_notice AS n WHERE n.id = notice_id)"),
                command="SELECT",
            ),
        )
    )

    notice = models.ForeignKey(
        Notice, verbose_name="お知らせ", on_delete=models.CASCADE, related_name="items"
    )
    service = models.ForeignKey(
        "directory.Service", verbose_name="資源", on_delete=models.CASCADE, null=True, blank=True,
        related_name="+",
    )  # fmt: skip
    event = models.ForeignKey(
        "directory.Event", verbose_name="行事", on_delete=models.CASCADE, null=True, blank=True,
        related_name="+",
    )  # fmt: skip
    position = models.PositiveSmallIntegerField("順番")

    service_id: UUID | None
    event_id: UUID | None

    class Meta:
        verbose_name = "お知らせに載せるもの"
        verbose_name_plural = "お知らせに載せるもの"
        constraints = [
            models.CheckConstraint(
                condition=Q(service__isnull=False, event=None) | Q(service=None, event__isnull=False),
                name="notice_item_is_one_thing",
            ),
            models.UniqueConstraint(
                fields=["notice", "service", "event"], nulls_distinct=False, name="notice_item_once"
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="notice_item_stays",
                # A listing that is withdrawn leaves every notice; none comes in.
                operation=pgtrigger.Insert | pgtrigger.Update,
                when=pgtrigger.Before,
                func=_ITEM_GUARD,
            )
        ]

    def __str__(self) -> str:
        return str(self.service_id or self.event_id)
