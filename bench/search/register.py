"""Made-up listings and questions: the words of the shipped taxonomy and those that Japanese is full of."""

import random
from datetime import datetime, timedelta, timezone
from functools import lru_cache
from pathlib import Path
from typing import Any
from uuid import UUID

import yaml

from tsunagu.directory.queries.search import SearchQuery
from tsunagu.directory.queries.search.documents import Listing
from tsunagu.kernel.identifiers import new_id

DATA = Path(__file__).parents[2] / "tsunagu" / "directory" / "data"
AT = datetime(2026, 11, 20, 10, 0, tzinfo=timezone(timedelta(hours=9)))

_PLACES = (
    "高田 直江津 安塚 浦川原 大島 牧 柿崎 大潟 頸城 吉川 中郷 板倉"
    " 清里 三和 名立 春日 金谷 和田 津有 諏訪 三郷 新道 保倉 谷浜"
)
PLACES = _PLACES.split()
# Words of two characters, as often as they stand in the demo towns' listings, the most frequent first.
_PAIRS = (
    "支援 相談 保育 妊娠 産後 育児 訪問 交流 健診 病児 発達 孤立 障害 介護 療育 教室 医療 離乳 家事 手当"
    " 離婚 虐待 就学 休日 双子 授乳 母乳 夜間 食堂 言葉 面会 貧困 予防 外国 通訳 不安 学習 父親 祖母 多胎"
)
PAIRS = _PAIRS.split()
_ENDINGS = ["の会", "教室", "ひろば", "センター", "サロン", "訪問", "講座", "窓口", "クラブ", "の日"]
_FRAMES = (
    "{}のことを{}といっしょに話せます。",
    "{}のある家庭を、{}で支えます。",
    "{}に困ったとき、{}から始められます。",
    "{}と{}を学ぶ集まりです。",
    "毎月、{}のために{}を開いています。",
    "{}でも{}でも使えます。",
)
_KANA = "アイウエオカキクケコサシスセソタチツテトナニノハヒフホマミムメモヤユヨラリルレワン"


def questions(count: int, seed: int) -> list[SearchQuery]:
    """One to three words, half of them of two characters; half with a district, seven in ten with an age."""
    chance = random.Random(seed)
    return [_question(chance) for _ in range(count)]


def _question(chance: random.Random) -> SearchQuery:
    age = chance.randrange(0, 90)
    return SearchQuery(
        text=" ".join(dict.fromkeys(_words(chance, chance.choice((1, 2, 3))))),
        district=_district(chance.randrange(len(PLACES))) if chance.random() < 0.5 else None,
        age_months=(age, age) if chance.random() < 0.7 else None,
    )


def listing(number: int, town: UUID) -> Listing:
    """The same listing for the same number."""
    chance = random.Random(number)
    place = chance.randrange(len(PLACES))
    first = chance.choice((0, 0, 6, 12, 36, 72))
    needs = _needs()
    return Listing(
        town_id=town,
        service_id=new_id(),
        name=f"{PLACES[place]}{_words(chance, 1)[0]}{chance.choice(_ENDINGS)}{number % 97}",
        reading="".join(chance.choices(_KANA, k=10)),
        organisation=f"NPO法人{chance.choice(PLACES)}の会",
        summary=_sentences(chance, 1, 4),
        body=[_sentences(chance, 2, 6)],
        places=[f"{PLACES[place]}コミュニティプラザ"],
        needs=list(dict.fromkeys(chance.choices(needs, weights=_weights(len(needs)), k=4))),
        kind="hub",
        ages=None if chance.random() < 0.2 else (first, first + chance.choice((11, 35, 71))),
        districts=[_district(place)],
        cost=chance.choice(("free", "paid", "unknown")),
        is_assured=chance.random() < 0.5,
    )


def synonyms() -> list[tuple[list[str], list[str]]]:
    """The shipped synonyms: without them no search is as wide as a real one."""
    rows = yaml.safe_load((DATA / "synonyms.yaml").read_text(encoding="utf-8"))["synonyms"]
    return [
        (list(map(str, row.get("terms") or row["from"])), list(map(str, row.get("to", ()))))
        for row in rows
        if row["kind"] == "one_way" or len(row["terms"]) > 1
    ]


def _district(number: int) -> UUID:
    return UUID(int=number + 1)


def _sentences(chance: random.Random, fewest: int, most: int) -> str:
    return "".join(_sentence(chance) for _ in range(chance.randint(fewest, most)))


def _sentence(chance: random.Random) -> str:
    return chance.choice(_FRAMES).format(*_words(chance, 2))


def _words(chance: random.Random, count: int) -> list[str]:
    """Zipf's law: the tenth word is said about a quarter as often as the first."""
    return [_word(chance, PAIRS if chance.random() < 0.5 else _said_by_families()) for _ in range(count)]


def _word(chance: random.Random, words: list[str]) -> str:
    return chance.choices(words, weights=_weights(len(words)))[0]


@lru_cache(maxsize=4)
def _weights(count: int) -> list[float]:
    return [1 / (rank + 3) for rank in range(count)]


@lru_cache(maxsize=1)
def _said_by_families() -> list[str]:
    """The everyday words of the taxonomy's terms."""
    found: dict[str, None] = {}

    def collect(rows: list[Any]) -> None:
        for row in rows:
            found.update(dict.fromkeys(str(word) for word in row.get("words", ())))
            collect(row.get("children", []))

    for rows in _taxonomy().values():
        collect(rows)
    words = list(found)
    random.Random(1).shuffle(words)
    return words


@lru_cache(maxsize=1)
def _needs() -> list[str]:
    return [each["key"] for row in _taxonomy()["needs"] for each in (row, *row.get("children", ()))]


@lru_cache(maxsize=1)
def _taxonomy() -> dict[str, Any]:
    return yaml.safe_load((DATA / "taxonomy.yaml").read_text(encoding="utf-8"))
