"""Files and cells as towns publish them: what is read, what is told, and what is left empty."""

from decimal import Decimal
from typing import Any

import pytest

from tests.factories.open_data import in_pieces, nursery, table
from tsunagu.directory.actions.open_data.addresses import TownNames, address_key, name_key, read_code
from tsunagu.directory.actions.open_data.ages import read_ages
from tsunagu.directory.actions.open_data.cells import Cells, RefusedRow
from tsunagu.directory.actions.open_data.facility import Facility, read_facility
from tsunagu.directory.actions.open_data.table import rows_of, shape_of
from tsunagu.directory.actions.open_data.telephones import read_phones
from tsunagu.directory.actions.open_data.text_stream import UnreadableFile, encoding_of, lines_of
from tsunagu.directory.queries.open_data_columns import (
    BABY_STATION,
    CHILDCARE,
    DATA_SETS,
    HOSPITAL,
    PUBLIC_FACILITY,
    READABLE,
    DataSet,
    Generation,
)

JOETSU = TownNames("152226", "上越市", "新潟県")
UTSUNOMIYA = TownNames("092011", "宇都宮市", "栃木県")


def read(town: TownNames = JOETSU, data_set: DataSet = CHILDCARE, **cells: str) -> Facility:
    return read_facility(nursery(**cells), data_set=data_set, town=town)


def told(facility: Facility) -> list[str]:
    return [str(remark) for remark in facility.remarks]


def test_the_tables_have_the_columns_of_the_standard() -> None:
    sizes = {
        key: {each.value: len(columns) for each, columns in one.columns.items()}
        for key, one in READABLE.items()
    }

    assert sizes == {
        "childcare": {"current": 53, "legacy": 28},
        "public-facility": {"current": 38, "legacy": 24},
        "hospital": {"current": 40, "legacy": 26},
        "baby-station": {"current": 39},
        "event": {"current": 42, "legacy": 32},
    }


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_a_table_is_read_in_every_encoding_and_with_every_separator(encoding: str, delimiter: str) -> None:
    pieces = in_pieces(table(nursery(), encoding=encoding, delimiter=delimiter), size=7)

    shape = shape_of(pieces)

    assert (shape.data_set, shape.generation, shape.delimiter) == (CHILDCARE, Generation.CURRENT, delimiter)
    assert [row.cells["name"] for row in rows_of(pieces, shape)] == ["なかよし保育園"]


@pytest.mark.parametrize(
    ("data_set", "generation"), [(one, each) for one in DATA_SETS.values() for each in one.generations]
)
def test_table_and_generation_are_known_by_their_headings(data_set: DataSet, generation: Generation) -> None:
    shape = shape_of(in_pieces(table(nursery(), data_set=data_set, generation=generation)))

    assert (shape.data_set, shape.generation, shape.remarks) == (data_set, generation, ())


@pytest.mark.parametrize("end", ["\r\n", "\n", "\r"])
def test_lines_end_as_any_system_ends_them(end: str) -> None:
    content = f"a{end}b{end}{end}c".encode()

    lines = [list(lines_of(in_pieces(content, size=size), "utf-8")) for size in (1, 2, 3, 100)]

    assert lines == [[f"a{end}", f"b{end}", end, "c"]] * 4


def test_titles_above_and_notes_below_are_no_rows() -> None:
    content = table(
        nursery(), above=["上越市の子育て施設", "令和8年4月1日現在"], below=["※休園中を除く", "公立保育園"]
    )
    pieces = in_pieces(content)

    rows = list(rows_of(pieces, shape_of(pieces)))

    assert [(row.line, row.skipped) for row in rows] == [(4, None), (5, "note"), (6, "note")]


def test_headings_that_come_again_in_the_middle_are_no_row() -> None:
    one = table(nursery())
    pieces = in_pieces(one + table(nursery(2), encoding="utf-8"))

    assert [row.skipped for row in rows_of(pieces, shape_of(pieces))] == [None, "headings", None]


