"""Taxonomies, their terms, and the attributes that sort a record under them."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from tsunagu.directory.api.documents.writing import Document, said
from tsunagu.directory.api.identifiers import part_id, taxonomy_id
from tsunagu.directory.choices import Scheme

# What each taxonomy is for, and its name; HSDS wants both.
_TAXONOMIES = {
    Scheme.NEED: ("困りごと", "家族が入口にする困りごと。上位の語と下位の語があります。"),
    Scheme.KIND: ("種類", "サービスの種類。"),
    Scheme.ORGANIZATION_KIND: ("組織の種類", "組織の種類（市町村、NPO、医療機関など）。"),
    Scheme.SITUATION: ("状況", "家族の状況（多胎、障害、ひとり親など）。"),
    Scheme.STAGE: ("時期", "子どもの時期（妊娠期から18歳まで）。月齢の幅があります。"),
    Scheme.ACCESS: ("使い方", "使い方（電話、予約、訪問など）。"),
}


def taxonomies(town_id: UUID) -> list[Document]:
    """All taxonomies of a town, by id."""
    return sorted((taxonomy(town_id, scheme) for scheme in _TAXONOMIES), key=lambda each: each["id"])


def taxonomy(town_id: UUID, scheme: str) -> Document:
    name, description = _TAXONOMIES[Scheme(scheme)]
    return {
        "id": taxonomy_id(town_id, scheme),
        "name": name,
        "description": description,
        "code": str(Scheme(scheme).value),
    }


def term(row: Mapping[str, Any], town_id: UUID) -> Document:
    """One term with its taxonomy."""
    detail = taxonomy(town_id, row["scheme"])
    return said(
        id=str(row["id"]),
        code=row["key"],
        name=row["name"],
        description=row["name_easy"] or row["name"],
        parent_id=row["parent_id"] and str(row["parent_id"]),
        taxonomy=detail["name"],
        taxonomy_id=detail["id"],
        taxonomy_detail=detail,
        language="ja",
        name_kana=row["name_kana"],
        name_easy=row["name_easy"],
        name_en=row["name_en"],
        minimum_age_months=row["from_months"],
        maximum_age_months=row["to_months"],
    )


def attributes(
    owner: str,
    entity: str,
    *,
    kinds: Iterable[Mapping[str, Any]],
    sorted_under: Iterable[Mapping[str, Any]] = (),
    town_id: UUID,
) -> list[Document]:
    """The kind, which is a field with us, and every term a record is sorted under."""
    pairs = [(part_id(owner, "kind"), row) for row in kinds]
    pairs += [(row["id"], _term_of(row)) for row in sorted_under]
    return [
        {
            "id": id_,
            "link_id": owner,
            "link_entity": entity,
            "taxonomy_term_id": row["id"],
            "taxonomy_term": term(row, town_id),
        }
        for id_, row in pairs
    ]


def _term_of(row: Mapping[str, Any]) -> dict[str, Any]:
    return {name.removeprefix("term__"): value for name, value in row.items() if name.startswith("term__")}
