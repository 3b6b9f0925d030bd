"""The addresses of the register for machines. Each answers with and without a slash at its end."""

from collections.abc import Callable
from typing import Any

from django.urls import URLPattern, path

from tsunagu.directory.api import details, front, geojson, json_ld, lists, profile

app_name = "hsds"


def both_ways(address: str, view: Callable[..., Any], name: str) -> list[URLPattern]:
    """A reader that leaves the slash out, or adds one, is not sent elsewhere."""
    return [path(f"hsds/{address}/", view, name=name), path(f"hsds/{address}", view, name=name)]


urlpatterns = [
    path("hsds", front.root, name="root"),
    path("hsds/", front.root, name="root"),
    *both_ways("docs", front.docs, "docs"),
    *both_ways("profile", profile.profile, "profile"),
    path("hsds/profile/<slug:schema>.json", profile.merge_patch, name="profile-patch"),
    path("hsds/openapi.json", front.openapi, name="openapi"),
    path("hsds/places.geojson", geojson.places, name="places"),
    *both_ways("services", lists.services, "services"),
    *both_ways("services/<str:service_id>", details.service, "service"),
    *both_ways("organizations", lists.organisations, "organizations"),
    *both_ways("organizations/<str:organisation_id>", details.organisation, "organization"),
    *both_ways("service_at_locations", lists.services_at_places, "service-at-locations"),
    *both_ways("service_at_locations/<str:service_at_location_id>", details.at_place, "service-at-location"),
    *both_ways("taxonomies", lists.taxonomy_list, "taxonomies"),
    *both_ways("taxonomies/<str:taxonomy_id>", details.taxonomy, "taxonomy"),
    *both_ways("taxonomy_terms", lists.term_list, "taxonomy-terms"),
    *both_ways("taxonomy_terms/<str:taxonomy_term_id>", details.taxonomy_term, "taxonomy-term"),
    path("services/<uuid:service_id>.jsonld", json_ld.service, name="service-json-ld"),
]
