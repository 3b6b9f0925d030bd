"""How a demo town's register is kept up: what a member has sent, and a sample house that nobody can look for.

The documents tell of no vacancies, photos or positions, and none are invented for real places: they belong to
a house that does not exist, and says so in its name.
"""

import io
from datetime import timedelta
from decimal import Decimal

from django.utils.timezone import localdate
from PIL import Image, ImageDraw

from tsunagu.directory.actions.places import enter_place
from tsunagu.directory.actions.vacancies import VacancyLine, tell_vacancies
from tsunagu.directory.choices import Cost, Scheme, VacancyState
from tsunagu.directory.models import Organisation, TaxonomyTerm
from tsunagu.kernel.accounts.models import User
from tsunagu.network.actions.changes import propose_place, propose_service
from tsunagu.network.actions.photos import approve_photo, send_photo
from tsunagu.network.actions.renewals import open_round
from tsunagu.network.actions.write_listing import write_new_organisation, write_new_service
from tsunagu.network.models import Photo
from tsunagu.project.demo.cast import cast_of
from tsunagu.project.demo.town import Town

SAMPLES, ROUND = "joetsu", "koganei"
# The member of the samples' town who sends things in.
MEMBER = "hanakago"
UNREAL = "見本です。実在しません。"
_CLASSES = (
    ("0歳児クラス", VacancyState.FULL, 0, 6),
    ("1歳児クラス", VacancyState.FEW, 1, 10),
    ("2歳児クラス", VacancyState.OPEN, 3, 12),
)


def keep_up(town: Town) -> None:
    """Play it in the town in force."""
    if town.slug == SAMPLES:
        _a_member_sends(town, town.users[MEMBER])
        _a_sample_house(town, _desk(town))
    elif town.slug == ROUND:
        deadline = localdate(town.now) + timedelta(days=30)
        open_round(name="次の版の子育てガイドブック", deadline=deadline, by=_desk(town), at=town.now)


def _desk(town: Town) -> User:
    """Who keeps the whole register: the first of the cast who may."""
    people = cast_of(town.slug)
    managers = [one for one in people if "desk_manager" in one.works_at.values()]
    return town.users[(managers or people)[0].key]


def _a_member_sends(town: Town, by: User) -> None:
    """A new service, the place where it is to be, and a photo; all wait for the desk."""
    person = next(one for one in cast_of(town.slug) if one.key == MEMBER)
    organisation = town.organisations[person.organisation]
    values = {
        "name": "見本の土曜ひろば（架空）",
        "name_kana": "ミホンノドヨウヒロバ",
        "summary": UNREAL,
        "opening_text": "第2土曜の10時から12時（見本）",
        "cost": Cost.FREE.value,
    }
    propose_service(organisation=organisation, values=values, by=by, at=town.now)
    place = {
        "name": "見本の集会所（架空）",
        "name_kana": "ミホンノシュウカイジョ",
        "city": town.municipality.name,
        "address_1": "見本町0番地（実在しません）",
    }
    propose_place(organisation=organisation, values=place, by=by, at=town.now)
    _photo(organisation, "見本の絵。緑の丘と白い家", by=by, town=town)


def _a_sample_house(town: Town, by: User) -> None:
    """An organisation with everything that members can enter, down to a pin on the map."""
    house = write_new_organisation(
        values={"name": "見本の家（架空）", "name_kana": "ミホンノイエ", "description": UNREAL},
        by=by,
        at=town.now,
    )
    place = enter_place(
        name="見本の家（架空）",
        name_kana="ミホンノイエ",
        organisation=house,
        city=town.municipality.name,
        latitude=Decimal("37.100000"),
        longitude=Decimal("138.250000"),
        by=by,
        at=town.now,
    )
    kind = TaxonomyTerm.objects.get(scheme=Scheme.KIND, key="nursery")
    nursery = write_new_service(
        organisation=house,
        values={
            "name": "見本こども園（架空）",
            "name_kana": "ミホンコドモエン",
            "summary": UNREAL,
            "kind": str(kind.id),
            "places": [str(place.id)],
        },
        by=by,
        at=town.now,
    )
    lines = [VacancyLine(label, state, free, places) for label, state, free, places in _CLASSES]
    tell_vacancies(service=nursery, lines=lines, as_of=localdate(town.now), by=by, at=town.now)
    approve_photo(photo=_photo(house, "見本の絵。緑の丘と白い家", by=by, town=town), by=by, at=town.now)


def _photo(organisation: Organisation, alt: str, *, by: User, town: Town) -> Photo:
    return send_photo(organisation=organisation, content=_picture(), alt=alt, by=by, at=town.now)


def _picture() -> bytes:
    """A hill and a house, drawn so plainly that nobody takes them for real."""
    image = Image.new("RGB", (960, 540), "#cfe6f5")
    pen = ImageDraw.Draw(image)
    pen.ellipse((-200, 300, 1200, 1100), fill="#a9cfc8")
    pen.rectangle((380, 260, 580, 400), fill="#ffffff", outline="#0b5d56", width=4)
    pen.polygon(((350, 260), (480, 160), (610, 260)), fill="#a8431a")
    written = io.BytesIO()
    image.save(written, "PNG")
    return written.getvalue()
