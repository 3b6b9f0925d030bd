"""`tsunagu import_open_data`: a look that leaves nothing, a table taken for good, and back again."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from tests.factories.open_data import nursery, table
from tsunagu.directory.models import ImportRun, Service
from tsunagu.kernel.municipality.acting import as_system
from tsunagu.kernel.municipality.models import Municipality


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "施設.csv"
    path.write_bytes(table(nursery(opens="9時半～"), nursery(2, name=""), nursery(3)))
    return path


def run(*arguments: object) -> list[str]:
    out = StringIO()
    call_command("import_open_data", *map(str, arguments), "--town", "joetsu", stdout=out)
    return out.getvalue().splitlines()


def counts(town: Municipality) -> tuple[int, int]:
    with as_system(town.id):
        return Service.objects.count(), ImportRun.objects.count()


@pytest.mark.parametrize("option", [(), ("--dry-run",)])
def test_a_look_tells_every_row_that_needs_a_word_and_leaves_nothing(
    joetsu: Municipality, file: Path, option: tuple[str, ...]
) -> None:
    said = run(file, *option)

    assert said == [
        "2行目　直して受け入れ・新規　なかよし保育園",
        "    「9時半～」を「9:30」と読みました。",
        "3行目　受け入れず　152226 0000000002 新潟県上越市 ダイウホイクエン 認可公立保育所 "
        "新潟県上越市本城町2-1 "
        "37.148000 138.236000 025-526-0002 120 0歳～5歳 月火水木金 07:30 18:30 有",
        "    名称が書かれていません。",
        "3行：受け入れ1・直して受け入れ1・人が決める0・受け入れず1・読み飛ばし0（新規2・変更0・変更なし0）",
    ]
    assert counts(joetsu) == (0, 0)


def test_a_table_goes_in_and_out_again(joetsu: Municipality, file: Path) -> None:
    number = run(file, "--apply")[-1].removeprefix("取り込みの番号：")
    assert counts(joetsu) == (2, 1)

    said = run("--undo", number)

    assert said == ["取り消しました。"]
    assert counts(joetsu) == (0, 1)


def test_what_is_no_table_is_said_and_ends_in_failure(joetsu: Municipality, tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(b"PK\x03\x04")

    with pytest.raises(CommandError, match="Excelのファイルです。"):
        run(tmp_path / "a.xlsx", "--apply")

    assert counts(joetsu) == (0, 0)


def test_an_import_that_is_not_there_cannot_be_undone(joetsu: Municipality) -> None:
    with pytest.raises(CommandError, match="その番号の"):
        run("--undo", "00000000-0000-0000-0000-000000000001")
