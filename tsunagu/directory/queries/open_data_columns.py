"""The tables of the municipal open data standard, in both of its generations, column by column.

推奨データセット is the older form; 自治体標準オープンデータセット took its place in 2023. Both are published
to this day, so both are written and both are read. A column is known here by one English name; what a
generation calls it is looked up.
"""

import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Generation(StrEnum):
    CURRENT = "current"
    LEGACY = "legacy"

    @property
    def label(self) -> str:
        return {"current": "自治体標準オープンデータセット", "legacy": "推奨データセット"}[self.value]


@dataclass(frozen=True, slots=True)
class Column:
    """One column: our name of it, and the standard's heading."""

    name: str
    heading: str


@dataclass(frozen=True, slots=True)
class DataSet:
    """One table of the standard."""

    key: str
    title: str
    name: str | Promise
    columns: dict[Generation, tuple[Column, ...]]

    @property
    def generations(self) -> tuple[Generation, ...]:
        return tuple(self.columns)


def _columns(text: str) -> tuple[Column, ...]:
    return tuple(Column(*pair.split("=")) for pair in text.split())


_HEAD_LEGACY = (
    "code=都道府県コード又は市区町村コード id=NO prefecture_name=都道府県名 town_name=市区町村名"
    " name=名称 name_kana=名称_カナ"
)
_HEAD = (
    "code=全国地方公共団体コード id=ID body=地方公共団体名 name=名称 name_kana=名称_カナ name_en=名称_英字"
)
_PLACE_LEGACY = "address=住所 building=方書 latitude=緯度 longitude=経度"
_PLACE = (
    "address_code=所在地_全国地方公共団体コード town_id=町字ID address=所在地_連結表記"
    " prefecture=所在地_都道府県 city=所在地_市区町村 town=所在地_町字 street=所在地_番地以下"
    " building=建物名等(方書) latitude=緯度 longitude=経度 height_kind=高度の種別 height=高度の値"
)
_CONTACT = (
    "email=連絡先メールアドレス form_url=連絡先FormURL contact_note=連絡先備考（その他、SNSなど）"
    " postal_code=郵便番号 corporate_number=法人番号 organisation=団体名"
)
_HOURS = "weekdays=利用可能曜日 opens=開始時間 closes=終了時間 hours_note=利用可能日時特記事項"
_CLINIC_HOURS = (
    "weekdays=診療曜日 opens=診療開始時間 closes=診療終了時間 hours_note=診療日時特記事項"
    " after_hours=時間外における対応 departments=診療科目 beds=病床数"
)
_WITH_CHILDREN = (
    "nursing_room=授乳室 diaper_corner=おむつ替えコーナー eating=飲食可否"
    " stroller_loan=ベビーカー貸出 stroller_use=ベビーカー利用"
)
_TAIL_LEGACY = "url=URL note=備考"
_TAIL = "url=URL image=画像 image_licence=画像_ライセンス note=備考"

