"""What would tell who somebody is, is found; what only sounds like it, is not."""

import pytest

from tsunagu.kernel.japanese.personal import personal_parts


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("電話は090-1234-5678です", ["phone"]),
        ("０２５−５２６−５１１１にかけてください", ["phone"]),
        ("09012345678まで", ["phone"]),
        ("+81 90 1234 5678", ["phone"]),
        ("hana@example.jpに", ["mail"]),
        ("hana アットマーク example.jp", ["mail"]),
        ("LINEのIDを教えます", ["account"]),
        ("インスタの@hana_mamaです", ["account"]),
        ("〒943-0000 です", ["address"]),
        ("本町三丁目に住んでいます", ["address"]),
        ("うちは本町1-2です", ["address"]),
        ("中央1-2-3のマンション", ["address"]),
        ("203号室", ["address"]),
        ("令和6年4月3日生まれの娘", ["birthday"]),
        ("誕生日は4月3日", ["birthday"]),
        ("2024/4/3生まれ", ["birthday"]),
        ("長岡 300 あ 12-34の車", ["plate"]),
        ("山田太郎さんに聞きました", ["name"]),
        ("佐藤 花子です", ["name"]),
        ("小林さくらちゃんと遊びました", ["name"]),
        ("山田太郎は090-1234-5678", ["phone", "name"]),
    ],
)
def test_personal_data_is_found(text: str, kinds: list[str]) -> None:
    assert [one.kind for one in personal_parts(text)] == kinds


@pytest.mark.parametrize(
    "text",
    [
        "対象は1-2歳です",
        "10-12時に行きました",
        "4-6月は混みます",
        "2026年11月20日10時に集まります",
        "はなちゃんママと行きました",
        "田中先生がやさしかった",
        "高田公園の桜がきれいでした",
        "小金井さくらまつりに行きました",
        "110番と119番と189番",
        "予算は1,200円、0歳から3歳まで",
        "4月生まれの子が多いです",
        "3人で500円でした",
        "",
    ],
)
def test_what_everybody_may_read_is_left_alone(text: str) -> None:
    assert personal_parts(text) == ()


def test_the_writer_is_shown_what_was_found() -> None:
    assert [one.text for one in personal_parts("連絡は 090-1234-5678 へ")] == ["090-1234-5678"]
