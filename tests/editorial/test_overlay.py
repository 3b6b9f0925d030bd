"""An editor meets no English: what Wagtail's own catalogues leave out, ours says."""

import re
from importlib.metadata import version
from io import BytesIO
from pathlib import Path

import pytest
import wagtail
from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from django.apps import apps
from django.conf import settings
from django.utils import translation

HOME = Path(wagtail.__file__).parent
OVERLAY = settings.PACKAGE / "editorial" / "locale" / "ja" / "LC_MESSAGES"
LEAST = 0.98
PLACE = re.compile(r"%\(\w+\)[sd]|\{\w+\}")


def catalogue(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale="ja")


def installed() -> list[Path]:
    """The folders of the parts of Wagtail that are installed."""
    return sorted(Path(app.path) for app in apps.get_app_configs() if Path(app.path).is_relative_to(HOME))


def places(forms: str | tuple[str, ...] | list[str]) -> set[str]:
    """What is put into a message, whichever of its forms names it."""
    return set(PLACE.findall(forms if isinstance(forms, str) else " ".join(forms)))


def is_said(message: Message, among: Catalog) -> bool:
    found = among.get(message.id if isinstance(message.id, str) else message.id[0], message.context)
    return bool(
        found and not found.fuzzy and (found.string if isinstance(found.string, str) else all(found.string))
    )


@pytest.mark.parametrize("domain", ["django", "djangojs"])
def test_nearly_every_message_of_wagtail_is_japanese(domain: str) -> None:
    ours = catalogue(OVERLAY / f"{domain}.po")
    said, unsaid = 0, []
    for folder in installed():
        source = folder / "locale" / "en" / "LC_MESSAGES" / f"{domain}.po"
        if not source.exists():
            continue
        theirs = catalogue(folder / "locale" / "ja" / "LC_MESSAGES" / f"{domain}.po")
        for message in catalogue(source):
            if not message.id:
                continue
            if is_said(message, theirs) or is_said(message, ours):
                said += 1
            else:
                unsaid.append(message.id)

    assert said > {"django": 1500, "djangojs": 80}[domain]
    assert said / (said + len(unsaid)) >= LEAST, unsaid


def test_the_overlay_is_for_the_wagtail_that_is_here() -> None:
    assert version("wagtail").startswith("7.4.")


@pytest.mark.parametrize("domain", ["django", "djangojs"])
def test_each_translation_names_the_places_of_its_message(domain: str) -> None:
    wrong = [
        message.id
        for message in catalogue(OVERLAY / f"{domain}.po")
        if message.id and not places(message.string) <= places(message.id)
    ]

    assert wrong == []


@pytest.mark.parametrize("domain", ["django", "djangojs"])
def test_what_runs_is_what_is_written(domain: str) -> None:
    compiled = BytesIO()
    write_mo(compiled, catalogue(OVERLAY / f"{domain}.po"))

    assert (OVERLAY / f"{domain}.mo").read_bytes() == compiled.getvalue()


def test_it_takes_effect() -> None:
    with translation.override("ja"):
        assert translation.gettext("Schedule to publish") == "公開を予定する"
        assert (
            translation.ngettext("Delete 1 page", "Delete %(counter)s pages", 2) == "%(counter)sページを削除"
        )
