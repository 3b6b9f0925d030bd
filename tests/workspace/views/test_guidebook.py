"""Staff have the guidebook made, watch it, look at it, and give it to families."""

import pytest
from django.test import Client
from procrastinate.contrib.django.models import ProcrastinateJob

from tests.conftest import TODAY_10AM
from tests.factories.directory import make_district, make_organisation, make_term
from tests.factories.guidebooks import SOME_PDF, make_guidebook
from tests.factories.kernel import make_posting, make_user
from tsunagu.directory.actions.guidebooks import fail_guidebook, note_progress, order_guidebook
from tsunagu.directory.choices import Scheme
from tsunagu.directory.models import Guidebook, GuidebookState
from tsunagu.directory.queries.guidebooks import Coverage
from tsunagu.kernel.accounts.models import User
from tsunagu.kernel.municipality.acting import as_system
from tsunagu.kernel.municipality.models import Municipality
from tsunagu.kernel.permissions.permission import Permission
from tsunagu.kernel.permissions.roles import DESK_MANAGER, ROLES, Role

PAGE = "/joetsu/work/guidebook/"


def somebody(town: Municipality, role: Role) -> User:
    with as_system(town.id):
        user = make_user()
        make_posting(user, make_organisation("窓口").id, role)
    return user


@pytest.fixture
def manager(client: Client, joetsu: Municipality) -> User:
    """子育てマネジャー is at the browser."""
    user = somebody(joetsu, DESK_MANAGER)
    client.force_login(user)
    return user


def jobs() -> int:
    return ProcrastinateJob.objects.filter(task_name="guidebook.print").count()


def test_the_form_offers_the_whole_town_every_age_and_every_district(
    client: Client, manager: User, joetsu: Municipality
) -> None:
    with as_system(joetsu.id):
        make_district("安塚区")
        make_term(Scheme.STAGE, "infant", "0歳")

    html = client.get(PAGE).content.decode()

    options = [part.partition("<")[0] for part in html.split("<option")[1:]]
    assert [option.partition(">")[2] for option in options] == ["まち全体", "0歳", "安塚区"]


def test_pressing_twice_makes_one_book(client: Client, manager: User, joetsu: Municipality) -> None:
    form = {"part": "whole", "language": "ja-easy"}

    client.post(PAGE, form)
    page = client.post(PAGE, form, follow=True).content.decode()

    with as_system(joetsu.id):
        book = Guidebook.objects.get()
    assert (book.language, book.ordered_by_id, jobs()) == ("ja-easy", manager.id, 1)
    assert page.count("同じものを、いま作っています。") == 1


def test_a_part_of_another_town_is_refused(
    client: Client, manager: User, joetsu: Municipality, nagaoka: Municipality
) -> None:
    with as_system(nagaoka.id):
        theirs = make_district("中之島")

    response = client.post(PAGE, {"part": str(theirs.id), "language": "ja"})

    assert (response.status_code, jobs()) == (200, 0)


def test_the_page_says_how_far_it_is_and_looks_again_by_itself(
    client: Client, manager: User, joetsu: Municipality
) -> None:
    with as_system(joetsu.id):
        book, _ = order_guidebook(coverage=Coverage(), by=manager, at=TODAY_10AM)
        note_progress(
            guidebook_id=book.id, state=GuidebookState.GATHERING, done=20, listings=61, at=TODAY_10AM
        )

    html = client.get(PAGE).content.decode()

    assert html.count('max="61" value="20"') == 1
    assert html.count('hx-trigger="every 2s"') == 1
    assert html.count('<noscript><meta http-equiv="refresh"') == 1


def test_the_page_is_still_when_nothing_is_made_and_tells_what_failed(
    client: Client, manager: User, joetsu: Municipality
) -> None:
    with as_system(joetsu.id):
        book, _ = order_guidebook(coverage=Coverage(), by=manager, at=TODAY_10AM)
        fail_guidebook(guidebook=book, reason="「外字の会」に字がありません。", at=TODAY_10AM)

    html = client.get(PAGE).content.decode()

    assert (html.count("hx-trigger"), html.count("http-equiv"), html.count("<progress")) == (0, 0, 0)
    assert html.count("「外字の会」に字がありません。") == 1


def test_a_book_is_seen_by_staff_before_it_is_published(
    client: Client, manager: User, joetsu: Municipality
) -> None:
    with as_system(joetsu.id):
        book = make_guidebook(by=manager, at=TODAY_10AM)

    assert client.get(f"{PAGE}{book.id}/").content == SOME_PDF
    assert client.get(f"/joetsu/guidebook/{book.id}/").status_code == 404


def test_publishing_gives_it_to_families_and_taking_back_takes_it(
    client: Client, manager: User, joetsu: Municipality
) -> None:
    with as_system(joetsu.id):
        book = make_guidebook(by=manager, at=TODAY_10AM)
    visitor = Client()

    client.post(f"{PAGE}{book.id}/publish/")
    shown = visitor.get(f"/joetsu/guidebook/{book.id}/").status_code
    client.post(f"{PAGE}{book.id}/withdraw/")

    assert (shown, visitor.get(f"/joetsu/guidebook/{book.id}/").status_code) == (200, 404)


def test_a_book_in_the_making_has_no_file_and_cannot_be_published(
    client: Client, manager: User, joetsu: Municipality
) -> None:
    with as_system(joetsu.id):
        book, _ = order_guidebook(coverage=Coverage(), by=manager, at=TODAY_10AM)

    page = client.post(f"{PAGE}{book.id}/publish/", follow=True).content.decode()

    assert page.count("まだできていないので、公開できません。") == 1
    assert client.get(f"{PAGE}{book.id}/").status_code == 404


@pytest.mark.parametrize("role", ROLES.values(), ids=ROLES)
def test_only_who_keeps_the_whole_directory_may(client: Client, joetsu: Municipality, role: Role) -> None:
    user = somebody(joetsu, role)
    client.force_login(user)
    with as_system(joetsu.id):
        book = make_guidebook(by=user, at=TODAY_10AM)

    statuses = [
        client.get(PAGE).status_code,
        client.post(PAGE, {"part": "whole", "language": "ja"}).status_code,
        client.get(f"{PAGE}{book.id}/").status_code,
        client.post(f"{PAGE}{book.id}/publish/").status_code,
        client.post(f"{PAGE}{book.id}/withdraw/").status_code,
    ]

    may = Permission.DIRECTORY_EDIT_ALL in role.permissions
    assert statuses == ([200, 302, 200, 302, 302] if may else [403] * 5)
