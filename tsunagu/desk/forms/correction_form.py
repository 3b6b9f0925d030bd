"""Mending a consultation: what may be mended, as it stands, and why."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from tsunagu.desk.actions.correct_consultation import Facts
from tsunagu.desk.choices import Asker, Method
from tsunagu.desk.queries.topics import Topic, UnknownTopic, read_topics


class CorrectionForm(forms.Form):
    """The same words and numbers as the form that recorded it."""

    method = forms.ChoiceField(label=gettext_lazy("方法"), choices=Method.choices)
    topics = forms.CharField(
        label=gettext_lazy("相談の種類"),
        max_length=120,
        error_messages={"required": gettext_lazy("相談の種類を、番号か言葉で一つは入れてください。")},
    )
    asked = forms.CharField(
        label=gettext_lazy("聞いたこと"), widget=forms.Textarea(attrs={"rows": 4}), required=False
    )
    answered = forms.CharField(
        label=gettext_lazy("答えたこと"), widget=forms.Textarea(attrs={"rows": 4}), required=False
    )
    unmet_need = forms.CharField(label=gettext_lazy("見つからなかった支え"), max_length=400, required=False)
    asker = forms.ChoiceField(label=gettext_lazy("だれから"), choices=Asker.choices)
    people_count = forms.IntegerField(label=gettext_lazy("利用者数"), min_value=1, max_value=99)
    minutes = forms.IntegerField(label=gettext_lazy("時間（分）"), min_value=1, max_value=600, required=False)
    why = forms.CharField(
        label=gettext_lazy("直した理由"),
        max_length=200,
        error_messages={"required": gettext_lazy("なぜ直すのかを、ひとことで書いてください。")},
    )

    def __init__(self, *args: Any, topics: list[Topic], facts: Facts, **kwargs: Any) -> None:
        by_key = {topic.key: topic for topic in topics}
        # A topic whose term is gone keeps its key and may stay.
        gone = [Topic(key, key) for key in facts.topics if key not in by_key]
        self.known_topics = [*topics, *gone]
        now = {name: getattr(facts, name) for name in Facts.__slots__}
        now["topics"] = " ".join(self._as_typed(key, by_key.get(key)) for key in facts.topics)
        super().__init__(*args, initial=now, **kwargs)

    def _as_typed(self, key: str, topic: Topic | None) -> str:
        """What one would type for it: its number, else its name where that leads back to it, else its key."""
        if topic is None or topic.number is not None:
            return key if topic is None else str(topic.number)
        try:
            is_clear = read_topics(topic.name, self.known_topics) == [key]
        except UnknownTopic:
            is_clear = False
        return topic.name if is_clear else key

    def clean_topics(self) -> tuple[str, ...]:
        try:
            return tuple(read_topics(self.cleaned_data["topics"], self.known_topics))
        except UnknownTopic as problem:
            raise forms.ValidationError(str(problem)) from None

    def facts(self) -> Facts:
        """What the record should say from now on."""
        cleaned = self.cleaned_data
        return Facts(
            method=Method(cleaned["method"]),
            asker=Asker(cleaned["asker"]),
            topics=cleaned["topics"],
            people_count=cleaned["people_count"],
            minutes=cleaned["minutes"],
            asked=cleaned["asked"].strip(),
            answered=cleaned["answered"].strip(),
            unmet_need=cleaned["unmet_need"].strip(),
        )
