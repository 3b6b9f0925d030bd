"""Every place that has a position, for maps."""

from typing import Any

from django.http import HttpResponseBase

from tsunagu.directory.api.addresses import Addresses
from tsunagu.directory.api.answers import Asked, endpoint, json_answer
from tsunagu.directory.api.documents.writing import Document, said
from tsunagu.directory.queries.hsds.rows import places_on_map


@endpoint()
def places(asked: Asked) -> HttpResponseBase:
    """A FeatureCollection (RFC 7946), in one statement."""
    features = [feature(row, asked.addresses) for row in places_on_map()]
    return json_answer(
        asked,
        {"type": "FeatureCollection", "features": features},
        content_type="application/geo+json",
    )


def feature(row: dict[str, Any], addresses: Addresses) -> Document:
    """One place with what is offered there."""
    services = row["service_rows"]
    pages = [addresses.service_page(each["id"]) for each in services]
    if not pages and row["organisation_id"]:
        pages = [addresses.organisation_page(str(row["organisation_id"]))]
    return {
        "type": "Feature",
        "id": str(row["id"]),
        "geometry": {
            "type": "Point",
            "coordinates": [float(row["longitude"]), float(row["latitude"])],
        },
        "properties": said(
            name=row["name"],
            name_kana=row["name_kana"],
            kinds=sorted({each["kind"] for each in services if each["kind"]}),
            district=row["district__name"],
            district_id=row["district_id"] and str(row["district_id"]),
            service_ids=[each["id"] for each in services],
            service_names=[each["name"] for each in services],
            url=next(iter(pages), ""),
        ),
    }
