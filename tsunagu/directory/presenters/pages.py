"""A service's own page, and an organisation's."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from tsunagu.directory.choices import Cost, Scheme, ServiceStatus
from tsunagu.directory.presenters.cards import (
    listing_opening,
    name_in_language,
    number_to_call,
    place_in_language,
)
from tsunagu.directory.presenters.confirmation import Confirmation, confirmation, source_label
from tsunagu.directory.presenters.language import day_label, in_language, is_easy, name_of
from tsunagu.directory.presenters.opening import (
    DayHours,
    OpeningLine,
    next_opening_label,
    remarks_on,
    week_of,
)
from tsunagu.directory.presenters.reasons import Reason, age_label, reasons_for
from tsunagu.directory.queries.listing import Contact, Listing, OrganisationListing, PhoneLine, Place
from tsunagu.directory.queries.listings import opening_rules
from tsunagu.kernel.japanese.phone import BadPhoneNumber, read_phone
from tsunagu.kernel.ui.words import joined, speaks_japanese, with_remark


@dataclass(frozen=True, slots=True)
class CallLine:
    """A number to tap."""

    label: str
    number: str
    href: str


@dataclass(frozen=True, slots=True)
class PlaceLine:
    """A place to go to."""

    name: str
    address: str
    district: str
    transportation: str
    accessibility: str
    url: str
    opening: str


@dataclass(frozen=True, slots=True)
class ServicePage:
    """Who, when, where, cost, how to use, whom to ask. Empty means unknown; the page says so kindly."""

    listing: Listing
    at: datetime

    @property
    def name(self) -> str:
        return name_in_language(self.listing)

    @property
    def summary(self) -> str:
        one = self.listing
        return in_language(one.summary, easy=one.summary_easy, english=one.summary_en)

    @property
    def description(self) -> str:
        """Written in Japanese only: other readers get the summary, and this after it."""
        return self.listing.description

    @property
    def organisation(self) -> str:
        return in_language(self.listing.organisation_name, english=self.listing.organisation_name_en)

    @property
    def commissioned_by(self) -> str:
        one = self.listing
        return in_language(one.commissioned_by_name, english=one.commissioned_by_name_en)

    @property
    def kind(self) -> str:
        return name_of(self.listing.kind) if self.listing.kind else ""

    @property
    def has_ended(self) -> bool:
        return self.listing.status == ServiceStatus.DEFUNCT

    @property
    def opening(self) -> OpeningLine:
        return listing_opening(self.listing, self.at)

    @property
    def reasons(self) -> tuple[Reason, ...]:
        return reasons_for(self.listing, self.opening)

    @property
    def for_whom(self) -> str:
        """Ages, stages and situations in one line; empty when nothing of it is known."""
        one = self.listing
        ages = age_label(one.minimum_age_months, one.maximum_age_months)
        own_words = "" if is_easy() or not speaks_japanese() else one.age_text
        stages = joined([name_of(term) for term in one.terms_of(Scheme.STAGE)])
        situations = joined([name_of(term) for term in one.terms_of(Scheme.SITUATION)])
        return joined([part for part in (own_words or ages or stages, situations) if part])

    @property
    def week(self) -> list[DayHours]:
        """The week's table when all places keep the same hours; empty otherwise."""
        rules = self._rules
        return week_of(rules[0], self.at) if len(set(rules)) == 1 else []

    @property
    def opening_remarks(self) -> list[str]:
        rules = self._rules
        remarks = remarks_on(rules[0], self.at) if len(set(rules)) == 1 else []
        text = self.listing.opening_text
        return [*remarks, text] if text and (not remarks or not speaks_japanese()) else remarks

    @property
    def next_opening(self) -> str:
        return next_opening_label(self._rules, self.at)

    @property
    def place(self) -> str:
        return place_in_language(self.listing)

    @property
    def places(self) -> list[PlaceLine]:
        return [place_line(place) for place in self.listing.places]

    @property
    def areas(self) -> str:
        """The districts it is for; empty means the whole town."""
        return joined(self.listing.areas)

    @property
    def cost(self) -> str:
        one = self.listing
        if one.cost_text:
            return one.cost_text
        return {Cost.FREE.value: _("無料"), Cost.PAID.value: _("有料")}.get(one.cost, "")

    @property
    def prices(self) -> list[tuple[str, str]]:
        return [
            (price.option, price.amount_description or _("%(amount)s円") % {"amount": f"{price.amount:,}"})
            for price in self.listing.prices
        ]

    @property
    def how_to_use(self) -> str:
        return self.listing.how_to_use

    @property
    def ways_in(self) -> list[str]:
        """行って利用する, 電話, 来てもらう …."""
        return [name_of(term) for term in self.listing.terms_of(Scheme.ACCESS)]

    @property
    def languages(self) -> str:
        return joined(self.listing.languages)

    @property
    def contacts(self) -> list[str]:
        return [contact_label(contact) for contact in self.listing.contacts]

    @property
    def calls(self) -> list[CallLine]:
        return [call_line(phone) for phone in self.listing.phones]

    @property
    def phone(self) -> str:
        return number_to_call(self.listing.phones)

    @property
    def confirmed(self) -> Confirmation:
        one = self.listing
        today = localdate(self.at)
        return confirmation(one.assured_on, one.assured_by, today=today, overdue_since=one.overdue_since)

    @property
    def source(self) -> str:
        return source_label(self.listing.source_seed, self.listing.source_at)

    @property
    def _rules(self) -> tuple:
        return opening_rules(self.listing.opening, [place.opening for place in self.listing.places])


