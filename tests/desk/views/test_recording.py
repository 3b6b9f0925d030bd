"""Recording on one screen: good defaults, search before create, a draft that is never lost."""

from datetime import date
from typing import Any

import pytest
from django.utils import timezone

from tests.desk.views.conftest import Desk
from tests.factories.desk import make_place, make_worker
from tests.factories.directory import make_organisation, make_service
from tests.factories.families import make_household, make_person
from tsunagu.desk.choices import Method
from tsunagu.desk.models import Consultation, ConsultationTopic
from tsunagu.directory.actions.index_search import reindex_town
from tsunagu.directory.models import ServiceSupporterNote
from tsunagu.families.models import Household, Person
from tsunagu.kernel.audit.models import ReadEntry, WriteEntry
from tsunagu.kernel.permissions.roles import MEMBER_WORKER

pytestmark = pytest.mark.django_db
NEW = "/joetsu/work/desk/consultations/new/"


def typed(desk: Desk, **fields: Any) -> dict[str, Any]:
    """What a browser sends when only the topic was typed."""
    defaults = {
        "method": "comes",
        "topics": "1",
        "minutes": "15",
        "asker": "mother",
        "people_count": "1",
        "place": desk.place.id,
        "next_owner": desk.worker.id,
    }
    return {**defaults, **fields}


def test_the_page_knows_now_here_and_me(desk: Desk) -> None:
    page = desk.client.get(NEW).content.decode()

    assert page.count('value="comes" checked') == 1
    assert page.count(f'<option value="{desk.place.id}" selected>') == 1
    assert page.count(f'<option value="{desk.worker.id}" selected>') == 1


def test_a_topic_is_enough_for_a_consultation_without_a_name(desk: Desk) -> None:
    before = timezone.now()
    response = desk.client.post(NEW, typed(desk))

    one = Consultation.objects.get()
    assert response.url == f"/joetsu/work/desk/consultations/{one.id}/"
    assert (one.household, one.place, one.method) == (None, desk.place, Method.COMES)
    assert before <= one.at <= timezone.now()
    assert [row.topic for row in ConsultationTopic.objects.all()] == ["leave_child"]


def test_everything_typed_arrives(desk: Desk) -> None:
    service = make_service()

    desk.client.post(
        NEW,
        typed(
            desk,
            method="phone",
            topics="2 預ける 0",
            asked="上の子を預けたい",
            answered="案内した",
            next_kind="call_back",
            next_on="3",
            next_note="空きを聞く",
            happened_on="R8.11.19",
            happened_time="14:30",
            people_count="2",
            unmet_need="夜間の預かり",
            services=[str(service.id), "not-an-id"],
        ),
    )

    one = Consultation.objects.get()
    assert [row.topic for row in one.topics.order_by("position")] == ["talk", "leave_child", "other"]
    assert (one.next_kind, one.next_on, one.next_owner) == ("call_back", date(2026, 11, 26), desk.worker)
    assert (one.people_count, one.unmet_need, one.asked) == (2, "夜間の預かり", "上の子を預けたい")
    assert f"{one.at:%Y-%m-%d %H:%M}" == "2026-11-19 05:30"
    assert [row.service_id for row in one.suggestions.all()] == [service.id]


def test_a_promise_without_a_day_is_due_in_three_working_days(desk: Desk) -> None:
    desk.client.post(NEW, typed(desk, next_kind="visit"))

    assert Consultation.objects.get().next_on == date(2026, 11, 26)


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"topics": ""}, "相談の種類を、番号か言葉で一つは入れてください。"),
        ({"topics": "宇宙"}, "「宇宙」という種類は見つかりません。番号か、別の言葉で入れてください。"),
        ({"next_on": "3"}, "日付だけが入っています。次にすることを選んでください。"),
        ({"next_kind": "visit", "next_on": "R8.11.1"}, "「いつまでに」は今日からあとの日にしてください。"),
        ({"happened_on": "R8.12.1"}, "相談の日は、今日までの日にしてください。"),
        ({"happened_time": "23:59"}, "相談の時刻は、いまより前にしてください。"),
    ],
)
def test_a_mistake_is_explained_and_the_draft_is_kept(
    desk: Desk, fields: dict[str, str], message: str
) -> None:
    response = desk.client.post(NEW, typed(desk, asked="長い話を聞いた", **fields))

    page = response.content.decode()
    assert response.status_code == 422
    assert Consultation.objects.count() == 0
    assert page.count(message) >= 1
    assert page.count("長い話を聞いた</textarea>") == 1


def test_a_new_family_is_written_from_one_line(desk: Desk) -> None:
    desk.client.post(NEW, typed(desk, who="やまだ はな R6.5.1 090-1234-5678", whom="new"))

    home, person = Household.objects.get(), Person.objects.get()
    assert (home.label, home.label_kana, person.born_on) == ("やまださん", "ヤマダ", date(2024, 5, 1))
    assert (person.name, person.kana) == ("やまだ はな", "ヤマダ ハナ")
    assert [way.key for way in home.contact_ways.all()] == ["09012345678"]
    assert Consultation.objects.get().asked_by == person


