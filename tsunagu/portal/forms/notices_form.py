"""What a parent wants to be told: the months of the children, a district, subjects. Nothing else is asked."""

import re
from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tsunagu.directory.models import District
from tsunagu.directory.presenters.language import in_language
from tsunagu.kernel.dates.month import MONTHS, Month
from tsunagu.kernel.dates.wareki import BadDate, read_date
from tsunagu.outreach.actions.subscribing import Wishes
from tsunagu.outreach.choices import LetterLanguage, Subject

MOST_CHILDREN = 8
_GROWN_UP = 19 * MONTHS
_LONGEST_WAIT = 10
_BETWEEN = re.compile(r"[、，,\s]+")
# The day that makes a written month a written day.
_ENDINGS = (("月", "1日"), ("/", "/1"), (".", ".1"), ("-", "-01"), ("", "01"))


class WishesForm(forms.Form):
    """All of it can be changed later, behind the link of any letter."""

    born = forms.CharField(
        label=gettext_lazy("お子さんの生まれた年と月"),
        help_text=gettext_lazy("例：2026年4月。何人かいるときは「、」で区切ります。日にちはいりません。"),
        required=False,
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    due = forms.CharField(
        label=gettext_lazy("これから生まれるときは、予定の年と月"),
        help_text=gettext_lazy("例：2027年2月"),
        required=False,
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    district = forms.ChoiceField(
        label=gettext_lazy("地区"),
        help_text=gettext_lazy("選ばないときは、町全体のお知らせだけが届きます。"),
        required=False,
    )
    subjects = forms.MultipleChoiceField(
        label=gettext_lazy("知りたいこと"),
        choices=Subject.choices,
        initial=Subject.values,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("知りたいことを、一つは選んでください。")},
    )
    language = forms.ChoiceField(
        label=gettext_lazy("お知らせの言葉"),
        choices=LetterLanguage.choices,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("お知らせの言葉を、一つ選んでください。")},
    )

    def __init__(self, *args: Any, today: date, districts: Sequence[District], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._this_month = Month.of(today)
        named = [(str(one.id), in_language(one.name, english=one.name_en)) for one in districts]
        self.fields["district"].choices = [("", _("選ばない")), *named]

    def clean_born(self) -> list[date]:
        months = [_month(written) for written in _BETWEEN.split(self.cleaned_data["born"]) if written]
        if len(months) > MOST_CHILDREN:
            raise forms.ValidationError(_("8人までにしてください。"))
        for month in months:
            if month > self._this_month:
                raise forms.ValidationError(
                    _("まだ来ていない月です。これから生まれるときは、下の欄に書いてください。")
                )
            if month < self._this_month.after(-_GROWN_UP):
                raise forms.ValidationError(_("18歳までのお子さんの年と月を書いてください。"))
        return [month.first for month in months]

    def clean_due(self) -> list[date]:
        written = self.cleaned_data["due"].strip()
        if not written:
            return []
        month = _month(written)
        if not self._this_month <= month <= self._this_month.after(_LONGEST_WAIT):
            raise forms.ValidationError(_("予定の月は、今月から10か月先までで書いてください。"))
        return [month.first]

    def wishes(self) -> Wishes:
        cleaned = self.cleaned_data
        return Wishes(
            subjects=cleaned["subjects"],
            born=cleaned["born"],
            due=cleaned["due"],
            district_id=UUID(cleaned["district"]) if cleaned["district"] else None,
            language=cleaned["language"],
        )


class SubscribeForm(WishesForm):
    """The same, with the address that it is for."""

    field_order = ("email",)

    email = forms.EmailField(
        label=gettext_lazy("メールアドレス"),
        help_text=gettext_lazy("封をして預かります。窓口の職員にも見えません。"),
        max_length=200,
        error_messages={
            "required": gettext_lazy("お知らせを受け取るメールアドレスを書いてください。"),
            "invalid": gettext_lazy("メールアドレスの形になっていません。@の前後を見てください。"),
        },
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    # People do not see it; programs that fill in every field do.
    trap = forms.CharField(required=False, label=gettext_lazy("ここには書かないでください"))


def _month(written: str) -> Month:
    """A month as people write it, in 和暦 or 西暦; a whole date counts as its month."""
    for ending, day in _ENDINGS:
        # Only what separates the year from the month can be continued to a day.
        if ending == "月" and not written.endswith("月"):
            continue
        if ending in written:
            candidates = (written + day, written)
            break
    for candidate in candidates:
        try:
            return Month.of(read_date(candidate))
        except BadDate:
            continue
    raise forms.ValidationError(
        _("「%(written)s」を年と月として読めません。2026年4月のように書いてください。") % {"written": written}
    )


def written_months(months: Sequence[date]) -> str:
    """As the form's reader writes them, whatever the language of the page."""
    return "、".join(f"{month.year}年{month.month}月" for month in months)
