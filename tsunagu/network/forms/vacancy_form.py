"""What is free, line by line: the class, the sign, the number."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tsunagu.directory.actions.vacancies import VacancyLine
from tsunagu.directory.choices import VacancyState
from tsunagu.directory.models import Vacancy

# Lines that stand empty below those that were told.
SPARE = 3
FEWEST = 6
_NURSERY = "nursery"
_CLASSES = tuple(f"{age}歳児クラス" for age in range(6))
_PARTS = ("label", "state", "available", "maximum", "note")


class VacancyForm(forms.Form):
    """All lines of one service, and the day they speak of."""

    as_of = forms.DateField(
        label=_("確かめた日"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def __init__(
        self, data: Any = None, *, told: list[Vacancy], today: date, kind: str = "", **kwargs: Any
    ) -> None:
        """`told` is what stands on the page; a nursery begins with its classes."""
        self.today = today
        self.count = max(len(told) + SPARE, FEWEST)
        initial = {f"{part}_{n}": getattr(one, part) for n, one in enumerate(told) for part in _PARTS}
        if not told and kind == _NURSERY:
            initial = {f"label_{n}": label for n, label in enumerate(_CLASSES)}
            initial |= {f"state_{n}": VacancyState.UNKNOWN for n in range(len(_CLASSES))}
        super().__init__(data, initial={"as_of": today, **initial}, **kwargs)
        for n in range(self.count):
            self.fields |= _line_fields(n)

    @property
    def rows(self) -> list[dict[str, Any]]:
        """The lines as the page lays them out."""
        return [
            {
                "title": _("%(number)s行目") % {"number": n + 1},
                "fields": [self[f"{part}_{n}"] for part in _PARTS],
            }
            for n in range(self.count)
        ]

    def clean_as_of(self) -> Any:
        if self.cleaned_data["as_of"] > self.today:
            raise forms.ValidationError(_("これからの日ではなく、確かめた日を書いてください。"))
        return self.cleaned_data["as_of"]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        seen: set[str] = set()
        for n in range(self.count):
            line = {part: given.get(f"{part}_{n}") for part in _PARTS}
            label = (line["label"] or "").strip()
            if not label:
                self._check_empty(n, line)
                continue
            if label in seen:
                self.add_error(f"label_{n}", _("同じ年齢・クラスが2行あります。"))
            seen.add(label)
            self._check_numbers(n, line)
        return given

    def _check_empty(self, n: int, line: dict[str, Any]) -> None:
        if line["state"] or line["available"] is not None or line["maximum"] is not None or line["note"]:
            self.add_error(f"label_{n}", _("年齢かクラスを書いてください。"))

    def _check_numbers(self, n: int, line: dict[str, Any]) -> None:
        available, maximum = line["available"], line["maximum"]
        if not line["state"]:
            self.add_error(f"state_{n}", _("空きがあるかどうかを選んでください。"))
        if available is not None and maximum is not None and available > maximum:
            self.add_error(f"available_{n}", _("定員より多くなっています。"))
        if available and line["state"] == VacancyState.FULL:
            self.add_error(f"available_{n}", _("「空きなし」なら、空けておくか0にします。"))

    @property
    def lines(self) -> list[VacancyLine]:
        """What the action takes: the lines that name a class."""
        given = self.cleaned_data
        return [
            VacancyLine(
                label=given[f"label_{n}"].strip(),
                state=VacancyState(given[f"state_{n}"]),
                available=given[f"available_{n}"],
                maximum=given[f"maximum_{n}"],
                note=given[f"note_{n}"].strip(),
            )
            for n in range(self.count)
            if given[f"label_{n}"].strip()
        ]


def _line_fields(n: int) -> dict[str, forms.Field]:
    choices = [("", _("選んでください")), *VacancyState.choices]
    most = {"min_value": 0, "max_value": 9999, "required": False}
    return {
        f"label_{n}": forms.CharField(label=_("年齢・クラス"), max_length=60, required=False),
        f"state_{n}": forms.ChoiceField(label=_("空き"), choices=choices, required=False),
        f"available_{n}": forms.IntegerField(label=_("空きの人数"), **most),
        f"maximum_{n}": forms.IntegerField(label=_("定員"), **most),
        f"note_{n}": forms.CharField(label=_("補足"), max_length=120, required=False),
    }
