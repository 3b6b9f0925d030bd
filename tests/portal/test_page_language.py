"""The reader of pages itself sees what it is there to see."""

import pytest

from tests.portal.page_language import japanese_by_accident


@pytest.mark.parametrize(
    ("html", "found"),
    [
        ("<p>無料</p>", ["無料"]),
        ("<p>Open（until 16:00）</p>", ["Open（until 16:00）"]),
        ('<p>Same as “<span lang="ja">一時保育</span>”</p>', []),
        ('<p lang="ja">一時<b>保育</b></p><p>と</p>', ["と"]),
        ('<a aria-label="戻る">Back</a>', ["戻る"]),
        ('<title>ひろば | Joetsu</title><h1><span lang="ja">ひろば</span></h1>', []),
        ("<title>ひろば｜Joetsu</title><h1>Hiroba</h1>", ["ひろば｜"]),
        ('<html lang="en"><br><a lang="ja">日本語</a><img alt="つなぐ">', ["つなぐ"]),
        ("<textarea>夜泣き</textarea>", []),
        ('<html lang="zh-Hans"><p>免费（到16:00）。預かり</p><p>上越市</p>', ["免费（到16:00）。預かり"]),
    ],
)
def test_japanese_is_found_wherever_nothing_marks_it(html: str, found: list[str]) -> None:
    assert japanese_by_accident(html) == found
