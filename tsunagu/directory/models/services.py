"""What help is offered: services, what it costs, where, and by which words it is sorted."""

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from tsunagu.directory.choices import Audience, Capacity, Cost, Scheme, ServiceStatus
from tsunagu.directory.models.organisations import HISTORY, Organisation
from tsunagu.directory.models.places import District, Location
from tsunagu.directory.models.security import published, published_to_its_audience
from tsunagu.directory.models.sources import Sourced, source_constraints
from tsunagu.directory.models.taxonomy import Language, TaxonomyTerm
from tsunagu.kernel.database.row_security import signed_in_in_town
from tsunagu.kernel.municipality.acting import moment
from tsunagu.kernel.municipality.models import TownModel

# The highest age a listing may speak of; beyond it somebody has typed years or a year of birth.
MOST_MONTHS = 130 * 12


@pghistory.track(
    pghistory.InsertEvent(),
    pghistory.UpdateEvent(),
    pghistory.DeleteEvent(),
    context_field=None,
    context_id_field=None,
    attrs=HISTORY,
)
class Service(Sourced, TownModel):
    """One thing that a family or a supporter can use (HSDS service)."""

    row_security = published_to_its_audience()

    organisation = models.ForeignKey(
        Organisation, verbose_name="実施する組織", on_delete=models.PROTECT, related_name="services"
    )
    commissioned_by = models.ForeignKey(
        Organisation,
        verbose_name="委託元",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="commissioned_services",
    )
    status = models.CharField(
        "状態", max_length=20, choices=ServiceStatus.choices, default=ServiceStatus.ACTIVE
    )
    audience = models.CharField(
        "だれのための情報か", max_length=10, choices=Audience.choices, default=Audience.RESIDENTS
    )
    name = models.CharField("名称", max_length=120)
    name_kana = models.CharField("名称（フリガナ）", max_length=200)
    name_en = models.CharField("名称（英語）", max_length=160, blank=True, default="")
    alternate_names = ArrayField(
        models.CharField(max_length=120), verbose_name="ほかの呼び名", default=list, blank=True
    )
    summary = models.CharField("ひとこと", max_length=200, blank=True, default="")
    summary_easy = models.CharField("ひとこと（やさしい日本語）", max_length=300, blank=True, default="")
    summary_en = models.CharField("ひとこと（英語）", max_length=300, blank=True, default="")
    description = models.TextField("説明", blank=True, default="")
    kind = models.ForeignKey(
        TaxonomyTerm, verbose_name="種類", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    how_to_use = models.TextField("使い方", blank=True, default="")
    minimum_age_months = models.PositiveSmallIntegerField("月齢から", null=True, blank=True)
    # Included: 11 means until the day before the first birthday.
    maximum_age_months = models.PositiveSmallIntegerField("月齢まで", null=True, blank=True)
    age_text = models.CharField("対象の言い方", max_length=120, blank=True, default="")
    cost = models.CharField("費用", max_length=10, choices=Cost.choices, default=Cost.UNKNOWN)
    cost_text = models.CharField("費用の言い方", max_length=160, blank=True, default="")
    # A rule of `kernel.dates.opening_json`; null is unknown, which is not closed.
    opening = models.JSONField("開いているとき", null=True, blank=True)
    opening_text = models.CharField("開いているときの言い方", max_length=200, blank=True, default="")
    place_text = models.CharField("場所の言い方", max_length=200, blank=True, default="")
    url = models.URLField("ウェブサイト", max_length=300, blank=True, default="")
    email = models.EmailField("メールアドレス", blank=True, default="")
    # Who last said that all this is true (HSDS assured_date, assurer).
    assured_on = models.DateField("最終確認日", null=True, blank=True)
    assured_by = models.CharField("確認した人", max_length=80, blank=True, default="")
    # Since when nobody has confirmed it though it was time; the page says so and search trusts it less.
    overdue_since = models.DateField("確認が遅れている", null=True, blank=True)
    updated_at = models.DateTimeField("更新日時", default=moment)

    class Meta:
        verbose_name = "サービス"
        verbose_name_plural = "サービス"
        indexes = [
            models.Index(fields=["municipality", "audience", "status", "name_kana"]),
        ]
        constraints = [
            *source_constraints("service"),
            models.CheckConstraint(condition=~Q(name="") & ~Q(name_kana=""), name="service_named_and_read"),
            models.CheckConstraint(condition=Q(status__in=ServiceStatus.values), name="service_status_known"),
            models.CheckConstraint(condition=Q(audience__in=Audience.values), name="service_audience_known"),
            models.CheckConstraint(condition=Q(cost__in=Cost.values), name="service_cost_known"),
            models.CheckConstraint(
                condition=Q(minimum_age_months=None)
                | Q(maximum_age_months=None)
                | Q(minimum_age_months__lte=F("maximum_age_months")),
                name="service_ages_ordered",
            ),
            models.CheckConstraint(
                condition=(Q(minimum_age_months=None) | Q(minimum_age_months__lte=MOST_MONTHS))
                & (Q(maximum_age_months=None) | Q(maximum_age_months__lte=MOST_MONTHS)),
                name="service_ages_human",
            ),
            models.CheckConstraint(
                condition=Q(assured_on=None, assured_by="") | Q(assured_on__isnull=False) & ~Q(assured_by=""),
                name="service_assured_on_and_by_together",
            ),
            models.CheckConstraint(
                condition=Q(commissioned_by=None) | ~Q(commissioned_by=F("organisation")),
                name="service_not_commissioned_by_itself",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class ServiceSupporterNote(TownModel):
    """What supporters tell each other of a service. A row of its own, so that the database can hide it."""

    row_security = signed_in_in_town()

    service = models.OneToOneField(
        Service, verbose_name="サービス", on_delete=models.CASCADE, related_name="supporter_note"
    )
    internal_note = models.TextField("支援者どうしのメモ", blank=True, default="")
    updated_at = models.DateTimeField("更新日時", default=moment)

    class Meta:
        verbose_name = "サービスの支援者向け情報"
        verbose_name_plural = "サービスの支援者向け情報"

    def __str__(self) -> str:
        return str(self.service_id)


class ServiceCapacity(TownModel):
    """Whether the service can take another family now; for supporters only."""

    row_security = signed_in_in_town()

    service = models.OneToOneField(
        Service, verbose_name="サービス", on_delete=models.CASCADE, related_name="capacity"
    )
    status = models.CharField("受け入れ", max_length=40, choices=Capacity.choices, default=Capacity.UNKNOWN)
    note = models.CharField("補足", max_length=200, blank=True, default="")
    updated_at = models.DateTimeField("更新日時", null=True, blank=True)

    class Meta:
        verbose_name = "受け入れの状況"
        verbose_name_plural = "受け入れの状況"
        constraints = [
            models.CheckConstraint(condition=Q(status__in=Capacity.values), name="capacity_status_known"),
            models.CheckConstraint(
                condition=Q(status=Capacity.UNKNOWN) | Q(updated_at__isnull=False),
                name="capacity_known_since",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.service_id} {self.status}"


class ServiceAttribute(TownModel):
    """A service is sorted under a term (HSDS attribute): a need it meets, a situation, a stage, a way in."""

    row_security = published()

    # The schemes of which a service has several terms; its one kind is a field.
    SCHEMES = (Scheme.NEED, Scheme.SITUATION, Scheme.STAGE, Scheme.ACCESS)

    service = models.ForeignKey(
        Service, verbose_name="サービス", on_delete=models.CASCADE, related_name="attributes"
    )
    term = models.ForeignKey(
        TaxonomyTerm, verbose_name="語", on_delete=models.PROTECT, related_name="attributes"
    )
    position = models.PositiveSmallIntegerField("順番", default=0)

    class Meta:
        verbose_name = "サービスの分類"
        verbose_name_plural = "サービスの分類"
        constraints = [
            models.UniqueConstraint(fields=["service", "term"], name="service_attribute_once"),
        ]

    def __str__(self) -> str:
        return f"{self.service_id} {self.term_id}"


class ServiceAtLocation(TownModel):
    """The service is given there (HSDS service_at_location), perhaps at other hours than usual."""

    row_security = published()

    service = models.ForeignKey(
        Service, verbose_name="サービス", on_delete=models.CASCADE, related_name="at_locations"
    )
    location = models.ForeignKey(
        Location, verbose_name="場所", on_delete=models.PROTECT, related_name="services_at"
    )
    # Null: the service's own hours hold here too.
    opening = models.JSONField("ここで開いているとき", null=True, blank=True)
    opening_text = models.CharField("ここで開いているときの言い方", max_length=200, blank=True, default="")
    position = models.PositiveSmallIntegerField("順番", default=0)

    class Meta:
        verbose_name = "実施場所"
        verbose_name_plural = "実施場所"
        constraints = [
            models.UniqueConstraint(fields=["service", "location"], name="service_at_location_once"),
        ]

    def __str__(self) -> str:
        return f"{self.service_id} {self.location_id}"


class ServiceArea(TownModel):
    """The district whose families the service is for; none means the whole town."""

    row_security = published()

    service = models.ForeignKey(
        Service, verbose_name="サービス", on_delete=models.CASCADE, related_name="service_areas"
    )
    district = models.ForeignKey(
        District, verbose_name="地区", on_delete=models.PROTECT, related_name="service_areas"
    )

    class Meta:
        verbose_name = "対象地区"
        verbose_name_plural = "対象地区"
        constraints = [
            models.UniqueConstraint(fields=["service", "district"], name="service_area_once"),
        ]

    def __str__(self) -> str:
        return f"{self.service_id} {self.district_id}"


class ServiceLanguage(TownModel):
    """The service can be used in this language."""

    row_security = published()

    service = models.ForeignKey(
        Service, verbose_name="サービス", on_delete=models.CASCADE, related_name="service_languages"
    )
    language = models.ForeignKey(
        Language, verbose_name="言語", on_delete=models.PROTECT, related_name="service_languages"
    )
    note = models.CharField("補足", max_length=120, blank=True, default="")

    class Meta:
        verbose_name = "対応言語"
        verbose_name_plural = "対応言語"
        constraints = [
            models.UniqueConstraint(fields=["service", "language"], name="service_language_once"),
        ]

    def __str__(self) -> str:
        return f"{self.service_id} {self.language_id}"


class CostOption(TownModel):
    """One price of a service (HSDS cost_option), in yen."""

    row_security = published()

    service = models.ForeignKey(
        Service, verbose_name="サービス", on_delete=models.CASCADE, related_name="cost_options"
    )
    option = models.CharField("区分", max_length=120)
    amount = models.PositiveIntegerField("金額（円）", null=True, blank=True)
    amount_description = models.CharField("金額の言い方", max_length=120, blank=True, default="")
    valid_from = models.DateField("いつから", null=True, blank=True)
    valid_to = models.DateField("いつまで", null=True, blank=True)
    position = models.PositiveSmallIntegerField("順番", default=0)

    class Meta:
        verbose_name = "料金"
        verbose_name_plural = "料金"
        constraints = [
            models.UniqueConstraint(fields=["service", "option"], name="cost_option_once"),
            models.CheckConstraint(condition=~Q(option=""), name="cost_option_named"),
            models.CheckConstraint(
                condition=Q(amount__isnull=False) | ~Q(amount_description=""),
                name="cost_option_says_how_much",
            ),
            models.CheckConstraint(
                condition=Q(valid_from=None) | Q(valid_to=None) | Q(valid_to__gte=F("valid_from")),
                name="cost_option_ends_after_it_starts",
            ),
        ]

    def __str__(self) -> str:
        return self.option
