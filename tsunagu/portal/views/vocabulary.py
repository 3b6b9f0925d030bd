"""The town's words and districts, read once a version: every page of results names some of them."""

from collections.abc import Mapping

from django.http import HttpRequest

from tsunagu.directory.choices import Scheme
from tsunagu.directory.models import District, Language, TaxonomyTerm
from tsunagu.portal.presenters.terms import name_of
from tsunagu.portal.queries.choices import districts_to_choose, languages_to_choose, terms_to_choose
from tsunagu.portal.views.pages import kept

# Scheme and key to the name in the language of the page.
Words = Mapping[tuple[str, str], str]


def terms(request: HttpRequest, scheme: Scheme) -> list[TaxonomyTerm]:
    """The terms of one scheme, in order."""
    return [term for term in kept(request, "terms", make=terms_to_choose) if term.scheme == scheme]


def districts(request: HttpRequest) -> list[District]:
    """The parts of the town, in order."""
    return kept(request, "districts", make=districts_to_choose)


def languages(request: HttpRequest) -> list[Language]:
    """The languages in which some listing gives help."""
    return kept(request, "languages", make=languages_to_choose)


def words(request: HttpRequest) -> Words:
    """What each term is called on this page."""
    return kept(
        request, "words", make=lambda: {(one.scheme, one.key): name_of(one) for one in terms_to_choose()}
    )
