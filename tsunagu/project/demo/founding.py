"""A demo town's ground: its resources from the data file, its people, the places where its desk is open."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import yaml

from tsunagu.desk.actions.open_place import open_place
from tsunagu.desk.choices import PlaceKind
from tsunagu.desk.models import ConsultationPlace
from tsunagu.directory.actions.load_town import load_town
from tsunagu.directory.actions.organisations import revise_organisation
from tsunagu.directory.models import Location
from tsunagu.directory.queries.data_files import SYNONYMS, TAXONOMY, TOWNS
from tsunagu.insight.actions.import_figures import import_figures
from tsunagu.kernel.audit import journal
from tsunagu.kernel.municipality.acting import acting, as_system
from tsunagu.kernel.municipality.models import Municipality
from tsunagu.project.demo.cast import appoint, cast_of
from tsunagu.project.demo.duty import enter_rota
from tsunagu.project.demo.events import announce_events
from tsunagu.project.demo.history import history_of
from tsunagu.project.demo.pages import write_pages
from tsunagu.project.demo.stories import read
from tsunagu.project.demo.town import Town, read_town

BUILT = "demo.built"
# Every day except 第2・第4火曜 and 年末年始, 9:00 to 16:30, as the seed says of its desk.
DESK_HOURS = {
    "weekly": {day: [["09:00", "16:30"]] for day in ("mon", "tue", "wed", "thu", "fri", "sat", "sun")},
    "nth": [{"weekday": "tue", "nth": [2, 4], "hours": []}],
    "year_end": {"from": "12-29", "to": "01-03"},
}


def town_slugs() -> list[str]:
    """The demo towns, the fullest first."""
    return list(read("cast.yaml")["towns"])


def found_town(slug: str, *, now: datetime) -> Town:
    """Load the town's resources, give its people their accounts, open its desk."""
    load_town(_town_file(slug), taxonomy=_yaml(TAXONOMY), synonyms=_yaml(SYNONYMS), is_demo=True, at=now)
    municipality = Municipality.objects.get(slug=slug)
    with as_system(municipality.id, at=now):
        users = appoint(slug, at=now)
        town = read_town(municipality, users=users, now=now)
        _let_the_cast_be_asked(town)
        town.places = _open_places(town)
        announce_events(town)
        enter_rota(now=now)
        write_pages(town)
        if history := history_of(slug):
            import_figures(
                content=history.read_bytes(), file_name=history.name, by=None, at=now, desk=town.desk
            )
    return town


def note_built(town: Town, stage: str) -> None:
    """Write down that the town was finished; a town without this line was interrupted."""
    with acting(town.system(town.now)):
        journal.record(BUILT, record_id=town.municipality.id, by=None, at=town.now, stage=stage)


def _town_file(slug: str) -> dict[str, Any]:
    return _yaml(TOWNS / f"{slug}.yaml")


def _yaml(path: Any) -> Any:
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def _let_the_cast_be_asked(town: Town) -> None:
    """Where somebody of the cast answers, families can be handed to, a single person's role included."""
    for persona in cast_of(town.slug):
        organisation = town.organisations[persona.organisation]
        if not organisation.takes_referrals:
            by = town.users[persona.key]
            revise_organisation(organisation=organisation, takes_referrals=True, by=by, at=town.now)


def _open_places(town: Town) -> list[ConsultationPlace]:
    """The desk's counter, and the 14 places that the seed's desk goes out to."""
    locations = {each.key: each for each in Location.objects.exclude(key="")}
    counter = locations.get("orlen-plaza") if town.slug == "joetsu" else None
    places = [_place(town, counter.name if counter else "総合支援窓口", location=counter, position=0)]
    outreach = [each for key, each in locations.items() if key.startswith("hiroba-")]
    outreach.sort(key=lambda each: town.districts.index(each.district.name) if each.district else 0)
    for position, location in enumerate(outreach, start=1):
        district = location.district.name if location.district else ""
        name = f"{district}の子育てひろば"
        places.append(
            _place(
                town, name, kind=PlaceKind.OUTREACH, location=location, position=position, district=district
            )
        )
    return places


def _place(town: Town, name: str, *, position: int, **fields: Any) -> ConsultationPlace:
    hours: Mapping[str, Any] = {} if fields.get("kind") else {"opening": DESK_HOURS}
    return open_place(
        organisation=town.desk, name=name, position=position, by=None, at=town.now, **hours, **fields
    )
