"""Old figures come in row by row, once."""

from decimal import Decimal
from pathlib import Path

import pytest

from tests.conftest import TODAY_10AM
from tests.factories.directory import make_desk, make_organisation
from tests.factories.insight import SEED_FILE
from tests.factories.kernel import make_user
from tsunagu.directory.models import Organisation
from tsunagu.insight.actions.figure_file import UnreadableFile
from tsunagu.insight.actions.import_figures import Outcome, RowReport, import_figures
from tsunagu.insight.choices import DoubtKind
from tsunagu.insight.models import YearlyFigure
from tsunagu.kernel.audit.models import WriteEntry
from tsunagu.kernel.municipality.models import Municipality

HEAD = "窓口,事業,年度,開設日数,年間延べ利用者数,年間相談件数,1日平均利用者数,資料\n"


def take(text: str, **more: object) -> list[RowReport]:
    return import_figures(
        content=(HEAD + text).encode(), file_name="昔の表.csv", by=None, at=TODAY_10AM, **more
    )


def test_the_seeds_file_is_taken_and_taking_it_again_changes_nothing(in_joetsu: Municipality) -> None:
    make_desk()
    content = Path(SEED_FILE).read_bytes()

    first = import_figures(content=content, file_name="a.csv", by=None, at=TODAY_10AM)
    rows = list(YearlyFigure.objects.order_by("fiscal_year").values())
    second = import_figures(content=content, file_name="a.csv", by=None, at=TODAY_10AM)

    assert [report.outcome for report in first] == [Outcome.NEW] * 6
    assert [report.outcome for report in second] == [Outcome.SAME] * 6
    assert list(YearlyFigure.objects.order_by("fiscal_year").values()) == rows
    assert [(row["fiscal_year"], row["source"], row["source_place"]) for row in rows[:1]] == [
        (2012, "上越市の事例（資料J）", "2. 利用者支援事業 ⑥利用状況および相談件数")
    ]


def test_the_impossible_row_is_taken_as_stated_and_doubted(in_joetsu: Municipality) -> None:
    make_desk()

    (report,) = take(",info,H24,241,508人,645件,1.2人,事例集\n")

    assert (report.outcome, [doubt.kind for doubt in report.doubts]) == (
        Outcome.NEW,
        [DoubtKind.AVERAGE_CONTRADICTS],
    )
    assert YearlyFigure.objects.get().stated_average == Decimal("1.2")


def test_each_row_has_its_own_fate(in_joetsu: Municipality) -> None:
    make_desk()

    reports = take(
        ",info,H25,347,835人,１，０７０件,2.4,事例集\n"
        ",info,25,347,835,1070,2.4,事例集\n"
        ",info,H25,1,1,1,1,事例集\n"
        "どこか,info,H26,1,1,1,1,事例集\n"
        ",info,H27,1,1,1,1,事例集\n"
    )

    assert [(report.line, report.outcome, report.repairs, report.reason) for report in reports] == [
        (2, Outcome.NEW, ("「835人」を 835 と読みました", "「１，０７０件」を 1070 と読みました"), ""),
        (3, Outcome.REFUSED, (), "「25」は元号が分かりません（例：平成24年度、H24）。"),
        (4, Outcome.REFUSED, (), "平成25年度の行が、このファイルにもう一つあります。"),
        (5, Outcome.REFUSED, (), "「どこか」という窓口が名簿にありません。"),
        (6, Outcome.NEW, (), ""),
    ]
    assert sorted(YearlyFigure.objects.values_list("fiscal_year", flat=True)) == [2013, 2015]


def test_a_corrected_row_is_rewritten_and_the_journal_knows(in_joetsu: Municipality) -> None:
    make_desk()
    clerk = make_user("係長 一")
    take(",info,H24,241,508,645,1.2,事例集\n")

    (report,) = import_figures(
        content=(HEAD + ",info,H24,241,508,645,2.1,事例集\n").encode(),
        file_name="a.csv",
        by=clerk,
        at=TODAY_10AM,
    )

    figure = YearlyFigure.objects.get()
    entry = WriteEntry.objects.filter(event="figures.imported").order_by("id").last()
    assert (report.outcome, figure.stated_average, figure.entered_by) == (
        Outcome.CHANGED,
        Decimal("2.1"),
        clerk,
    )
    assert entry is not None
    assert (entry.by_id, entry.details) == (clerk.id, {"new": 0, "changed": 1, "same": 0, "refused": 0})


def test_an_import_that_changes_nothing_is_not_noted(in_joetsu: Municipality) -> None:
    make_desk()
    take(",info,H24,241,508,645,1.2,事例集\n")

    take(",info,H24,241,508,645,1.2,事例集\n")

    assert WriteEntry.objects.filter(event="figures.imported").count() == 1


def test_a_desk_is_known_by_any_of_its_names(in_joetsu: Municipality) -> None:
    make_desk()
    other = make_organisation("ひだまり広場", alternate_names=["ヒダマリ"])

    take("ﾋﾀﾞﾏﾘ,,H24,1,1,1,1,\n")

    assert list(YearlyFigure.objects.values_list("desk_id", "programme", "source")) == [
        (other.id, "ひだまり広場", "昔の表.csv")
    ]


@pytest.mark.parametrize(
    ("desks", "reason"),
    [
        (0, "どの窓口の数字か書かれていません。名簿に総合支援窓口がありません。"),
        (2, "どの窓口の数字か書かれていません。窓口がいくつもあるので、名前が要ります。"),
    ],
)
def test_a_nameless_row_needs_one_desk(in_joetsu: Municipality, desks: int, reason: str) -> None:
    for number in range(desks):
        make_desk(f"窓口{number}")

    assert [report.reason for report in take(",info,H24,1,1,1,1,事例集\n")] == [reason]


def test_a_given_desk_settles_it(in_joetsu: Municipality) -> None:
    desks = [make_desk("窓口一"), make_desk("窓口二")]

    take(",info,24,1,1,1,1,事例集\n", desk=desks[1], era="平成")

    assert list(YearlyFigure.objects.values_list("desk__name", "fiscal_year")) == [("窓口二", 2012)]


def test_a_file_without_a_table_takes_nothing(in_joetsu: Municipality) -> None:
    make_desk()

    with pytest.raises(UnreadableFile):
        import_figures(content=b"a,b\n1,2\n", file_name="a.csv", by=None, at=TODAY_10AM)

    assert (Organisation.objects.count(), YearlyFigure.objects.count()) == (1, 0)
