"""The page of open data: each table with its size, its day and its files; each column with its meaning."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from tsunagu.directory.queries.open_data import Extent
from tsunagu.directory.queries.open_data_columns import Column, DataSet, Generation
from tsunagu.kernel.exports.csv_file import Encoding
from tsunagu.kernel.exports.sheet import Column as SheetColumn
from tsunagu.kernel.exports.sheet import Sheet
from tsunagu.kernel.municipality.models import Municipality
from tsunagu.kernel.ui.marking import as_written, marked
from tsunagu.kernel.ui.words import family_day_words, joined

# A town that chose other conditions says so in its facts.
USUAL_LICENCE, LICENCE_FACT = "CC BY 4.0", "open_data_licence"
_LEGACY_END = "-legacy"

_YES_OR_NO = gettext_noop("「有」か「無」。分からないときは空です")
_CODE = gettext_noop("市区町村の番号（6けた）")
_WHOSE = gettext_noop("だれが出した一覧か")
_ADDRESS_PART = gettext_noop("住所を分けたもの")
_DEGREES = gettext_noop("地図での位置（度）")
_CLOCK = gettext_noop("時刻（24時間で書きます）")
_CARE = gettext_noop("一時預かりの料金と時間")
_DAY = gettext_noop("行事のある日（年-月-日）")
_FEE = gettext_noop("参加の料金")
_SITE = gettext_noop("ウェブサイト")
_HEIGHT = gettext_noop("建物の高さや町の区画の番号")
_MEANINGS = {
    "code": _CODE,
    "address_code": _CODE,
    "id": gettext_noop("一覧の中の番号。変わりません"),
    "body": _WHOSE,
    "prefecture_name": _WHOSE,
    "town_name": _WHOSE,
    "name": gettext_noop("施設の名前"),
    "name_kana": gettext_noop("名前の読み（カタカナ）"),
    "name_en": gettext_noop("英語の名前"),
    "short_name": gettext_noop("ふだんの呼び名"),
    "kind": gettext_noop("施設の種類"),
    "poi": gettext_noop("施設の種類の番号"),
    "address": gettext_noop("住所"),
    "prefecture": _ADDRESS_PART,
    "city": _ADDRESS_PART,
    "town": _ADDRESS_PART,
    "street": _ADDRESS_PART,
    "building": gettext_noop("建物の名前や階"),
    "latitude": _DEGREES,
    "longitude": _DEGREES,
    "town_id": _HEIGHT,
    "height_kind": _HEIGHT,
    "height": _HEIGHT,
    "access": gettext_noop("行き方"),
    "parking": gettext_noop("駐車場"),
    "phone": gettext_noop("電話番号"),
    "extension": gettext_noop("内線の番号"),
    "fax": gettext_noop("FAXの番号"),
    "email": gettext_noop("メールアドレス"),
    "form_url": gettext_noop("問い合わせのページ"),
    "contact_note": gettext_noop("ほかの連絡のしかた"),
    "postal_code": gettext_noop("郵便番号"),
    "corporate_number": gettext_noop("法人の番号（13けた）"),
    "organisation": gettext_noop("運営する団体"),
    "approved_on": gettext_noop("認可などの日（年-月-日）"),
    "capacity": gettext_noop("定員（人）"),
    "beds": gettext_noop("ベッドの数"),
    "ages": gettext_noop("受け入れる年齢"),
    "weekdays": gettext_noop("使える曜日"),
    "opens": _CLOCK,
    "closes": _CLOCK,
    "hours_note": gettext_noop("曜日と時刻の補足"),
    "temporary_care": _YES_OR_NO,
    "sick_care": _YES_OR_NO,
    "care_fee_kind": _CARE,
    "care_fee": _CARE,
    "care_fee_note": _CARE,
    "care_opens": _CARE,
    "care_closes": _CARE,
    "nursing_room": _YES_OR_NO,
    "diaper_corner": _YES_OR_NO,
    "eating": _YES_OR_NO,
    "stroller_loan": _YES_OR_NO,
    "stroller_use": _YES_OR_NO,
    "barrier_free": gettext_noop("設備（「;」で区切ります）"),
    "description": gettext_noop("施設の説明"),
    "departments": gettext_noop("診療科目（「;」で区切ります）"),
    "after_hours": gettext_noop("時間外にできること"),
    "clinic_code": gettext_noop("医療機関の番号"),
    "url": _SITE,
    "image": gettext_noop("写真のアドレスと利用条件"),
    "image_licence": gettext_noop("写真のアドレスと利用条件"),
    "note": gettext_noop("そのほか"),
    "event_kind": gettext_noop("行事の種類"),
    "first_on": _DAY,
    "last_on": _DAY,
    "times_note": gettext_noop("日と時刻の補足"),
    "fee": _FEE,
    "fee_note": _FEE,
    "fee_kind": _FEE,
    "contact_name": gettext_noop("問い合わせ先の名前"),
    "organiser": gettext_noop("主催する団体"),
    "place_name": gettext_noop("会場の名前"),
    "join_until": gettext_noop("申し込める最後の日と時刻"),
    "join_until_time": gettext_noop("申し込める最後の日と時刻"),
    "how_to_join": gettext_noop("申し込みのしかた"),
    "content_url": _SITE,
}


@dataclass(frozen=True, slots=True)
class File:
    """One file to take: a table in one generation and one encoding."""

    label: str
    url: str


@dataclass(frozen=True, slots=True)
class Table:
    """One table, as the page tells of it."""

    data_set: DataSet
    extent: Extent

    @property
    def key(self) -> str:
        return self.data_set.key

    @property
    def name(self) -> str:
        return str(self.data_set.name)

    @property
    def rows(self) -> int:
        return self.extent.rows

    @property
    def changed(self) -> str:
        changed = self.extent.changed_at
        return family_day_words(localdate(changed)) if changed else ""

    @property
    def files(self) -> list[File]:
        return [
            File(self._label(generation, encoding), _address(self.data_set, generation, encoding))
            for generation in self.data_set.generations
            for encoding in Encoding
        ]

    @property
    def columns(self) -> list[list[Any]]:
        """Every heading of the newer generation, then what only the older one calls so."""
        shown: dict[str, Column] = {}
        for generation in self.data_set.generations:
            for column in self.data_set.columns[generation]:
                shown.setdefault(column.heading, column)
        return [[as_written(heading), marked(_(_MEANINGS[column.name]))] for heading, column in shown.items()]

    def _label(self, generation: Generation, encoding: Encoding) -> str:
        form = _("新しい様式") if generation is Generation.CURRENT else _("前の様式")
        letters = "UTF-8" if encoding is Encoding.UTF8 else "Shift_JIS"
        return joined(("CSV", form, letters), "　")


def column_headings() -> list[dict[str, str]]:
    return [{"label": _("列の名前")}, {"label": _("入っているもの")}]


def licence_of(town: Municipality) -> str:
    """On which condition others may use what the town publishes."""
    return str(town.facts.get(LICENCE_FACT) or USUAL_LICENCE)


def table_named(name: str, data_sets: dict[str, DataSet]) -> tuple[DataSet, Generation] | None:
    """「childcare」, 「childcare-legacy」: the table and its generation."""
    generation = Generation.LEGACY if name.endswith(_LEGACY_END) else Generation.CURRENT
    data_set = data_sets.get(name.removesuffix(_LEGACY_END))
    return (data_set, generation) if data_set and generation in data_set.columns else None


def sheet_of(data_set: DataSet, generation: Generation, rows: list[list[str]]) -> Sheet:
    """The table under the standard's own headings."""
    return Sheet(data_set.title, [SheetColumn(one.heading) for one in data_set.columns[generation]], rows)


def _address(data_set: DataSet, generation: Generation, encoding: Encoding) -> str:
    name = data_set.key + (_LEGACY_END if generation is Generation.LEGACY else "")
    address = reverse("portal:open-data-file", args=[name])
    return address if encoding is Encoding.UTF8 else f"{address}?encoding={encoding.value}"
