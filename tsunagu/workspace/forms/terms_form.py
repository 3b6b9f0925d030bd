"""A town's own terms, each a number with its unit, its limits and what holds if nothing is set."""

import unicodedata
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tsunagu.community.models import BoardTerms
from tsunagu.desk.models import ReferralTerms
from tsunagu.kernel.dates.wareki import BadDate, read_date
from tsunagu.network.models import FreshnessTerms

_WORKDAYS = gettext_lazy("%(least)s〜%(most)s開庁日。ふつうは%(usual)s開庁日。")
_DAYS = gettext_lazy("%(least)s〜%(most)s日。ふつうは%(usual)s日。")
_PEOPLE = gettext_lazy("%(least)s〜%(most)s人。ふつうは%(usual)s人。")
YEAR = 366


def _number(label: Any, unit: Any, least: int, most: int) -> forms.IntegerField:
    """The hint is completed by the form, which knows the usual value."""
    return forms.IntegerField(
        label=label,
        help_text=unit,
        min_value=least,
        max_value=most,
        error_messages={
            "invalid": gettext_lazy("数字で書いてください。"),
            "min_value": gettext_lazy("%(limit_value)s以上にしてください。"),
            "max_value": gettext_lazy("%(limit_value)s以下にしてください。"),
        },
    )


def _workdays(label: Any, most: int) -> forms.IntegerField:
    return _number(label, _WORKDAYS, 1, most)


def _days(label: Any, most: int, least: int = 1) -> forms.IntegerField:
    return _number(label, _DAYS, least, most)


class HolidaysField(forms.CharField):
    """Days, one a line."""

    widget = forms.Textarea(attrs={"rows": 3})

    def to_python(self, value: str | None) -> list[date]:  # type: ignore[override]  # days are what is written
        lines = unicodedata.normalize("NFKC", super().to_python(value) or "").splitlines()
        return sorted({self._day(line.strip()) for line in lines if line.strip()})

    def prepare_value(self, value: object) -> object:
        return "\n".join(day.isoformat() for day in value) if isinstance(value, list) else value

    def _day(self, line: str) -> date:
        try:
            return read_date(line)
        except BadDate:
            raise forms.ValidationError(
                _("「%(line)s」は日付として読めません。例：2027-01-05") % {"line": line}
            ) from None


def _holidays() -> HolidaysField:
    return HolidaysField(
        label=gettext_lazy("町だけの休み"),
        help_text=gettext_lazy("土日・祝日・年末年始のほかに、役場が休む日。一行に一つ。例：2027-01-05"),
        required=False,
    )


class TermsForm(forms.Form):
    """The terms of one part of the house. `ORDER`: the second no smaller than the first; `LATER`: larger."""

    MODEL: type[ReferralTerms] | type[FreshnessTerms] | type[BoardTerms]
    TITLE: Any
    # From when on a change counts.
    EFFECT: Any
    ORDER: tuple[tuple[str, str], ...] = ()
    LATER: tuple[tuple[str, str], ...] = ()

    def __init__(self, data: Any = None, *, terms: Any) -> None:
        """`terms`: what holds now, the town's own or the usual."""
        name = self.MODEL.__name__
        super().__init__(
            data, prefix=name, initial={field: getattr(terms, field) for field in self.base_fields}
        )
        for field, asked in self.fields.items():
            if isinstance(asked, forms.IntegerField):
                usual = self.MODEL._meta.get_field(field).default
                said = {"least": asked.min_value, "most": asked.max_value, "usual": usual}
                asked.help_text = asked.help_text % said

    @property
    def numbers(self) -> list[forms.BoundField]:
        return [bound for bound in self if isinstance(bound.field, forms.IntegerField)]

    @property
    def others(self) -> list[forms.BoundField]:
        return [bound for bound in self if not isinstance(bound.field, forms.IntegerField)]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for first, second in self.ORDER:
            if first in cleaned and second in cleaned and cleaned[first] > cleaned[second]:
                self._say(second, _("「%(other)s」（%(count)s）以上にしてください。"), first)
        for first, second in self.LATER:
            if first in cleaned and second in cleaned and cleaned[first] >= cleaned[second]:
                self._say(second, _("「%(other)s」（%(count)s）より大きくしてください。"), first)
        return cleaned

    def _say(self, field: str, words: str, other: str) -> None:
        given = {"other": self.fields[other].label, "count": self.cleaned_data[other]}
        self.add_error(field, words % given)


