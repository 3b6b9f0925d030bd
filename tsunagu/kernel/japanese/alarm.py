"""Words that make somebody look at once: of dying, of violence, of a child in danger.

Only the order in which people read follows from them; nothing is refused for having such a word.
"""

from tsunagu.kernel.japanese.fold import fold

_WORDS = (
    "死にたい", "しにたい", "死のう", "死んでしまいたい", "消えたい", "きえたい", "消えてしまいたい",
    "いなくなりたい", "自殺", "じさつ", "心中", "リストカット", "リスカ", "飛び降り",
    "首を吊", "首をつ", "首を絞", "首をし", "生きていたくない", "生きるのがつらい", "生きるのが辛い",
    "終わりにしたい", "殺", "ころした", "ころされ", "ころしそう", "殴", "なぐる", "なぐら", "なぐって",
    "なぐった", "叩いてしま", "たたいてしま", "手をあげてしま", "手を上げてしま", "手が出",
    "蹴ら", "蹴って", "蹴った", "暴力", "虐待", "ぎゃくたい", "揺さぶ", "ゆさぶ", "閉じ込め", "とじこめ",
    "食べさせてもらえ", "DV", "ストーカー", "脅さ", "包丁", "性的", "触られ", "さわられ",
    "逃げたい", "たすけて", "助けて",
)  # fmt: skip
_FOLDED = tuple(fold(word) for word in _WORDS)


def sounds_alarming(text: str) -> bool:
    """Whether one of the words stands in the text, however it is written."""
    folded = fold(text).replace(" ", "")
    return any(word in folded for word in _FOLDED)
