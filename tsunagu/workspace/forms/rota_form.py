"""One duty of the rota as it is typed, and a whole rota as a file."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tsunagu.directory.actions.duty import Duty
from tsunagu.directory.actions.duty_file.clock_times import clock_words, read_clock
from tsunagu.directory.models import DutyRota, Organisation
from tsunagu.kernel.dates.opening_rule import DAY_MINUTES
from tsunagu.kernel.dates.wareki import read_date, wareki
from tsunagu.kernel.japanese.office_file import text_of
from tsunagu.kernel.japanese.phone import read_phone
from tsunagu.kernel.ui.typed import read_or_refuse
from tsunagu.workspace.queries.accounts import organisations_by_reading

LARGEST_FILE = 1024 * 1024
LONGEST_TEXT = LARGEST_FILE


class DutyForm(forms.Form):
    """Day and times as people write them: 「R8.11.23」「９時」「翌6:00」."""

    day = forms.CharField(
        label=_("日付"),
        max_length=40,
        help_text=_("例：令和8年11月23日、R8.11.23、2026/11/23"),
        error_messages={"required": _("日付を書いてください。")},
    )
    starts = forms.CharField(
        label=_("いつから"),
        max_length=20,
        help_text=_("例：9:00、9時、午後7時半"),
        error_messages={"required": _("はじまりの時刻を書いてください。")},
    )
    ends = forms.CharField(
        label=_("いつまで"),
        max_length=20,
        help_text=_("例：17:00、翌6:00"),
        error_messages={"required": _("終わりの時刻を書いてください。")},
    )
    organisation = forms.ModelChoiceField(
        label=_("名簿の組織"),
        queryset=Organisation.objects.none(),
        required=False,
        empty_label=_("名簿にない"),
        help_text=_("選ぶと、名前を書かなくてもよく、組織のページへつながります。"),
    )
    name = forms.CharField(label=_("医療機関の名前"), max_length=120, required=False)
    phone = forms.CharField(label=_("電話番号"), max_length=40, required=False)
    department = forms.CharField(
        label=_("診療科目"), max_length=80, required=False, help_text=_("例：小児科")
    )
    address = forms.CharField(label=_("所在地"), max_length=200, required=False)
    note = forms.CharField(label=_("補足"), max_length=200, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = organisations_by_reading()

    @classmethod
    def initial_of(cls, entry: DutyRota) -> dict[str, Any]:
        """What the form shows of an entry."""
        return {
            "day": wareki(entry.day),
            "starts": clock_words(entry.from_minute),
            "ends": clock_words(entry.until_minute),
            "organisation": entry.organisation_id,
            **{name: getattr(entry, name) for name in ("name", "phone", "department", "address", "note")},
        }

    def clean_day(self) -> Any:
        return read_or_refuse(read_date, self.cleaned_data["day"])

    def clean_starts(self) -> int:
        minute: int = read_or_refuse(read_clock, self.cleaned_data["starts"])
        if minute >= DAY_MINUTES:
            raise forms.ValidationError(_("はじまりの時刻は、その日の0:00から23:59までです。"))
        return minute

    def clean_ends(self) -> int:
        return int(read_or_refuse(read_clock, self.cleaned_data["ends"]))

    def clean_phone(self) -> str:
        typed = self.cleaned_data["phone"]
        return read_or_refuse(read_phone, typed).display if typed else ""

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        organisation, name = given.get("organisation"), given.get("name", "").strip()
        if not name and not organisation:
            self.add_error("name", _("名簿の組織を選ぶか、名前を書いてください。"))
        given["name"] = name or (organisation.name if organisation else "")
        starts, ends = given.get("starts"), given.get("ends")
        if starts is not None and ends is not None:
            given["ends"] = ends + DAY_MINUTES if ends <= starts else ends
            if given["ends"] > starts + DAY_MINUTES:
                self.add_error("ends", _("24時間より長い当番は、日ごとに分けてください。"))
        return given

    @property
    def duty(self) -> Duty:
        given = self.cleaned_data
        texts = {name: given[name] for name in ("name", "phone", "department", "address", "note")}
        return Duty(given["day"], given["starts"], given["ends"], **texts)


class RotaFileForm(forms.Form):
    """A file to rehearse, or the text of a rehearsed one to take."""

    file = forms.FileField(label=_("CSVファイル"), required=False)
    text = forms.CharField(required=False, max_length=LONGEST_TEXT, widget=forms.HiddenInput, strip=False)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        file = given.get("file")
        if file and file.size > LARGEST_FILE:
            raise forms.ValidationError(_("ファイルが大きすぎます（1MBまで）。"))
        if file:
            given["text"] = read_or_refuse(text_of, file.read())
        if not given.get("text"):
            raise forms.ValidationError(_("CSVファイルを選んでください。"))
        return given
