"""Absolute addresses, worked out while the request is there: a stream outlives the town's path prefix."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

from django.http import HttpRequest
from django.urls import reverse

_NOBODY = "00000000-0000-0000-0000-000000000000"
_NO_PHOTO = "no-photo"


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where this API is, and where people read the same (`{id}`: the record, `{file}`: a photo)."""

    root: str
    home: str
    service: str
    organisation: str
    photo: str

    @classmethod
    def of(cls, request: HttpRequest, pages: Mapping[str, str]) -> Self:
        """`pages` names the public pages, which belong to an app above this one."""

        def page(kind: str) -> str:
            path = reverse(pages[kind], args=[_NOBODY])
            return request.build_absolute_uri(path).replace(_NOBODY, "{id}")

        return cls(
            root=request.build_absolute_uri(reverse("hsds:root")).rstrip("/"),
            home=request.build_absolute_uri(reverse(pages["home"])),
            service=page("service"),
            organisation=page("organisation"),
            photo=request.build_absolute_uri(reverse(pages["photo"], args=[_NO_PHOTO, 0, "jpg"])).replace(
                f"{_NO_PHOTO}/0.jpg", "{file}"
            ),
        )

    def service_page(self, id_: str) -> str:
        return self.service.replace("{id}", id_)

    def organisation_page(self, id_: str) -> str:
        return self.organisation.replace("{id}", id_)

    def photo_file(self, key: str, width: int, ending: str) -> str:
        return self.photo.replace("{file}", f"{key}/{width}.{ending}")
