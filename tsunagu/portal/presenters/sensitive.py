"""Which pages another person in the house must not see: they carry the quick way out."""

from collections.abc import Iterable

from tsunagu.kernel.japanese.fold import fold

# Everyday words that show such a need; the terms of the taxonomy that they lead to are NEEDS.
NEEDS = frozenset({"child_protection"})
WORDS = (
    "dv", "暴力", "虐待", "離婚", "別れ", "逃げ", "たたく", "たたい", "叩", "殴", "なぐ", "こわい", "怖い",
    "189", "中絶", "堕ろ", "性被害", "死にたい", "消えたい", "シェルター", "妊娠sos", "望まない",
)  # fmt: skip
_FOLDED = tuple(fold(word) for word in WORDS)


def is_sensitive(*, query: str = "", needs: Iterable[str] = ()) -> bool:
    """The search itself would tell on its reader."""
    folded = fold(query)
    return not NEEDS.isdisjoint(needs) or any(word in folded for word in _FOLDED)