class ReferralTermsForm(TermsForm):
    """How long a hand-over may wait for an answer."""

    MODEL = ReferralTerms
    TITLE = gettext_lazy("つなぎの期限")
    EFFECT = gettext_lazy(
        "これから頼むつなぎと、これから引き受けるつなぎに効きます。もう決まっている期限は動きません。"
    )
    ORDER = (
        ("remind_after", "escalate_after"),
        ("escalate_after", "answer_within"),
        ("urgent_answer_within", "answer_within"),
    )

    answer_within = _workdays(gettext_lazy("返事の期限"), 30)
    urgent_answer_within = _workdays(gettext_lazy("急ぎの返事の期限"), 10)
    remind_after = _workdays(gettext_lazy("催促するまで"), 30)
    escalate_after = _workdays(gettext_lazy("窓口に知らせるまで"), 30)
    contact_within = _workdays(gettext_lazy("引き受けてから家庭に連絡するまで"), 30)
    decide_within = _workdays(gettext_lazy("窓口が次を決めるまで"), 10)
    visible_after_answer_days = _days(gettext_lazy("返事の期限のあとも見える日数"), 90, least=0)
    link_days = _days(gettext_lazy("回答用リンクが使える日数"), 60)
    holidays = _holidays()


class FreshnessTermsForm(TermsForm):
    """How often listings are confirmed, and what happens when nobody answers."""

    MODEL = FreshnessTerms
    TITLE = gettext_lazy("情報の確認")
    EFFECT = gettext_lazy(
        "間隔と日数は、すぐに効きます。もう出した確認のお願いは、決まっている次の日までは動かず、その次の段から効きます。"
    )
    # Each rung a day later than the one before, as the database asks.
    LATER = (
        ("remind_after", "remind_again_after"),
        ("remind_again_after", "phone_after"),
        ("overdue_after_days", "unpublish_after_days"),
    )

    interval_days = _days(gettext_lazy("確認の間隔"), 3 * YEAR, least=30)
    remind_after = _workdays(gettext_lazy("もう一度お願いするまで"), 90)
    remind_again_after = _workdays(gettext_lazy("三度目のお願いまで"), 120)
    phone_after = _workdays(gettext_lazy("電話にするまで"), 150)
    call_again_after = _workdays(gettext_lazy("かけ直すまで"), 30)
    rest_days = _days(gettext_lazy("答えのあと聞かない日数"), YEAR, least=0)
    link_days = _days(gettext_lazy("確認用リンクが使える日数"), 180)
    overdue_after_days = _days(gettext_lazy("期限から、古いと知らせるまで"), YEAR, least=0)
    unpublish_after_days = _days(gettext_lazy("期限から、掲載を止める提案まで"), 3 * YEAR)
    unpublish_by_itself = forms.BooleanField(
        label=gettext_lazy("提案を待たずに、自動で掲載を止める"), required=False
    )
    holidays = _holidays()


class BoardTermsForm(TermsForm):
    """The deadlines of moderators, and how long words stand and are kept."""

    MODEL = BoardTerms
    TITLE = gettext_lazy("掲示板")
    EFFECT = gettext_lazy(
        "期限と載せる日数は、これから書かれるものに効きます。通報の数と、本文を消すまでの日数は、すぐに効きます。"
    )
    ORDER = (("topic_days", "topic_most_days"),)

    look_within = _workdays(gettext_lazy("投稿を確認する期限"), 14)
    appeal_within = _workdays(gettext_lazy("異議を見直す期限"), 30)
    hide_after_reports = _number(gettext_lazy("一時非表示にする通報の数"), _PEOPLE, 1, 20)
    topic_days = _days(gettext_lazy("話題を載せる日数"), YEAR)
    topic_most_days = _days(gettext_lazy("話題を載せる日数（最長）"), 2 * YEAR)
    erase_after_days = _days(gettext_lazy("終わった投稿の本文を消すまで"), YEAR)


TERMS_FORMS: tuple[type[TermsForm], ...] = (ReferralTermsForm, FreshnessTermsForm, BoardTermsForm)
