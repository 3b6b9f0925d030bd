"""What happens on a day: an event, once or round after round, with the days that went otherwise."""

import pghistory
from django.db import models
from django.db.models import F, Q

from tsunagu.directory.choices import Cost, EventState
from tsunagu.directory.models.organisations import HISTORY, Organisation
from tsunagu.directory.models.places import District, Location
from tsunagu.directory.models.security import published
from tsunagu.directory.models.services import MOST_MONTHS, Service
from tsunagu.kernel.accounts.models import User
from tsunagu.kernel.dates.opening_rule import DAY_MINUTES
from tsunagu.kernel.dates.recurrence import Recurrence, recurrence_from_json
from tsunagu.kernel.municipality.acting import moment
from tsunagu.kernel.municipality.models import TownModel


@pghistory.track(
    pghistory.InsertEvent(),
    pghistory.UpdateEvent(),
    pghistory.DeleteEvent(),
    context_field=None,
    context_id_field=None,
    model_name="EventHistory",
    attrs=HISTORY,
)
class Event(TownModel):
    """Something that families may come to. One entry feeds the site, calendars, files and printed lists."""

    row_security = published(f"state IN ('{EventState.PUBLISHED}', '{EventState.CANCELLED}')")

    organisation = models.ForeignKey(
        Organisation, verbose_name="主催", on_delete=models.PROTECT, related_name="calendar_events"
    )
    service = models.ForeignKey(
        Service,
        verbose_name="もとになるサービス",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="calendar_events",
    )
    state = models.CharField("状態", max_length=12, choices=EventState.choices, default=EventState.WAITING)
    # A member's new wording of what the public reads already; that stays until the desk has agreed.
    revises = models.OneToOneField(
        "self",
        verbose_name="直すもとの行事",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="revision",
    )
    name = models.CharField("行事の名前", max_length=120)
    name_kana = models.CharField("行事の名前（フリガナ）", max_length=200, blank=True, default="")
    name_en = models.CharField("行事の名前（英語）", max_length=160, blank=True, default="")
    summary = models.CharField("ひとこと", max_length=200, blank=True, default="")
    summary_easy = models.CharField("ひとこと（やさしい日本語）", max_length=300, blank=True, default="")
    summary_en = models.CharField("ひとこと（英語）", max_length=300, blank=True, default="")
    description = models.TextField("くわしい内容", blank=True, default="")
    first_on = models.DateField("日にち（くり返すときは最初の日）")
    # Minutes after midnight of the day; null is unknown, which is not all day long.
    starts = models.PositiveSmallIntegerField("開始", null=True, blank=True)
    ends = models.PositiveSmallIntegerField("終了", null=True, blank=True)
    # A rule of `kernel.dates.recurrence`; null happens once.
    recurrence = models.JSONField("くり返し", null=True, blank=True)
    # The last day on which it can happen: whoever looks for a month reads only what can fall into it.
    last_on = models.DateField("最後の日")
    location = models.ForeignKey(
        Location,
        verbose_name="場所",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="calendar_events",
    )
    district = models.ForeignKey(
        District,
        verbose_name="地区",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="calendar_events",
    )
    place_text = models.CharField("場所の言い方", max_length=200, blank=True, default="")
    minimum_age_months = models.PositiveSmallIntegerField("月齢から", null=True, blank=True)
    maximum_age_months = models.PositiveSmallIntegerField("月齢まで", null=True, blank=True)
    age_text = models.CharField("対象の言い方", max_length=120, blank=True, default="")
    cost = models.CharField("費用", max_length=10, choices=Cost.choices, default=Cost.UNKNOWN)
    cost_text = models.CharField("費用の言い方", max_length=160, blank=True, default="")
    how_to_join = models.CharField("申し込み", max_length=300, blank=True, default="")
    phone = models.CharField("問い合わせの電話", max_length=30, blank=True, default="")
    url = models.URLField("ウェブサイト", max_length=300, blank=True, default="")
    # Why it does not take place, or what the desk asked to be changed.
    remark = models.CharField("中止・差し戻しの理由", max_length=200, blank=True, default="")
    written_by = models.ForeignKey(
        User, verbose_name="書いた人", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    updated_at = models.DateTimeField("更新日時", default=moment)

    class Meta:
        verbose_name = "行事"
        verbose_name_plural = "行事"
        indexes = [
            models.Index(fields=["municipality", "last_on", "first_on"]),
            models.Index(fields=["organisation", "last_on"]),
            models.Index(fields=["municipality"], condition=Q(state="waiting"), name="event_waiting"),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="event_named"),
            models.CheckConstraint(condition=Q(state__in=EventState.values), name="event_state_known"),
            models.CheckConstraint(condition=Q(cost__in=Cost.values), name="event_cost_known"),
            models.CheckConstraint(
                condition=Q(last_on__gte=F("first_on")), name="event_ends_after_it_starts"
            ),
            models.CheckConstraint(
                condition=Q(recurrence__isnull=False) | Q(last_on=F("first_on")), name="event_once_is_one_day"
            ),
            models.CheckConstraint(
                condition=Q(starts=None, ends=None)
                | Q(starts__isnull=False, starts__lt=DAY_MINUTES, ends=None)
                | Q(
                    starts__isnull=False,
                    starts__lt=DAY_MINUTES,
                    ends__isnull=False,
                    ends__gt=F("starts"),
                    ends__lte=2 * DAY_MINUTES,
                ),
                name="event_times_ordered",
            ),
            models.CheckConstraint(
                condition=Q(minimum_age_months=None)
                | Q(maximum_age_months=None)
                | Q(minimum_age_months__lte=F("maximum_age_months")),
                name="event_ages_ordered",
            ),
            models.CheckConstraint(
                condition=(Q(minimum_age_months=None) | Q(minimum_age_months__lte=MOST_MONTHS))
                & (Q(maximum_age_months=None) | Q(maximum_age_months__lte=MOST_MONTHS)),
                name="event_ages_human",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[EventState.CANCELLED, EventState.RETURNED]) | ~Q(remark=""),
                name="event_says_why_not",
            ),
            models.CheckConstraint(
                condition=Q(revises=None) | ~Q(state__in=[EventState.PUBLISHED, EventState.CANCELLED]),
                name="event_revision_is_not_public",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def rule(self) -> Recurrence | None:
        """How it comes round again; None for what happens once."""
        return recurrence_from_json(self.recurrence)


class EventDay(TownModel):
    """One day of a round that goes otherwise: it is called off, or held on another day."""

    # Seen with its event: the policy of that table answers inside this one.
    row_security = published("EXISTS (SELECT 1 FROM directory_event AS e WHERE e.id = event_id)")

    event = models.ForeignKey(Event, verbose_name="行事", on_delete=models.CASCADE, related_name="days")
    on = models.DateField("いつもの日")
    # Null: called off. A day that is called off is shown so, not left out.
    moved_to = models.DateField("変わった日", null=True, blank=True)
    remark = models.CharField("理由", max_length=200)

    class Meta:
        verbose_name = "行事の変更日"
        verbose_name_plural = "行事の変更日"
        indexes = [
            models.Index(fields=["municipality", "on"]),
            models.Index(
                fields=["municipality", "moved_to"],
                condition=Q(moved_to__isnull=False),
                name="event_day_moved",
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["event", "on"], name="event_day_once"),
            models.CheckConstraint(condition=~Q(remark=""), name="event_day_says_why"),
            models.CheckConstraint(
                condition=Q(moved_to=None) | ~Q(moved_to=F("on")), name="event_day_moves_somewhere"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.event_id} {self.on}"
