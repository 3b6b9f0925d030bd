"""Which language a text on a page is in."""

import re

import pytest
from django import forms
from django.utils.translation import override
from markupsafe import Markup

from tsunagu.kernel.ui.marking import Written, as_written, foreign_tag, marked


@pytest.mark.parametrize(
    ("text", "page"),
    [
        ("Run by the town", "Run by the town"),
        ("<b>ひろば</b>", '<span lang="ja">&lt;b&gt;ひろば&lt;/b&gt;</span>'),
        ("2004年にNPO法人となった。", '<span lang="ja">2004年にNPO法人となった。</span>'),
        ("", ""),
    ],
)
def test_text_of_the_register_is_marked_as_a_whole(text: str, page: str) -> None:
    with override("en"):
        assert str(as_written(text)) == page


@pytest.mark.parametrize(
    ("text", "page"),
    [
        ("Same as “一時保育”", 'Same as “<span lang="ja">一時保育</span>”'),
        ("Results for “夜泣き” & more", 'Results for “<span lang="ja">夜泣き</span>” &amp; more'),
        ("“一時” and “保育”", '“<span lang="ja">一時</span>” and “<span lang="ja">保育</span>”'),
        ("Closed on holidays\n第3月曜は休み", 'Closed on holidays\n<span lang="ja">第3月曜は休み</span>'),
        ("24時間・365日", '<span lang="ja">24時間・365日</span>'),
        ("2004年にNPO法人となった。", '<span lang="ja">2004年にNPO法人となった。</span>'),
    ],
)
def test_in_a_sentence_of_ours_the_japanese_it_quotes_is_marked(text: str, page: str) -> None:
    with override("en"):
        assert str(marked(text)) == page


@pytest.mark.parametrize("language", ["ja", "ja-easy"])
def test_a_japanese_page_marks_nothing(language: str) -> None:
    with override(language):
        assert (as_written("ひろば"), marked("ひろば"), foreign_tag("ひろば")) == ("ひろば", "ひろば", "")


@pytest.mark.parametrize("value", [None, 3, Markup("<b>ひろば</b>"), "Hiroba"])
def test_what_is_no_japanese_text_needs_no_mark(value: object) -> None:
    with override("en"):
        assert foreign_tag(value) == ""


@pytest.mark.parametrize(
    ("text", "page"),
    [
        ("预约一时保育的结果", "预约一时保育的结果"),
        ("“ひだまり広場”的搜索结果", '“<span lang="ja">ひだまり広場</span>”的搜索结果'),
        ("由上越市运营", "由上越市运营"),
        ("地点：県立公園。", '地点：<span lang="ja">県立公園</span>。'),
    ],
)
def test_on_a_chinese_page_only_what_no_chinese_writes_is_marked(text: str, page: str) -> None:
    with override("zh-hans"):
        assert str(marked(text)) == page


@pytest.mark.parametrize(
    ("language", "page"),
    [
        ("pt-br", '<span lang="en">Care &amp; rest</span>'),
        ("vi", '<span lang="en">Care &amp; rest</span>'),
        ("en", "Care & rest"),
    ],
)
def test_a_text_that_knows_its_language_is_marked_on_pages_of_another(language: str, page: str) -> None:
    with override(language):
        assert str(as_written(Written("Care & rest", "en"))) == page
        assert str(marked(Written("Care & rest", "en"))) == page


def test_a_text_in_the_language_of_its_page_is_not_marked_whatever_its_letters() -> None:
    with override("zh-hans"):
        assert as_written(Written("県 and カナ", "zh-Hans")) == "県 and カナ"


class AskForm(forms.Form):
    district = forms.ChoiceField(label="District", choices=[("", "any"), ("1", "高田区"), ("2", "North")])


@pytest.mark.parametrize("data", [None, {"district": "3"}])
def test_what_is_chosen_from_a_list_is_marked_option_by_option(data: dict[str, str] | None) -> None:
    with override("en"):
        drawn = AskForm(data)["district"].as_field_group()

    options = [one.replace(" selected", "") for one in re.findall(r"<option ([^>]*)>", drawn)]
    assert options == ['value=""', 'value="1" lang="ja"', 'value="2"']
    assert ("aria-invalid" in drawn) is (data is not None)
