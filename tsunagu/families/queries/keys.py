"""The keys by which people are found again, made the same way when writing and when searching."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from tsunagu.families.choices import ContactKind
from tsunagu.families.models.sealing import keyed_digest
from tsunagu.kernel.japanese.fold import fold, fold_name
from tsunagu.kernel.japanese.phone import BadPhoneNumber, read_phone


def name_key(*parts: str) -> str:
    """Kanji or any script, 異体字 made one, without spaces: 髙橋 and 高橋 meet."""
    return fold("".join(parts)).replace(" ", "")


def kana_key(*parts: str) -> str:
    """A reading, without the differences that people hear and write at will."""
    return fold_name("".join(parts))


def contact_key(kind: str, value: str) -> str:
    """Digits of a number, or an address in lower case."""
    if kind == ContactKind.MAIL:
        return value.strip().lower()
    try:
        return read_phone(value).digits
    except BadPhoneNumber:
        return "".join(char for char in fold(value) if char.isdigit())


def match_digests(
    *, town_id: UUID, name: Iterable[str], kana: Iterable[str], born_on: date | None
) -> set[str]:
    """The hashes that a person leaves for other desks: none unless the full name and birth date are known."""
    name, kana = tuple(name), tuple(kana)
    if born_on is None:
        return set()
    told = {
        kind: key
        for kind, parts, key in (("name", name, name_key(*name)), ("kana", kana, kana_key(*kana)))
        if len(parts) == 2 and all(parts) and key
    }
    return {keyed_digest(str(town_id), kind, key, born_on.isoformat()) for kind, key in told.items()}
