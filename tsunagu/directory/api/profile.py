"""The profile HSDS-JP as HSDS wants one: a JSON Merge Patch for each schema that it extends."""

from django.http import HttpResponseBase

from tsunagu.directory.api.answers import Asked, NotHere, endpoint, json_answer
from tsunagu.directory.api.vocabulary import EXTENSIONS, PROFILE, PROFILE_VERSION, VERSION, extensions_of


@endpoint()
def profile(asked: Asked) -> HttpResponseBase:
    """What the profile is, and its files."""
    return json_answer(
        asked,
        {
            "name": PROFILE,
            "version": PROFILE_VERSION,
            "hsds_version": VERSION,
            "description": (
                "日本の子育て支援の情報のためのHSDSプロファイル。HSDSの語はそのまま使い、足りない語だけを足します。"
                " / Extends HSDS for child-rearing support in Japan; nothing of HSDS is changed or removed."
            ),
            "merge_patches": {
                name: f"{asked.addresses.root}/profile/{name}.json" for name in sorted(EXTENSIONS)
            },
        },
    )


@endpoint()
def merge_patch(asked: Asked, schema: str) -> HttpResponseBase:
    """What the profile adds to one of HSDS's schemas."""
    if schema not in EXTENSIONS:
        raise NotHere
    return json_answer(
        asked, {"properties": extensions_of(schema)}, content_type="application/merge-patch+json"
    )
