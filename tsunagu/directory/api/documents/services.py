"""Services, and services at places."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from tsunagu.directory.api.addresses import Addresses
from tsunagu.directory.api.documents.organisations import moment_text, organisation, status_text
from tsunagu.directory.api.documents.photos import Photo, photo_of
from tsunagu.directory.api.documents.places import contacts, location, phones
from tsunagu.directory.api.documents.schedules import schedules_of
from tsunagu.directory.api.documents.terms import attributes
from tsunagu.directory.api.documents.vacancies import vacancies
from tsunagu.directory.api.documents.writing import Document, as_uri, joined, said, under
from tsunagu.directory.choices import Cost

UNCONFIRMED = "いまも行われているかは確認中です。"
_COSTS = {Cost.FREE: "無料", Cost.PAID: "有料"}
CURRENCY = "JPY"


def minimal(row: Mapping[str, Any]) -> Document:
    """What a reader who keeps a copy asks first."""
    return {"id": str(row["id"]), "modified_date": moment_text(row["modified_at"])}


def service(row: Mapping[str, Any], addresses: Addresses) -> Document:
    """What has one value, and the organisation."""
    id_ = str(row["id"])
    is_unconfirmed = row["status"] == "unknown"
    return said(
        id=id_,
        organization_id=str(row["organisation_id"]),
        name=row["name"],
        alternate_name=joined(row["alternate_names"]),
        description=row["description"] or row["summary"],
        url=as_uri(row["url"]),
        email=row["email"],
        status=status_text(row["status"]),
        application_process=row["how_to_use"],
        fees_description=row["cost_text"] or _COSTS.get(row["cost"], ""),
        eligibility_description=row["age_text"],
        minimum_age=years(row["minimum_age_months"]),
        maximum_age=years(row["maximum_age_months"]),
        assured_date=row["assured_on"] and row["assured_on"].isoformat(),
        alert=UNCONFIRMED if is_unconfirmed else "",
        last_modified=moment_text(row["modified_at"]),
        organization=organisation(under(row, "organisation__"), addresses),
        name_kana=row["name_kana"],
        name_en=row["name_en"],
        summary=row["summary"],
        summary_easy=row["summary_easy"],
        summary_en=row["summary_en"],
        minimum_age_months=row["minimum_age_months"],
        maximum_age_months=row["maximum_age_months"],
        is_free={Cost.FREE: True, Cost.PAID: False}.get(row["cost"]),
        place_text=row["place_text"],
        status_confirmed=False if is_unconfirmed else None,
        assured_by=row["assured_by"],
        commissioned_by=row["commissioned_by__name"],
        commissioned_by_id=row["commissioned_by_id"] and str(row["commissioned_by_id"]),
        opening_rule=row["opening"],
        page_url=addresses.service_page(id_),
    )


def full_service(
    row: Mapping[str, Any], addresses: Addresses, *, today: date, town_id: UUID, photo: Photo | None
) -> Document:
    """With everything that hangs on it."""
    id_ = str(row["id"])
    document = service(row, addresses)
    owner = document["organization"]["id"]
    document["organization"] |= said(
        phones=phones(row["organisation_phone_rows"], organization_id=owner),
        attributes=attributes(owner, "organization", kinds=row["organisation_kind_rows"], town_id=town_id),
    )
    return document | said(
        phones=phones(row["phone_rows"], service_id=id_),
        schedules=schedules_of(
            row["opening"], row["opening_text"], owner=id_, owner_field="service_id", today=today
        ),
        service_areas=_areas(row["area_rows"], id_),
        service_at_locations=[_at_place(each, today) for each in row["place_rows"]],
        languages=[
            said(id=each["id"], service_id=id_, name=each["name"], code=each["code"], note=each["note"])
            for each in row["language_rows"]
        ],
        cost_options=[_price(each, id_) for each in row["price_rows"]],
        contacts=contacts(row["contact_rows"], service_id=id_),
        photo=photo_of(photo, addresses),
        capacities=vacancies(row["vacancy_rows"], id_, today=today),
        attributes=attributes(
            id_, "service", kinds=row["kind_rows"], sorted_under=row["term_rows"], town_id=town_id
        ),
    )


def service_at_place(row: Mapping[str, Any], addresses: Addresses, *, today: date, full: bool) -> Document:
    """One service at one place, as a list of its own tells it."""
    own = {name: row[name] for name in ("id", "service_id", "location_id", "opening", "opening_text")}
    told = {**under(row, "service__"), "modified_at": row["modified_at"]}
    place = location(under(row, "location__"), phone_rows=row["phone_rows"] if full else None)
    document = said(
        **_at_place_alone({**own, "id": str(own["id"])}, today, with_schedules=full),
        location=place,
        service=service(told, addresses),
    )
    if full:
        areas = _areas(row["area_rows"], str(row["service_id"]))
        # A place without hours of its own keeps the service's, which this list does not tell elsewhere.
        if row["opening"] is None and not row["opening_text"]:
            document |= said(
                schedules=schedules_of(
                    told["opening"],
                    told["opening_text"],
                    owner=document["id"],
                    owner_field="service_at_location_id",
                    today=today,
                )
            )
        document |= said(service_areas=areas)
    return document


def years(months: int | None) -> float | int | None:
    """Months as HSDS's years: 18 is 1.5. The month that is meant comes back by rounding twelve times it."""
    if months is None:
        return None
    return months // 12 if months % 12 == 0 else round(months / 12, 2)


def _at_place(row: Mapping[str, Any], today: date) -> Document:
    place = under(row, "location__")
    return {**_at_place_alone(row, today), "location": location(place, phone_rows=place["phone_rows"])}


def _at_place_alone(row: Mapping[str, Any], today: date, *, with_schedules: bool = True) -> Document:
    schedules = (
        schedules_of(
            row["opening"],
            row["opening_text"],
            owner=row["id"],
            owner_field="service_at_location_id",
            today=today,
        )
        if with_schedules
        else []
    )
    return said(
        id=row["id"],
        service_id=str(row["service_id"]),
        location_id=str(row["location_id"]),
        description=row["opening_text"],
        schedules=schedules,
        opening_rule=row["opening"],
    )


def _areas(rows: list[Mapping[str, Any]], service_id: str) -> list[Document]:
    return [
        said(id=row["id"], service_id=service_id, name=row["district__name"], district_id=row["district_id"])
        for row in rows
    ]


def _price(row: Mapping[str, Any], service_id: str) -> Document:
    return said(
        id=row["id"],
        service_id=service_id,
        option=row["option"],
        currency=CURRENCY,
        amount=row["amount"],
        amount_description=row["amount_description"],
        valid_from=row["valid_from"],
        valid_to=row["valid_to"],
    )
