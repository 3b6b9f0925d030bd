"""A hand-picked list as its forms: its greeting and language, its places in order, where to send it."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django import forms
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tsunagu.desk.actions.selections import MOST_DAYS, Chosen, last_day
from tsunagu.desk.choices import SelectionLanguage
from tsunagu.desk.forms.household_forms import WrittenDate
from tsunagu.desk.models import SelectionItem

LONGEST_LINE = 120


class SelectionForm(forms.Form):
    """The words around the list, and one line, place and tick for each listing on it."""

    greeting = forms.CharField(
        label=gettext_lazy("あいさつ"),
        help_text=gettext_lazy("名前や相談の中身は書かないでください。番号を知る人はだれでも読めます。"),
        max_length=400,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    language = forms.ChoiceField(label=gettext_lazy("ページの言語"), choices=SelectionLanguage.choices)
    ends_on = WrittenDate(label=gettext_lazy("いつまで見られるか"))

    def __init__(
        self,
        *args: Any,
        items: Sequence[SelectionItem] = (),
        names: Mapping[UUID, str] | None = None,
        at: datetime,
        **more: Any,
    ) -> None:
        super().__init__(*args, **more)
        self.items, self.at = items, at
        places = [(number, str(number)) for number in range(1, len(items) + 1)]
        for number, item in enumerate(items, start=1):
            name = (names or {}).get(item.service_id, "")
            self.fields[f"line_{item.id}"] = forms.CharField(
                label=_("%(name)sのひとこと") % {"name": name},
                initial=item.line,
                max_length=LONGEST_LINE,
                required=False,
            )
            self.fields[f"place_{item.id}"] = forms.TypedChoiceField(
                label=_("%(name)sの順番") % {"name": name}, choices=places, initial=number, coerce=int
            )
            self.fields[f"gone_{item.id}"] = forms.BooleanField(
                label=_("%(name)sを外す") % {"name": name}, required=False
            )

    def clean_ends_on(self) -> date:
        day: date = self.cleaned_data["ends_on"]
        if day < localdate(self.at):
            raise forms.ValidationError(_("今日より前の日です。"))
        if day > last_day(MOST_DAYS, at=self.at):
            raise forms.ValidationError(_("1年より先にはできません。"))
        return day

    def chosen(self) -> list[Chosen]:
        """What stays, in the order that was chosen; of two with one number the former comes first."""
        told = self.cleaned_data
        kept = [item for item in self.items if not told[f"gone_{item.id}"]]
        kept.sort(key=lambda item: told[f"place_{item.id}"])
        return [Chosen(item.service_id, told[f"line_{item.id}"]) for item in kept]

    def rows(self) -> list[dict[str, Any]]:
        """Each listing with its fields, for the template."""
        return [
            {
                "item": item,
                **{part: self[f"{part}_{item.id}"] for part in ("line", "place", "gone")},
            }
            for item in self.items
        ]


class SelectionMailForm(forms.Form):
    """Where the link goes."""

    to = forms.EmailField(label=gettext_lazy("送り先のメールアドレス"))