def test_unknown_and_repeated_headings_are_told() -> None:
    content = (
        "名称,名称_カナ,住所,収容定員,色,電話番号,TEL\r\nあ園,アエン,本城町1,30,赤,,025-526-5111\r\n".encode()
    )
    pieces = in_pieces(content)
    shape = shape_of(pieces)

    (row,) = rows_of(pieces, shape)

    assert [str(remark) for remark in shape.remarks] == [
        "知らない見出し「色」の列は読みません。",
        "同じ意味の見出し「TEL、電話番号」は、書かれているほうを読みます。",
    ]
    assert row.cells["phone"] == "025-526-5111"


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "見出しの行が見つかりません。「名称」などの見出しがある表を選んでください。"),
        (b"PK\x03\x04zip", "Excelのファイルです。「CSV UTF-8」で保存し直してください。"),
        (b"\xff\xfe\x00\xd8", "文字コードが分かりません（UTF-8 か Shift_JIS で保存してください）。"),
        (
            "名称,住所,電話番号\r\nあ園,本城町,1\r\n".encode(),
            "どの一覧か、見出しからは決められません。一覧の種類を選んでください。",
        ),
    ],
)
def test_what_is_no_table_is_refused_with_its_reason(content: bytes, why: str) -> None:
    with pytest.raises(UnreadableFile) as refusal:
        shape_of(in_pieces(content))

    assert str(refusal.value) == why


def test_a_table_whose_kind_is_said_needs_no_sign_of_it() -> None:
    content = "名称,住所,電話番号\r\nあ園,本城町,1\r\n".encode()

    assert shape_of(in_pieces(content), data_set="public-facility").data_set == PUBLIC_FACILITY


def test_cp932_is_not_taken_for_utf8_though_its_beginning_could_be() -> None:
    assert encoding_of(in_pieces(b"name\r\n" * 1000 + "園".encode("cp932"), size=1000)) == "cp932"


def test_a_faultless_row_needs_no_remark() -> None:
    assert told(read()) == []


@pytest.mark.parametrize(
    ("written", "known", "code"),
    [
        ("092011", "092011", "092011"),
        # The spreadsheet took the zero.
        ("92011", "092011", "092011"),
        # The check digit was left away.
        ("15222", "152226", "152226"),
        ("９２０１１", "092011", "092011"),
        ("152227", "152226", ""),
        ("999999", "152226", ""),
        ("上越市", "152226", ""),
    ],
)
def test_a_code_is_mended_only_where_its_check_digit_tells(written: str, known: str, code: str) -> None:
    assert read_code(written, known) == code


def test_a_row_of_another_town_is_refused() -> None:
    for cells in ({"code": "152021"}, {"address": "新潟県長岡市大手通1-1"}, {"address": "東京都港区芝1-1"}):
        with pytest.raises(RefusedRow):
            read(**cells)


def test_a_prefectures_list_is_about_its_towns() -> None:
    assert read(code="150002").place["city"] == "上越市"


def test_a_whole_address_in_the_cell_of_the_town_is_taken_apart() -> None:
    facility = read(UTSUNOMIYA, code="92011", address="", city="栃木県宇都宮市旭１丁目１番５号")

    assert facility.place["address_1"] == "旭1丁目1番5号"


def test_an_address_without_the_town_is_read_as_this_towns_and_told() -> None:
    facility = read(address="本城町8-1")

    assert (facility.place["city"], facility.place["address_1"]) == ("上越市", "本城町8-1")
    assert told(facility) == ["市区町村名のない住所を、上越市の住所と読みました。"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("本城町８番１号", "本城町8-1"),
        ("本城町8－1", "本城町8-1"),
        ("大手町三丁目2番地の1", "大手町3-2-1"),
        ("霞ヶ関1-1", "霞が関1-1"),
        ("霞ケ関１－１", "霞ヶ関1-1"),
    ],
)
def test_addresses_are_compared_without_what_nobody_means(one: str, other: str) -> None:
    assert address_key(one) == address_key(other)


