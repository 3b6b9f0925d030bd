"""Places, their addresses, and the phones and people that hang on anything."""

from collections.abc import Iterable, Mapping
from typing import Any

from tsunagu.directory.api.documents.writing import Document, as_uri, joined, said
from tsunagu.directory.api.identifiers import part_id
from tsunagu.directory.choices import ContactLevel, PhoneKind

COUNTRY = "JP"
# HSDS takes the words of vCard; a number for SMS is "text" there.
_PHONE_TYPES = {PhoneKind.SMS: "text"}


def location(row: Mapping[str, Any], *, phone_rows: Iterable[Mapping[str, Any]] | None = None) -> Document:
    """A place; with its phones where they were read."""
    id_ = str(row["id"])
    addresses = _addresses(id_, row)
    return said(
        id=id_,
        location_type=row["location_type"],
        url=as_uri(row["url"]),
        organization_id=row["organisation_id"] and str(row["organisation_id"]),
        name=row["name"],
        alternate_name=joined(row["alternate_names"]),
        transportation=row["transportation"],
        latitude=None if row["latitude"] is None else float(row["latitude"]),
        longitude=None if row["longitude"] is None else float(row["longitude"]),
        addresses=addresses,
        accessibility=[
            {"id": part_id(id_, f"accessibility:{text}"), "location_id": id_, "description": text}
            for text in dict.fromkeys(row["accessibility"])
        ],
        phones=phones(phone_rows or (), location_id=id_),
        name_kana=row["name_kana"],
        name_en=row["name_en"],
        district=row["district__name"],
        district_id=row["district_id"] and str(row["district_id"]),
        # Half an address is no HSDS address; what is known of it is told beside it.
        address_text="" if addresses else f"{row['state_province']}{row['city']}",
    )


def _addresses(location_id: str, row: Mapping[str, Any]) -> list[Document]:
    if not (row["address_1"] and row["city"] and row["state_province"]):
        return []
    kind = "postal" if row["location_type"] == "postal" else "physical"
    address = said(
        id=part_id(location_id, "address"),
        location_id=location_id,
        address_1=row["address_1"],
        address_2=row["address_2"],
        city=row["city"],
        state_province=row["state_province"],
        country=COUNTRY,
        address_type=kind,
    )
    # HSDS demands it and Japanese sources often lack it: the one field that may be blank.
    return [{**address, "postal_code": row["postal_code"]}]


def phones(rows: Iterable[Mapping[str, Any]], **owner: str) -> list[Document]:
    return [
        said(
            id=row["id"],
            **owner,
            number=row["number"],
            # HSDS holds a number, where 「07」 would lose its zero: the text goes beside it.
            extension=int(row["extension"]) if row["extension"] else None,
            extension_text=row["extension"],
            type=_PHONE_TYPES.get(row["kind"], row["kind"]),
            description=" ".join(part for part in (row["note"], row["hours_text"]) if part),
        )
        for row in rows
    ]


def contacts(rows: Iterable[Mapping[str, Any]], **owner: str) -> list[Document]:
    """The published side of a person in charge: the role always, a name where it was published."""
    return [
        said(
            id=row["id"],
            **owner,
            name=row["name"],
            title=row["role"],
            name_kana=row["name_kana"],
            hours_text=row["hours_text"],
            is_head=row["level"] == ContactLevel.HEAD or None,
            is_deputy=row["deputy_of"] is not None or None,
        )
        for row in rows
    ]
