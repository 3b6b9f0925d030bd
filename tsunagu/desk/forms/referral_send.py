"""What is asked of an organisation, what it is told, and why it may be told."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tsunagu.desk.actions.referrals.sharing import Sharing
from tsunagu.desk.models import referral_choices as c
from tsunagu.desk.queries.referrals import desks, needs
from tsunagu.directory.models import Organisation, TaxonomyTerm
from tsunagu.families.models import Consent
from tsunagu.kernel.permissions.models import LegalBasis
from tsunagu.kernel.ui.filters import month_day

BASES = (
    LegalBasis.CONSENT,
    LegalBasis.REQUIRED_CHILDREN_COUNCIL,
    LegalBasis.PERSONAL_INFORMATION_69,
    LegalBasis.NOTIFICATION,
)


class ConsentField(forms.ModelChoiceField):
    """A consent is told from another by when and how it was given."""

    def label_from_instance(self, obj: Consent) -> str:
        how = f"{month_day(timezone.localdate(obj.given_at))}・{obj.get_form_display()}"
        return f"{obj.get_purpose_display()}（{how}）{obj.scope}"


class AskForm(forms.Form):
    """Asked at every sending: the wish, the package, the basis."""

    asked = forms.CharField(
        label=_("お願いしたいこと"),
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("相手が最初に読む一文です。何を、いつごろ、どのように。"),
    )
    legal_basis = forms.ChoiceField(
        label=_("伝えてよい根拠"),
        choices=[(basis.value, basis.label) for basis in BASES],
        widget=forms.RadioSelect,
        initial=LegalBasis.CONSENT,
    )
    consent = ConsentField(
        label=_("同意の記録"),
        queryset=Consent.objects.none(),
        required=False,
        empty_label=_("（記録がない）"),
    )
    basis_note = forms.CharField(
        label=_("根拠の補足"),
        max_length=200,
        required=False,
        help_text=_("同意のほかは、だれが・いつ判断したかを書きます。"),
    )

    def __init__(
        self, *args: Any, consents: Any = None, sections: dict[str, str] | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.has_consents = consents is not None
        if consents is None:
            del self.fields["consent"]
        else:
            self.fields["consent"].queryset = consents
            first = consents.first()
            self.fields["consent"].initial = first.id if first else None
        for section in c.PackageSection:
            text = (sections or {}).get(section.value, "")
            # What is especially private is never ticked for anybody.
            ticked = bool(text) and section != c.PackageSection.SENSITIVE
            self.fields[f"share_{section.value}"] = forms.BooleanField(
                label=section.label, required=False, initial=ticked
            )
            self.fields[f"text_{section.value}"] = forms.CharField(
                label=section.label,
                required=False,
                max_length=1000,
                initial=text,
                widget=forms.Textarea(attrs={"rows": 2}),
            )

    def section_fields(self) -> list[dict[str, Any]]:
        """Pairs of tick and text, in the order of the list."""
        return [
            {"share": self[f"share_{section.value}"], "text": self[f"text_{section.value}"]}
            for section in c.PackageSection
        ]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        for section in c.PackageSection:
            if (
                values.get(f"share_{section.value}")
                and not (values.get(f"text_{section.value}") or "").strip()
            ):
                self.add_error(f"text_{section.value}", _("伝えるなら、内容を書いてください。"))
        is_consent = values.get("legal_basis") == LegalBasis.CONSENT
        if is_consent and self.has_consents and not values.get("consent"):
            self.add_error("consent", _("同意の記録を選ぶか、先に家庭のページで同意を記録してください。"))
        if not values.get("basis_note") and (not is_consent or not self.has_consents):
            self.add_error(
                "basis_note", _("だれが・いつ判断したか（同意なら、いつ聞いたか）を書いてください。")
            )
        return values

    def sharing(self) -> Sharing:
        """What was ticked, and nothing else."""
        values = self.cleaned_data
        return Sharing(
            asked=values["asked"],
            legal_basis=LegalBasis(values["legal_basis"]),
            consent=values.get("consent") if values["legal_basis"] == LegalBasis.CONSENT else None,
            basis_note=values["basis_note"],
            sections={
                section.value: values[f"text_{section.value}"]
                for section in c.PackageSection
                if values[f"share_{section.value}"]
            },
        )


class SendForm(AskForm):
    """A new need: the wish and the package, and what holds for everybody who will be asked."""

    need = forms.ModelChoiceField(
        label=_("困りごと"), queryset=TaxonomyTerm.objects.none(), empty_label=_("選んでください")
    )
    urgency = forms.ChoiceField(
        label=_("急ぎますか"), choices=c.Urgency.choices, widget=forms.RadioSelect, initial=c.Urgency.ROUTINE
    )
    contact_prohibited = forms.ChoiceField(
        label=_("家庭への連絡"),
        choices=c.ContactProhibited.choices,
        widget=forms.RadioSelect,
        initial=c.ContactProhibited.NONE,
    )
    contact_rule = forms.CharField(label=_("連絡してはいけない時間・方法"), max_length=200, required=False)

    field_order = ["need", "asked", "urgency"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["need"].queryset = needs()

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        if values.get("contact_prohibited") == c.ContactProhibited.SOME and not values.get("contact_rule"):
            self.add_error("contact_rule", _("いつ・どの方法がいけないのかを書いてください。"))
        return values

    def terms(self) -> dict[str, Any]:
        """What is true of the need, whoever is asked."""
        values = self.cleaned_data
        return {
            "need": values["need"],
            "urgency": c.Urgency(values["urgency"]),
            "contact_prohibited": c.ContactProhibited(values["contact_prohibited"]),
            "contact_rule": values["contact_rule"],
        }


class SendToDeskForm(SendForm):
    """A member passes a family on to the desk."""

    desk = forms.ModelChoiceField(
        label=_("送り先の窓口"), queryset=Organisation.objects.none(), empty_label=_("選んでください")
    )
    field_order = ["desk", "need", "asked", "urgency"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["desk"].queryset = desks()
        self.fields["desk"].initial = desks().first()
