"""Why a listing may be right for this reader: 「0歳から」「無料」「今日16時まで」「年齢は確認中」."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from tsunagu.directory.choices import Cost, Scheme, ServiceStatus
from tsunagu.directory.presenters.language import name_of
from tsunagu.directory.presenters.opening import OpeningLine
from tsunagu.directory.queries.listing import Listing
from tsunagu.kernel.ui.words import joined, speaks_japanese

# A chip is read at a glance; a longer wording stands on the listing's page.
MOST_ON_A_CHIP = 14
MOST_STAGES = 3


@dataclass(frozen=True, slots=True)
class Reason:
    """A short fact. `unknown` is what nobody has told us; `warm` is what helps now."""

    label: str
    unknown: bool = False
    warm: bool = False


def reasons_for(listing: Listing, opening: OpeningLine) -> tuple[Reason, ...]:
    """The chips of a card, the most telling first."""
    chips = [status_reason(listing), age_reason(listing), cost_reason(listing)]
    if opening.is_open and listing.status == ServiceStatus.ACTIVE:
        chips.append(Reason(opening.words, warm=True))
    chips += [Reason(name_of(term)) for term in listing.terms_of(Scheme.SITUATION)]
    return tuple(chip for chip in chips if chip)


def status_reason(listing: Listing) -> Reason | None:
    """Nothing for a service that runs; a word for every other state."""
    if listing.status == ServiceStatus.ACTIVE:
        return None
    if listing.status == ServiceStatus.UNKNOWN:
        return Reason(_("いまの実施は確認中"), unknown=True)
    if listing.status == ServiceStatus.DEFUNCT:
        return Reason(_("終わりました"))
    return Reason(_("いまはお休み中"))


def age_reason(listing: Listing) -> Reason:
    """For whom by age; in the source's words or by the stages of life where no months are known."""
    label = age_label(listing.minimum_age_months, listing.maximum_age_months)
    if label:
        return Reason(label)
    if listing.age_text and len(listing.age_text) <= MOST_ON_A_CHIP and speaks_japanese():
        return Reason(listing.age_text)
    stages = [name_of(term) for term in listing.terms_of(Scheme.STAGE)]
    if stages:
        more = _("ほか") if len(stages) > MOST_STAGES else ""
        return Reason(joined(stages[:MOST_STAGES]) + more)
    return Reason(_("年齢は確認中"), unknown=True)


def cost_reason(listing: Listing) -> Reason:
    if listing.cost == Cost.FREE:
        return Reason(_("無料"), warm=True)
    if listing.cost == Cost.PAID:
        short = listing.cost_text and len(listing.cost_text) <= MOST_ON_A_CHIP and speaks_japanese()
        return Reason(listing.cost_text if short else _("有料"))
    return Reason(_("費用は確認中"), unknown=True)


def age_label(youngest: int | None, oldest: int | None) -> str:
    """「0歳から」「2歳まで」「6か月から2歳まで」「0歳」; both ends included, empty when both are unknown."""
    if youngest is None and oldest is None:
        return ""
    if youngest is None:
        return _("%(age)sまで") % {"age": _oldest(oldest or 0)}
    if oldest is None:
        return _("%(age)sから") % {"age": _youngest(youngest)}
    first, last = _youngest(youngest), _oldest(oldest)
    return first if first == last else _("%(first)sから%(last)sまで") % {"first": first, "last": last}


def _youngest(months: int) -> str:
    return _months(months) if months % 12 else _years(months // 12)


def _oldest(months: int) -> str:
    """Until the day before the next birthday when the last month before it is included: 35 is 2歳まで."""
    return _months(months) if (months + 1) % 12 else _years((months + 1) // 12 - 1)


def _years(years: int) -> str:
    return _("%(years)s歳") % {"years": years}


def _months(months: int) -> str:
    if months < 12:
        return _("%(months)sか月") % {"months": months}
    return _("%(years)s歳%(months)sか月") % {"years": months // 12, "months": months % 12}
