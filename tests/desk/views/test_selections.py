"""A colleague picks places for a family on the desk's own pages."""

from collections.abc import Callable

import pytest
from django.test import Client

from tests.desk.views.conftest import Desk
from tests.factories.desk import make_consultation
from tests.factories.directory import make_phone, make_service
from tests.factories.families import make_household
from tests.factories.selections import make_selection
from tsunagu.desk.actions.selections import code_of
from tsunagu.desk.models import Selection, SelectionItem
from tsunagu.directory.actions.index_search import reindex_town
from tsunagu.directory.models import Service
from tsunagu.families.actions.record_household import ContactRules
from tsunagu.families.choices import Language
from tsunagu.families.models import Household
from tsunagu.kernel.audit.models import ReadEntry
from tsunagu.kernel.notify.models import Letter
from tsunagu.kernel.permissions.roles import CONSULTATION_WORKER, MEMBER_WORKER, Role

HERE = "/joetsu/work/desk"


@pytest.fixture
def home(desk: Desk) -> Household:
    return make_household(desk.place.organisation_id, label="見本さん")


@pytest.fixture
def hohoemi() -> Service:
    service = make_service(name="ほほえみ一時預かり", needs=("leave_child",))
    make_phone("025-526-5111", service=service)
    reindex_town()
    return service


def of_desk(desk: Desk, **facts: object) -> Selection:
    return make_selection(organisation_id=desk.place.organisation_id, by=desk.worker, **facts)


@pytest.mark.parametrize(
    ("spoken", "page"),
    [
        (Language.JAPANESE, "ja"),
        (Language.EASY_JAPANESE, "ja-easy"),
        (Language.ENGLISH, "en"),
        (Language.CHINESE, "zh-hans"),
        (Language.PORTUGUESE, "pt-br"),
        (Language.VIETNAMESE, "vi"),
        (Language.NEPALI, "ja-easy"),
        (Language.OTHER, "ja-easy"),
    ],
)
def test_a_list_begins_for_a_household_in_its_language(
    desk: Desk, home: Household, spoken: Language, page: str
) -> None:
    Household.objects.filter(id=home.id).update(language=spoken)

    answer = desk.client.post(f"{HERE}/selections/new/", {"household": home.id})

    made = Selection.objects.get()
    assert answer["Location"] == f"{HERE}/selections/{made.id}/"
    assert (made.household, made.language, made.made_by) == (home, page, desk.worker)


def test_a_list_from_a_consultation_begins_with_what_was_suggested(
    desk: Desk, home: Household, hohoemi: Service
) -> None:
    talk = make_consultation(desk.place, household=home, by=desk.worker, service_ids=[hohoemi.id])

    desk.client.post(f"{HERE}/selections/new/", {"consultation": talk.id})

    assert list(SelectionItem.objects.values_list("selection__household", "service")) == [
        (home.id, hohoemi.id)
    ]


def test_places_are_looked_for_and_added_on_the_page(desk: Desk, hohoemi: Service) -> None:
    made = of_desk(desk, given=False, service_ids=[])
    page = f"{HERE}/selections/{made.id}/"

    found = desk.client.get(f"{page}?q=一時預かり").content.decode()
    desk.client.post(f"{HERE}/selections/add/", {"selection": made.id, "service": hohoemi.id})
    again = desk.client.get(f"{page}?q=一時預かり").content.decode()

    assert f'name="service" value="{hohoemi.id}"' in found
    assert "入っています" in again
    assert "<legend>ほほえみ一時預かり</legend>" in again


def test_adding_from_elsewhere_leads_back_there_with_the_list_in_hand(desk: Desk, hohoemi: Service) -> None:
    address = "/joetsu/work/directory/?q=care&selection=x&page=2"

    answer = desk.client.post(f"{HERE}/selections/add/", {"service": hohoemi.id, "next": address})

    made = Selection.objects.get()
    assert answer["Location"] == f"/joetsu/work/directory/?q=care&page=2&selection={made.id}"


def test_nobody_is_led_to_another_site(desk: Desk, hohoemi: Service) -> None:
    answer = desk.client.post(
        f"{HERE}/selections/add/", {"service": hohoemi.id, "next": "https://example.com/x"}
    )

    assert answer["Location"] == f"{HERE}/selections/{Selection.objects.get().id}/"


def test_lines_and_order_are_written(desk: Desk) -> None:
    made = of_desk(desk, service_ids=[make_service().id, make_service().id])
    first, second = SelectionItem.objects.filter(selection=made).order_by("position")

    desk.client.post(
        f"{HERE}/selections/{made.id}/",
        {
            "greeting": "こんにちは",
            "language": "en",
            "ends_on": "R8.12.24",
            f"line_{first.id}": "",
            f"place_{first.id}": "2",
            f"line_{second.id}": "土曜もやっています",
            f"place_{second.id}": "1",
        },
    )

    rows = SelectionItem.objects.filter(selection=made).order_by("position")
    assert [(row.id, row.line) for row in rows] == [(second.id, "土曜もやっています"), (first.id, "")]
    made.refresh_from_db()
    assert (made.greeting, made.language, str(made.ends_on)) == ("こんにちは", "en", "2026-12-24")


@pytest.mark.parametrize("written", ["R8.11.19", "R10.1.1", "きょう", ""])
def test_a_last_day_that_cannot_be_is_refused(desk: Desk, written: str) -> None:
    made = of_desk(desk, given=False)
    [item] = SelectionItem.objects.filter(selection=made)

    answer = desk.client.post(
        f"{HERE}/selections/{made.id}/", {"language": "ja", "ends_on": written, f"place_{item.id}": "1"}
    )

    assert 'id="id_ends_on_error"' in answer.content.decode()