def test_names_are_compared_without_what_nobody_means() -> None:
    assert name_key("つばめが丘　保育園") == name_key("つばめヶ丘保育園")
    assert name_key("つばめ保育園") != name_key("かもめ保育園")


@pytest.mark.parametrize(
    ("latitude", "longitude", "told_so"),
    [
        ("37.148", "138.236", False),
        ("138.236", "37.148", True),
        ("３７．１４８", "138.236", True),
        ("37°8′52.8″", "138度14分9.6秒", True),
        ("37.8.52.8", "138.14.9.6", True),
        ("370852.8", "1381409.6", True),
        ("37.148,138.236", "", True),
    ],
)
def test_a_place_is_found_however_it_is_written(latitude: str, longitude: str, told_so: bool) -> None:
    facility = read(latitude=latitude, longitude=longitude)

    assert (facility.place["latitude"], facility.place["longitude"]) == (
        Decimal("37.148000"),
        Decimal("138.236000"),
    )
    assert bool(told(facility)) == told_so


@pytest.mark.parametrize(
    ("latitude", "longitude"),
    [
        ("0", "0"),
        ("999", "999"),
        ("37.148", ""),
        ("51.5", "-0.1"),
        ("①37.1 ②37.2", "①138.1 ②138.2"),
        ("北", "東"),
    ],
)
def test_a_place_that_cannot_be_is_left_empty_and_told(latitude: str, longitude: str) -> None:
    facility = read(latitude=latitude, longitude=longitude)

    assert "latitude" not in facility.place
    assert len(told(facility)) == 1


@pytest.mark.parametrize(
    ("written", "numbers"),
    [
        ("025-526-5111", [("025-526-5111", "", "")]),
        ("０２５－５２６－５１１１", [("025-526-5111", "", "")]),
        ("025-526-5111（代表）", [("025-526-5111", "", "代表")]),
        ("025-526-5111　内線12", [("025-526-5111", "12", "")]),
        ("025-526-5111、025-526-5112（夜間）", [("025-526-5111", "", "夜間"), ("025-526-5112", "", "")]),
        ("255265111", [("0255265111", "", "")]),
        # Without its area code it could be anywhere.
        ("839-2865", []),
        ("なし", []),
    ],
)
def test_numbers_are_taken_out_of_a_cell(written: str, numbers: list[tuple[str, str, str]]) -> None:
    found = read_phones(Cells({"phone": written}))

    assert [(one["number"], one["extension"], one["note"]) for one in found] == numbers


@pytest.mark.parametrize(
    ("cells", "monday", "sunday"),
    [
        ({"weekdays": "月～金", "opens": "9時半～", "closes": "17時"}, [["09:30", "17:00"]], []),
        (
            {"weekdays": "月火水木金土日", "opens": "0:00", "closes": "24:00"},
            [["00:00", "24:00"]],
            [["00:00", "24:00"]],
        ),
        (
            {"weekdays": "毎日", "opens": "9:00～17:00", "closes": ""},
            [["09:00", "17:00"]],
            [["09:00", "17:00"]],
        ),
        (
            {"weekdays": "日曜日", "opens": "０９：００", "closes": "17:00（最終入館16:30まで）"},
            [],
            [["09:00", "17:00"]],
        ),
        ({"weekdays": "月・水・金", "opens": "0.375", "closes": "0.75"}, [["09:00", "18:00"]], []),
        (
            {"weekdays": "金－月", "opens": "18:00", "closes": "6:00"},
            [["18:00", "30:00"]],
            [["18:00", "30:00"]],
        ),
    ],
)
def test_hours_become_a_rule(cells: dict[str, str], monday: Any, sunday: Any) -> None:
    weekly = read(**cells).service["opening"]["weekly"]

    assert (weekly["mon"], weekly["sun"]) == (monday, sunday)


@pytest.mark.parametrize(
    ("weekdays", "holidays"), [("月～金（祝日を除く）", "closed"), ("土日祝", "open"), ("平日", "as_usual")]
)
def test_holidays_are_read_where_they_are_said(weekdays: str, holidays: str) -> None:
    assert read(weekdays=weekdays).service["opening"]["holidays"] == holidays


