"""A question in another language: its expressions of several words, and what only holds a sentence together.

What the expressions mean is data (the town's synonyms and the names of its terms); here is only how a
sentence that is not Japanese is cut.
"""

import re

from tsunagu.directory.queries.search.keys import is_latin, phrase_key, text_key
from tsunagu.directory.queries.search.vocabulary import Vocabulary

_MOST_WORDS = 6
_PASSING = """
a an the i my me we our you your it is are am be to of in on at for with and or do does can could how
where what when who there some any need want looking find help please baby child children kid kids son
daughter o os as um uma de da dos das em no na nos nas para por com sem e ou que quem onde como quando eu
meu minha nosso nossa tem preciso quero procuro gostaria ajuda filho filha filhos criança crianças bebê
tôi mình chúng con của là ở đâu có không cho và với muốn cần tìm được một các những bé trẻ giúp thế nào
khi not yet just has have had been feel está estou estão muito muita mais bị rất quá đang mẹ bố
"""
# Said in passing beside an expression that is known; asked alone, each of them is still looked for.
PASSING = frozenset(map(text_key, _PASSING.split()))
_PASSING_CHINESE = re.compile(
    "请问|我想要|我想|我要|我家|我的|我们|我|想要|需要|可以|哪里|哪儿|什么地方|怎么办|怎么|如何|有没有|没有|"
    "什么|寻找|帮忙|孩子|小孩|宝宝|宝贝|的|了|吗|呢|吧|在|有|找|要|想|去|能"
)
_CHINESE = re.compile("我想|我要|我的|孩子|想要|哪里|什么")
_KANA = re.compile("[ぁ-ゖァ-ヺー]")
_HAN = re.compile("[一-鿿]")


def pieces_in_other_languages(chunks: list[str], words: Vocabulary) -> list[str]:
    """「quero deixar meu filho」 is one known expression, and the wish around it."""
    if len(chunks) < 2 or not all(is_latin(text_key(chunk)) for chunk in chunks):
        return chunks
    joined = _joined(chunks, words)
    known = [chunk for chunk in joined if phrase_key(chunk) in words.phrases]
    return (
        [chunk for chunk in joined if chunk in known or text_key(chunk) not in PASSING] if known else chunks
    )


def without_passing_chinese(plain: str, words: Vocabulary) -> str:
    """「我想咨询」 asks for 咨询. What is known is kept whole, and a question of which nothing stays, too."""
    if not is_chinese(plain) or text_key(plain) in words.phrases:
        return plain
    kept = [piece for piece in _parted(plain, words) if piece.strip()]
    return " ".join(kept) or plain


def is_chinese(text: str) -> bool:
    """Whether a text without kana has words or characters that Japanese never writes."""
    if _KANA.search(text):
        return False
    return bool(_CHINESE.search(text)) or any(not _is_japanese(char) for char in _HAN.findall(text))


def _is_japanese(char: str) -> bool:
    # The repertoire of Japanese computers: simplified characters are not in it, but for a few old ones.
    try:
        char.encode("cp932")
    except UnicodeEncodeError:
        return False
    return True


def _joined(chunks: list[str], words: Vocabulary) -> list[str]:
    """Runs of words that are one expression, the longest first at each place."""
    found: list[str] = []
    start = 0
    while start < len(chunks):
        ends = range(min(len(chunks), start + _MOST_WORDS), start + 1, -1)
        end = next(
            (end for end in ends if phrase_key("".join(chunks[start:end])) in words.phrases), start + 1
        )
        found.append("".join(chunks[start:end]))
        start = end
    return found


def _parted(plain: str, words: Vocabulary) -> list[str]:
    """The text without what is said in passing, cut around the expressions that are known."""
    parts = [""]
    start = 0
    while start < len(plain):
        ends = range(min(len(plain), start + words.longest), start + 1, -1)
        known = next((end for end in ends if text_key(plain[start:end]) in words.phrases), None)
        if known:
            parts += [plain[start:known], ""]
            start = known
        elif passing := _PASSING_CHINESE.match(plain, start):
            start = passing.end()
            parts.append("")
        else:
            parts[-1] += plain[start]
            start += 1
    return parts
