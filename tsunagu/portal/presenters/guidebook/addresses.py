"""Where a page of paper leads on: public addresses, and the QR codes that hold them."""

import io
from dataclasses import dataclass
from uuid import UUID

import segno
from django.conf import settings
from django.urls import get_script_prefix, reverse, set_script_prefix

from tsunagu.kernel.municipality.languages import LANGUAGE_SEGMENTS
from tsunagu.kernel.municipality.models import Municipality

# Survives a fold or a coffee stain (15 %), and stays coarse enough for an old telephone at 16 mm.
_ERROR_CORRECTION = "m"
# Weighing all eight masks takes five times as long, and this one is on average within 1 % of the best:
# an address ends in a number that looks like chance.
_MASK = 2


@dataclass(frozen=True, slots=True)
class Addresses:
    """The public pages of one town, in the language of the book."""

    town: Municipality
    language: str

    def home(self) -> str:
        return self._page("portal:home")

    def service(self, service_id: UUID) -> str:
        return self._page("portal:service", service_id)

    def ask(self) -> str:
        return self._page("portal:ask")

    def written_page(self, place: str) -> str:
        return self._page("portal:page", place)

    def paper(self, paper_id: UUID) -> str:
        return self._page("portal:paper", paper_id)

    def _page(self, name: str, *args: object) -> str:
        before = get_script_prefix()
        set_script_prefix(self._prefix)
        try:
            path = reverse(name, args=args)
        finally:
            set_script_prefix(before)
        return f"{self._site}{path}"

    @property
    def _prefix(self) -> str:
        segment = next((name for name, code in LANGUAGE_SEGMENTS.items() if code == self.language), "")
        parts = ("" if self.town.host else self.town.slug, segment)
        return "/" + "".join(f"{part}/" for part in parts if part)

    @property
    def _site(self) -> str:
        return f"https://{self.town.host}" if self.town.host else settings.SITE_URL


def qr_code(address: str) -> str:
    """The address as a drawing (SVG) without a margin: the page around it leaves the quiet zone."""
    drawing = io.BytesIO()
    code = segno.make(address, error=_ERROR_CORRECTION, mask=_MASK, micro=False)
    code.save(drawing, kind="svg", border=0, xmldecl=False, svgclass=None, lineclass=None)
    return drawing.getvalue().decode()