def test_hours_that_are_no_rule_stay_words() -> None:
    facility = read(weekdays="第2・第4火曜", opens="9:00", closes="日没", hours_note="冬は休み")

    assert "opening" not in facility.service
    assert facility.service["opening_text"] == "第2・第4火曜　9:00～　冬は休み　日没"


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("0歳～5歳", (0, 71)),
        ("0～5歳児", (0, 71)),
        ("生後6か月から3歳まで", (6, 47)),
        ("３歳以上", (36, None)),
        ("6か月～", (6, None)),
        ("2歳未満", (None, 23)),
        ("1歳6か月～2歳11か月", (18, 35)),
        ("就学前", (None, None)),
        ("生後57日から", (None, None)),
        ("5歳～3歳", (None, None)),
        ("乳幼児", (None, None)),
    ],
)
def test_ages_are_read_where_they_are_plain(text: str, months: tuple[int | None, int | None]) -> None:
    assert read_ages(text) == months


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2018-04-01", "2018-04-01"),
        ("H30.4.1", "2018-04-01"),
        ("平成三十年四月一日", "2018-04-01"),
        ("43191", "2018-04-01"),
        ("2018/4/1 0:00:00", "2018-04-01"),
        ("30.4.1", None),
        ("9月11日(aaa)", None),
    ],
)
def test_days_are_read_or_left_empty(written: str, day: str | None) -> None:
    facility = read(approved_on=written)

    assert facility.columns.get("approved_on") == day
    assert bool(told(facility)) == (written != "2018-04-01")


@pytest.mark.parametrize("mark", ["－", "-", "―", "なし", "不明", "N/A", "#REF!", "　"])
def test_marks_for_nothing_are_nothing(mark: str) -> None:
    facility = read(fax=mark, url=mark, short_name=mark, note=mark)

    assert ("url" in facility.service, facility.columns.get("note"), len(facility.phones)) == (False, None, 1)


def test_nothing_is_an_answer_where_it_is_asked_for() -> None:
    facility = read(parking="なし", temporary_care="なし", nursing_room="○")

    assert [facility.columns[name] for name in ("parking", "temporary_care", "nursing_room")] == [
        "なし",
        "無",
        "有",
    ]


def test_a_closure_in_the_name_becomes_a_state() -> None:
    facility = read(name="市立田井幼稚園（令和2年4月1日から休園）")

    assert (facility.name, facility.service["status"]) == ("市立田井幼稚園", "temporarily_closed")
    assert facility.columns["note"] == "令和2年4月1日から休園"


def test_half_width_kana_and_line_breaks_and_invisible_letters_are_mended_and_told() -> None:
    facility = read(name="なかよし\n保育園\u200b", name_kana="ﾅｶﾖｼﾎｲｸｴﾝ")

    assert (facility.name, facility.service["name_kana"]) == ("なかよし 保育園", "ナカヨシホイクエン")
    assert told(facility) == [
        "見えない文字を取りました。",
        "「なかよし 保育園」の改行を空白にしました。",
        "「名称_カナ」を全角カタカナに直しました。",
    ]


@pytest.mark.parametrize("source_id", ["1.52226E+14", ""])
def test_an_id_that_a_spreadsheet_broke_is_none(source_id: str) -> None:
    facility = read(id=source_id)

    assert facility.source_id == ""
    assert len(told(facility)) == 1


def test_kinds_are_taken_where_the_words_tell() -> None:
    assert read(kind="幼保連携型認定こども園").kind == "nursery"
    assert read(kind="地域子育て支援センター").kind == "hub"
    assert read(kind="その他").kind == ""
    assert read(data_set=HOSPITAL, kind="病院").kind == ""
    assert read(data_set=PUBLIC_FACILITY, poi="1403").kind == "hub"
    assert read(data_set=BABY_STATION, kind="保育園").kind == ""
