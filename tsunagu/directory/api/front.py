"""The first address, the machine's description and the page for people."""

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from tsunagu.directory.api.answers import KEPT_SECONDS, Asked, endpoint, json_answer, packed
from tsunagu.directory.api.openapi import NAMES, openapi_document
from tsunagu.directory.api.parameters import LISTS, parameters_of
from tsunagu.directory.api.vocabulary import EXTENSIONS, VERSION
from tsunagu.directory.presenters.language import in_language
from tsunagu.kernel.permissions.access import public


@endpoint()
def root(asked: Asked) -> HttpResponseBase:
    """Which HSDS this is, and who publishes it."""
    town = asked.request.town  # type: ignore[attr-defined]
    return json_answer(
        asked,
        {
            "version": VERSION,
            "profile": f"{asked.addresses.root}/profile/",
            "openapi_url": f"{asked.addresses.root}/openapi.json",
            "description": f"{town.name}の子育て支援の情報です。だれでも、登録なしで読めます。",
            "publisher": {
                "name": town.name,
                "identifier": town.code,
                "identifier_scheme": "全国地方公共団体コード",
                "website": asked.addresses.home,
            },
        },
    )


@endpoint()
def openapi(asked: Asked) -> HttpResponseBase:
    """The description of this API."""
    town = asked.request.town  # type: ignore[attr-defined]
    return json_answer(asked, openapi_document(root=asked.addresses.root, town=town.name))


@public
def docs(request: HttpRequest, **_: object) -> HttpResponseBase:
    """The same for people."""
    base = request.build_absolute_uri(reverse("hsds:root")).rstrip("/")
    endpoints = [
        {
            "path": f"/{endpoint}",
            "name": in_language(NAMES[endpoint], easy="", english=endpoint),
            "parameters": [
                (each.name, in_language(each.ja, easy="", english=each.en), each.is_ours)
                for each in parameters_of(endpoint)
            ],
        }
        for endpoint in LISTS
    ]
    extensions = [
        (f"{name}.{each.name}", in_language(each.ja, easy="", english=each.en))
        for name, extensions in sorted(EXTENSIONS.items())
        for each in extensions
    ]
    context = {"base": base, "endpoints": endpoints, "extensions": extensions, "version": VERSION}
    response = render(request, "directory/hsds_docs.html", context)
    response["Cache-Control"] = f"public, max-age={KEPT_SECONDS}"
    return packed(request, response)
