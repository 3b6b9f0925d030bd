"""What is wrong with a figure, in a sentence that anyone can check with a pocket calculator."""

from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal

from django.utils.translation import gettext as _

from tsunagu.insight.choices import DoubtKind
from tsunagu.insight.queries.doubts import Doubt, cut, rounded


def doubt_in_words(doubt: Doubt) -> str:
    """One or more sentences, the arithmetic first."""
    return _SENTENCES[doubt.kind](doubt)


def _average_contradicts(doubt: Doubt) -> str:
    figures = doubt.figures
    sentences = [
        _("%(users)s ÷ %(days)s = %(average)s。資料の %(stated)s と合いません。")
        % {
            "users": _n(figures.users),
            "days": _n(figures.opening_days),
            "average": figures.average,
            "stated": _short(doubt.stated),
        },
        *_other_meanings(doubt),
    ]
    return "".join(sentences)


def _other_meanings(doubt: Doubt) -> Iterator[str]:
    """What else the stated average may have been: each guess is checked, none is taken over."""
    figures, stated = doubt.figures, doubt.stated
    if not stated:
        return
    days, users, consultations = figures.opening_days, figures.users, figures.consultations
    if _swapped(stated) == figures.average:
        yield _("数字が入れ替わったのかもしれません（%(right)s と %(wrong)s）。") % {
            "right": figures.average,
            "wrong": _short(stated),
        }
    for above, below, meaning in (
        (consultations, days, _("相談件数 ÷ 開設日数")),
        (consultations, users, _("相談件数 ÷ 利用者数")),
    ):
        if found := _meets(above, below, stated):
            yield _("%(meaning)s（%(above)s ÷ %(below)s = %(found)s）なら同じ数です。") % {
                "meaning": meaning,
                "above": _n(above),
                "below": _n(below),
                "found": found,
            }
    needed = (Decimal(users or 0) / stated).quantize(Decimal(1), ROUND_HALF_UP)
    if needed > doubt.year.days:
        yield _("%(stated)s が正しければ開設は約%(needed)s日となり、1年（%(year)s日）に収まりません。") % {
            "stated": _short(stated),
            "needed": _n(int(needed)),
            "year": doubt.year.days,
        }
    elif needed:
        yield _("%(stated)s が正しければ、開設は約%(needed)s日のはずです。") % {
            "stated": _short(stated),
            "needed": _n(int(needed)),
        }


def _average_cut(doubt: Doubt) -> str:
    figures = doubt.figures
    return _(
        "%(users)s ÷ %(days)s = %(exact)s…。資料の %(stated)s は切り捨てです（四捨五入なら %(average)s）。"
    ) % {
        "users": _n(figures.users),
        "days": _n(figures.opening_days),
        "exact": _two_digits(figures.users, figures.opening_days),
        "stated": _short(doubt.stated),
        "average": figures.average,
    }


def _too_many_days(doubt: Doubt) -> str:
    return _("開設日数 %(days)s日は、%(year)sの日数（%(length)s日）を超えています。") % {
        "days": _n(doubt.figures.opening_days),
        "year": doubt.year.label,
        "length": doubt.year.days,
    }


def _no_days(doubt: Doubt) -> str:
    return _("開設日の記録がないのに、利用者%(users)s人・相談%(consultations)s件があります。") % {
        "users": _n(doubt.figures.users),
        "consultations": _n(doubt.figures.consultations),
    }


def _no_users(doubt: Doubt) -> str:
    return _("利用者が0人なのに、相談が%(consultations)s件あります。") % {
        "consultations": _n(doubt.figures.consultations)
    }


def _days_without_record(doubt: Doubt) -> str:
    return _("相談のあった日のうち%(days)s日に、開設の記録がありません。1日平均は実際より高く出ます。") % {
        "days": _n(doubt.days)
    }


def _records_differ(doubt: Doubt) -> str:
    recorded = doubt.recorded
    if recorded is None:
        raise ValueError("a difference needs both sides")
    return _(
        "相談の記録から数えると、開設%(days)s日・利用者%(users)s人・相談%(consultations)s件です。資料の数と合いません。"
    ) % {
        "days": _n(recorded.opening_days),
        "users": _n(recorded.users),
        "consultations": _n(recorded.consultations),
    }


_SENTENCES = {
    DoubtKind.AVERAGE_CONTRADICTS: _average_contradicts,
    DoubtKind.AVERAGE_CUT: _average_cut,
    DoubtKind.TOO_MANY_DAYS: _too_many_days,
    DoubtKind.NO_DAYS: _no_days,
    DoubtKind.NO_USERS: _no_users,
    DoubtKind.DAYS_WITHOUT_RECORD: _days_without_record,
    DoubtKind.RECORDS_DIFFER: _records_differ,
}


def _meets(above: int | None, below: int | None, stated: Decimal) -> str:
    """The quotient in words when it is the stated one, rounded or cut; otherwise nothing."""
    if rounded(above, below) == stated:
        return str(rounded(above, below))
    if cut(above, below) == stated:
        return _("%(exact)s…、切り捨てて %(stated)s") % {
            "exact": _two_digits(above, below),
            "stated": _short(stated),
        }
    return ""


def _two_digits(above: int | None, below: int | None) -> str:
    """The quotient with two digits, the rest cut off: it is printed before 「…」."""
    exact = Decimal(above or 0) / Decimal(below or 1)
    return f"{int(exact * 100) / 100:.2f}"


def _swapped(stated: Decimal) -> Decimal:
    """1.2 → 2.1: what a slip of the pen makes of a short number."""
    return Decimal(_short(stated)[::-1])


def _short(number: Decimal | None) -> str:
    """1.20, as the database keeps it, is 1.2 in the document."""
    text = f"{number:f}"
    return f"{text.rstrip('0').rstrip('.')}" if "." in text else text


def _n(number: int | None) -> str:
    return "―" if number is None else f"{number:,}"
