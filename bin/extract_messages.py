"""Bring the catalogues in line with the code: new messages in, unused ones out, `.mo` files made.

With --check nothing is written: any difference, empty translation, translation whose named places are not
those of its message, or stale `.mo` is an error.
"""

import io
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, BinaryIO

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "tsunagu"
LOCALES = PACKAGE / "locale"
# Folder names are Django's: `ja-easy` is kept under ja_Easy.
LANGUAGES = {"en": "en", "ja_Easy": "ja", "zh_Hans": "zh_Hans", "pt_BR": "pt_BR", "vi": "vi"}
# The accounts library's pages are Django templates, whose extractor Babel does not bring.
TRANSLATE_TAG = re.compile(r'{%\s*trans(?:late)?\s+"(?P<text>[^"]+)"(?:\s+context\s+"(?P<context>[^"]+)")?')
PLACES = re.compile(r"%\(\w+\)[a-z]|%%|\{\w*\}")


def django_messages(
    file: BinaryIO, keywords: Iterable[str], comment_tags: Iterable[str], options: Mapping[str, Any]
) -> Iterator[tuple[int, str, tuple[str, ...], list[str]]]:
    """The messages of `{% translate %}` tags, as Babel asks an extractor for them."""
    for number, line in enumerate(file.read().decode().splitlines(), start=1):
        for tag in TRANSLATE_TAG.finditer(line):
            if tag["context"]:
                yield number, "pgettext", (tag["context"], tag["text"]), []
            else:
                yield number, "gettext", (tag["text"],), []


METHODS = [
    ("**/migrations/**", "ignore"),
    ("**.py", "python"),
    ("**/library_templates/**.html", django_messages),
    ("**/templates/**.html", "jinja2.ext:babel_extract"),
]
OPTIONS = {
    "**/templates/**.html": {
        "trim_blocks": "true",
        "lstrip_blocks": "true",
        "silent": "false",
        "extensions": "jinja2.ext.do",
        "newstyle_gettext": "true",
    }
}
KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    # What could not be read says why; `refusal_words` translates it.
    "BadDate": None,
    "BadPhoneNumber": None,
    "BadPostalCode": None,
    "NotANumber": None,
    "NotYetBorn": None,
    "UnknownEncoding": None,
}


def messages_in_code() -> Catalog:
    """Every message of the product, with the files that say it."""
    found = Catalog(charset="utf-8")
    for file, _line, message, comments, context in extract_from_dir(
        PACKAGE, method_map=METHODS, options_map=OPTIONS, keywords=KEYWORDS, strip_comment_tags=True
    ):
        found.add(message, locations=[(f"tsunagu/{file}", 0)], auto_comments=comments, context=context)
    return found


def catalogue(folder: str, template: Catalog) -> Catalog:
    """The existing translations of a language, updated to what the code says now."""
    path = LOCALES / folder / "LC_MESSAGES" / "django.po"
    existing = Catalog(locale=LANGUAGES[folder], charset="utf-8")
    if path.exists():
        with path.open("rb") as file:
            existing = read_po(file, locale=LANGUAGES[folder])
    existing.update(template, no_fuzzy_matching=True)
    existing.obsolete.clear()
    # The header carries a date into the .mo: a fixed one, or a check a minute later would call it stale.
    existing.creation_date = existing.revision_date = datetime(2026, 1, 1, tzinfo=UTC)
    return existing


def forms(message: Message) -> list[tuple[str, str]]:
    """A message beside its translation; one pair for each plural form."""
    if isinstance(message.string, tuple):
        # A language without plurals translates the last form of the message only.
        return [
            (message.id[min(i, 1) if len(message.string) > 1 else 1], s) for i, s in enumerate(message.string)
        ]
    return [(message.id, message.string)]


def unlike_places(message: Message) -> bool:
    """Whether a translation lost, misspelt or invented a named place: the page would fail or say nothing."""
    return any(
        translated and sorted(PLACES.findall(source)) != sorted(PLACES.findall(translated))
        for source, translated in forms(message)
    )


def po_bytes(found: Catalog) -> bytes:
    out = io.BytesIO()
    # Without lines and dates a change of code elsewhere does not touch the catalogue.
    write_po(out, found, omit_header=False, no_location=True, sort_output=True, width=0)
    return b"\n".join(line for line in out.getvalue().split(b"\n") if b"-Date: " not in line)


def mo_bytes(found: Catalog) -> bytes:
    out = io.BytesIO()
    write_mo(out, found)
    return out.getvalue()


def main() -> int:
    template = messages_in_code()
    problems = []
    for folder in LANGUAGES:
        found = catalogue(folder, template)
        empty = [
            m.id for m in found if m.id and not (all(m.string) if isinstance(m.string, tuple) else m.string)
        ]
        problems += [f"{folder}: 訳がありません: {message}" for message in empty]
        unlike = [m.id for m in found if m.id and unlike_places(m)]
        problems += [f"{folder}: 訳の %(…)s や {{…}} が原文と違います: {message}" for message in unlike]
        target = LOCALES / folder / "LC_MESSAGES"
        for name, content in (("django.po", po_bytes(found)), ("django.mo", mo_bytes(found))):
            path = target / name
            if "--check" not in sys.argv:
                target.mkdir(parents=True, exist_ok=True)
                path.write_bytes(content)
            elif not path.exists() or path.read_bytes() != content:
                problems.append(f"{folder}/{name} がコードと合いません（make docs で直ります）")
    print("\n".join(problems) or f"{len(template)} の文がすべての言語にあります")
    return 1 if problems and "--check" in sys.argv else 0


if __name__ == "__main__":
    sys.exit(main())
