"""What somebody saw when a form was opened, carried in it: the ground on which their change is judged."""

from typing import Any

from django import forms
from django.core import signing

SALT = "network.seen"


class SeenForm(forms.Form):
    """A form over the values of a listing. `changes` are those that differ from what its reader saw."""

    # Signed, so that nobody can say they saw what they did not.
    seen = forms.CharField(widget=forms.HiddenInput)

    def __init__(
        self,
        data: Any = None,
        *,
        values: dict[str, Any],
        proposed: dict[str, Any] | None = None,
        **kwargs: Any,
    ) -> None:
        """`values` stand on the page now; `proposed` is what somebody wants there, and is shown instead."""
        known = {name: value for name, value in values.items() if name in self.names()}
        shown = self.shown({**known, **(proposed or {})})
        initial = {**shown, **kwargs.pop("initial", {}), "seen": signing.dumps(known, salt=SALT)}
        super().__init__(data, initial=initial, **kwargs)

    @classmethod
    def names(cls) -> tuple[str, ...]:
        """The listing's fields that this form changes."""
        return tuple(name for name in cls.base_fields if name not in {"seen", "note", "name_of_author"})

    def shown(self, values: dict[str, Any]) -> dict[str, Any]:
        """The values as the form shows them."""
        return values

    def clean_seen(self) -> dict[str, Any]:
        try:
            return signing.loads(self.cleaned_data["seen"], salt=SALT)
        except signing.BadSignature:
            raise forms.ValidationError("") from None

    def look_again(self, ground: dict[str, Any]) -> None:
        """What was typed stays; when it is sent again it is judged on this ground."""
        self.data = self.data.copy()
        self.data["seen"] = signing.dumps(ground, salt=SALT)

    @property
    def before(self) -> dict[str, Any]:
        return self.cleaned_data["seen"]

    @property
    def changes(self) -> dict[str, Any]:
        """What was typed differently."""
        typed = {name: self.cleaned_data[name] for name in self.names() if name in self.cleaned_data}
        return {name: value for name, value in typed.items() if value != self.before.get(name)}
