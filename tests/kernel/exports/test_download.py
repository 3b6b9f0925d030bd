"""Files as answers."""

from urllib.parse import quote

from tsunagu.kernel.exports.csv_file import CsvFile, Encoding
from tsunagu.kernel.exports.download import csv_download, excel_download


def test_a_japanese_name_survives_the_header() -> None:
    response = csv_download(CsvFile(b"a", Encoding.UTF8), "年度別")

    assert response["Content-Disposition"] == f"attachment; filename*=utf-8''{quote('年度別')}.csv"
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert response["Cache-Control"] == "private, no-store"


def test_an_old_encoding_is_named() -> None:
    assert csv_download(CsvFile(b"a", Encoding.CP932), "a")["Content-Type"] == "text/csv; charset=Shift_JIS"


def test_a_workbook_carries_its_type() -> None:
    assert excel_download(b"PK", "表")["Content-Type"].endswith("spreadsheetml.sheet")
