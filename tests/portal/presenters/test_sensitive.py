"""Which searches would tell on their reader."""

import pytest

from tsunagu.portal.presenters.sensitive import is_sensitive


@pytest.mark.parametrize("query", ["DV", "ｄｖ 相談", "夫の暴力", "離婚したい", "夫がコワイ"])
def test_words_of_fear_are_sensitive(query: str) -> None:
    assert is_sensitive(query=query) is True


@pytest.mark.parametrize("query", ["", "公園", "一時預かり", "離乳食"])
def test_everyday_words_are_not(query: str) -> None:
    assert is_sensitive(query=query) is False


def test_a_sensitive_need_is_sensitive_without_words() -> None:
    assert [is_sensitive(needs=(key,)) for key in ("child_protection", "play")] == [True, False]
