"""Bring the catalogues in line with the code: new messages in, unused ones out, `.mo` files made.

With --check nothing is written: any difference, empty translation or stale `.mo` is an error.
"""

import io
import sys
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "tsunagu"
LOCALES = PACKAGE / "locale"
# Folder names are Django's: `ja-easy` is kept under ja_Easy.
LANGUAGES = {"en": "en", "ja_Easy": "ja"}
METHODS = [
    ("**/migrations/**", "ignore"),
    ("**/library_templates/**.html", "ignore"),
    ("**.py", "python"),
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
