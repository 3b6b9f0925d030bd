"""What the page says about mended records: when, by whom, why, and what stood there before."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from tsunagu.desk.choices import Asker, Method
from tsunagu.desk.models import Consultation, ConsultationCorrection
from tsunagu.kernel.ui.filters import clock, day


@dataclass(frozen=True, slots=True)
class Mended:
    """One correction: 「直しました（令和8年11月20日（金） 10:00・佐藤 みどり）」."""

    title: str
    why: str
    before: list[dict[str, str]]


def mended(corrections: Iterable[ConsultationCorrection], names: Mapping[str, str]) -> list[Mended]:
    """Each correction with the earlier words; newest first, as they come."""
    return [
        Mended(
            title=_("直しました（%(when)s・%(who)s）")
            % {"when": f"{day(one.at)} {clock(one.at)}", "who": one.by.name},
            why=one.why,
            before=[
                {"label": _label(field), "value": _value(field, value, names)}
                for field, value in one.before.items()
            ],
        )
        for one in corrections
    ]


def _label(field: str) -> str:
    if field == "topics":
        return _("相談の種類")
    return str(Consultation._meta.get_field(field).verbose_name)


def _value(field: str, value: Any, names: Mapping[str, str]) -> str:
    if field == "topics":
        return "・".join(names.get(key, key) for key in value)
    if field in {"method", "asker"}:
        return str({"method": Method, "asker": Asker}[field](value).label)
    return "" if value is None else str(value)
