"""`tsunagu import` and `tsunagu export`."""

from io import StringIO
from pathlib import Path

import pytest
import yaml
from django.core.management import CommandError, call_command

from tests.directory.actions.test_load_town import HIRO, by_key, hiro
from tsunagu.directory.models import SearchEntry
from tsunagu.kernel.municipality.acting import as_system
from tsunagu.kernel.municipality.models import Municipality
from tsunagu.kernel.municipality.queries import forget_towns


def run(command: str, *arguments: str) -> str:
    out = StringIO()
    call_command(command, *arguments, stdout=out)
    return out.getvalue()


def test_a_file_is_read_and_written_back(db: None, tmp_path: Path) -> None:
    file = tmp_path / "hiro.yaml"
    file.write_text(yaml.safe_dump(HIRO, allow_unicode=True), encoding="utf-8")

    said = run("import", str(file))
    forget_towns()

    assert said.splitlines()[-1].startswith("ひろ町：")
    assert by_key(yaml.safe_load(run("export", "hiro"))) == by_key(HIRO)


def test_a_refused_row_is_told_on_the_terminal(db: None, tmp_path: Path) -> None:
    file = tmp_path / "hiro.yaml"
    file.write_text(yaml.safe_dump(hiro(status="open"), allow_unicode=True), encoding="utf-8")

    first = run("import", str(file)).splitlines()[0]

    assert first.startswith("  受け入れず services azukari：「status」の「open」は知らない値です")


def test_a_town_is_found_by_its_name(db: None) -> None:
    run("import", "niiza")

    assert [town.slug for town in Municipality.objects.all()] == ["niiza"]


@pytest.mark.parametrize(
    "words", [("import", "atlantis"), ("export", "atlantis"), ("reindex", "--town", "atlantis")]
)
def test_a_town_that_is_not_there_is_told(db: None, words: tuple[str, ...]) -> None:
    with pytest.raises(CommandError, match="atlantis"):
        run(*words)


def test_the_index_is_built_anew_and_kept_pages_are_old(db: None) -> None:
    run("import", "niiza")
    run("import", "kochi")
    town = Municipality.objects.get(slug="niiza")
    with as_system(town.id):
        entries = SearchEntry.objects.count()
        SearchEntry.objects.all().delete()

    said = run("reindex")

    with as_system(town.id):
        assert SearchEntry.objects.count() == entries > 0
    assert f"新座市　{entries}件" in said.splitlines()
    assert Municipality.objects.get(slug="niiza").directory_version > town.directory_version


def test_one_town_is_built_anew_by_itself(db: None) -> None:
    run("import", "niiza")
    run("import", "kochi")

    assert len(run("reindex", "--town", "kochi").splitlines()) == 1
