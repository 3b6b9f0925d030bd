"""A service as schema.org tells it, for search engines: linked from its page as an alternate."""

from collections.abc import Iterator, Mapping
from typing import Any
from uuid import UUID

from django.http import HttpResponseBase

from tsunagu.directory.api.answers import Asked, NotHere, endpoint, json_answer
from tsunagu.directory.api.documents.services import CURRENCY
from tsunagu.directory.api.documents.writing import Document, said
from tsunagu.directory.api.lists import services_teller

_DAYS = {
    "MO": "Monday", "TU": "Tuesday", "WE": "Wednesday", "TH": "Thursday", "FR": "Friday", "SA": "Saturday",
    "SU": "Sunday",
}  # fmt: skip


@endpoint()
def service(asked: Asked, service_id: UUID) -> HttpResponseBase:
    """One published service."""
    found = services_teller(asked, full=True)([service_id])
    if not found:
        raise NotHere
    town = asked.request.town  # type: ignore[attr-defined]
    return json_answer(asked, as_schema_org(found[0], town=town.name), content_type="application/ld+json")


def as_schema_org(told: Mapping[str, Any], *, town: str) -> Document:
    """From the HSDS document, so that the two never differ."""
    return {"@context": "https://schema.org", "@type": "Service"} | said(
        **{"@id": told["page_url"]},
        url=told["page_url"],
        identifier=told["id"],
        name=told["name"],
        alternateName=told.get("alternate_name"),
        description=told.get("description"),
        image=_image(told.get("photo")),
        serviceType=_kind(told),
        provider=_provider(told["organization"]),
        areaServed=[{"@type": "AdministrativeArea", "name": name} for name in _areas(told, town)],
        audience=_audience(told),
        availableLanguage=[each["name"] for each in told.get("languages", ())],
        offers=list(_offers(told)),
        hoursAvailable=list(_hours(told.get("schedules", ()))),
        availableChannel=list(_channels(told)),
    )


def _kind(told: Mapping[str, Any]) -> str:
    kinds = (each["taxonomy_term"] for each in told.get("attributes", ()))
    return next((each["name"] for each in kinds if each["taxonomy_detail"]["code"] == "kind"), "")


def _image(photo: Mapping[str, Any] | None) -> Document | None:
    if photo is None:
        return None
    return {
        "@type": "ImageObject",
        "contentUrl": photo["url"],
        "caption": photo["description"],
        "width": photo["width"],
        "height": photo["height"],
    }


def _provider(organisation: Mapping[str, Any]) -> Document:
    return {"@type": "Organization"} | said(
        **{"@id": organisation["page_url"]},
        name=organisation["name"],
        url=organisation.get("website"),
        email=organisation.get("email"),
        telephone=_number(organisation.get("phones", ())),
    )


def _areas(told: Mapping[str, Any], town: str) -> list[str]:
    return [f"{town}{each['name']}" for each in told.get("service_areas", ())] or [town]


def _audience(told: Mapping[str, Any]) -> Document | None:
    ages = said(suggestedMinAge=told.get("minimum_age"), suggestedMaxAge=told.get("maximum_age"))
    return {"@type": "PeopleAudience", **ages} if ages else None


def _offers(told: Mapping[str, Any]) -> Iterator[Document]:
    if told.get("is_free"):
        yield {"@type": "Offer", "price": 0, "priceCurrency": CURRENCY}
    for each in told.get("cost_options", ()):
        if "amount" in each:
            yield {
                "@type": "Offer", "name": each["option"], "price": each["amount"], "priceCurrency": CURRENCY,
            }  # fmt: skip


def _hours(schedules: Any) -> Iterator[Document]:
    """Only what schema.org can say: every week. The rest stands in the page's words."""
    for each in schedules:
        if each.get("freq") == "WEEKLY":
            yield {"@type": "OpeningHoursSpecification"} | said(
                dayOfWeek=[_DAYS[day] for day in each["byday"].split(",")],
                opens=each["opens_at"].removesuffix("+09:00"),
                closes=each["closes_at"].removesuffix("+09:00"),
                validFrom=each.get("valid_from"),
                validThrough=each.get("valid_to"),
            )


def _channels(told: Mapping[str, Any]) -> Iterator[Document]:
    number = _number(told.get("phones", ()))
    if number:
        phone = {"@type": "ContactPoint", "telephone": number}
        yield {"@type": "ServiceChannel", "servicePhone": phone}
    for each in told.get("service_at_locations", ()):
        yield {"@type": "ServiceChannel", "serviceLocation": _place(each)}


def _place(at: Mapping[str, Any]) -> Document:
    place = at["location"]
    return {"@type": "Place"} | said(
        name=place["name"],
        address=next(map(_address, place.get("addresses", ())), None) or place.get("address_text"),
        geo={"@type": "GeoCoordinates", "latitude": place["latitude"], "longitude": place["longitude"]}
        if "latitude" in place
        else None,
        telephone=_number(place.get("phones", ())),
        openingHoursSpecification=list(_hours(at.get("schedules", ()))),
    )


def _address(address: Mapping[str, Any]) -> Document:
    return {"@type": "PostalAddress"} | said(
        addressCountry=address["country"],
        addressRegion=address["state_province"],
        addressLocality=address["city"],
        streetAddress=" ".join(filter(None, (address["address_1"], address.get("address_2")))),
        postalCode=address["postal_code"],
    )


def _number(phones: Any) -> str:
    return next((each["number"] for each in phones if each["type"] != "fax"), "")