CHILDCARE = DataSet(
    "childcare",
    "子育て施設一覧",
    _("子育て施設一覧"),
    {
        Generation.CURRENT: _columns(
            f"{_HEAD} kind=種別 {_PLACE} access=アクセス方法 parking=駐車場情報 phone=電話番号"
            f" extension=内線番号 fax=FAX番号 {_CONTACT} approved_on=認可等年月日 capacity=収容定員"
            f" ages=受入年齢 {_HOURS} temporary_care=一時預かりの有無 care_fee_kind=子供預かり料金種別"
            " care_fee=子供預かり料金 care_fee_note=子供預かり料金備考 care_opens=子供預かり開所時間"
            f" care_closes=子供預かり閉所時間 sick_care=病児保育の有無 {_WITH_CHILDREN} {_TAIL}"
        ),
        Generation.LEGACY: _columns(
            f"{_HEAD_LEGACY} kind=種別 {_PLACE_LEGACY} access=アクセス方法 parking=駐車場情報 phone=電話番号"
            " extension=内線番号 fax=FAX番号 corporate_number=法人番号 organisation=団体名"
            f" approved_on=認可等年月日 capacity=収容定員 ages=受入年齢 {_HOURS}"
            f" temporary_care=一時預かりの有無 {_TAIL_LEGACY}"
        ),
    },
)
PUBLIC_FACILITY = DataSet(
    "public-facility",
    "公共施設一覧",
    _("公共施設一覧"),
    {
        Generation.CURRENT: _columns(
            f"{_HEAD} short_name=名称_通称 poi=POIコード {_PLACE} phone=電話番号 extension=内線番号"
            f" {_CONTACT} {_HOURS} description=説明 barrier_free=バリアフリー情報 {_TAIL}"
        ),
        Generation.LEGACY: _columns(
            f"{_HEAD_LEGACY} short_name=名称_通称 poi=POIコード {_PLACE_LEGACY} phone=電話番号"
            f" extension=内線番号 corporate_number=法人番号 organisation=団体名 {_HOURS}"
            f" description=説明 barrier_free=バリアフリー情報 {_TAIL_LEGACY}"
        ),
    },
)
HOSPITAL = DataSet(
    "hospital",
    "医療機関一覧",
    _("医療機関一覧"),
    {
        Generation.CURRENT: _columns(
            f"{_HEAD} kind=医療機関の種類 {_PLACE} phone=電話番号 extension=内線番号 fax=FAX番号"
            f" {_CONTACT.replace('団体名', '法人の名称')} clinic_code=医療機関コード {_CLINIC_HOURS} {_TAIL}"
        ),
        Generation.LEGACY: _columns(
            f"{_HEAD_LEGACY} kind=医療機関の種類 {_PLACE_LEGACY} phone=電話番号 extension=内線番号"
            " fax=FAX番号 corporate_number=法人番号 organisation=法人の名称 clinic_code=医療機関コード"
            f" {_CLINIC_HOURS} {_TAIL_LEGACY}"
        ),
    },
)
# The standard has no table of its own for these: the columns are those that it gives such rooms elsewhere.
BABY_STATION = DataSet(
    "baby-station",
    "赤ちゃんの駅一覧",
    _("赤ちゃんの駅一覧"),
    {
        Generation.CURRENT: _columns(
            f"{_HEAD} {_PLACE} phone=電話番号 extension=内線番号 {_CONTACT} {_HOURS} {_WITH_CHILDREN} {_TAIL}"
        ),
    },
)
DATA_SETS = {each.key: each for each in (CHILDCARE, PUBLIC_FACILITY, HOSPITAL, BABY_STATION)}
_EVENT = (
    "first_on=開始日 last_on=終了日 opens=開始時間 closes=終了時間 times_note=開始日時特記事項"
    " description=説明 fee=料金(基本) fee_note=料金(詳細) contact_name=連絡先名称 phone=連絡先電話番号"
    " extension=連絡先内線番号"
)
_JOINING = (
    "access=アクセス方法 parking=駐車場情報 capacity=定員 join_until=参加申込終了日"
    " join_until_time=参加申込終了時間 how_to_join=参加申込方法 url=URL note=備考"
)
# The calendar is no table of facilities: it is read like one, and written by the calendar's own page.
EVENT = DataSet(
    "event",
    "イベント一覧",
    _("イベント一覧"),
    {
        Generation.CURRENT: _columns(
            "code=全国地方公共団体コード id=ID body=地方公共団体名 name=イベント名 name_kana=イベント名_カナ"
            f" name_en=イベント名_英字 event_kind=イベント種類 {_EVENT} fee_kind=料金種別 organiser=主催者"
            f" place_name=場所名称 {_PLACE} {_JOINING} content_url=コンテンツURL"
        ),
        Generation.LEGACY: _columns(
            "code=都道府県コード又は市区町村コード id=NO prefecture_name=都道府県名 town_name=市区町村名"
            f" name=イベント名 name_kana=イベント名_カナ name_en=イベント名_英語 {_EVENT} organiser=主催者"
            f" place_name=場所名称 {_PLACE_LEGACY} {_JOINING}"
        ),
    },
)
# The standard has no column for whom an event is: 備考 says it, begun so.
FOR_WHOM = "対象："
READABLE = {**DATA_SETS, EVENT.key: EVENT}

