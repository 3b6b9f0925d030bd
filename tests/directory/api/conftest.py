"""A town with one of everything that an exchange may tell, and of what it must not."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

import pytest
from django.http import HttpResponse
from django.test import Client
from django.utils.timezone import localdate

from tests.conftest import TODAY_10AM
from tests.factories.directory import (
    WEEKDAYS_9_TO_16,
    make_contact_person,
    make_desk,
    make_district,
    make_location,
    make_organisation,
    make_phone,
    make_service,
    make_term,
)
from tests.factories.kernel import make_user
from tests.factories.network import make_photo
from tsunagu.directory.actions.index_search import reindex_town
from tsunagu.directory.actions.vacancies import VacancyLine, tell_vacancies
from tsunagu.directory.choices import Audience, Cost, Scheme, VacancyState
from tsunagu.directory.models import (
    CostOption,
    Language,
    OrganisationSupporterNote,
    Service,
    ServiceArea,
    ServiceAtLocation,
    ServiceLanguage,
    ServiceSupporterNote,
    TaxonomyTerm,
)
from tsunagu.directory.queries.search.town_words import forget_words
from tsunagu.kernel.municipality.acting import as_system
from tsunagu.kernel.municipality.models import Municipality

SECRET = "支援者だけの秘密"


@dataclass(frozen=True, slots=True)
class Town:
    """What the tests of the exchange name."""

    row: Municipality
    full: Service
    ended: Service
    hidden: Service
    term: TaxonomyTerm


@pytest.fixture(autouse=True)
def _words_are_read_anew() -> Iterator[None]:
    forget_words()
    yield
    forget_words()


@pytest.fixture
def town(joetsu: Municipality) -> Town:
    with as_system(joetsu.id, at=TODAY_10AM):
        made = Town(joetsu, make_full_service(), make_ended(), make_hidden(), _term())
        reindex_town()
    return made


def make_full_service() -> Service:
    """A service with one of everything, and everything beside it that supporters keep to themselves."""
    parent = make_term(Scheme.NEED, "leave_child", "預けたい", is_top=True)
    make_term(Scheme.NEED, "temporary_care", "少しの間だけ預ける", parent=parent)
    make_term(Scheme.STAGE, "infant", "0歳", from_months=0, to_months=11)
    district = make_district(name_kana="ヤスヅカク")
    npo = make_organisation(
        "NPOひろ",
        description="子育てを助ける会。",
        website="https://ひろ.example.jp/日本語",
        email="hiro@example.jp",
        district=district,
        parent=make_desk(),
        alternate_names=["ひろ", "HIRO"],
        member_status="member",
    )
    service = make_service(
        npo,
        name="ほほえみ一時預かり",
        name_kana="ホホエミイチジアズカリ",
        name_en="Hohoemi care",
        alternate_names=["ほほえみ"],
        summary="数時間だけ預けられます。",
        summary_easy="すこしの 時間 あずけます。",
        description="理由を問わず預かります。",
        needs=("temporary_care",),
        stages=("infant",),
        access=("phone",),
        kind=make_term(Scheme.KIND, "temporary", "一時預かり"),
        minimum_age_months=6,
        maximum_age_months=35,
        age_text="生後6か月から3歳になる前まで",
        cost=Cost.PAID,
        cost_text="1時間500円",
        how_to_use="電話で予約してください。",
        url="https://example.jp/預かり?名=値",
        email="care@example.jp",
        assured_on=date(2026, 4, 1),
        assured_by="子育て支援課",
        commissioned_by=make_organisation("上越市こども課", name_kana="コドモカ"),
        opening=WEEKDAYS_9_TO_16,
        opening_text="平日だけ",
    )
    place = make_location(
        service=service,
        district=district,
        postal_code="943-0171",
        address_1="土橋1914-3",
        address_2="2階",
        latitude="37.120000",
        longitude="138.240000",
        accessibility=["授乳室", "おむつ替え台"],
        transportation="バス停から3分",
        alternate_names=["プラザ"],
        organisation=npo,
    )
    other = make_location("南の集会所", name_kana="ミナミ", latitude="37.200000", longitude="138.240000")
    ServiceAtLocation.objects.create(
        service=service,
        location=other,
        position=1,
        opening={**WEEKDAYS_9_TO_16, "weekly": {**WEEKDAYS_9_TO_16["weekly"], "sat": [["10:00", "12:00"]]}},
        opening_text="土曜も開きます",
    )
    make_phone("025-526-0001", organisation=npo)
    make_phone("025-526-0002", location=place, kind="fax")
    make_phone("025-526-0003", service=service, extension="07", note="受付")
    make_phone("0255-00-0000", service=service, audience=Audience.SUPPORTERS, note=SECRET)
    head = make_contact_person(npo, role="代表", full_name=SECRET, direct_phone="内線99", level="head")
    make_contact_person(npo, service=service, role="保育士", full_name=SECRET, deputy_of=head)
    make_contact_person(npo, service=service, role=SECRET, audience=Audience.SUPPORTERS)
    ServiceArea.objects.create(service=service, district=district)
    english = Language.objects.create(code="en", name="English")
    ServiceLanguage.objects.create(service=service, language=english, note="電話のみ")
    CostOption.objects.create(service=service, option="1時間", amount=500, valid_from=date(2026, 4, 1))
    clerk = make_user()
    lines = [VacancyLine("1歳児クラス", VacancyState.FEW, 1, 10, "要相談")]
    tell_vacancies(service=service, lines=lines, as_of=localdate(), by=clerk, at=TODAY_10AM)
    make_photo(npo, by=clerk, service=service, is_approved=True)
    make_photo(npo, by=clerk, service=service, alt=SECRET)
    ServiceSupporterNote.objects.create(service=service, internal_note=SECRET)
    OrganisationSupporterNote.objects.create(organisation=npo, internal_note=SECRET, notice_email="x@y.jp")
    return service


def make_ended() -> Service:
    return make_service(name="むかしの託児室", name_kana="ムカシ", status="defunct", opening=None)


def make_hidden() -> Service:
    service = make_service(name=SECRET, audience=Audience.SUPPORTERS)
    make_location(SECRET, service=service)
    return service


def _term() -> TaxonomyTerm:
    return TaxonomyTerm.objects.get(scheme=Scheme.NEED, key="temporary_care")


@pytest.fixture
def ask(client: Client) -> Callable[..., HttpResponse]:
    """Ask 上越市's exchange."""

    def _ask(
        path: str, *, town: str = "joetsu", headers: dict[str, str] | None = None, **asked: Any
    ) -> HttpResponse:
        query = f"?{urlencode(asked, doseq=True)}" if asked else ""
        return client.get(f"/{town}/hsds/{path}{query}", headers=headers)

    return _ask


@pytest.fixture
def contents(ask: Callable[..., HttpResponse]) -> Callable[..., list[dict[str, Any]]]:
    """Every row of a list that answers, read page by page."""

    def _contents(path: str, *, per_page: int = 500, **asked: Any) -> list[dict[str, Any]]:
        rows: list[dict[str, Any]] = []
        number, is_last = 1, False
        while not is_last:
            response = ask(path, page=number, per_page=per_page, **asked)
            page = response.json()
            assert response.status_code == 200, page
            rows += page["contents"]
            number, is_last = number + 1, page["last_page"]
        assert len(rows) == page["total_items"]
        return rows

    return _contents


def lines(response: Any) -> list[dict[str, Any]]:
    """The documents of an ndjson answer."""
    return [json.loads(line) for line in b"".join(response).decode().splitlines()]
