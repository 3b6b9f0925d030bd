"""Which guidebook to make."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tsunagu.directory.models import GuidebookLanguage
from tsunagu.directory.presenters.guidebooks import part_words
from tsunagu.directory.queries.guidebooks import Coverage, parts_to_choose

WHOLE = "whole"


class GuidebookForm(forms.Form):
    """The whole town, one age, or one district; in one of the languages of the register."""

    part = forms.ChoiceField(label=_("どの範囲"), initial=WHOLE)
    language = forms.ChoiceField(
        label=_("どの言葉で"),
        choices=GuidebookLanguage.choices,
        initial=GuidebookLanguage.JAPANESE,
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        districts, stages = parts_to_choose()
        covered = [Coverage()]
        covered += [Coverage(stage=stage) for stage in stages]
        covered += [Coverage(district=district) for district in districts]
        self._covered = {_key(one): one for one in covered}
        self.fields["part"].choices = [(key, part_words(one)) for key, one in self._covered.items()]

    @property
    def coverage(self) -> Coverage:
        """What was chosen; only after the form was found valid."""
        chosen = self._covered[self.cleaned_data["part"]]
        return Coverage(self.cleaned_data["language"], chosen.district, chosen.stage)


def _key(coverage: Coverage) -> str:
    part = coverage.district or coverage.stage
    return str(part.id) if part else WHOLE
