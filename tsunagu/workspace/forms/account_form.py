"""A colleague-to-be: who, and where as what."""

from django import forms
from django.utils.translation import gettext_lazy as _

from tsunagu.directory.models import Organisation
from tsunagu.kernel.japanese.kana import to_reading
from tsunagu.kernel.permissions.roles import ROLES, Role
from tsunagu.workspace.queries.accounts import organisations_by_reading


class AccountForm(forms.Form):
    """Nobody types another's password: the person chooses it, from the letter."""

    name = forms.CharField(label=_("氏名"), max_length=60)
    name_kana = forms.CharField(label=_("氏名（フリガナ）"), max_length=80)
    email = forms.EmailField(label=_("メールアドレス"), help_text=_("案内のメールが届きます。"))
    organisation = forms.ModelChoiceField(label=_("組織"), queryset=Organisation.objects.none())
    role = forms.ChoiceField(
        label=_("役割"),
        choices=[(key, _(role.name)) for key, role in ROLES.items()],
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = organisations_by_reading()

    def clean_name_kana(self) -> str:
        return to_reading(self.cleaned_data["name_kana"])

    def clean_role(self) -> Role:
        return ROLES[self.cleaned_data["role"]]
