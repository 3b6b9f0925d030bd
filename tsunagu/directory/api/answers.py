"""How every address of the API answers: open to every site, kept for a minute, 304 while nothing changed."""

import gzip
import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import wraps
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils.cache import get_conditional_response
from django.utils.text import compress_sequence
from django.utils.timezone import localdate
from django.views.decorators.csrf import csrf_exempt

from tsunagu.directory.api.addresses import Addresses
from tsunagu.directory.api.documents.photos import PhotosOf
from tsunagu.directory.api.reading import BadParameter
from tsunagu.directory.queries.hsds.positions import NothingKnownOfPostcode
from tsunagu.kernel.municipality.acting import moment
from tsunagu.kernel.permissions.access import public

KEPT_SECONDS = 60
PREFLIGHT_SECONDS = 24 * 3600
# Raise it when the same rows are told in another way: copies that readers keep are then asked for anew.
EDITION = 2
_SMALL = 1000


class NotHere(Exception):
    """The town has no such published record."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One request: to which town, where its addresses are, and who knows its photos."""

    request: HttpRequest
    town_id: UUID
    addresses: Addresses
    photos_of: PhotosOf

    @property
    def is_head(self) -> bool:
        return self.request.method == "HEAD"


View = Callable[..., HttpResponseBase]


def endpoint(*, post: bool = False) -> Callable[[View], View]:
    """Make a view a door of the API; `post` where a question may be posted so that it stands in no log."""
    methods = ("GET", "HEAD", *(("POST",) if post else ()), "OPTIONS")

    def door(view: View) -> View:
        # Asking changes nothing and nobody is signed in here, so there is nothing a token could protect.
        @csrf_exempt
        @public
        @wraps(view)
        def answer(
            request: HttpRequest, *, pages: Mapping[str, str], photos_of: PhotosOf, **ids: str
        ) -> HttpResponseBase:
            response = _answer(view, request, pages, photos_of, ids, methods)
            response["Access-Control-Allow-Origin"] = "*"
            return response

        return answer

    return door


def _answer(
    view: View,
    request: HttpRequest,
    pages: Mapping[str, str],
    photos_of: PhotosOf,
    ids: Mapping[str, str],
    methods: tuple[str, ...],
) -> HttpResponseBase:
    if request.method == "OPTIONS":
        return _preflight(methods)
    if request.method not in methods:
        response = failed(
            405, "method_not_allowed", "この方法では使えません。", f"Use {', '.join(methods)}.", None
        )
        response["Allow"] = ", ".join(methods)
        return response
    town = request.town  # type: ignore[attr-defined]  # the town's own addresses
    version = _version(request, town.directory_version)
    if request.method != "POST" and request.headers.get("If-None-Match") not in {None, "*"}:
        unchanged = get_conditional_response(request, etag=version)
        if unchanged is not None:
            return _marked(unchanged, version)
    asked = Asked(request, town.id, Addresses.of(request, pages), photos_of)
    try:
        response = view(asked, **ids)
    except BadParameter as bad:
        return failed(400, "bad_parameter", bad.ja, bad.en, bad.name)
    except NothingKnownOfPostcode:
        return failed(
            400,
            "postcode_unknown",
            "この町のデータには、この郵便番号の位置や地区がありません。",
            "This town's data has no position or district for that postcode.",
            "postcode",
        )
    except NotHere:
        return failed(
            404,
            "not_found",
            "この番号の公開された情報はありません。",
            "There is no such published record.",
            None,
        )
    if request.method == "POST":
        # What was posted was not to be kept anywhere.
        response["Cache-Control"] = "no-store"
        return response
    return _marked(response, version)


def _marked(response: HttpResponseBase, version: str) -> HttpResponseBase:
    response["Cache-Control"] = f"public, max-age={KEPT_SECONDS}"
    response["ETag"] = version
    return response


def json_answer(asked: Asked, document: Any, *, content_type: str = "application/json") -> HttpResponse:
    """A document."""
    response = HttpResponse(as_json(document).encode(), content_type=content_type)
    return packed(asked.request, response)


def packed(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """The same answer, smaller, where it is worth it and the reader can unpack it."""
    response["Vary"] = "Accept-Encoding"
    if len(response.content) > _SMALL and _takes_gzip(request):
        # Nothing secret is in it that could be guessed by its length.
        response.content = gzip.compress(response.content, 4, mtime=0)
        response["Content-Encoding"] = "gzip"
    return response


def lines_answer(asked: Asked, lines: Iterator[str]) -> HttpResponseBase:
    """One document a line, sent as it is read."""
    content_type = "application/x-ndjson"
    if asked.is_head:
        return HttpResponse(content_type=content_type)
    pieces: Iterator[bytes] = (line.encode() for line in lines)
    is_packed = _takes_gzip(asked.request)
    response = StreamingHttpResponse(
        compress_sequence(pieces) if is_packed else pieces, content_type=content_type
    )
    response["Vary"] = "Accept-Encoding"
    if is_packed:
        response["Content-Encoding"] = "gzip"
    return response


def failed(status: int, code: str, ja: str, en: str, parameter: str | None) -> HttpResponse:
    """What went wrong, in two languages, with the parameter's name."""
    error = {"code": code, "message": ja, "message_en": en}
    if parameter:
        error["parameter"] = parameter
    response = HttpResponse(as_json({"error": error}), status=status, content_type="application/json")
    response["Cache-Control"] = "no-store"
    return response


def as_json(document: Any) -> str:
    return json.dumps(document, ensure_ascii=False, separators=(",", ":"))


def _preflight(methods: tuple[str, ...]) -> HttpResponse:
    """A browser on another site asks before it posts JSON."""
    response = HttpResponse(status=204)
    response["Allow"] = response["Access-Control-Allow-Methods"] = ", ".join(methods)
    response["Access-Control-Allow-Headers"] = "Content-Type, If-None-Match"
    response["Access-Control-Max-Age"] = str(PREFLIGHT_SECONDS)
    return response


def _version(request: HttpRequest, directory_version: int) -> str:
    """Everything an answer depends on but the rows: those are the directory's version.

    The day is in it because rules begin and end on days; weak, because packing makes other bytes.
    """
    day = localdate(moment()).isoformat()
    address = request.build_absolute_uri()
    mark = hashlib.blake2b(repr((EDITION, address)).encode(), digest_size=8).hexdigest()
    return f'W/"{directory_version}-{day}-{mark}"'


def _takes_gzip(request: HttpRequest) -> bool:
    return "gzip" in request.META.get("HTTP_ACCEPT_ENCODING", "")
