"""A row of a table, understood: what it says of a service, its place, its numbers and who runs it.

Only what is said is there: an empty cell says nothing, and takes nothing away from what the register knows.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext_noop

from tsunagu.directory.actions.open_data.addresses import TownNames, address_key, name_key, read_address
from tsunagu.directory.actions.open_data.ages import read_ages
from tsunagu.directory.actions.open_data.cells import Cells, RefusedRow
from tsunagu.directory.actions.open_data.coordinates import read_point
from tsunagu.directory.actions.open_data.hours import read_opening
from tsunagu.directory.actions.open_data.remarks import Remark
from tsunagu.directory.actions.open_data.telephones import read_phones
from tsunagu.directory.choices import ServiceStatus
from tsunagu.directory.queries.open_data_columns import BABY_STATION, CHILDCARE, HOSPITAL, DataSet
from tsunagu.kernel.japanese.kana import hira_to_kata

LONGEST_ID = 40
_READING = re.compile(r"[ァ-ヺー・0-9A-Za-z 　.,&'’()（）/\-～!！?？：:]+")
_KANA = re.compile(r"[ァ-ヺ]")
_RESTS = re.compile(r"[(（]([^()（）]*(?:休園|休止|休館|休所|休業|休診)[^()（）]*)[)）]")
_ENDED = re.compile(r"[(（]([^()（）]*(?:閉園|廃園|閉館|廃止|閉所|廃業|閉院)[^()（）]*)[)）]")
_SCIENTIFIC = re.compile(r"\d(\.\d+)?E\+\d+", re.IGNORECASE)
# What kind of service a facility is, by the words of its 種別; the first that is found.
_KINDS = (
    ("病児", "sick_child_care"),
    ("病後児", "sick_child_care"),
    ("一時預かり", "temporary_care"),
    ("ファミリー・サポート", "family_support"),
    ("支援センター", "hub"),
    ("支援拠点", "hub"),
    ("ひろば", "hub"),
    ("児童館", "hub"),
    ("放課後", "safe_place"),
    ("学童", "safe_place"),
    ("保育", "nursery"),
    ("幼稚園", "nursery"),
    ("こども園", "nursery"),
)
_KINDS_OF_POI = {"1402": "nursery", "1403": "hub", "1404": "safe_place", "1405": "nursery", "1501": "nursery"}
# Said of the facility, and no field of ours: kept as it is said, under the standard's heading.
_AS_SAID = {
    "parking": "駐車場情報",
    "contact_note": "連絡先備考（その他、SNSなど）",
    "care_fee_kind": "子供預かり料金種別",
    "care_fee": "子供預かり料金",
    "care_fee_note": "子供預かり料金備考",
    "care_opens": "子供預かり開所時間",
    "care_closes": "子供預かり閉所時間",
    "height_kind": "高度の種別",
    "height": "高度の値",
    "town_id": "町字ID",
    "image_licence": "画像_ライセンス",
    "poi": "POIコード",
    "clinic_code": "医療機関コード",
    "departments": "診療科目",
    "after_hours": "時間外における対応",
}
_YES_OR_NO = {
    "temporary_care": "一時預かりの有無",
    "sick_care": "病児保育の有無",
    "nursing_room": "授乳室",
    "diaper_corner": "おむつ替えコーナー",
    "eating": "飲食可否",
    "stroller_loan": "ベビーカー貸出",
    "stroller_use": "ベビーカー利用",
}
_NUMBERS = {"capacity": "収容定員", "beds": "病床数"}
_LONGEST_FACT, _LONGEST_NOTE = 300, 1000


@dataclass(slots=True)
class Facility:
    """What one row says."""

    source_id: str
    service: dict[str, Any]
    place: dict[str, Any] = field(default_factory=dict)
    phones: list[dict[str, Any]] = field(default_factory=list)
    organisation: str = ""
    kind: str = ""
    columns: dict[str, str] = field(default_factory=dict)
    remarks: tuple[Remark, ...] = ()

    @property
    def name(self) -> str:
        return str(self.service["name"])

    @property
    def name_key(self) -> str:
        return name_key(self.name)

    @property
    def address_key(self) -> str:
        return address_key(self.place.get("address_1", ""))


def read_facility(
    written: dict[str, str], *, data_set: DataSet, town: TownNames, remarks: Iterable[Remark] = ()
) -> Facility:
    """Understand one row.

    Raises:
        RefusedRow: it cannot be taken; the message says why.
    """
    cells = Cells(written, list(remarks))
    name, status, rest = _name(cells)
    place: dict[str, Any] = dict(read_address(cells, town))
    point = read_point(cells)
    if point:
        place |= {"latitude": point[0], "longitude": point[1]}
    if access := cells.short("access", "アクセス方法", 300):
        place["transportation"] = access
    if barrier_free := _list(cells.short("barrier_free", "バリアフリー情報", 800)):
        place["accessibility"] = barrier_free
    columns = _columns(cells)
    kind = cells.short("kind", "種別", _LONGEST_FACT)
    if kind:
        columns["kind"] = kind
    service = {"name": name, **_service(cells), **({"status": status} if status else {})}
    if rest:
        columns["note"] = "　".join(part for part in (columns.get("note", ""), rest) if part)
    return Facility(
        source_id=_source_id(cells),
        service={key: value for key, value in service.items() if value not in ("", None, [])}
        | _both_ends(service),
        place=place,
        phones=read_phones(cells),
        organisation=cells.short("organisation", "団体名", 120),
        kind=_kind(kind, columns.get("poi", ""), data_set),
        columns=columns,
        remarks=tuple(cells.remarks),
    )


def _name(cells: Cells) -> tuple[str, str, str]:
    """The name, a status that was written into it, and the words that said so."""
    written = cells.text("name")
    if not written:
        raise RefusedRow(gettext_noop("名称が書かれていません。"))
    for pattern, status in ((_ENDED, ServiceStatus.DEFUNCT), (_RESTS, ServiceStatus.TEMPORARILY_CLOSED)):
        match = pattern.search(written)
        if match and (name := (written[: match.start()] + written[match.end() :]).strip()):
            cells.remark(
                gettext_noop("名称に書かれていた「%(words)s」を、状態「%(status)s」と読みました。"),
                words=match[1],
                status=status.label,
            )
            return _short_enough(name), status.value, match[1]
    return _short_enough(written), "", ""


def _short_enough(name: str) -> str:
    if len(name) > 120:
        raise RefusedRow(
            gettext_noop("「%(start)s…」は長すぎます（%(most)s文字まで）。"), start=name[:20], most=120
        )
    return name


def _service(cells: Cells) -> dict[str, Any]:
    opening = read_opening(cells)
    ages = cells.short("ages", "受入年齢", 120)
    youngest, oldest = read_ages(ages)
    return {
        "name_kana": reading_of(cells),
        "name_en": cells.short("name_en", "名称_英字", 160),
        "alternate_names": [name] if (name := cells.short("short_name", "名称_通称", 120)) else [],
        "description": cells.short("description", "説明", 4000),
        "age_text": ages,
        "minimum_age_months": youngest,
        "maximum_age_months": oldest,
        "opening": opening.rule,
        "opening_text": opening.text,
        "url": cells.web("url", "URL", 300),
        "email": cells.mail(),
    }


def _both_ends(service: dict[str, Any]) -> dict[str, int | None]:
    """An age that is known at one end says that the other is open."""
    ends = {name: service[name] for name in ("minimum_age_months", "maximum_age_months")}
    return ends if any(end is not None for end in ends.values()) else {}


def reading_of(cells: Cells) -> str:
    """名称_カナ in wide katakana; empty where it is no reading."""
    written = cells.text("name_kana")
    if not written:
        return ""
    katakana = hira_to_kata(unicodedata.normalize("NFKC", written))
    if len(katakana) > 200 or not _READING.fullmatch(katakana) or not _KANA.search(katakana):
        cells.left_out("名称_カナ", written)
        return ""
    if katakana != written:
        cells.remark(gettext_noop("「%(heading)s」を全角カタカナに直しました。"), heading="名称_カナ")
    return katakana


def _source_id(cells: Cells) -> str:
    source_id = cells.plain("id")
    if _SCIENTIFIC.fullmatch(source_id):
        cells.remark(
            gettext_noop("ID「%(written)s」は表計算で壊れているので、使いません。"), written=source_id
        )
        return ""
    if len(source_id) > LONGEST_ID:
        cells.left_out("ID", source_id)
        return ""
    if not source_id:
        cells.remark(gettext_noop("IDがないので、名称と住所で照らし合わせます。"))
    return source_id


def _columns(cells: Cells) -> dict[str, str]:
    found = {name: cells.short(name, heading, _LONGEST_FACT) for name, heading in _AS_SAID.items()}
    found |= {name: cells.yes_or_no(name, heading) for name, heading in _YES_OR_NO.items()}
    found |= {name: cells.number(name, heading) for name, heading in _NUMBERS.items()}
    found["approved_on"] = cells.day("approved_on", "認可等年月日")
    found["form_url"] = cells.web("form_url", "連絡先FormURL", 300)
    found["image"] = cells.web("image", "画像", 300)
    found["note"] = cells.short("note", "備考", _LONGEST_NOTE)
    found["corporate_number"] = _corporate_number(cells)
    return {name: value for name, value in found.items() if value}


def _corporate_number(cells: Cells) -> str:
    written = cells.text("corporate_number")
    plain = re.sub(r"[\s-]", "", unicodedata.normalize("NFKC", written))
    if not written or re.fullmatch(r"[0-9]{13}", plain):
        return plain if written else ""
    cells.left_out("法人番号", written)
    return ""


def _list(text: str) -> list[str]:
    parts = [part.strip() for part in re.split(r"[;；]", text)]
    return [part[:80] for part in dict.fromkeys(parts) if part]


def _kind(said: str, poi: str, data_set: DataSet) -> str:
    """The kind of service; empty where the words do not tell."""
    if data_set in (HOSPITAL, BABY_STATION):
        return ""
    if poi in _KINDS_OF_POI:
        return _KINDS_OF_POI[poi]
    plain = unicodedata.normalize("NFKC", said)
    return next((kind for word, kind in _KINDS if word in plain), "") if data_set == CHILDCARE else ""
