"""The command tells every row's fate."""

import io
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from tests.factories.directory import make_desk
from tests.factories.insight import SEED_FILE
from tsunagu.insight.models import YearlyFigure
from tsunagu.kernel.municipality.acting import as_system
from tsunagu.kernel.municipality.models import Municipality


@pytest.fixture
def desk(joetsu: Municipality) -> None:
    with as_system(joetsu.id):
        make_desk()


def run(*arguments: str) -> list[str]:
    out = io.StringIO()
    call_command("import_figures", *arguments, stdout=out)
    return out.getvalue().splitlines()


def test_the_seeds_file_is_told_row_by_row(joetsu: Municipality, desk: None) -> None:
    told = run("joetsu", SEED_FILE)

    assert [line for line in told if not line.startswith(" ")] == [
        f"{number}行目　平成{22 + number}年度　取り込みました" for number in range(2, 8)
    ]
    assert told[1:4] == [
        "    「508人」を 508 と読みました",
        "    「645件」を 645 と読みました",
        "    「1.2人」を 1.2 と読みました",
    ]
    assert told[4].startswith("    注意：508 ÷ 241 = 2.1。資料の 1.2 と合いません。")


def test_running_it_again_says_that_nothing_changed(joetsu: Municipality, desk: None) -> None:
    run("joetsu", SEED_FILE)

    told = run("joetsu", SEED_FILE)

    assert [line for line in told if "行目" in line] == [
        f"{number}行目　平成{22 + number}年度　前と同じです" for number in range(2, 8)
    ]


def test_what_the_seed_writes_needs_only_its_era_and_desk(
    joetsu: Municipality, desk: None, tmp_path: Path
) -> None:
    file = tmp_path / "表.csv"
    file.write_text(
        "年度\t開設日数\t年間延べ利用者数\t年間相談件数\t1日平均利用者数\n29\t343\t1115人\t1500件\t3.3人\n"
    )

    run("joetsu", str(file), "--era", "平成", "--desk", "子育て総合支援窓口")

    with as_system(joetsu.id):
        assert list(
            YearlyFigure.objects.values_list("fiscal_year", "opening_days", "users", "consultations")
        ) == [(2017, 343, 1115, 1500)]


def test_refused_rows_end_in_an_error_and_the_good_ones_stay(
    joetsu: Municipality, desk: None, tmp_path: Path
) -> None:
    file = tmp_path / "a.csv"
    file.write_text("年度,利用者数\nH24,508\nX,1\n")

    with pytest.raises(CommandError, match="取り込めない行がありました"):
        run("joetsu", str(file))

    with as_system(joetsu.id):
        assert YearlyFigure.objects.count() == 1


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (("atlantis", SEED_FILE), "「atlantis」という町はありません。"),
        (("joetsu", SEED_FILE, "--desk", "どこか"), "「どこか」という窓口が名簿にありません。"),
        (("joetsu", "pyproject.toml"), "1行目に「年度」の見出しがありません。"),
    ],
)
def test_what_cannot_be_done_is_said(
    joetsu: Municipality, desk: None, arguments: tuple[str, ...], reason: str
) -> None:
    with pytest.raises(CommandError, match=reason):
        run(*arguments)
