"""Every page that a family can reach: for everybody, by keyboard, at 320 px, with a script or without."""

from tests.journeys.people import People, Person, Visitor
from tests.journeys.reading_everything import everything_in_reach, kind_of

HEADINGS = "() => [...document.querySelectorAll('h1, h2')].map((one) => one.textContent.trim())"
# Staff's side of the house has its own stories.
NOT_PUBLIC = "/joetsu/work/"


def one_page_of_each_kind(person: Person) -> list[str]:
    """The first of each kind, as far as links lead from the town's door."""
    found: dict[str, str] = {}
    for path, text in everything_in_reach(person, start=("/joetsu/",)):
        if text.lstrip().startswith("<!doctype html>") and not path.startswith(NOT_PUBLIC):
            found.setdefault(kind_of(path), path.removeprefix("/joetsu"))
    return list(found.values())


def headings(visitor: Visitor, path: str) -> list[str]:
    return visitor.opens(path).page.evaluate(HEADINGS)


def test_every_public_page_is_for_everybody_with_a_script_or_without(people: People) -> None:
    mother, grandmother = people.a_visitor_with_a_phone(), people.a_visitor_with_a_phone(scripts=False)
    pages = one_page_of_each_kind(mother)

    assert len(pages) > 40
    for path in pages:
        assert headings(mother, path) == headings(grandmother, path), path
        mother.the_page_is_accessible()
