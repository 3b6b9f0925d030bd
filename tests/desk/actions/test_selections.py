"""A list is picked for a family: its code opens it, nothing else does, and it can be stopped at once."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils.timezone import localdate

from tests.conftest import TODAY_10AM
from tests.factories.desk import make_intake, make_place, make_worker
from tests.factories.directory import make_organisation, make_service
from tests.factories.families import make_household, make_person
from tests.factories.kernel import acting_as, make_grant, make_posting, make_user
from tests.factories.selections import make_selection
from tsunagu.desk.actions import selections
from tsunagu.desk.actions.intake import intake_by_receipt
from tsunagu.desk.actions.selections import (
    MOST_PLACES,
    AlreadyEnded,
    Chosen,
    ListIsFull,
    MailForbidden,
    NotForResidents,
    NotGiven,
    NothingChosen,
    add_place,
    code_of,
    end_selection,
    end_selections_of,
    give_selection,
    mail_selection,
    open_selection,
    page_of,
    write_selection,
)
from tsunagu.desk.models import Selection, SelectionItem
from tsunagu.directory.choices import Audience
from tsunagu.families.actions.record_household import ContactRules, leave_household
from tsunagu.families.choices import LeftReason
from tsunagu.kernel.accounts.models import User
from tsunagu.kernel.audit.models import WriteEntry
from tsunagu.kernel.municipality.acting import Acting, acting, as_system
from tsunagu.kernel.municipality.models import Municipality
from tsunagu.kernel.permissions.roles import CONSULTATION_WORKER
from tsunagu.kernel.visitors.receipts import WRONG_CODES_AN_HOUR, TooManyWrongCodes, receipt_hash

pytestmark = [pytest.mark.django_db]


def as_visitor(town: Municipality, *, days: int = 0) -> acting:
    return acting(Acting(town=town.id, moment=TODAY_10AM + timedelta(days=days)))


def opened(code: str, *, days: int = 0, sender: str = "192.0.2.1") -> Selection | None:
    return open_selection(code, sender=sender, at=TODAY_10AM + timedelta(days=days))


@pytest.fixture
def by(in_joetsu: Municipality) -> User:
    return make_user()


def test_a_visitor_sees_the_list_with_its_code_and_not_without(joetsu: Municipality) -> None:
    with as_system(joetsu.id, at=TODAY_10AM):
        made = make_selection(household=make_household())
        code = code_of(made)
    with as_visitor(joetsu):
        assert (Selection.objects.count(), SelectionItem.objects.count()) == (0, 0)
        assert opened("AAAAA-BBBBB-CCCCC") is None
        assert opened(code.lower().replace("-", " ")) == made
        assert SelectionItem.objects.count() == 1


def test_the_code_has_more_than_sixty_bits_and_is_kept_nowhere(in_joetsu: Municipality, by: User) -> None:
    made = make_selection()
    kept = str(list(Selection.objects.filter(id=made.id).values()))
    code = code_of(made)

    assert len(selections.ALPHABET) ** len(code.replace("-", "")) > 2**60
    assert code not in kept
    assert code.replace("-", "") not in kept
    assert code_of(Selection.objects.get(id=made.id)) == code


def test_a_list_opens_from_when_it_is_given_until_its_last_day(joetsu: Municipality) -> None:
    with as_system(joetsu.id, at=TODAY_10AM):
        draft = make_selection(given=False)
        given = make_selection(organisation_id=draft.organisation_id, days=60)
        codes = code_of(draft), code_of(given)
    with as_visitor(joetsu):
        assert opened(codes[0]) is None
    with as_visitor(joetsu, days=60):
        assert opened(codes[1], days=60) == given
    with as_visitor(joetsu, days=61):
        assert opened(codes[1], days=61) is None


def test_opening_is_counted_and_only_the_first_moment_is_kept(joetsu: Municipality) -> None:
    with as_system(joetsu.id, at=TODAY_10AM):
        made = make_selection()
        code = code_of(made)
    for days in (1, 2, 5):
        with as_visitor(joetsu, days=days):
            opened(code, days=days)
    with as_system(joetsu.id, at=TODAY_10AM):
        made.refresh_from_db()

    assert (made.first_opened_at, made.times_opened) == (TODAY_10AM + timedelta(days=1), 3)


def test_a_visitor_with_the_code_can_change_no_place(joetsu: Municipality) -> None:
    with as_system(joetsu.id, at=TODAY_10AM):
        code = code_of(make_selection())
    with as_visitor(joetsu):
        opened(code)
        changed = SelectionItem.objects.update(line="ちがう")
        gone, _ = SelectionItem.objects.all().delete()

    assert (changed, gone) == (0, 0)


def test_whoever_guesses_is_slowed_down_and_receipts_count_as_well(joetsu: Municipality) -> None:
    with as_system(joetsu.id, at=TODAY_10AM):
        code = code_of(make_selection())
    with as_visitor(joetsu):
        intake_by_receipt("AAAA-AAAA-AAAA", sender="192.0.2.1", at=TODAY_10AM)
        for _try in range(WRONG_CODES_AN_HOUR - 1):
            opened("AAAAA-AAAAA-AAAAA")
        with pytest.raises(TooManyWrongCodes):
            opened(code)
        assert opened(code, sender="192.0.2.2") is not None


def test_a_receipt_code_opens_no_list_and_a_list_code_no_request(joetsu: Municipality) -> None:
    with as_system(joetsu.id, at=TODAY_10AM):
        made = make_selection()
        receipt = make_intake()
    with as_visitor(joetsu):
        assert opened(receipt.code) is None
        assert intake_by_receipt(code_of(made), sender="192.0.2.1", at=TODAY_10AM) is None
        assert receipt_hash(code_of(made)) != made.code_hash


def test_another_town_opens_nothing_with_it(joetsu: Municipality, nagaoka: Municipality) -> None:
    with as_system(joetsu.id, at=TODAY_10AM):
        code = code_of(make_selection())
    with as_visitor(nagaoka):
        assert opened(code) is None


def test_only_who_holds_the_case_sees_what_was_picked_for_a_household(in_joetsu: Municipality) -> None:
    place = make_place()
    worker, stranger = make_worker(place), make_user()
    other = make_organisation()
    make_posting(stranger, other.id, CONSULTATION_WORKER)
    household = make_household(place.organisation_id)
    made = make_selection(household=household, organisation_id=place.organisation_id)
    nameless = make_selection(organisation_id=place.organisation_id)

    with acting(acting_as(worker, place.organisation_id)):
        assert set(Selection.objects.all()) == {made, nameless}
    with acting(acting_as(stranger, other.id)):
        assert (list(Selection.objects.all()), list(SelectionItem.objects.all())) == ([], [])
    make_grant(household.id, other.id)
    with acting(acting_as(stranger, other.id)):
        assert list(Selection.objects.all()) == [made]


def test_places_are_added_at_the_end_and_once(in_joetsu: Municipality, by: User) -> None:
    made, more = make_selection(given=False, by=by), make_service()

    for _time in range(2):
        add_place(selection=made, service_id=more.id, by=by, at=TODAY_10AM)

    items = SelectionItem.objects.filter(selection=made).order_by("position")
    assert [item.position for item in items] == [1, 2]
    assert items[1].service_id == more.id


def test_a_listing_for_supporters_is_not_picked(in_joetsu: Municipality, by: User) -> None:
    made = make_selection(given=False, by=by)

    with pytest.raises(NotForResidents):
        add_place(
            selection=made,
            service_id=make_service(audience=Audience.SUPPORTERS).id,
            by=by,
            at=TODAY_10AM,
        )


def test_a_list_stays_short(in_joetsu: Municipality, by: User) -> None:
    many = [make_service().id for _ in range(MOST_PLACES + 1)]
    made = make_selection(given=False, by=by, service_ids=many[:-1])

    with pytest.raises(ListIsFull):
        add_place(selection=made, service_id=many[-1], by=by, at=TODAY_10AM)


def test_lines_and_order_are_written_and_what_is_left_out_goes(in_joetsu: Municipality, by: User) -> None:
    first, second, third = make_service(), make_service(), make_service()
    made = make_selection(by=by, service_ids=[first.id, second.id, third.id])

    write_selection(
        selection=made,
        greeting="またお話ししましょう。",
        language="ja-easy",
        ends_on=localdate(TODAY_10AM) + timedelta(days=10),
        chosen=[Chosen(third.id, "土曜もやっています"), Chosen(first.id)],
        by=by,
        at=TODAY_10AM,
    )

    items = SelectionItem.objects.filter(selection=made).order_by("position")
    assert [(item.service_id, item.line) for item in items] == [
        (third.id, "土曜もやっています"),
        (first.id, ""),
    ]
    made.refresh_from_db()
    assert (made.greeting, made.language) == ("またお話ししましょう。", "ja-easy")


def test_an_empty_list_is_not_given_and_a_given_one_not_emptied(in_joetsu: Municipality, by: User) -> None:
    empty, given = make_selection(given=False, by=by, service_ids=[]), make_selection(by=by)

    with pytest.raises(NothingChosen):
        give_selection(selection=empty, by=by, at=TODAY_10AM)
    with pytest.raises(NothingChosen):
        write_selection(
            selection=given,
            greeting="",
            language="ja",
            ends_on=given.ends_on,
            chosen=[],
            by=by,
            at=TODAY_10AM,
        )


def test_a_stopped_list_is_closed_to_everybody_and_to_changes(joetsu: Municipality) -> None:
    with as_system(joetsu.id, at=TODAY_10AM):
        by = make_user()
        made = make_selection(by=by)
        end_selection(selection=made, by=by, at=TODAY_10AM)
        with pytest.raises(AlreadyEnded):
            add_place(selection=made, service_id=make_service().id, by=by, at=TODAY_10AM)
        with pytest.raises(AlreadyEnded):
            end_selection(selection=made, by=by, at=TODAY_10AM)
    with as_visitor(joetsu):
        assert opened(code_of(made)) is None


def test_everything_of_a_household_stops_in_one_go(joetsu: Municipality) -> None:
    with as_system(joetsu.id, at=TODAY_10AM):
        by, household = make_user(), make_household()
        mine = [
            make_selection(by=by, household=household),
            make_selection(by=by, household=household, given=False),
        ]
        others = make_selection(by=by, household=make_household())

        stopped = end_selections_of(household_id=household.id, by=by, at=TODAY_10AM)

        assert stopped == 2
    with as_visitor(joetsu):
        assert [opened(code_of(one)) for one in mine] == [None, None]
        assert opened(code_of(others)) == others


@pytest.mark.parametrize(("reason", "is_stopped"), [(LeftReason.DIED, True), (LeftReason.MOVED, False)])
def test_a_death_in_the_family_stops_its_lists_by_itself(
    in_joetsu: Municipality, by: User, reason: LeftReason, is_stopped: bool
) -> None:
    household = make_household()
    child = make_person(household)
    made = make_selection(by=by, household=household)

    leave_household(person=child, on=localdate(TODAY_10AM), reason=reason, by=by, at=TODAY_10AM)

    made.refresh_from_db()
    assert (made.ended_at is not None) == is_stopped


def test_the_letter_has_the_link_and_nothing_of_the_family(in_joetsu: Municipality, by: User) -> None:
    service = make_service(name="ほほえみ一時預かり")
    made = make_selection(
        by=by, household=make_household(label="秘密さん"), greeting="先日のお話", service_ids=[service.id]
    )

    letter = mail_selection(selection=made, to="a@example.jp", by=by, at=TODAY_10AM)

    assert page_of(made) in letter.body
    told = f"{letter.subject}{letter.body}"
    assert [word for word in ("秘密", "ほほえみ", "先日") if word in told] == []


def test_the_letter_speaks_the_language_of_the_list(in_joetsu: Municipality, by: User) -> None:
    made = make_selection(by=by, language="en")

    letter = mail_selection(selection=made, to="a@example.jp", by=by, at=TODAY_10AM)

    assert f"/joetsu/en/for/{code_of(made)}/" in letter.body


def test_no_mail_to_a_family_that_wants_none_or_before_it_is_given(in_joetsu: Municipality, by: User) -> None:
    quiet = make_household(rules=ContactRules(no_mail=True))
    forbidden, draft = make_selection(by=by, household=quiet), make_selection(by=by, given=False)

    with pytest.raises(MailForbidden):
        mail_selection(selection=forbidden, to="a@example.jp", by=by, at=TODAY_10AM)
    with pytest.raises(NotGiven):
        mail_selection(selection=draft, to="a@example.jp", by=by, at=TODAY_10AM)


def test_every_step_stands_in_the_journal(in_joetsu: Municipality, by: User) -> None:
    household = make_household()
    made = make_selection(by=by, household=household)
    mail_selection(selection=made, to="a@example.jp", by=by, at=TODAY_10AM)
    end_selection(selection=made, by=by, at=TODAY_10AM)

    events = WriteEntry.objects.filter(record_id=household.id, event__startswith="desk.selection")
    assert [entry.event for entry in events.order_by("id")] == [
        "desk.selection_begun",
        "desk.selection_given",
        "desk.selection_mailed",
        "desk.selection_ended",
    ]


@pytest.mark.parametrize(
    "wrong",
    [
        {"language": "xx"},
        {"ended_at": TODAY_10AM},
        {"times_opened": 1},
        {"given_at": TODAY_10AM - timedelta(days=1)},
    ],
)
def test_the_database_refuses_a_list_that_cannot_be(
    in_joetsu: Municipality, wrong: dict[str, object]
) -> None:
    made = make_selection()

    with pytest.raises(IntegrityError), transaction.atomic():
        Selection.objects.filter(id=made.id).update(**wrong)
