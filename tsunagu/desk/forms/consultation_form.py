"""One screen, one conversation. Everything that can be known beforehand is filled in."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from functools import partial
from typing import Any
from uuid import UUID

from django import forms
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tsunagu.desk.actions.record_consultation import NextAction, Said
from tsunagu.desk.choices import Asker, Method, NextActionKind
from tsunagu.desk.models import ConsultationPlace
from tsunagu.desk.queries.topics import Topic, UnknownTopic, read_topics
from tsunagu.families.actions.search_people import PeopleFound
from tsunagu.families.queries.people import Likeness, PersonQuestion, read_question
from tsunagu.kernel.accounts.models import User
from tsunagu.kernel.dates.business_days import add_business_days
from tsunagu.kernel.dates.wareki import BadDate, read_date
from tsunagu.kernel.ui.typed import read_or_refuse

ANONYMOUS, NEW = "anonymous", "new"
# A promise without a day is kept within three working days.
USUAL_DAYS = 3
# The number before the word is the key that chooses it.
METHODS = [
    (value, format_lazy("{} {}", key, label)) for key, (value, label) in enumerate(Method.choices, start=1)
]
_DAYS = re.compile(r"\+?(\d{1,3})日?後?")
_MONTH_DAY = re.compile(r"(\d{1,2})[/月.](\d{1,2})日?")


@dataclass(frozen=True, slots=True)
class Known:
    """What the form needs to know of the desk: its places, topics and people, and what the search found."""

    places: Sequence[ConsultationPlace]
    topics: list[Topic]
    colleagues: Sequence[User]
    me: User
    at: datetime
    found: PeopleFound = field(default_factory=PeopleFound)
    # Households that may be chosen although the search did not bring them: the page came from them.
    households: frozenset[UUID] = frozenset()


def read_due(text: str, *, today: date) -> date:
    """Read 「3」 (working days), 「11/25」 or any written date.

    Raises:
        BadDate: it is none of these, or lies in the past.
    """
    plain = unicodedata.normalize("NFKC", text).strip()
    if match := _DAYS.fullmatch(plain):
        return add_business_days(today, int(match[1])) if int(match[1]) else today
    if match := _MONTH_DAY.fullmatch(plain):
        plain = f"{today.year}/{match[1]}/{match[2]}"
        day = read_date(plain)
        return day if day >= today else read_date(f"{today.year + 1}/{match[1]}/{match[2]}")
    day = read_date(plain)
    if day < today:
        raise BadDate(_("「いつまでに」は今日からあとの日にしてください。"))
    return day


class ConsultationForm(forms.Form):
    """What is typed at the counter. `whom` is a household's or person's id, 「new」 or 「anonymous」."""

    method = forms.ChoiceField(
        label=gettext_lazy("方法"), choices=METHODS, widget=forms.RadioSelect, initial=Method.COMES
    )
    who = forms.CharField(label=gettext_lazy("だれ"), max_length=120, required=False)
    whom = forms.CharField(required=False)
    topics = forms.CharField(
        label=gettext_lazy("相談の種類"),
        max_length=120,
        error_messages={"required": gettext_lazy("相談の種類を、番号か言葉で一つは入れてください。")},
    )
    asked = forms.CharField(
        label=gettext_lazy("聞いたこと"), widget=forms.Textarea(attrs={"rows": 3}), required=False
    )
    answered = forms.CharField(
        label=gettext_lazy("答えたこと"), widget=forms.Textarea(attrs={"rows": 3}), required=False
    )
    minutes = forms.IntegerField(
        label=gettext_lazy("時間（分）"), min_value=1, max_value=600, required=False, initial=15
    )
    next_kind = forms.ChoiceField(
        label=gettext_lazy("次にすること"),
        choices=[("", gettext_lazy("なし")), *NextActionKind.choices],
        required=False,
    )
    next_on = forms.CharField(label=gettext_lazy("いつまでに"), max_length=20, required=False)
    next_note = forms.CharField(label=gettext_lazy("次にすることの内容"), max_length=200, required=False)
    next_owner = forms.ChoiceField(label=gettext_lazy("だれが"), required=False)
    asker = forms.ChoiceField(
        label=gettext_lazy("だれから"), choices=Asker.choices, initial=Asker.MOTHER, required=False
    )
    people_count = forms.IntegerField(
        label=gettext_lazy("利用者数"), min_value=1, max_value=99, initial=1, required=False
    )
    place = forms.ChoiceField(label=gettext_lazy("開設場所"))
    happened_on = forms.CharField(label=gettext_lazy("相談の日"), max_length=20, required=False)
    happened_time = forms.TimeField(
        label=gettext_lazy("時刻"), input_formats=["%H:%M", "%H%M"], required=False
    )
    kana = forms.CharField(label=gettext_lazy("新しく登録するフリガナ"), max_length=80, required=False)
    unmet_need = forms.CharField(label=gettext_lazy("見つからなかった支え"), max_length=400, required=False)
    services = forms.CharField(required=False)

    def __init__(self, *args: Any, known: Known, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known = known
        self.today = timezone.localtime(known.at).date()
        self.fields["place"].choices = [(str(place.id), place.name) for place in known.places]
        self.fields["next_owner"].choices = [(str(user.id), user.name) for user in known.colleagues]

    @property
    def question(self) -> PersonQuestion:
        """Who was typed, read as name, birth date and number."""
        return read_question(str(self["who"].value() or ""))

    def clean_topics(self) -> list[str]:
        try:
            return read_topics(self.cleaned_data["topics"], self.known.topics)
        except UnknownTopic as problem:
            raise forms.ValidationError(str(problem)) from None

    def clean_next_on(self) -> date | None:
        return self._day("next_on", read_due)

    def clean_happened_on(self) -> date:
        day = self._day("happened_on", lambda text, today: read_date(text)) or self.today
        if day > self.today:
            raise forms.ValidationError(_("相談の日は、今日までの日にしてください。"))
        return day

    def _day(self, name: str, read: Any) -> date | None:
        text = self.cleaned_data[name]
        return read_or_refuse(partial(read, today=self.today), text) if text else None

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        self._choose_whom(cleaned)
        if cleaned.get("next_on") and not cleaned.get("next_kind"):
            self.add_error("next_kind", _("日付だけが入っています。次にすることを選んでください。"))
        if cleaned.get("next_note") and not cleaned.get("next_kind"):
            self.add_error("next_kind", _("内容だけが入っています。次にすることを選んでください。"))
        if self.happened_at > self.known.at:
            self.add_error("happened_time", _("相談の時刻は、いまより前にしてください。"))
        return cleaned

    def _choose_whom(self, cleaned: dict[str, Any]) -> None:
        """Search before create: who looks like a known person is chosen by a colleague, never by default."""
        if cleaned.get("whom"):
            return
        if self.question.is_empty:
            cleaned["whom"] = ANONYMOUS
        elif any(match.likeness >= Likeness.POSSIBLE for match in self.known.found.matches):
            message = _("似た方が登録されています。同じ方を選ぶか、「新しく登録」を選んでください。")
            self.add_error("who", message)
        elif self.question.family:
            cleaned["whom"] = NEW
        else:
            self.add_error("who", _("見つかりません。名前を入れると、新しく登録できます。"))

    @property
    def happened_at(self) -> datetime:
        """When the conversation took place: now, unless told otherwise."""
        day = self.cleaned_data.get("happened_on") or self.today
        clock: time | None = self.cleaned_data.get("happened_time")
        if clock is None and day == self.today:
            return self.known.at
        zone = timezone.get_current_timezone()
        return datetime.combine(day, clock or time(12, 0), tzinfo=zone)

    @property
    def where(self) -> ConsultationPlace:
        return next(place for place in self.known.places if str(place.id) == self.cleaned_data["place"])

    def said(self) -> Said:
        cleaned = self.cleaned_data
        return Said(cleaned["asked"].strip(), cleaned["answered"].strip(), cleaned["unmet_need"].strip())

    def next_action(self) -> NextAction | None:
        cleaned = self.cleaned_data
        if not cleaned["next_kind"]:
            return None
        owner = next(
            (user for user in self.known.colleagues if str(user.id) == cleaned["next_owner"]), self.known.me
        )
        day = cleaned["next_on"] or add_business_days(self.today, USUAL_DAYS)
        return NextAction(NextActionKind(cleaned["next_kind"]), day, owner, cleaned["next_note"])
