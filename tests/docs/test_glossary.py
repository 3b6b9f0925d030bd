"""The glossary names every record of the product, and one term has one English word."""

import re
from collections import Counter
from pathlib import Path

from django.apps import apps

PAGE = Path(__file__).parents[2] / "docs" / "glossary.md"
LINE = re.compile(r"^\| ([^|]+) \| `([^`]+)` \| ([^|]+) \|$", re.MULTILINE)


def lines_of_the_glossary() -> list[tuple[str, str]]:
    return [(term, word) for term, word, _meaning in LINE.findall(PAGE.read_text())]


def words_of_the_models() -> set[tuple[str, str]]:
    """What a record is called in Japanese and in code; copies kept by history have no word of their own."""
    return {
        (str(model._meta.verbose_name), model.__name__)
        for model in apps.get_models(include_auto_created=True)
        if model.__module__.startswith("tsunagu.") and not hasattr(model, "pgh_tracked_model")
    }


def test_every_record_is_in_the_glossary_under_the_name_the_code_gives_it() -> None:
    records = words_of_the_models()

    assert ("つなぎ", "Referral") in records
    assert sorted(records - set(lines_of_the_glossary())) == []


def test_a_japanese_term_has_one_line_and_so_one_english_word() -> None:
    lines = Counter(term for term, _word in lines_of_the_glossary())

    assert [term for term, times in lines.items() if times > 1] == []


def test_every_line_of_the_table_can_be_read() -> None:
    rows = [row for row in PAGE.read_text().splitlines() if row.startswith("| ")]

    # The heading and the rule below it are the only rows without a word in code.
    assert len(rows) - 2 == len(lines_of_the_glossary())
