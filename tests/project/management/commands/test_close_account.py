"""Somebody leaves, and no page is at hand."""

import io

import pytest
from django.core.management import CommandError, call_command

from tests.factories.directory import make_organisation
from tests.factories.kernel import make_posting, make_user
from tsunagu.kernel.accounts.models import User
from tsunagu.kernel.municipality.acting import as_system
from tsunagu.kernel.municipality.models import Municipality
from tsunagu.kernel.permissions.models import Posting
from tsunagu.kernel.permissions.roles import HEALTH_NURSE, TOWN_ADMINISTRATOR, Role


def midori_of(*towns: Municipality, role: Role = HEALTH_NURSE) -> User:
    user = make_user("佐藤 みどり", email="midori@example.jp")
    for town in towns:
        with as_system(town.id):
            make_posting(user, make_organisation().id, role)
    return user


def close(email: str = "midori@example.jp", **options: str) -> list[str]:
    said = io.StringIO()
    call_command("close_account", email, stdout=said, **options)
    return said.getvalue().splitlines()


def lasting(town: Municipality) -> int:
    with as_system(town.id):
        return Posting.objects.filter(ends_at=None).count()


def test_who_leaves_leaves_every_town(joetsu: Municipality, nagaoka: Municipality) -> None:
    user = midori_of(joetsu, nagaoka)

    said = close("Midori@example.jp")

    user.refresh_from_db()
    assert (user.is_active, lasting(joetsu), lasting(nagaoka)) == (False, 0, 0)
    assert said == [
        "佐藤 みどり さんの所属を終えました（長岡市、上越市）。",
        "アカウントを閉じました。もう入れません。",
    ]


def test_who_leaves_one_town_keeps_the_account_for_the_other(
    joetsu: Municipality, nagaoka: Municipality
) -> None:
    user = midori_of(joetsu, nagaoka)

    said = close(town="joetsu")

    user.refresh_from_db()
    assert (user.is_active, lasting(joetsu), lasting(nagaoka)) == (True, 0, 1)
    assert said == [
        "佐藤 みどり さんの所属を終えました（上越市）。",
        "ほかの町に所属があるため、アカウントは残ります。",
    ]


@pytest.mark.parametrize(
    ("email", "options", "said"),
    [
        ("nobody@example.jp", {}, "nobody@example.jp というアカウントはありません。"),
        ("midori@example.jp", {"town": "atlantis"}, "atlantis という町はありません。"),
        ("midori@example.jp", {"town": "nagaoka"}, "佐藤 みどり さんの所属は、もうありません。"),
    ],
    ids=["account", "town", "posting"],
)
def test_what_cannot_be_is_said_and_changes_nothing(
    joetsu: Municipality, nagaoka: Municipality, email: str, options: dict[str, str], said: str
) -> None:
    midori_of(joetsu)

    with pytest.raises(CommandError, match=said):
        close(email, **options)

    assert lasting(joetsu) == 1


def test_an_account_whose_postings_ended_one_by_one_can_still_be_closed(joetsu: Municipality) -> None:
    user = midori_of()

    close()

    user.refresh_from_db()
    assert user.is_active is False


def test_the_last_administrator_of_one_town_leaves_no_town(
    joetsu: Municipality, nagaoka: Municipality
) -> None:
    midori_of(joetsu, nagaoka, role=TOWN_ADMINISTRATOR)
    with as_system(nagaoka.id):
        make_posting(make_user("次の人"), make_organisation().id, TOWN_ADMINISTRATOR)

    with pytest.raises(CommandError, match="上越市の"):
        close()

    assert (lasting(joetsu), lasting(nagaoka)) == (1, 2)


def test_the_last_administrator_is_not_closed(joetsu: Municipality) -> None:
    user = midori_of(joetsu, role=TOWN_ADMINISTRATOR)

    with pytest.raises(CommandError, match="上越市のアカウントを管理する人がいなくなります。"):
        close()

    user.refresh_from_db()
    assert (user.is_active, lasting(joetsu)) == (True, 1)
