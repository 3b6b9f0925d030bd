"""Organisations."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from tsunagu.directory.api.addresses import Addresses
from tsunagu.directory.api.documents.places import contacts, location, phones
from tsunagu.directory.api.documents.terms import attributes
from tsunagu.directory.api.documents.writing import Document, as_uri, joined, said
from tsunagu.directory.choices import MemberStatus
from tsunagu.kernel.dates.opening import JST


def moment_text(moment: datetime) -> str:
    """A moment to the millisecond, as HSDS asks."""
    return moment.astimezone(JST).isoformat(timespec="milliseconds")


def organisation(row: Mapping[str, Any], addresses: Addresses) -> Document:
    """What has one value; the same wherever an organisation is told."""
    id_ = str(row["id"])
    return said(
        id=id_,
        name=row["name"],
        alternate_name=joined(row["alternate_names"]),
        # HSDS demands one: the kind of organisation, or the name, where the register has none.
        description=row["description"] or row["kind__name"] or row["name"],
        email=row["email"],
        website=as_uri(row["website"]),
        parent_organization_id=row["parent_id"] and str(row["parent_id"]),
        name_kana=row["name_kana"],
        name_en=row["name_en"],
        status=status_text(row["status"]),
        status_confirmed=False if row["status"] == "unknown" else None,
        is_network_member=row["member_status"] == MemberStatus.MEMBER or None,
        is_general_desk=row["is_desk"] or None,
        district=row["district__name"],
        district_id=row["district_id"] and str(row["district_id"]),
        page_url=addresses.organisation_page(id_),
        last_modified=moment_text(row["updated_at"]),
    )


def full_organisation(
    row: Mapping[str, Any],
    addresses: Addresses,
    *,
    services: Iterable[Document] | None = None,
    town_id: UUID,
) -> Document:
    """With places, phones, people and services: by name, or as `services` tells them."""
    id_ = str(row["id"])
    told = services if services is not None else [_named(each) for each in row["service_rows"]]
    return organisation(row, addresses) | said(
        phones=phones(row["phone_rows"], organization_id=id_),
        contacts=contacts(row["contact_rows"], organization_id=id_),
        locations=[location(each, phone_rows=each["phone_rows"]) for each in row["place_rows"]],
        attributes=attributes(id_, "organization", kinds=row["kind_rows"], town_id=town_id),
        services=list(told),
    )


def status_text(status: str) -> str:
    """HSDS's four words. Where the source does not say, it is taken to run, and said to be unconfirmed."""
    return {"unknown": "active"}.get(status, status.replace("_", " "))


def _named(row: Mapping[str, Any]) -> Document:
    return {"id": row["id"], "name": row["name"], "status": status_text(row["status"])}
