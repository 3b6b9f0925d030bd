"""An address asks for notices: confirmed by its reader, changed by its reader, seen by nobody else."""

from datetime import date, timedelta

import pytest
from django.core import mail
from django.core.signing import TimestampSigner
from pytest_django.fixtures import Settings

from tests.conftest import TODAY_10AM
from tests.factories.directory import make_district, make_organisation
from tests.factories.kernel import acting_as, make_posting, make_user
from tests.factories.outreach import APRIL, make_subscription, wishes
from tsunagu.families.models.sealing import unseal
from tsunagu.kernel.audit.models import WriteEntry
from tsunagu.kernel.municipality.acting import Acting, acting, as_system
from tsunagu.kernel.municipality.models import Municipality
from tsunagu.kernel.notify.letters import HIDDEN_RECEIVER
from tsunagu.kernel.notify.models import Letter
from tsunagu.kernel.permissions.roles import ROLES
from tsunagu.outreach.actions import subscribing
from tsunagu.outreach.actions.links import (
    LinkClosed,
    confirm_token,
    open_subscription,
    own_token,
    read_confirm_token,
)
from tsunagu.outreach.actions.subscribing import (
    SUBSCRIPTIONS,
    NotAPerson,
    TooManyAsked,
    ask_to_subscribe,
    change_wishes,
    confirm_subscription,
    erase_unconfirmed,
    write_first_letter,
)
from tsunagu.outreach.models import SubscribedChild, Subscription
from tsunagu.outreach.queries.digests import digests_of

pytestmark = [pytest.mark.django_db]
ADDRESS = "hahaoya@example.jp"


@pytest.fixture(autouse=True)
def _real_letters(settings: Settings) -> None:
    settings.DEMO = False


def as_visitor(town: Municipality) -> acting:
    return acting(Acting(town=town.id, moment=TODAY_10AM))


def asks(email: str = ADDRESS, *, sender: str = "192.0.2.1", minutes: int = 0, **wanted: object) -> None:
    at = TODAY_10AM + timedelta(minutes=minutes)
    ask_to_subscribe(email=email, wishes=wishes(**wanted), sender=sender, at=at)


def first_letter(found: Subscription) -> str:
    mail.outbox.clear()
    write_first_letter(subscription_id=found.id, at=TODAY_10AM)
    return str(mail.outbox[0].body)


def test_a_visitor_asks_and_the_address_is_kept_under_seal_only(joetsu: Municipality) -> None:
    with as_visitor(joetsu):
        asks(due=[date(2027, 2, 1)])
    with as_system(joetsu.id):
        made = Subscription.objects.get()
        children = [(each.month, each.is_due) for each in SubscribedChild.objects.order_by("month")]
        kept = str(list(Subscription.objects.values()))

    assert ADDRESS not in kept
    assert unseal(made.sealed_address, bound_to=made.id) == ADDRESS
    assert (made.confirmed_at, children) == (None, [(APRIL, False), (date(2027, 2, 1), True)])


def test_only_the_reader_of_the_first_letter_confirms(in_joetsu: Municipality) -> None:
    made = make_subscription(ADDRESS, confirmed=False)

    letter = first_letter(made)
    confirm_subscription(token=confirm_token(made.id), at=TODAY_10AM)

    made.refresh_from_db()
    assert mail.outbox[0].to == [ADDRESS]
    assert "/notices/confirm/" in letter
    assert made.confirmed_at == TODAY_10AM
    assert Letter.objects.count() == 0


def test_a_key_for_changing_confirms_nothing(in_joetsu: Municipality) -> None:
    made = make_subscription(confirmed=False)

    with pytest.raises(LinkClosed):
        confirm_subscription(token=own_token(made.id), at=TODAY_10AM)
    with pytest.raises(LinkClosed):
        open_subscription(own_token(made.id))


