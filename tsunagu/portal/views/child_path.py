"""The way through the town for one child: asked by POST, answered on the spot, kept nowhere."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.generic import FormView
from markupsafe import Markup

from tsunagu.directory.choices import Scheme
from tsunagu.directory.queries.listings import services_of_town
from tsunagu.kernel.dates.age import Age, age_parts
from tsunagu.kernel.municipality.acting import moment
from tsunagu.kernel.permissions.access import public
from tsunagu.kernel.ui.words import age_words, family_day_words, school_words
from tsunagu.portal.forms.birth_form import BORN, BirthForm
from tsunagu.portal.presenters.child_path import Path, Span, StageMonths, Step, path_of, spans_of
from tsunagu.portal.views import vocabulary
from tsunagu.portal.views.cards import cards_of_ids
from tsunagu.portal.views.pages import form_page, kept

MOST_NOW, MOST_LASTING, MOST_AHEAD = 8, 8, 4


@dataclass(frozen=True, slots=True)
class ShownStep:
    """One age at which more begins to fit."""

    when: str
    since: str
    cards: list[Markup]
    more: int


@public
@method_decorator(sensitive_post_parameters("day"), name="dispatch")
class ChildPath(FormView):
    """One day in; today, what comes next and where out."""

    form_class = BirthForm

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"today": _today()}

    def render_to_response(self, context: dict[str, Any], **kwargs: Any) -> HttpResponse:
        form = context["form"]
        page = {"form": form, "found": context.get("found")}
        return form_page(self.request, "portal/child_path.html", page, status=422 if form.errors else 200)

    def form_valid(self, form: BirthForm) -> HttpResponse:
        day, is_born = form.cleaned_data["day"], form.cleaned_data["kind"] == BORN
        path = path_of(self._spans(), born_on=day, is_born=is_born, today=_today())
        found = self._shown(path, day, is_born=is_born)
        return self.render_to_response(self.get_context_data(form=form, found=found))

    def _spans(self) -> list[Span]:
        """Read once for a version of the directory: nothing of the asking family is in it."""
        return kept(self.request, "spans", make=lambda: spans_of(services_of_town(), self._stages()))

    def _stages(self) -> StageMonths:
        return {
            term.key: (term.from_months, term.to_months)
            for term in vocabulary.terms(self.request, Scheme.STAGE)
            if term.from_months is not None and term.to_months is not None
        }

    def _shown(self, path: Path, born_on: date, *, is_born: bool) -> dict[str, Any]:
        return {
            "title": _who(born_on, is_born=is_born),
            "school": school_words(born_on, _today()) if is_born else "",
            "now": cards_of_ids(self.request, path.now[:MOST_NOW]),
            "lasting": cards_of_ids(self.request, path.lasting[:MOST_LASTING]),
            "more_now": max(0, len(path.now) - MOST_NOW) + max(0, len(path.lasting) - MOST_LASTING),
            "ahead": [self._step(step) for step in path.ahead],
            "milestones": [(_milestone(each.code), family_day_words(each.day)) for each in path.milestones]
            if is_born
            else [],
            "all_url": reverse("portal:ages"),
        }

    def _step(self, step: Step) -> ShownStep:
        return ShownStep(
            when=_reached(step.months),
            since=family_day_words(step.day),
            cards=cards_of_ids(self.request, step.service_ids[:MOST_AHEAD]),
            more=max(0, len(step.service_ids) - MOST_AHEAD),
        )


def _today() -> date:
    return localdate(moment())


def _who(born_on: date, *, is_born: bool) -> str:
    if not is_born:
        return _("妊娠中のいま")
    return _("%(age)sのいま") % {"age": age_words(age_parts(born_on, _today()))}


def _reached(months: int) -> str:
    if months == 0:
        return _("生まれたら")
    return _("%(age)sになったら") % {"age": age_words(Age(months // 12, months % 12, 0))}


def _milestone(code: str) -> str:
    return {
        "first_birthday": _("1歳の誕生日"),
        "third_birthday_minus_two": _("3歳の誕生日の前々日（「3歳まで」の制度の多くは、この日までです）"),
        "school": _("小学校に入る日"),
    }[code]
