"""What residents type where everybody may read it. Personal data is refused beside the field it stands in."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.utils.translation import gettext as now_
from django.utils.translation import gettext_lazy as _

from tsunagu.community.actions.writing import Words
from tsunagu.community.choices import AbuseKind, Category
from tsunagu.community.rules import tells_who
from tsunagu.kernel.ui.words import joined


def nobody_is_told(text: str) -> str:
    """The text, unless it tells who somebody is."""
    if found := tells_who(text):
        parts = joined(f"「{one.text}」" for one in found)
        message = now_(
            "%(parts)sは、だれのことかわかってしまうので書けません。電話番号、住所、名前などを消してください。"
        )
        raise forms.ValidationError(message % {"parts": parts})
    return text


class Openly(forms.CharField):
    """A text that everybody may read."""

    def clean(self, value: Any) -> str:
        return nobody_is_told(super().clean(value).strip())


def trap() -> forms.CharField:
    """People do not see it; programs that fill in every field do."""
    return forms.CharField(required=False, label=_("ここには書かないでください"))


def _text(label: Any, hint: Any) -> Openly:
    return Openly(
        label=label,
        help_text=hint,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={
            "required": _("ひとことでも書いてください。"),
            "max_length": _("2000文字までで書いてください。"),
        },
    )


def _title(hint: Any) -> Openly:
    return Openly(
        label=_("見出し"),
        help_text=hint,
        max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={
            "required": _("見出しを書いてください。"),
            "max_length": _("80文字までで書いてください。"),
        },
    )


class ReplyForm(forms.Form):
    """A text and the name it stands under."""

    text = _text(_("返事"), _("書いたものは、担当の人が読んでから公開します。"))
    display_name = Openly(
        label=_("表示する名前"),
        help_text=_("本名ではない名前にしてください。例：そらまめ"),
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={
            "required": _("表示する名前を書いてください。本名でない名前です。"),
            "max_length": _("20文字までで書いてください。"),
        },
    )
    trap = trap()

    def words(self) -> Words:
        """What the action takes."""
        cleaned = self.cleaned_data
        return Words(cleaned["text"], cleaned["display_name"], cleaned.get("title", ""))


class TopicForm(ReplyForm):
    """The beginning of a conversation."""

    category = forms.ChoiceField(
        label=_("分類"),
        choices=Category.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("分類を一つ選んでください。")},
    )
    title = _title(_("例：夜泣きのとき、どうしていますか"))
    days = forms.TypedChoiceField(
        label=_("いつまで載せますか"),
        choices=[(14, _("2週間")), (30, _("1か月")), (60, _("2か月"))],
        coerce=int,
        initial=60,
        widget=forms.RadioSelect,
        error_messages={"required": _("いつまで載せるかを選んでください。")},
    )
    text = _text(_("本文"), _("書いたものは、担当の人が読んでから公開します。"))
    field_order = ("category", "title", "text", "display_name", "days", "trap")


class VisitForm(ReplyForm):
    """How a place was."""

    title = _title(_("例：木のおもちゃがたくさん"))
    text = _text(_("行ってみて"), _("いつごろ、何歳の子と行って、どうでしたか。写真は載せられません。"))
    field_order = ("title", "text", "display_name", "trap")


class ReviseForm(forms.Form):
    """The same words again, for as long as they wait."""

    title = _title("")
    text = _text(_("本文"), "")
    display_name = Openly(label=_("表示する名前"), max_length=20)

    def __init__(self, data: Any = None, *, has_title: bool, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        if not has_title:
            del self.fields["title"]

    words: Callable[["ReviseForm"], Words] = ReplyForm.words


class AppealForm(forms.Form):
    """Why the writer does not agree. Only moderators read it."""

    appeal_text = forms.CharField(
        label=_("見直してほしいわけ"),
        help_text=_("前に決めた人とは別の人が読みます。"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("わけを、ひとことでも書いてください。")},
    )


class AbuseForm(forms.Form):
    """What a reader finds wrong with a post."""

    kind = forms.ChoiceField(
        label=_("どこが気になりますか"),
        choices=AbuseKind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("どこが気になるかを、一つ選んでください。")},
    )
    text = forms.CharField(
        label=_("くわしく教えてください"),
        help_text=_("名前や住所など、あなたのことは書かないでください。"),
        required=False,
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    trap = trap()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("kind") == AbuseKind.OTHER and not cleaned.get("text", "").strip():
            self.add_error("text", _("どこが気になるかを、ひとことでも書いてください。"))
        return cleaned