def test_the_first_letter_opens_nothing_after_a_week(
    in_joetsu: Municipality, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = make_subscription(confirmed=False)
    monkeypatch.setattr(TimestampSigner, "timestamp", lambda self: "1uvpeA")
    old = confirm_token(made.id)

    with pytest.raises(LinkClosed):
        read_confirm_token(old)


def test_asking_again_is_answered_alike_and_tells_only_the_reader(in_joetsu: Municipality) -> None:
    made = make_subscription(ADDRESS)

    asks(" HAHAOYA@example.jp", minutes=30, born=[])

    assert Subscription.objects.get() == made
    assert SubscribedChild.objects.count() == 1
    assert "/notices/mine/" in first_letter(made)


def test_typing_an_address_over_and_over_writes_one_letter(in_joetsu: Municipality) -> None:
    for sender in ("192.0.2.1", "192.0.2.2", "192.0.2.3"):
        asks(sender=sender)

    assert Subscription.objects.get().letter_at == TODAY_10AM


def test_an_unconfirmed_address_may_be_asked_for_anew_with_other_wishes(in_joetsu: Municipality) -> None:
    asks()

    asks(minutes=30, born=[date(2024, 1, 1)])

    assert [each.month for each in SubscribedChild.objects.all()] == [date(2024, 1, 1)]
    assert Subscription.objects.get().letter_at == TODAY_10AM + timedelta(minutes=30)


def test_one_sender_asks_only_so_often_in_an_hour(joetsu: Municipality) -> None:
    with as_visitor(joetsu):
        for number in range(SUBSCRIPTIONS.per_sender):
            asks(f"a{number}@example.jp")
        with pytest.raises(TooManyAsked):
            asks("more@example.jp")
        asks("elsewhere@example.jp", sender="192.0.2.9")


def test_a_town_writes_only_so_many_first_letters_in_an_hour(
    joetsu: Municipality, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(subscribing, "LETTERS_OF_A_TOWN_AN_HOUR", 2)
    with as_visitor(joetsu):
        asks("a@example.jp", sender="a")
        asks("b@example.jp", sender="b")
        with pytest.raises(TooManyAsked):
            asks("c@example.jp", sender="c")


def test_a_program_that_fills_in_the_hidden_field_leaves_nothing(in_joetsu: Municipality) -> None:
    with pytest.raises(NotAPerson):
        ask_to_subscribe(email=ADDRESS, wishes=wishes(), at=TODAY_10AM, trap="x")

    assert Subscription.objects.count() == 0


def test_wishes_are_changed_behind_the_link(joetsu: Municipality) -> None:
    with as_system(joetsu.id, at=TODAY_10AM):
        made = make_subscription()
        district = make_district()
    with as_visitor(joetsu):
        found = open_subscription(own_token(made.id))
        change_wishes(
            subscription=found,
            wishes=wishes([], subjects=["health"], district_id=district.id, language="en"),
            at=TODAY_10AM,
        )
    with as_system(joetsu.id):
        made.refresh_from_db()
        assert (made.subjects, made.district_id, made.language) == (["health"], district.id, "en")
        assert SubscribedChild.objects.count() == 0


@pytest.mark.parametrize("role", sorted(ROLES))
def test_no_colleague_reads_a_subscription_whatever_the_role(joetsu: Municipality, role: str) -> None:
    with as_system(joetsu.id, at=TODAY_10AM):
        make_subscription()
        desk = make_organisation()
        worker = make_user()
        make_posting(worker, desk.id, ROLES[role])
        colleague = acting_as(worker, desk.id)
        assert Subscription.objects.count() == 1
    with acting(colleague):
        assert (Subscription.objects.count(), SubscribedChild.objects.count()) == (0, 0)
        assert Subscription.objects.update(language="en") == 0


def test_a_link_opens_its_own_subscription_and_no_other(joetsu: Municipality) -> None:
    with as_system(joetsu.id, at=TODAY_10AM):
        mine, _other = make_subscription(), make_subscription()
    with as_visitor(joetsu):
        assert Subscription.objects.count() == 0
        assert open_subscription(own_token(mine.id)) == mine
        assert (Subscription.objects.count(), SubscribedChild.objects.count()) == (1, 1)
        assert Subscription.objects.update(language="en") == 0


def test_a_link_of_the_neighbour_town_is_closed(joetsu: Municipality, nagaoka: Municipality) -> None:
    with as_system(nagaoka.id, at=TODAY_10AM):
        theirs = make_subscription()
        token = own_token(theirs.id)
    with as_visitor(joetsu), pytest.raises(LinkClosed):
        open_subscription(token)


def test_an_address_is_recognised_after_the_secret_was_changed(
    in_joetsu: Municipality, settings: Settings
) -> None:
    made = make_subscription(ADDRESS)
    token = own_token(made.id)

    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "new" * 20, [settings.SECRET_KEY]

    assert Subscription.objects.get(address_digest__in=digests_of(ADDRESS)) == made
    assert open_subscription(token) == made


def test_an_address_that_nobody_confirmed_is_forgotten_after_a_week(in_joetsu: Municipality) -> None:
    make_subscription(confirmed=False)
    kept = make_subscription()

    assert erase_unconfirmed(at=TODAY_10AM + timedelta(days=6)) == 0
    assert erase_unconfirmed(at=TODAY_10AM + timedelta(days=8)) == 1
    assert Subscription.objects.get() == kept


def test_in_a_demo_the_letter_lies_in_the_outbox_without_the_address(
    in_joetsu: Municipality, settings: Settings
) -> None:
    settings.DEMO = True
    made = make_subscription(ADDRESS, confirmed=False)

    write_first_letter(subscription_id=made.id, at=TODAY_10AM)

    letter = Letter.objects.get()
    assert (letter.to, letter.state, mail.outbox) == (HIDDEN_RECEIVER, "sent", [])
    assert ADDRESS not in letter.body


def test_a_letter_for_what_is_gone_or_confirmed_already_is_not_written(in_joetsu: Municipality) -> None:
    made, gone = make_subscription(), make_subscription(confirmed=False)
    gone_id = gone.id
    gone.delete()

    write_first_letter(subscription_id=gone_id, at=TODAY_10AM)
    write_first_letter(subscription_id=made.id, at=TODAY_10AM)

    assert mail.outbox == []


def test_the_journal_tells_of_it_without_an_address(in_joetsu: Municipality) -> None:
    made = make_subscription(ADDRESS)

    entry = WriteEntry.objects.get(event="outreach.subscribed")

    assert (entry.record_id, entry.by_id, entry.details) == (made.id, None, {})
