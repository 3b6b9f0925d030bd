"""What the page of hand-overs says."""

from dataclasses import replace

from tsunagu.insight.presenters.handovers import HandoverPage
from tsunagu.insight.queries.handovers import HandoverFigures
from tsunagu.kernel.dates.fiscal_year import FiscalYear

NOTHING = HandoverFigures(FiscalYear(2026), 0, {}, [], {}, {}, None, 0, 0, {})
FIGURES = replace(
    NOTHING,
    needs=5,
    hops={2: 1, 1: 4},
    days=[0, 1, 3, 4, 7, 8, 14, 15],
    declines={"full": 1, "out_of_area": 3},
    endings={"completed": 3, "no_place": 1},
    without_outcome=0.25,
    retold=1,
    asked_whether_retold=4,
    unmet={"夜に預ける": 2},
)


def test_tiles_say_the_year_in_five_figures() -> None:
    tiles = HandoverPage(FIGURES).tiles

    assert [(tile["label"], tile["value"]) for tile in tiles] == [
        ("つないだ困りごと", "5"),
        ("平均の打診先", "1.2"),
        ("引き受けまで（中央値）", "5.5"),
        ("結果が出ないまま終了", "25"),
        ("同じ話をくり返した", "1"),
    ]
    assert tiles[-1]["note"] == "聞きとれた4件のうち"


def test_what_is_not_known_yet_is_a_dash_and_not_a_zero() -> None:
    page = HandoverPage(NOTHING)

    assert [tile["value"] for tile in page.tiles] == ["0", None, None, None, None]
    assert (page.is_empty, page.days, page.hops) == (True, [], [])


def test_every_day_falls_into_one_bucket() -> None:
    assert [(bar["label"], bar["value"]) for bar in HandoverPage(FIGURES).days] == [
        ("その日", 1), ("1日", 1), ("2日", 0), ("3日", 1), ("4〜7日", 2), ("8〜14日", 2), ("15日以上", 1),
    ]  # fmt: skip


def test_reasons_are_in_words_most_frequent_first() -> None:
    page = HandoverPage(FIGURES)

    assert [(bar["label"], bar["value"]) for bar in page.declines] == [
        ("地域が違う", 3),
        ("満員・空きがない", 1),
    ]
    assert [(bar["label"], bar["value"]) for bar in page.endings] == [
        ("つながった", 3),
        ("受け入れ先が見つからなかった", 1),
    ]


def test_the_file_has_one_line_per_figure() -> None:
    rows = HandoverPage(FIGURES).sheet().rows

    assert rows[0] == ["つないだ困りごと", "合計", 5]
    assert rows[1:3] == [["打診した先の数", "1か所", 4], ["打診した先の数", "2か所", 1]]
    assert rows[-1] == ["行き先のなかった困りごと", "夜に預ける", 2]
    assert len(rows) == 1 + 2 + 7 + 2 + 2 + 1