# Headings met in published files beside the standard's own.
_ALSO = {
    "code": ("自治体コード", "都道府県コードまたは市区町村コード", "市区町村コード", "団体コード"),
    "id": ("No", "番号", "施設ID", "管理番号"),
    "name": ("施設名", "施設名称", "名称(施設名)", "行事名", "催し名"),
    "first_on": ("開催日", "開催開始日", "日付"),
    "last_on": ("開催終了日",),
    "organiser": ("主催", "主催団体"),
    "place_name": ("会場", "会場名", "開催場所"),
    "how_to_join": ("申込方法", "申し込み"),
    "name_kana": ("名称カナ", "名称(カナ)", "フリガナ", "ふりがな", "施設名カナ", "名称_フリガナ"),
    "name_en": ("名称_英語",),
    "prefecture_name": ("都道府県",),
    "town_name": ("市区町村", "市町村名"),
    "address_code": ("所在地_自治体コード", "所在地_市区町村コード"),
    "address": ("所在地_連結標記", "所在地", "施設所在地", "住所(所在地)"),
    "building": ("建物名等", "建物名"),
    "hours_note": ("利用可能日時特記",),
    "approved_on": ("許可等年月日", "認可年月日"),
    "email": ("メールアドレス",),
    "contact_note": ("連絡先備考", "連絡先備考(その他、SNSなど)"),
    "phone": ("TEL", "電話"),
    "fax": ("FAX", "ファックス番号", "ファクス番号"),
    "organisation": ("設置者", "運営主体", "法人名", "法人名称"),
    "image_licence": ("画像ライセンス",),
    "url": ("ホームページ", "HP", "ウェブサイト"),
    "diaper_corner": ("おむつ交換台", "おむつ替えコーナ"),
    "ages": ("受入れ年齢", "対象年齢"),
    "capacity": ("定員",),
}
# What tells one table from another.
SIGNS = {
    CHILDCARE.key: {"ages", "capacity", "temporary_care", "approved_on", "sick_care"},
    PUBLIC_FACILITY.key: {"poi", "barrier_free", "short_name"},
    HOSPITAL.key: {"clinic_code", "departments", "after_hours", "beds"},
    BABY_STATION.key: {"nursing_room", "diaper_corner", "stroller_use"},
    EVENT.key: {"first_on", "last_on", "organiser", "place_name", "how_to_join"},
}
_SIGNS_OF = {
    Generation.CURRENT: (
        "全国地方公共団体コード",
        "ID",
        "地方公共団体名",
        "所在地_連結表記",
        "所在地_連結標記",
    ),
    Generation.LEGACY: ("都道府県コード又は市区町村コード", "NO", "市区町村名", "都道府県名", "住所", "方書"),
}


def plain_heading(heading: str) -> str:
    """A heading without the differences that nobody means: width, case, spaces, line breaks."""
    return "".join(unicodedata.normalize("NFKC", heading).replace("\ufeff", "").split()).casefold()


@cache
def names_of_headings() -> dict[str, str]:
    """Our name of a column, by its heading as `plain_heading` gives it."""
    found: dict[str, str] = {}
    for data_set in READABLE.values():
        for columns in data_set.columns.values():
            for column in columns:
                found.setdefault(plain_heading(column.heading), column.name)
    for name, headings in _ALSO.items():
        for heading in headings:
            found.setdefault(plain_heading(heading), name)
    return found


def generation_of(headings: list[str]) -> Generation | None:
    """The generation whose own headings are there in greater number; None when nothing tells."""
    plain = {plain_heading(heading) for heading in headings}
    signs = {each: sum(plain_heading(sign) in plain for sign in _SIGNS_OF[each]) for each in Generation}
    if signs[Generation.CURRENT] == signs[Generation.LEGACY]:
        return None
    return max(signs, key=lambda each: signs[each])


def data_set_of(names: set[str], headings: list[str]) -> DataSet | None:
    """The table that these columns are of; None when nothing tells, or two tables say they are."""
    if plain_heading("医療機関の種類") in {plain_heading(heading) for heading in headings}:
        return HOSPITAL
    likely = {key: len(signs & names) for key, signs in SIGNS.items()}
    # Rooms for babies also stand in the table of childcare facilities.
    if likely[CHILDCARE.key]:
        likely[BABY_STATION.key] = 0
    best = max(likely.values())
    found = [key for key, count in likely.items() if count == best]
    return READABLE[found[0]] if best and len(found) == 1 else None
