"""What became of the town's terms, in words."""

from typing import Any

from django.utils.translation import gettext as _

from tsunagu.kernel.audit.models import WriteEntry
from tsunagu.kernel.ui.filters import moment
from tsunagu.workspace.forms.terms_form import TERMS_FORMS

_FIELDS = {form.MODEL.__name__: form.base_fields for form in TERMS_FORMS}
_TITLES = {form.MODEL.__name__: form.TITLE for form in TERMS_FORMS}


def change_rows(changes: list[tuple[WriteEntry, str]]) -> list[list[Any]]:
    """When, who, of which part, and what: 「返事の期限：3→5」."""
    return [
        [moment(entry.at), who, str(_TITLES[of]), _what(of, entry.details)]
        for entry, who in changes
        if (of := entry.details["of"]) in _TITLES
    ]


def _what(of: str, details: dict[str, str]) -> str:
    fields = _FIELDS[of]
    said = ((fields[name].label, step) for name, step in details.items() if name in fields)
    return "、".join(_("%(term)s：%(step)s") % {"term": label, "step": step} for label, step in said)
