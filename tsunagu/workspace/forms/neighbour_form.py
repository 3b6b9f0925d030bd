"""A neighbour's register: one of this installation's other towns, or any address where HSDS 3 answers."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tsunagu.kernel.municipality.models import Municipality
from tsunagu.kernel.municipality.queries import all_towns
from tsunagu.kernel.notify.addresses import front_address
from tsunagu.kernel.outside.addresses import Origin
from tsunagu.kernel.ui.typed import read_or_refuse


class NeighbourTermsForm(forms.Form):
    """What can be changed of a neighbour that is there."""

    name = forms.CharField(
        label=_("名前"),
        max_length=60,
        help_text=_("家族のページに、どこの情報かとして出ます。例：長岡市"),
        error_messages={"required": _("名前を書いてください。")},
    )
    licence = forms.CharField(
        label=_("利用条件"), max_length=120, required=False, help_text=_("例：CC BY 4.0")
    )
    is_on = forms.BooleanField(label=_("毎晩取りこみ、家族に見せる"), required=False, initial=True)


class NeighbourForm(forms.Form):
    """A neighbour to add."""

    sibling = forms.ChoiceField(label=_("このシステムを使っているまち"), required=False)
    api_url = forms.CharField(
        label=_("HSDS APIのアドレス"),
        required=False,
        max_length=300,
        help_text=_("上で選ばないときに書きます。例：https://www.example.jp/hsds"),
        widget=forms.TextInput(attrs={"inputmode": "url", "autocomplete": "off"}),
    )
    name = forms.CharField(
        label=_("名前"),
        max_length=60,
        required=False,
        help_text=_(
            "家族のページに、どこの情報かとして出ます。まちを選んだときは、書かなければまちの名前になります。"
        ),
    )
    licence = NeighbourTermsForm.base_fields["licence"]

    def __init__(self, data: Any = None, *, town: Municipality) -> None:
        super().__init__(data)
        self._siblings = {each.slug: each for each in all_towns() if each.id != town.id}
        choices = [(slug, each.name) for slug, each in self._siblings.items()]
        self.fields["sibling"].choices = [("", _("ほかのアドレスを書く")), *choices]  # type: ignore[attr-defined]
        self._ours = _api_of(town)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if self.errors:
            return given
        sibling = self._siblings.get(given["sibling"])
        if sibling and given["api_url"]:
            self.add_error("api_url", _("まちを選ぶか、アドレスを書くか、どちらかにしてください。"))
        elif sibling:
            given["api_url"], given["name"] = _api_of(sibling), given["name"] or sibling.name
        elif not given["api_url"]:
            self.add_error("api_url", _("まちを選ぶか、アドレスを書いてください。"))
        else:
            self._check_address(given)
        if not given["name"]:
            self.add_error("name", _("名前を書いてください。"))
        return given

    @property
    def said(self) -> dict[str, Any]:
        """What the action takes."""
        return {name: self.cleaned_data[name] for name in ("name", "api_url", "licence")}

    def _check_address(self, given: dict[str, Any]) -> None:
        address = given["api_url"].rstrip("/")
        try:
            read_or_refuse(_origin, address)
        except forms.ValidationError as refusal:
            self.add_error("api_url", refusal)
            return
        if "?" in address or "#" in address:
            self.add_error("api_url", _("「?」や「#」のない、APIのはじめのアドレスを書いてください。"))
        elif address == self._ours:
            self.add_error("api_url", _("自分のまちのアドレスです。"))
        given["api_url"] = address


def _origin(address: str) -> Origin:
    return Origin.of(address)


def _api_of(town: Municipality) -> str:
    return f"{front_address(town)}hsds"
