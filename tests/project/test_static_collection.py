"""A start gathers the static files when one of them changed, and only then."""

from pathlib import Path

import pytest

from tsunagu.project.static_collection import collect_when_changed


@pytest.fixture
def source(tmp_path: Path, settings) -> Path:
    """One folder of static files with one style sheet, gathered into a folder of the test's own."""
    folder = tmp_path / "source"
    folder.mkdir()
    (folder / "page.css").write_text("body { color: black }", encoding="utf-8")
    settings.STATICFILES_DIRS = [folder]
    settings.STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
    settings.STATIC_ROOT = tmp_path / "gathered"
    return folder


def gathered_copies(settings) -> list[str]:
    return sorted(path.read_text() for path in Path(settings.STATIC_ROOT).glob("page.*.css"))


def test_the_first_start_gathers_and_the_second_does_not(source: Path, settings) -> None:
    assert [collect_when_changed(), collect_when_changed()] == [True, False]
    assert gathered_copies(settings) == ["body { color: black }"]


def test_a_changed_file_is_gathered_anew(source: Path, settings) -> None:
    collect_when_changed()
    (source / "page.css").write_text("body { color: navy }", encoding="utf-8")

    assert collect_when_changed() is True
    assert "body { color: navy }" in gathered_copies(settings)


def test_a_gathering_that_was_cut_short_is_done_again(source: Path, settings) -> None:
    collect_when_changed()
    (source / "broken.css").write_text("body { background: url(nowhere.png) }", encoding="utf-8")
    with pytest.raises(Exception, match="nowhere"):
        collect_when_changed()
    (source / "broken.css").unlink()

    assert collect_when_changed() is True
