"""Small forms of the household page, one fact each."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tsunagu.families.choices import AddressKind, ConsentForm, ConsentPurpose, PreferredContact, Sex, Standing
from tsunagu.families.choices import Language as FamilyLanguage
from tsunagu.kernel.dates.wareki import read_date
from tsunagu.kernel.japanese.kana import is_katakana, to_reading
from tsunagu.kernel.japanese.phone import read_phone
from tsunagu.kernel.japanese.postal import read_postal_code
from tsunagu.kernel.ui.typed import read_or_refuse


class WrittenDate(forms.Field):
    """A day in 和暦 or 西暦, in any width."""

    def to_python(self, value: Any) -> date | None:
        if value in self.empty_values:
            return None
        return read_or_refuse(read_date, str(value))


class Reading(forms.CharField):
    """A フリガナ, kept in full-width katakana however it was typed."""

    def to_python(self, value: Any) -> str:
        reading = to_reading(super().to_python(value) or "")
        if reading and not is_katakana(reading):
            raise forms.ValidationError(_("フリガナは、ひらがなかカタカナで入れてください。"))
        return reading


class HeadlineForm(forms.Form):
    text = forms.CharField(
        label=gettext_lazy("今、この家庭で何が大変か"),
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": gettext_lazy("ひとことで書いてください。")},
    )


class PersonForm(forms.Form):
    """Somebody of the family. A person without any name is recorded as unnamed."""

    family_name = forms.CharField(label=gettext_lazy("姓"), max_length=60, required=False)
    given_name = forms.CharField(label=gettext_lazy("名"), max_length=60, required=False)
    family_kana = Reading(label=gettext_lazy("セイ"), max_length=80, required=False)
    given_kana = Reading(label=gettext_lazy("メイ"), max_length=80, required=False)
    original_name = forms.CharField(label=gettext_lazy("原語の氏名"), max_length=120, required=False)
    standing = forms.ChoiceField(label=gettext_lazy("続柄"), choices=Standing.choices, initial=Standing.CHILD)
    sex = forms.ChoiceField(
        label=gettext_lazy("性別"), choices=[("", gettext_lazy("聞いていない")), *Sex.choices], required=False
    )
    born_on = WrittenDate(
        label=gettext_lazy("生年月日"), help_text=gettext_lazy("例：R6.5.1、2024/5/1"), required=False
    )
    due_on = WrittenDate(label=gettext_lazy("出産予定日"), required=False)
    phone = forms.CharField(label=gettext_lazy("電話"), max_length=30, required=False)

    def clean_phone(self) -> str:
        typed = self.cleaned_data["phone"]
        return read_or_refuse(read_phone, typed).display if typed else ""


class ContactRulesForm(forms.Form):
    """How the family may be reached, and how it must not be."""

    contact_prohibited = forms.CharField(
        label=gettext_lazy("連絡してはいけない時間・方法"),
        max_length=400,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    no_phone = forms.BooleanField(label=gettext_lazy("電話しない"), required=False)
    no_mail = forms.BooleanField(label=gettext_lazy("メールしない"), required=False)
    no_letter = forms.BooleanField(label=gettext_lazy("郵便を送らない"), required=False)
    no_visit = forms.BooleanField(label=gettext_lazy("訪問しない"), required=False)
    preferred_contact = forms.ChoiceField(
        label=gettext_lazy("希望の連絡方法"), choices=PreferredContact.choices, required=False
    )
    language = forms.ChoiceField(label=gettext_lazy("言語"), choices=FamilyLanguage.choices)
    language_note = forms.CharField(label=gettext_lazy("言語（その他）"), max_length=60, required=False)
    needs_interpreter = forms.BooleanField(label=gettext_lazy("通訳が必要"), required=False)

    def clean_preferred_contact(self) -> str:
        return self.cleaned_data["preferred_contact"] or PreferredContact.UNKNOWN


class AddressForm(forms.Form):
    """Where the family lives. A hidden address is sealed and can be opened by few."""

    kind = forms.ChoiceField(label=gettext_lazy("種類"), choices=AddressKind.choices)
    postal_code = forms.CharField(label=gettext_lazy("郵便番号"), max_length=10, required=False)
    text = forms.CharField(label=gettext_lazy("住所"), max_length=200)
    is_hidden = forms.BooleanField(label=gettext_lazy("秘匿にする（見た人が記録されます）"), required=False)

    def clean_postal_code(self) -> str:
        typed = self.cleaned_data["postal_code"]
        return read_or_refuse(read_postal_code, typed).replace("-", "") if typed else ""


class ConsentAddForm(forms.Form):
    """What the family agreed to."""

    purpose = forms.ChoiceField(label=gettext_lazy("何のために"), choices=ConsentPurpose.choices)
    scope = forms.CharField(label=gettext_lazy("伝えてよい内容"), max_length=400, required=False)
    form = forms.ChoiceField(label=gettext_lazy("方法"), choices=ConsentForm.choices)


class PeopleSearchForm(forms.Form):
    """One line: name, reading, birth date or number."""

    who = forms.CharField(
        label=gettext_lazy("名前・フリガナ・生年月日・電話"),
        max_length=120,
        error_messages={"required": gettext_lazy("さがす言葉を入れてください。")},
    )


class WordForm(forms.Form):
    """One sentence that the family reads with its receipt code."""

    word = forms.CharField(
        label=gettext_lazy("ご家族へのひとこと"),
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": gettext_lazy("ご家族が読むひとことを書いてください。")},
    )
