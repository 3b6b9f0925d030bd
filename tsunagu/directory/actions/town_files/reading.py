"""One row of a data file, read field by field: what was mended is remembered, what cannot be is refused."""

import json
import re
import unicodedata
from collections.abc import Collection, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from tsunagu.directory.choices import Seed
from tsunagu.directory.models.services import MOST_MONTHS
from tsunagu.kernel.japanese.kana import hira_to_kata, is_katakana, to_reading


class Refused(Exception):
    """The row cannot be taken; the argument says why, to the person who keeps the file."""


class Reading:
    """Takes a row's fields one by one. A field that nobody takes is a mistake in the file, and is told."""

    def __init__(self, row: Mapping[str, Any]) -> None:
        if not isinstance(row, Mapping):
            raise Refused("行が「項目: 値」の形になっていません。")
        self._row = row
        self._taken: set[str] = set()
        self.repairs: list[str] = []

    def raw(self, name: str) -> Any:
        self._taken.add(name)
        return self._row.get(name)

    def text(self, name: str, *, most: int | None = None, required: bool = False) -> str:
        """A text without stray spaces; refused when it is missing, not a text, or too long for its field."""
        value = self.raw(name)
        if isinstance(value, Mapping | list):
            raise Refused(f"「{name}」は文字で書いてください。")
        written = "" if value is None else str(value)
        text = written.strip()
        if text != written:
            self.repairs.append(f"「{name}」の前後の空白を取りました。")
        if required and not text:
            raise Refused(f"「{name}」がありません。")
        if most is not None and len(text) > most:
            raise Refused(f"「{name}」が長すぎます（{len(text)}字。{most}字まで）。")
        return text

    def reading(self, name: str, of: str) -> str:
        """The フリガナ; written in ひらがな or half width it is mended, and a kana name reads itself."""
        written = self.text(name, most=200)
        if not written:
            own = to_reading(of)
            if not is_katakana(own):
                raise Refused(f"「{name}」（フリガナ）がありません。")
            self.repairs.append(f"「{name}」を名前のかなから補いました。")
            return own
        katakana = hira_to_kata(unicodedata.normalize("NFKC", written))
        if katakana != written:
            self.repairs.append(f"「{name}」を全角カタカナに直しました。")
        return katakana

    def texts(self, name: str) -> list[str]:
        """A list of texts; a single text is a list of one."""
        value = self.raw(name)
        if value is None:
            return []
        if isinstance(value, str):
            self.repairs.append(f"「{name}」を一覧に直しました。")
            value = [value]
        if not isinstance(value, list):
            raise Refused(f"「{name}」は一覧で書いてください。")
        texts = [str(each).strip() for each in value]
        once = list(dict.fromkeys(text for text in texts if text))
        if once != texts:
            self.repairs.append(f"「{name}」の重なりと空きを除きました。")
        return once

    def rows(self, name: str) -> list["Reading"]:
        """A list of smaller rows."""
        value = self.raw(name) or []
        if not isinstance(value, list):
            raise Refused(f"「{name}」は一覧で書いてください。")
        return [Reading(each) for each in value]

    def choice(self, name: str, values: Collection[str], default: str) -> str:
        value = self.text(name) or default
        if value not in values:
            raise Refused(f"「{name}」の「{value}」は知らない値です（{'、'.join(values)}）。")
        return value

    def yes(self, name: str, default: bool = False) -> bool:
        value = self.raw(name)
        if value is None:
            return default
        if not isinstance(value, bool):
            raise Refused(f"「{name}」は true か false で書いてください。")
        return value

    def one_of(self, name: str, ids: Mapping[str, UUID], *, required: bool = False) -> UUID | None:
        """The row that this one names; a name that leads nowhere refuses the row."""
        key = self.text(name, required=required)
        if not key:
            return None
        if key not in ids:
            raise Refused(f"「{name}」の「{key}」が見つかりません。")
        return ids[key]

    def some_of(self, name: str, ids: Mapping[str, UUID]) -> list[UUID]:
        found = []
        for key in self.texts(name):
            if key not in ids:
                raise Refused(f"「{name}」の「{key}」が見つかりません。")
            found.append(ids[key])
        return found

    def months(self, name: str) -> int | None:
        """An age in months; 「１２」 is mended, what is no age is refused."""
        value = self.raw(name)
        if isinstance(value, str) and re.fullmatch(r"\d{1,4}", unicodedata.normalize("NFKC", value).strip()):
            value = int(unicodedata.normalize("NFKC", value))
            self.repairs.append(f"「{name}」を数字に直しました。")
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= MOST_MONTHS:
            raise Refused(f"「{name}」の「{value}」は月齢として読めません。")
        return value

    def ages(self, lowest: str, highest: str) -> tuple[int | None, int | None]:
        """Both ends of an age range; when they are swapped nobody knows which is wrong, so neither is."""
        low, high = self.months(lowest), self.months(highest)
        if low is not None and high is not None and low > high:
            self.repairs.append(f"月齢の下限{low}が上限{high}より大きいため、年齢を「確認中」にしました。")
            return None, None
        return low, high

    def day(self, name: str) -> date | None:
        value = self.raw(name)
        if value is None or (isinstance(value, date)):
            return value
        try:
            return date.fromisoformat(str(value).strip())
        except ValueError:
            raise Refused(f"「{name}」の「{value}」は日付として読めません（例：2026-04-01）。") from None

    def facts(self, *names: str) -> dict[str, Any]:
        """What the source says beside our own fields, as plain values."""
        found = {name: value for name in names if (value := self.raw(name)) is not None}
        return json.loads(json.dumps(found, default=_plain))

    def source(self) -> dict[str, str]:
        """The document, and the place in it."""
        value = self.raw("source")
        if value is None:
            return {"source_seed": "", "source_at": ""}
        source = Reading(value)
        return {
            "source_seed": source.choice("seed", Seed.values, ""),
            "source_at": source.text("at", most=200),
        }

    def finish(self) -> None:
        """Tell of the fields that nobody took."""
        for name in self._row:
            if name not in self._taken:
                self.repairs.append(f"知らない項目「{name}」は読みませんでした。")


def _plain(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(value)