def test_the_code_is_told_only_after_it_was_given(desk: Desk) -> None:
    made = of_desk(desk, given=False)
    page = f"{HERE}/selections/{made.id}/"

    before = desk.client.get(page).content.decode()
    desk.client.post(f"{page}give/")
    after = desk.client.get(page).content.decode()

    assert (code_of(made) in before, code_of(made) in after) == (False, True)


def test_the_sheet_has_large_numbers_the_code_and_a_qr_but_no_name(
    desk: Desk, home: Household, hohoemi: Service
) -> None:
    made = of_desk(desk, household=home, service_ids=[hohoemi.id])

    answer = desk.client.get(f"{HERE}/selections/{made.id}/sheet/")
    html = answer.content.decode()

    assert ("見本さん" in html, "025-526-5111" in html, code_of(made) in html) == (False, True, True)
    assert 'class="selection-qr"' in html
    assert "style=" not in html
    assert answer["Cache-Control"] == "no-store"


def test_the_sheet_speaks_the_language_of_the_list(desk: Desk) -> None:
    made = of_desk(desk, language="en")

    html = desk.client.get(f"{HERE}/selections/{made.id}/sheet/").content.decode()

    assert '<html lang="en">' in html
    assert f"/joetsu/en/for/{code_of(made)}/" in html


def test_the_link_goes_by_mail(desk: Desk, home: Household) -> None:
    made = of_desk(desk, household=home)

    desk.client.post(f"{HERE}/selections/{made.id}/mail/", {"to": "haha@example.jp"})

    letter = Letter.objects.get(kind="selection")
    assert (letter.to, f"for/{code_of(made)}/" in letter.body) == ("haha@example.jp", True)


def test_mail_is_not_offered_to_a_family_that_wants_none(desk: Desk) -> None:
    quiet = make_household(desk.place.organisation_id, rules=ContactRules(no_mail=True))
    made = of_desk(desk, household=quiet)

    page = desk.client.get(f"{HERE}/selections/{made.id}/").content.decode()
    desk.client.post(f"{HERE}/selections/{made.id}/mail/", {"to": "haha@example.jp"})

    assert f"/selections/{made.id}/mail/" not in page
    assert Letter.objects.filter(kind="selection").count() == 0


def test_whether_it_was_opened_stands_in_the_list_and_in_the_course_of_the_family(
    desk: Desk, home: Household
) -> None:
    made = of_desk(desk, household=home)
    Client().get(f"/joetsu/for/{code_of(made)}/")

    listed = desk.client.get(f"{HERE}/selections/").content.decode()
    course = desk.client.get(f"{HERE}/households/{home.id}/").content.decode()

    assert "1回（はじめて：11月20日 10:00）" in listed
    assert "1回（はじめて：11月20日 10:00）" in course


def test_everything_of_a_family_is_stopped_from_its_page_of_lists(desk: Desk, home: Household) -> None:
    for _list in range(2):
        of_desk(desk, household=home)
    page = f"{HERE}/selections/?household={home.id}"

    before = desk.client.get(page).content.decode()
    desk.client.post(f"{HERE}/households/{home.id}/selections/end/")
    after = desk.client.get(page).content.decode()

    assert ("2件をすべて止める" in before, "すべて止める" in after) == (True, False)
    assert Selection.objects.filter(ended_at=None).count() == 0


def test_looking_at_a_familys_list_leaves_a_trace(desk: Desk, home: Household) -> None:
    made = of_desk(desk, household=home)
    of_desk(desk, service_ids=[make_service().id])

    desk.client.get(f"{HERE}/selections/{made.id}/")

    entry = ReadEntry.objects.get(screen="desk:selection")
    assert (entry.record_ids, entry.by_id) == ([home.id], desk.worker.id)


@pytest.mark.parametrize("role", [CONSULTATION_WORKER, MEMBER_WORKER])
def test_another_desk_finds_no_list(desk: Desk, sign_in: Callable[..., Client], role: Role) -> None:
    made = of_desk(desk)
    theirs = sign_in(role, elsewhere=True)

    answers = [
        theirs.get(f"{HERE}/selections/{made.id}/").status_code,
        theirs.get(f"{HERE}/selections/{made.id}/sheet/").status_code,
        theirs.post(f"{HERE}/selections/{made.id}/end/").status_code,
    ]

    assert answers == [404 if role is CONSULTATION_WORKER else 403] * 3


def test_a_list_without_a_place_is_not_given(desk: Desk) -> None:
    made = of_desk(desk, given=False, service_ids=[])

    answer = desk.client.post(f"{HERE}/selections/{made.id}/give/", follow=True)

    assert "場所を一つ以上選んでください。" in answer.content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_the_pages_ask_as_often_for_one_as_for_three(
    desk: Desk, home: Household, count: int, django_assert_num_queries: Callable[[int], object]
) -> None:
    made = of_desk(desk, household=home, service_ids=[make_service().id for _ in range(count)])
    for _more in range(count - 1):
        of_desk(desk, household=home)
    for page in (f"selections/{made.id}/", "selections/"):
        desk.client.get(f"{HERE}/{page}")

    with django_assert_num_queries(15):
        one = desk.client.get(f"{HERE}/selections/{made.id}/").content.decode()
    with django_assert_num_queries(12):
        listed = desk.client.get(f"{HERE}/selections/").content.decode()

    assert (one.count("selection-item"), listed.count("/selections/0")) == (count, count)
