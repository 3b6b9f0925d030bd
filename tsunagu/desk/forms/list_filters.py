"""Filters of the desk's lists, read from the address. Names are no part of an address: see the views."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tsunagu.desk.choices import Method
from tsunagu.desk.forms.household_forms import WrittenDate
from tsunagu.desk.models import ConsultationPlace
from tsunagu.desk.queries.consultation_list import ConsultationsAsked, Promise
from tsunagu.kernel.accounts.models import User
from tsunagu.kernel.japanese.kana import FIRST_OF_ROW, OTHER_KEY

PROMISES = [
    (Promise.OPEN.value, gettext_lazy("まだのもの")),
    (Promise.LATE.value, gettext_lazy("期限を過ぎたもの")),
    (Promise.DONE.value, gettext_lazy("済んだもの")),
]
Choices = Iterable[tuple[str, Any]]


class ListFilter(forms.Form):
    """What is not understood narrows nothing, and says so beside its field."""

    @property
    def chosen(self) -> dict[str, Any]:
        """The filters that are set and understood."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}


class ConsultationFilter(ListFilter):
    since = WrittenDate(label=gettext_lazy("いつから"), help_text=gettext_lazy("例：R8.4.1"), required=False)
    until = WrittenDate(label=gettext_lazy("いつまで"), required=False)
    place = forms.ChoiceField(label=gettext_lazy("開設場所"), required=False)
    method = forms.ChoiceField(label=gettext_lazy("方法"), required=False)
    topic = forms.ChoiceField(label=gettext_lazy("相談の種類"), required=False)
    recorder = forms.ChoiceField(label=gettext_lazy("記録した人"), required=False)
    promise = forms.ChoiceField(label=gettext_lazy("次にすること"), required=False)

    def __init__(
        self,
        *args: Any,
        places: Iterable[ConsultationPlace],
        topics: dict[str, str],
        recorders: Iterable[User],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self._offer("place", ((str(one.id), one.name) for one in places))
        self._offer("method", Method.choices)
        self._offer("topic", topics.items())
        self._offer("recorder", ((str(one.id), one.name) for one in recorders))
        self._offer("promise", PROMISES)

    def _offer(self, name: str, choices: Choices) -> None:
        self.fields[name].choices = [("", _("すべて")), *choices]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        since, until = cleaned.get("since"), cleaned.get("until")
        if since and until and since > until:
            self.add_error("until", _("「いつまで」は「いつから」よりあとの日にしてください。"))
        return cleaned

    def asked(self, *, words: str) -> ConsultationsAsked:
        return ConsultationsAsked(**self.chosen, words=words)


class HouseholdFilter(ListFilter):
    row = forms.ChoiceField(label=gettext_lazy("フリガナ"), required=False)
    district = forms.ChoiceField(label=gettext_lazy("地区"), required=False)

    def __init__(self, *args: Any, districts: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = [(key, _("%(kana)s行") % {"kana": kana}) for key, kana in FIRST_OF_ROW.items()]
        self.fields["row"].choices = [("", _("すべて")), *rows, (OTHER_KEY, _("フリガナなし・その他"))]
        self.fields["district"].choices = [("", _("すべて")), *((name, name) for name in districts)]


class WordsForm(forms.Form):
    """Words to look for in consultations; posted, because they may be a name."""

    words = forms.CharField(
        label=gettext_lazy("言葉（聞いたこと・答えたこと・家庭の呼び名）"), max_length=80, required=False
    )
