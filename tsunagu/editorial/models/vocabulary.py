"""The directory's words as choices for an editor: read anew each time, because a town changes them."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from tsunagu.directory.choices import Scheme
from tsunagu.directory.models import District, TaxonomyTerm

WEEKDAYS = [
    ("0", _("月曜")),
    ("1", _("火曜")),
    ("2", _("水曜")),
    ("3", _("木曜")),
    ("4", _("金曜")),
    ("5", _("土曜")),
    ("6", _("日曜")),
]


def needs() -> Iterator[tuple[str, str]]:
    return _terms(Scheme.NEED)


def stages() -> Iterator[tuple[str, str]]:
    return _terms(Scheme.STAGE)


def districts() -> Iterator[tuple[str, str]]:
    for district in District.objects.order_by("position", "name"):
        yield str(district.id), district.name


def _terms(scheme: Scheme) -> Iterator[tuple[str, str]]:
    yield from (
        TaxonomyTerm.objects.filter(scheme=scheme).order_by("position", "key").values_list("key", "name")
    )
