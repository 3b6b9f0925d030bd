"""Whom to call: phones, and the person in charge (担当者) with a role, hours and a deputy."""

from uuid import UUID

import pghistory
from django.db import models
from django.db.models import F, Q

from tsunagu.directory.choices import Audience, ContactLevel, PhoneKind
from tsunagu.directory.models.organisations import HISTORY, Organisation
from tsunagu.directory.models.places import Location
from tsunagu.directory.models.security import published_to_its_audience
from tsunagu.directory.models.services import Service
from tsunagu.kernel.database.row_security import signed_in_in_town
from tsunagu.kernel.municipality.models import TownModel

_ON_ONE_THING = (
    Q(organisation__isnull=False, service=None, location=None)
    | Q(organisation=None, service__isnull=False, location=None)
    | Q(organisation=None, service=None, location__isnull=False)
)


class Phone(TownModel):
    """A number of an organisation, a service or a place (HSDS phone)."""

    row_security = published_to_its_audience()

    organisation = models.ForeignKey(
        Organisation,
        verbose_name="組織",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="phones",
    )
    service = models.ForeignKey(
        Service,
        verbose_name="サービス",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="phones",
    )
    location = models.ForeignKey(
        Location, verbose_name="場所", on_delete=models.CASCADE, null=True, blank=True, related_name="phones"
    )
    audience = models.CharField(
        "だれのための情報か", max_length=10, choices=Audience.choices, default=Audience.RESIDENTS
    )
    # As it is read aloud: 025-526-5111.
    number = models.CharField("電話番号", max_length=20)
    # Text, where HSDS says a number: 「07」 is not 「7」.
    extension = models.CharField("内線", max_length=10, blank=True, default="")
    kind = models.CharField("種類", max_length=10, choices=PhoneKind.choices, default=PhoneKind.VOICE)
    note = models.CharField("補足", max_length=120, blank=True, default="")
    # When somebody answers, where that is not when the owner is open: 「平日 9時から17時」.
    hours_text = models.CharField("受付時間", max_length=120, blank=True, default="")
    position = models.PositiveSmallIntegerField("順番", default=0)

    organisation_id: UUID | None
    service_id: UUID | None
    location_id: UUID | None

    class Meta:
        verbose_name = "電話"
        verbose_name_plural = "電話"
        constraints = [
            models.CheckConstraint(condition=_ON_ONE_THING, name="phone_of_one_thing"),
            models.CheckConstraint(condition=Q(kind__in=PhoneKind.values), name="phone_kind_known"),
            models.CheckConstraint(condition=Q(audience__in=Audience.values), name="phone_audience_known"),
            models.CheckConstraint(condition=Q(number__regex=r"^[+#0-9][0-9-]+$"), name="phone_number_shape"),
            models.CheckConstraint(
                condition=Q(extension="") | Q(extension__regex=r"^[0-9]+$"), name="phone_extension_digits"
            ),
        ]

    def __str__(self) -> str:
        return self.number


@pghistory.track(
    pghistory.InsertEvent(),
    pghistory.UpdateEvent(),
    pghistory.DeleteEvent(),
    context_field=None,
    context_id_field=None,
    attrs=HISTORY,
)
class ContactPerson(TownModel):
    """The face behind a listing (担当者). Residents read the role, and a name only where it was published."""

    row_security = published_to_its_audience()

    organisation = models.ForeignKey(
        Organisation, verbose_name="組織", on_delete=models.CASCADE, related_name="contact_persons"
    )
    # Null: the person answers for the organisation as a whole.
    service = models.ForeignKey(
        Service,
        verbose_name="サービス",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="contact_persons",
    )
    audience = models.CharField(
        "だれのための情報か", max_length=10, choices=Audience.choices, default=Audience.RESIDENTS
    )
    role = models.CharField("役割", max_length=60)
    name = models.CharField("公開する名前", max_length=60, blank=True, default="")
    name_kana = models.CharField("公開する名前（フリガナ）", max_length=80, blank=True, default="")
    hours_text = models.CharField("いる日・時間", max_length=120, blank=True, default="")
    level = models.CharField(
        "立場", max_length=10, choices=ContactLevel.choices, default=ContactLevel.WORKING
    )
    deputy_of = models.ForeignKey(
        "self",
        verbose_name="だれの代わりか",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="deputies",
    )
    position = models.PositiveSmallIntegerField("順番", default=0)

    class Meta:
        verbose_name = "担当者"
        verbose_name_plural = "担当者"
        constraints = [
            models.CheckConstraint(condition=~Q(role=""), name="contact_person_has_a_role"),
            models.CheckConstraint(condition=Q(level__in=ContactLevel.values), name="contact_level_known"),
            models.CheckConstraint(condition=Q(audience__in=Audience.values), name="contact_audience_known"),
            models.CheckConstraint(
                condition=Q(deputy_of=None) | ~Q(deputy_of=F("id")), name="contact_not_own_deputy"
            ),
            models.CheckConstraint(
                condition=Q(name_kana="") | ~Q(name=""), name="contact_reading_needs_a_name"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role} {self.name}".strip()


class ContactPersonDetail(TownModel):
    """How supporters reach the person in charge: the name, the direct line. Never for residents."""

    row_security = signed_in_in_town()

    contact_person = models.OneToOneField(
        ContactPerson, verbose_name="担当者", on_delete=models.CASCADE, related_name="detail"
    )
    name = models.CharField("名前", max_length=60, blank=True, default="")
    name_kana = models.CharField("名前（フリガナ）", max_length=80, blank=True, default="")
    direct_phone = models.CharField("直通電話", max_length=20, blank=True, default="")
    direct_email = models.EmailField("直通メール", blank=True, default="")
    note = models.TextField("メモ", blank=True, default="")

    class Meta:
        verbose_name = "担当者の連絡先"
        verbose_name_plural = "担当者の連絡先"
        constraints = [
            models.CheckConstraint(
                condition=Q(name_kana="") | ~Q(name=""), name="contact_detail_reading_needs_a_name"
            ),
        ]

    def __str__(self) -> str:
        return str(self.contact_person_id)
