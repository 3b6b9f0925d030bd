"""A notice for the city's LINE account fits into its bubbles, and no cell is a formula."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.factories.directory import make_service
from tests.factories.outreach import make_notice
from tsunagu.kernel.exports.csv_file import csv_file
from tsunagu.kernel.municipality.models import Municipality
from tsunagu.outreach.presenters.line import bubbles, length, line_sheet, line_text


@given(
    st.text(alphabet=st.sampled_from("あ雪\n 👶a。"), max_size=300), st.integers(min_value=2, max_value=60)
)
def test_every_bubble_fits_and_nothing_is_lost(text: str, limit: int) -> None:
    parts = bubbles(text, limit=limit)

    assert [part for part in parts if length(part) > limit] == []
    assert "".join(parts).replace("\n", "").replace(" ", "") == text.replace("\n", "").replace(" ", "")


def test_lines_stay_together_as_long_as_they_fit() -> None:
    assert bubbles("いち\nに\nさん", limit=5) == ["いち\nに", "さん"]


def test_an_emoji_counts_two() -> None:
    assert length("👶") == 2


@pytest.mark.django_db
def test_the_text_has_both_languages_under_their_numbers(in_joetsu: Municipality) -> None:
    notice = make_notice(body="雪の日も開いています。" * 60, items=[make_service(name="ほほえみひろば").id])

    text = line_text(notice, limit=500)

    assert "【日本語 1/3】\n冬のあそび場のお知らせ" in text
    assert "【やさしい日本語 1/1】" in text
    assert "■ ほほえみひろば" in text


@pytest.mark.django_db
def test_the_table_is_read_as_text_with_a_mark_for_spreadsheets(in_joetsu: Municipality) -> None:
    notice = make_notice(title="=SUM(A1)", reach="born", months=(0, 11))

    content = csv_file(line_sheet(notice, {}, limit=500)).content
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))

    assert content.startswith("\ufeff".encode())
    assert [row[:2] for row in rows] == [["言語", "番号"], ["日本語", "1"], ["やさしい日本語", "1"]]
    assert rows[1][2].startswith("'=SUM(A1)")
    assert rows[1][4] == "0か月から11か月のお子さんのいる家庭"
