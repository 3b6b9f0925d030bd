"""Why a question found a listing, in words. What is not known says so, and never reads as a no."""

from collections.abc import Iterable, Mapping

from django.utils.translation import gettext as _

from tsunagu.directory.presenters.reasons import Reason as Chip
from tsunagu.directory.queries.search import Reason, ReasonKind

MOST_SHOWN = 5


def chips_of(
    reasons: Iterable[Reason], usual: Iterable[Chip], *, words: Mapping[tuple[str, str], str]
) -> list[Chip]:
    """The chips of a card: the question's reasons, then what every family asks, unknown facts last."""
    asked = [chip for reason in reasons if (chip := _chip(reason, words))]
    known_first = sorted([*asked, *usual], key=lambda chip: chip.unknown)
    return list({chip.label: chip for chip in reversed(known_first)}.values())[::-1][:MOST_SHOWN]


def _chip(reason: Reason, words: Mapping[tuple[str, str], str]) -> Chip | None:
    """Age, cost and hours of the listing are on its card already: only what is unknown of them is added."""
    match reason.kind:
        case ReasonKind.AGE_UNKNOWN:
            return Chip(_("年齢は確認中"), unknown=True)
        case ReasonKind.COST_UNKNOWN:
            return Chip(_("費用は確認中"), unknown=True)
        case ReasonKind.OPENING_UNKNOWN:
            return Chip(_("時間は確認中"), unknown=True)
        case ReasonKind.DISTRICT_UNKNOWN:
            return Chip(_("地区は確認中"), unknown=True)
        case ReasonKind.LANGUAGE_UNKNOWN:
            return Chip(_("使えることばは確認中"), unknown=True)
        case ReasonKind.SITUATION_UNKNOWN:
            return Chip(_("対応は確認中"), unknown=True)
        case ReasonKind.OPEN_THEN:
            return Chip(_("その時間に開いています"), warm=True)
        case ReasonKind.DISTRICT:
            return Chip(_("この地区で使えます"), warm=True)
        case ReasonKind.DISTANCE:
            return Chip(_distance(reason.metres or 0), warm=True)
        case ReasonKind.OTHER_NAME | ReasonKind.SYNONYM | ReasonKind.SIMILAR:
            return Chip(_("「%(word)s」のこと") % {"word": reason.detail or reason.text})
        case ReasonKind.NEED | ReasonKind.KIND | ReasonKind.SITUATION | ReasonKind.STAGE | ReasonKind.ACCESS:
            name = words.get((reason.kind.value, reason.detail))
            return Chip(name) if name else None
    return None


def _distance(metres: int) -> str:
    if metres < 1000:
        return _("%(metres)sメートル") % {"metres": round(metres, -2) or 100}
    return _("%(km)sキロ") % {"km": f"{metres / 1000:.1f}"}
