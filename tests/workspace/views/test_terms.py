"""町の決めごと: who keeps the house together sets its deadlines; what runs keeps the days it was given."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import ProgrammingError, transaction
from django.test import Client

from tests.conftest import TODAY_10AM
from tests.factories.directory import make_desk
from tests.factories.kernel import make_posting, make_user
from tests.factories.network import make_keepers
from tests.factories.referrals import make_cast, make_task
from tsunagu.community.models import BoardTerms
from tsunagu.desk.models import ReferralTerms
from tsunagu.kernel.accounts.models import User
from tsunagu.kernel.audit.models import WriteEntry
from tsunagu.kernel.municipality.acting import as_system
from tsunagu.kernel.municipality.models import Municipality
from tsunagu.kernel.permissions.roles import (
    CONSULTATION_WORKER,
    DESK_MANAGER,
    MEMBER_WORKER,
    SECTION_CHIEF,
    Role,
)
from tsunagu.network.models import FreshnessTerms
from tsunagu.workspace.actions.set_terms import set_terms
from tsunagu.workspace.forms.terms_form import TERMS_FORMS

SCREEN = "/joetsu/work/terms/"


def person(role: Role) -> User:
    user = make_user("花岡 すず")
    make_posting(user, make_desk().id, role)
    return user


@pytest.fixture
def manager(in_joetsu: Municipality) -> User:
    return person(DESK_MANAGER)


def usual(of: str, **typed: object) -> dict[str, Any]:
    """What a browser sends of one form, if only `typed` was typed."""
    (form,) = [kind for kind in TERMS_FORMS if kind.MODEL.__name__ == of]
    shown = form(terms=form.MODEL())
    sent = {shown.add_prefix(name): shown[name].value() for name in form.base_fields}
    sent |= {f"{of}-{name}": value for name, value in typed.items()}
    return {"of": of} | {name: value for name, value in sent.items() if value not in (False, None)}


def sent(client: Client, user: User, of: str, **typed: object) -> Any:
    client.force_login(user)
    return client.post(SCREEN, usual(of, **typed))


@pytest.mark.parametrize(
    ("of", "typed", "model"),
    [
        ("ReferralTerms", {"answer_within": "5"}, ReferralTerms),
        ("FreshnessTerms", {"interval_days": "90", "unpublish_by_itself": "on"}, FreshnessTerms),
        ("BoardTerms", {"topic_days": "30"}, BoardTerms),
    ],
)
def test_a_manager_sets_terms_and_the_page_tells_who_changed_what(
    client: Client, manager: User, of: str, typed: dict[str, str], model: Any
) -> None:
    response = sent(client, manager, of, **typed)

    assert response.status_code == 302
    terms = model.objects.get()
    assert {name: str(int(getattr(terms, name))) for name in typed} == {
        name: "1" if value == "on" else value for name, value in typed.items()
    }
    entry = WriteEntry.objects.get(event="workspace.terms_set")
    assert (entry.by_id, entry.details["of"], set(entry.details) - {"of"}) == (manager.id, of, set(typed))
    page = client.get(SCREEN).content.decode()
    assert f"→{'90' if of == 'FreshnessTerms' else next(iter(typed.values()))}" in page
    assert "花岡 すず" in page


def test_the_page_shows_units_limits_and_what_is_usual(client: Client, manager: User) -> None:
    client.force_login(manager)

    page = client.get(SCREEN).content.decode()

    assert "1〜30開庁日。ふつうは3開庁日。" in page
    assert "30〜1098日。ふつうは180日。" in page
    assert "1〜20人。ふつうは3人。" in page


@pytest.mark.parametrize(
    ("of", "typed", "words"),
    [
        ("ReferralTerms", {"answer_within": "0"}, "1以上にしてください。"),
        ("ReferralTerms", {"answer_within": "31"}, "30以下にしてください。"),
        ("ReferralTerms", {"answer_within": "三日"}, "数字で書いてください。"),
        ("ReferralTerms", {"remind_after": "4"}, "「催促するまで」（4）以上にしてください。"),
        (
            "ReferralTerms",
            {"holidays": "2027-01-05\n正月"},
            "「正月」は日付として読めません。例：2027-01-05",
        ),
        ("FreshnessTerms", {"phone_after": "20"}, "「三度目のお願いまで」（20）より大きくしてください。"),
        ("BoardTerms", {"topic_days": "200"}, "「話題を載せる日数」（200）以上にしてください。"),
    ],
)
def test_terms_that_make_no_sense_are_told_beside_the_field_and_change_nothing(
    client: Client, manager: User, of: str, typed: dict[str, str], words: str
) -> None:
    response = sent(client, manager, of, **typed)

    page = response.content.decode()
    assert response.status_code == 422
    assert words in page
    assert next(iter(typed.values())).splitlines()[-1] in page
    assert not WriteEntry.objects.filter(event="workspace.terms_set").exists()


@pytest.mark.parametrize(
    "written", ["2027-01-05", "2027/1/5", "２０２７年１月５日", "令和9年1月5日", "R9.1.5"]
)
def test_a_holiday_of_the_town_is_read_as_people_write_days(
    client: Client, manager: User, written: str
) -> None:
    sent(client, manager, "ReferralTerms", holidays=written)

    assert [day.isoformat() for day in ReferralTerms.objects.get().holidays] == ["2027-01-05"]


def test_pressing_without_a_change_says_so_and_leaves_no_line(client: Client, manager: User) -> None:
    sent(client, manager, "BoardTerms")

    assert "変わったところはありませんでした。" in client.get(SCREEN).content.decode()
    assert not WriteEntry.objects.filter(event="workspace.terms_set").exists()


@pytest.mark.parametrize(
    ("role", "status"), [(SECTION_CHIEF, 200), (CONSULTATION_WORKER, 403), (MEMBER_WORKER, 403)]
)
def test_only_those_who_keep_the_house_together_come_in(
    client: Client, in_joetsu: Municipality, role: Role, status: int
) -> None:
    client.force_login(person(role))

    assert client.get(SCREEN).status_code == status


def test_the_database_lets_nobody_else_write_terms(in_joetsu: Municipality) -> None:
    keepers = make_keepers()

    with keepers.as_npo(), pytest.raises(ProgrammingError), transaction.atomic():
        BoardTerms.objects.create()
    with keepers.as_desk():
        BoardTerms.objects.create(look_within=1)
    with keepers.as_npo():
        assert BoardTerms.objects.get().look_within == 1
        assert BoardTerms.objects.update(look_within=9) == 0


def test_another_towns_terms_stay_as_they_are(
    client: Client, in_joetsu: Municipality, nagaoka: Municipality, manager: User
) -> None:
    with as_system(nagaoka.id):
        BoardTerms.objects.create(look_within=9)

    sent(client, manager, "BoardTerms", look_within="1")

    with as_system(nagaoka.id):
        assert BoardTerms.objects.get().look_within == 9


def test_a_hand_over_that_runs_keeps_its_days_and_a_new_one_has_the_new_ones(
    in_joetsu: Municipality,
) -> None:
    cast = make_cast()
    running = make_task(cast)
    days = (running.remind_on, running.escalate_on, running.answer_by)

    with cast.as_town():
        set_terms(
            ReferralTerms,
            values={"answer_within": 8, "escalate_after": 6, "remind_after": 4},
            by=cast.mori,
            at=TODAY_10AM,
        )

    running.refresh_from_db()
    assert (running.remind_on, running.escalate_on, running.answer_by) == days
    assert make_task(cast).answer_by > running.answer_by + timedelta(days=4)


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_asks_as_often_for_many_changes(
    client: Client, manager: User, django_assert_num_queries: Callable[..., Any], count: int
) -> None:
    for number in range(count):
        set_terms(BoardTerms, values={"topic_days": 10 + number}, by=manager, at=TODAY_10AM)
    client.force_login(manager)
    client.get(SCREEN)

    with django_assert_num_queries(14):
        client.get(SCREEN)
