"""Resources of a town. Act in a town first (`in_joetsu`)."""

from itertools import count
from typing import Any

from tsunagu.directory.choices import Cost, Scheme
from tsunagu.directory.models import (
    ContactPerson,
    ContactPersonDetail,
    District,
    Location,
    Organisation,
    OrganisationSupporterNote,
    Phone,
    Service,
    ServiceAtLocation,
    ServiceAttribute,
    ServiceCapacity,
    TaxonomyTerm,
)

_numbers = count(1)

# 平日の9時から16時まで、祝日と年末年始は休み
WEEKDAYS_9_TO_16 = {
    "weekly": {
        **{day: [["09:00", "16:00"]] for day in ("mon", "tue", "wed", "thu", "fri")},
        "sat": [],
        "sun": [],
    },
    "holidays": "closed",
    "year_end": {"from": "12-29", "to": "01-03"},
}


def make_term(scheme: Scheme, key: str, name: str = "", **fields: Any) -> TaxonomyTerm:
    """The term, made once in a town."""
    term, _ = TaxonomyTerm.objects.get_or_create(
        scheme=scheme, key=key, defaults={"name": name or key, **fields}
    )
    return term


def make_district(name: str = "安塚区", **fields: Any) -> District:
    return District.objects.create(name=name, **fields)


def make_organisation(
    name: str = "",
    *,
    name_kana: str = "ヒダマリヒロバ",
    kind: str = "npo",
    notice_email: str = "",
    takes_referrals: bool = True,
    **fields: Any,
) -> Organisation:
    """An organisation that takes hand-overs, of a kind named by its key."""
    organisation = Organisation.objects.create(
        name=name or f"ひだまり広場{next(_numbers)}",
        name_kana=name_kana,
        kind=make_term(Scheme.ORGANIZATION_KIND, kind),
        takes_referrals=takes_referrals,
        **fields,
    )
    if notice_email:
        OrganisationSupporterNote.objects.create(organisation=organisation, notice_email=notice_email)
    return organisation


def make_desk(name: str = "子育て総合支援窓口", **fields: Any) -> Organisation:
    """The town's 総合支援窓口."""
    return make_organisation(
        name, name_kana="コソダテソウゴウシエンマドグチ", kind="municipal", is_desk=True, **fields
    )


def make_service(
    organisation: Organisation | None = None,
    *,
    name: str = "",
    name_kana: str = "イチジアズカリ",
    needs: tuple[str, ...] = (),
    situations: tuple[str, ...] = (),
    stages: tuple[str, ...] = (),
    access: tuple[str, ...] = (),
    capacity: str = "",
    **fields: Any,
) -> Service:
    """A free service open on weekdays; terms are named by their keys."""
    service = Service.objects.create(
        organisation=organisation or make_organisation(),
        name=name or f"一時預かり{next(_numbers)}",
        name_kana=name_kana,
        **{"cost": Cost.FREE, "opening": WEEKDAYS_9_TO_16, **fields},
    )
    terms = [
        make_term(scheme, key)
        for scheme, keys in (
            (Scheme.NEED, needs),
            (Scheme.SITUATION, situations),
            (Scheme.STAGE, stages),
            (Scheme.ACCESS, access),
        )
        for key in keys
    ]
    ServiceAttribute.objects.bulk_create(
        ServiceAttribute(service=service, term=term, position=position) for position, term in enumerate(terms)
    )
    if capacity:
        ServiceCapacity.objects.create(service=service, status=capacity, updated_at=service.updated_at)
    return service


def make_location(name: str = "市民プラザ", *, service: Service | None = None, **fields: Any) -> Location:
    """A place in 上越市, where the service is given when one is named."""
    location = Location.objects.create(
        **{"name": name, "name_kana": "シミンプラザ", "city": "上越市", "state_province": "新潟県", **fields}
    )
    if service is not None:
        ServiceAtLocation.objects.create(service=service, location=location)
    return location


def make_phone(number: str = "025-526-5111", **owner: Any) -> Phone:
    """A number of the one thing named: organisation=, service= or location=."""
    return Phone.objects.create(number=number, **owner)


def make_contact_person(
    organisation: Organisation,
    *,
    role: str = "保育士",
    full_name: str = "",
    direct_phone: str = "",
    **fields: Any,
) -> ContactPerson:
    """Somebody in charge; the full name and the direct line are for supporters."""
    person = ContactPerson.objects.create(organisation=organisation, role=role, **fields)
    if full_name or direct_phone:
        ContactPersonDetail.objects.create(contact_person=person, name=full_name, direct_phone=direct_phone)
    return person
