"""`tsunagu seed` as it is typed."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from pytest_django.fixtures import Settings

from tests.personas import persona
from tsunagu.kernel.accounts.models import User
from tsunagu.kernel.municipality.models import Municipality
from tsunagu.project.demo.fresh import built_towns


def seed(*arguments: str) -> str:
    """What the command says when 新座市 is built on a fixed day."""
    out = StringIO()
    call_command("seed", "--town", "niiza", "--today", "2026-11-20", *arguments, stdout=out)
    return out.getvalue()


def a_real_town() -> Municipality:
    return Municipality.objects.create(
        slug="real", name="本物市", name_kana="ホンモノシ", name_en="Real", prefecture="県", code="999999"
    )


@pytest.mark.django_db
def test_seed_builds_a_town_and_says_what_it_holds() -> None:
    said = seed()

    assert "1/1 新座市：人物5、資源8、家庭5、相談5（延べ5人・10件・開設3日）、つなぎ3" in said
    assert built_towns() == {"niiza"}


@pytest.mark.django_db
def test_seed_is_refused_outside_a_demo(settings: Settings) -> None:
    settings.DEMO = False

    with pytest.raises(CommandError, match="TSUNAGU_DEMO=1"):
        seed()

    assert not Municipality.objects.exists()


@pytest.mark.django_db
def test_if_empty_does_nothing_when_the_demo_is_there() -> None:
    seed()
    people = set(User.objects.values_list("id", flat=True))

    said = seed("--if-empty")

    assert said == "デモの町はもうあります。\n"
    assert set(User.objects.values_list("id", flat=True)) == people


@pytest.mark.django_db
def test_if_empty_adds_only_the_towns_that_are_missing() -> None:
    seed()

    said = seed("--if-empty", "--town", "saitama")

    assert said.startswith("1/1 さいたま市：")
    assert built_towns() == {"niiza", "saitama"}


@pytest.mark.django_db
def test_an_existing_demo_is_not_built_twice() -> None:
    seed()

    with pytest.raises(CommandError, match="--anew"):
        seed()


@pytest.mark.django_db(transaction=True)
def test_anew_empties_the_demo_first() -> None:
    seed()
    before = persona("zoukibayashi")

    said = seed("--anew")

    assert said.startswith("今までのデモを消しました。\n1/1 新座市：")
    assert persona("zoukibayashi").id != before.id


@pytest.mark.django_db(transaction=True)
def test_a_demo_that_was_interrupted_is_made_anew_where_it_is_asked_for_if_empty(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with monkeypatch.context() as interrupted:
        interrupted.setattr("tsunagu.project.demo.stages.note_built", lambda town, stage: None)
        seed()

    seed("--if-empty")

    assert built_towns() == {"niiza"}


@pytest.mark.django_db(transaction=True)
def test_a_town_that_is_no_demo_is_never_emptied() -> None:
    seed()
    real = a_real_town()

    with pytest.raises(CommandError, match="消しません"):
        seed("--anew")

    assert Municipality.objects.filter(id=real.id).exists()
    assert built_towns() == {"niiza"}
