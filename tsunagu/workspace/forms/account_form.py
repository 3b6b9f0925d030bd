"""A colleague-to-be: who, and where as what."""

from django import forms
from django.utils.translation import gettext_lazy as _

from tsunagu.directory.models import Organisation
from tsunagu.kernel.japanese.kana import to_reading
from tsunagu.kernel.permissions.roles import ROLES, Role
from tsunagu.workspace.queries.accounts import organisations_by_reading


class AccountForm(forms.Form):
    """Nobody types another's password: the person chooses it, from the letter."""

    name = forms.CharField(
        label=_("氏名"), max_length=60, error_messages={"required": _("氏名を書いてください。")}
    )
    name_kana = forms.CharField(
        label=_("氏名（フリガナ）"),
        max_length=80,
        error_messages={"required": _("氏名の読みを書いてください。ひらがなでも構いません。")},
    )
    email = forms.EmailField(
        label=_("メールアドレス"),
        help_text=_("案内のメールが届きます。"),
        error_messages={
            "required": _("メールアドレスを書いてください。"),
            "invalid": _("メールアドレスの形ではありません。例：hanako@example.jp"),
        },
    )
    organisation = forms.ModelChoiceField(
        label=_("組織"),
        queryset=Organisation.objects.none(),
        empty_label=_("選んでください"),
        error_messages={"required": _("組織を選んでください。")},
    )
    role = forms.ChoiceField(
        label=_("役割"),
        choices=[(key, _(role.name)) for key, role in ROLES.items()],
        widget=forms.RadioSelect,
        error_messages={"required": _("役割を選んでください。")},
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = organisations_by_reading()

    def clean_name_kana(self) -> str:
        return to_reading(self.cleaned_data["name_kana"])

    def clean_role(self) -> Role:
        return ROLES[self.cleaned_data["role"]]