@dataclass(frozen=True, slots=True)
class OrganisationPage:
    """Who they are, how to reach them, what they do."""

    organisation: OrganisationListing

    @property
    def name(self) -> str:
        return in_language(self.organisation.name, english=self.organisation.name_en)

    @property
    def kind(self) -> str:
        return name_of(self.organisation.kind) if self.organisation.kind else ""

    @property
    def description(self) -> str:
        return self.organisation.description

    @property
    def has_ended(self) -> bool:
        return self.organisation.status == ServiceStatus.DEFUNCT

    @property
    def is_member(self) -> bool:
        return self.organisation.member_status == "member"

    @property
    def calls(self) -> list[CallLine]:
        return [call_line(phone) for phone in self.organisation.phones]

    @property
    def phone(self) -> str:
        return number_to_call(self.organisation.phones)

    @property
    def places(self) -> list[PlaceLine]:
        return [place_line(place) for place in self.organisation.places]

    @property
    def contacts(self) -> list[str]:
        return [contact_label(contact) for contact in self.organisation.contacts]

    @property
    def updated_on(self) -> str:
        """When its own words last changed; its services have their own days."""
        changed = self.organisation.updated_at
        return day_label(localdate(changed)) if changed else ""

    @property
    def source(self) -> str:
        return source_label(self.organisation.source_seed, self.organisation.source_at)


def contact_label(contact: Contact) -> str:
    """「保育士 佐藤さん（月曜・水曜）」: a role always, a name only where it was published."""
    name = _("%(name)sさん") % {"name": contact.name} if contact.name else ""
    label = " ".join(part for part in (contact.role, name) if part)
    if contact.is_deputy:
        label += _("（代わりの人）")
    return with_remark(label, contact.hours_text)


def call_line(phone: PhoneLine) -> CallLine:
    owner = {"service": _("このサービス"), "location": _("場所"), "organisation": _("組織")}[phone.of]
    said = " ".join(part for part in (phone.note, phone.hours_text) if part)
    label = said or (_("FAX") if phone.kind == "fax" else owner)
    number = phone.number + (
        _("（内線 %(extension)s）") % {"extension": phone.extension} if phone.extension else ""
    )
    try:
        href = read_phone(phone.number).tel
    except BadPhoneNumber:
        href = f"tel:{phone.number.replace('-', '')}"
    return CallLine(label, number, f"{href};ext={phone.extension}" if phone.extension else href)


def place_line(place: Place) -> PlaceLine:
    return PlaceLine(
        name=in_language(place.name, english=place.name_en),
        address=place.address,
        district=place.district,
        transportation=place.transportation,
        accessibility=joined(place.accessibility),
        url=place.url,
        opening=place.opening_text,
    )
