"""A small town to walk through: one open service, one for supporters, one that ended, and a neighbour's."""

from dataclasses import dataclass
from datetime import date, datetime

import pytest
from django.utils import timezone

from tests.conftest import TODAY_10AM
from tests.factories.community import make_circle, make_report, make_talk
from tests.factories.directory import (
    make_contact_person,
    make_desk,
    make_district,
    make_location,
    make_organisation,
    make_phone,
    make_service,
    make_term,
)
from tests.factories.editorial import make_page, make_picture, shelf
from tests.factories.events import make_event
from tests.factories.kernel import make_posting, make_user
from tests.factories.neighbours import make_neighbour, record, take
from tests.factories.outreach import make_receivers, make_started
from tests.factories.selections import make_selection
from tsunagu.community.models import Post
from tsunagu.desk.actions.selections import code_of
from tsunagu.directory.actions.index_search import reindex_town
from tsunagu.directory.choices import Audience, Scheme, ServiceStatus
from tsunagu.directory.models import District, Event, Organisation, Service
from tsunagu.editorial.choices import SectionKind
from tsunagu.editorial.models import Column
from tsunagu.kernel.accounts.models import User
from tsunagu.kernel.municipality.acting import as_system
from tsunagu.kernel.municipality.models import Municipality
from tsunagu.kernel.permissions.roles import DESK_MANAGER
from tsunagu.outreach.actions.links import confirm_token, own_token
from tsunagu.outreach.models import Notice, Subscription


@dataclass(frozen=True, slots=True)
class Town:
    """What the tests of the front door name."""

    desk: Organisation
    npo: Organisation
    district: District
    open_service: Service
    supporters_only: Service
    ended: Service
    event: Event


@dataclass(frozen=True, slots=True)
class LivedIn:
    """The same town with something on every page."""

    town: Town
    page: Column
    # Of a list that was picked for a family.
    code: str
    # Of a receiver of notices, and what was sent to all of them.
    letter_token: str
    confirm_token: str
    notice: Notice
    circle: Organisation
    # What a resident wrote, and a moderator approved.
    talk: Post
    report: Post


@pytest.fixture
def town(joetsu: Municipality) -> Town:
    with as_system(joetsu.id, at=TODAY_10AM):
        make_term(Scheme.NEED, "leave_child", "預けたい", is_top=True, name_en="Childcare", words=["預ける"])
        make_term(Scheme.NEED, "child_protection", "虐待や暴力が心配", name_en="Worried about abuse")
        make_term(Scheme.STAGE, "infant", "0歳", name_en="Under 1", from_months=0, to_months=11)
        npo = make_organisation("ひだまり広場", name_en="Hidamari")
        district = make_district()
        npo_service = make_service(
            npo,
            name="ほほえみ一時預かり",
            name_en="Hohoemi care",
            summary="数時間だけ預けられます。",
            needs=("leave_child",),
            stages=("infant",),
        )
        made = Town(
            desk=make_desk(),
            npo=npo,
            district=district,
            open_service=npo_service,
            supporters_only=make_service(npo, name="支援者だけの会議", audience=Audience.SUPPORTERS),
            ended=make_service(
                npo, name="むかしの託児室", needs=("leave_child",), status=ServiceStatus.DEFUNCT
            ),
            event=make_event(npo, name="夏のおはなし会", first_on=date(2027, 6, 5), phone="025-526-5111"),
        )
        make_location("ひだまり館", service=made.open_service, district=district, address_1="本町1-1")
        make_phone("025-526-5111", service=made.open_service)
        make_contact_person(npo, role="保育士", service=made.open_service)
        reindex_town()
    return made


@pytest.fixture
def shown_at() -> datetime:
    """Open at the clock of every test, the fixed one and the machine's."""
    return max(timezone.now(), TODAY_10AM)


@pytest.fixture
def moderator(town: Town, joetsu: Municipality) -> User:
    with as_system(joetsu.id, at=TODAY_10AM):
        hana = make_user("花岡 すず")
        make_posting(hana, town.desk.id, DESK_MANAGER)
    return hana


@pytest.fixture
def talk(town: Town, moderator: User, joetsu: Municipality, shown_at: datetime) -> Post:
    with as_system(joetsu.id, at=TODAY_10AM):
        return make_talk(moderator, town.desk.id, at=shown_at)


@pytest.fixture
def receivers(joetsu: Municipality, shown_at: datetime) -> list[Subscription]:
    with as_system(joetsu.id, at=TODAY_10AM):
        return make_receivers(10, at=shown_at)


@pytest.fixture
def notice(town: Town, receivers: list[Subscription], joetsu: Municipality, shown_at: datetime) -> Notice:
    quoted = [town.open_service.id, town.event.id]
    with as_system(joetsu.id, at=TODAY_10AM):
        return make_started(at=shown_at, items=quoted, ends_on=date(2099, 12, 31))


@pytest.fixture
def column(town: Town, joetsu: Municipality) -> Column:
    """With a heading, a paragraph, a picture, and a question to the register that finds something."""
    with as_system(joetsu.id, at=TODAY_10AM):
        columns = shelf(SectionKind.COLUMNS)
        asked = {"need": "leave_child", "stage": "", "weekday": "", "district": "", "free": False, "most": 6}
        body = [
            ("heading", "歯が生えたら"),
            ("text", "<p>やさしくふきます。</p>"),
            ("picture", {"picture": make_picture(), "caption": "ガーゼ"}),
            ("listings", {"heading": "預け先", **asked}),
        ]
        return make_page(Column, "はじめての歯みがき", on=columns, author="見本 花子", body=body)


@pytest.fixture
def circle(joetsu: Municipality) -> Organisation:
    """To whom families can write."""
    with as_system(joetsu.id, at=TODAY_10AM):
        return make_circle("まめっこ", notices="mame@example.jp", name_kana="マメッコ")


@pytest.fixture
def report(town: Town, moderator: User, joetsu: Municipality, shown_at: datetime) -> Post:
    with as_system(joetsu.id, at=TODAY_10AM):
        return make_report(town.open_service, moderator, town.desk.id, at=shown_at)


@pytest.fixture
def lived_in(
    town: Town,
    column: Column,
    receivers: list[Subscription],
    notice: Notice,
    circle: Organisation,
    talk: Post,
    report: Post,
    joetsu: Municipality,
    shown_at: datetime,
) -> LivedIn:
    picked = [town.open_service.id, town.ended.id]
    with as_system(joetsu.id, at=TODAY_10AM):
        selection = make_selection(organisation_id=town.desk.id, service_ids=picked, at=shown_at)
        take(make_neighbour(at=shown_at), record(name="ままのまカフェ"), at=shown_at)
        return LivedIn(
            town=town,
            page=column,
            code=code_of(selection),
            letter_token=own_token(receivers[0].id),
            confirm_token=confirm_token(receivers[0].id),
            notice=notice,
            circle=circle,
            talk=talk,
            report=report,
        )