@pytest.mark.parametrize(
    ("typed_name", "kept"),
    [("はらっぱ", ("はらっぱ", "ハラッパ")), ("グエン ラン", ("グエン ラン", "グエン ラン"))],
)
def test_a_name_in_kana_stays_as_typed_with_its_reading_beside_it(
    desk: Desk, typed_name: str, kept: tuple[str, str]
) -> None:
    desk.client.post(NEW, typed(desk, who=typed_name, whom="new"))

    person = Person.objects.get()
    assert (person.name, person.kana) == kept


def test_kanji_keep_the_reading_that_was_heard(desk: Desk) -> None:
    desk.client.post(NEW, typed(desk, who="山田 花", kana="やまだ はな", whom="new"))

    person = Person.objects.get()
    assert (person.name, person.kana) == ("山田 花", "ヤマダ ハナ")


def test_a_name_nobody_carries_becomes_a_new_family_without_asking(desk: Desk) -> None:
    desk.client.post(NEW, typed(desk, who="やまだ はな"))

    assert Household.objects.count() == 1


def test_who_looks_like_a_known_person_is_never_created_by_default(desk: Desk) -> None:
    person = make_person(make_household(desk.place.organisation_id))

    response = desk.client.post(NEW, typed(desk, who="さとう さくら"))

    page = response.content.decode()
    assert response.status_code == 422
    assert page.count(f'value="{person.household_id}:{person.id}"') == 1
    assert Household.objects.count() == 1


def test_a_known_person_is_chosen(desk: Desk) -> None:
    person = make_person(make_household(desk.place.organisation_id))

    desk.client.post(NEW, typed(desk, who="さとう", whom=f"{person.household_id}:{person.id}"))

    one = Consultation.objects.get()
    assert (one.household, one.asked_by) == (person.household, person)


@pytest.mark.parametrize("whom", ["{home}:{person}", "{home}", "nonsense", "{home}:x"])
def test_a_strangers_id_cannot_be_chosen(desk: Desk, whom: str) -> None:
    person = make_person()

    response = desk.client.post(
        NEW, typed(desk, who="さとう", whom=whom.format(home=person.household_id, person=person.id))
    )

    assert response.status_code == 403
    assert Consultation.objects.count() == 0


def test_searching_without_javascript_keeps_the_draft(desk: Desk) -> None:
    person = make_person(make_household(desk.place.organisation_id))

    response = desk.client.post(NEW, typed(desk, topics="", who="さとう", asked="話の途中", step="people"))

    page = response.content.decode()
    assert response.status_code == 200
    assert page.count(f'value="{person.household_id}:{person.id}"') == 1
    assert page.count("話の途中</textarea>") == 1
    assert page.count("error-summary") == 0


def test_the_search_is_journalled(desk: Desk) -> None:
    person = make_person(make_household(desk.place.organisation_id))

    desk.client.post(f"{NEW}people/", {"who": "さとう"})

    assert [row.record_ids for row in ReadEntry.objects.all()] == [[person.household_id]]
    assert WriteEntry.objects.filter(event="families.people_searched").count() == 1


def test_another_desks_family_is_told_of_without_its_record(desk: Desk) -> None:
    make_person(make_household(make_organisation().id))

    page = desk.client.post(f"{NEW}people/", {"who": "さとう さくら R6.5.1"}).content.decode()

    assert page.count("同じ名前・生年月日の方が、別の窓口に登録されています") == 1
    assert page.count('type="radio"') == 2


def test_supporters_notes_stand_beside_the_form(desk: Desk) -> None:
    service = make_service(name="ほほえみ一時預かり")
    ServiceSupporterNote.objects.create(service=service, internal_note="午後は電話がつながりにくい")
    reindex_town()

    page = desk.client.post(f"{NEW}resources/", {"resource": "ほほえみ"}).content.decode()

    assert page.count("午後は電話がつながりにくい") == 1


def test_the_form_opens_from_a_household(desk: Desk) -> None:
    home = make_household(desk.place.organisation_id)

    page = desk.client.get(f"{NEW}?household={home.id}").content.decode()
    desk.client.post(f"{NEW}?household={home.id}", typed(desk, whom=str(home.id)))

    assert page.count(f'<input type="hidden" name="whom" value="{home.id}">') == 1
    assert Consultation.objects.get().household == home


def test_a_place_of_another_desk_is_no_choice(desk: Desk) -> None:
    elsewhere = make_place(make_organisation())

    response = desk.client.post(NEW, typed(desk, place=elsewhere.id))

    assert response.status_code == 422
    assert Consultation.objects.count() == 0


def test_a_member_does_not_record(desk: Desk) -> None:
    member = make_worker(desk.place, role=MEMBER_WORKER)
    desk.client.force_login(member)

    assert desk.client.get(NEW).status_code == 403
