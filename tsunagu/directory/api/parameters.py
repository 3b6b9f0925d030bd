"""What may be asked of a list: one table for the reader, for openapi.json and for the page for people."""

from collections.abc import Iterator
from dataclasses import dataclass

SERVICES, AT_PLACES, ORGANISATIONS = "services", "service_at_locations", "organizations"
TAXONOMIES, TERMS = "taxonomies", "taxonomy_terms"
LISTS = (SERVICES, ORGANISATIONS, AT_PLACES, TAXONOMIES, TERMS)
_SERVICES_ANYWHERE = (SERVICES, AT_PLACES)
_SORTED = (SERVICES, AT_PLACES, ORGANISATIONS)

PER_PAGE, MOST_PER_PAGE = 50, 500
MOST_MINIMAL = 10_000
MOST_PAGE = 1_000_000
MOST_AGE = 130
MOST_METRES = 100_000
MOST_CHARACTERS = 500
# Where Japan is: outside of it the two numbers were swapped.
LATITUDES, LONGITUDES = (20, 46), (122, 154)


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter: where it is understood, what it means. `ours` is what HSDS 3.1 does not define."""

    name: str
    type: str
    on: tuple[str, ...]
    ja: str
    en: str
    is_ours: bool = False
    may_repeat: bool = False
    # The lowest and highest number that is taken.
    least: float = 0
    most: float = 0


PARAMETERS = (
    Parameter(
        "search",
        "text",
        LISTS,
        "言葉でさがします。サービスはこのサイトの検索と同じ順番（合うものから1,000件まで）、"
        "ほかは名前に含むもの。",
        "Words. Services as this site's own search ranks them (the best 1,000); the rest by name.",
    ),
    Parameter(
        "page", "integer", LISTS, "ページの番号（1から）。", "Page number, from 1.", least=1, most=MOST_PAGE
    ),
    Parameter(
        "per_page",
        "integer",
        LISTS,
        f"1ページの件数。ふつう{PER_PAGE}、{MOST_PER_PAGE}まで（minimalのときは{MOST_MINIMAL}まで）。",
        f"Rows in a page: {PER_PAGE} unless told, at most {MOST_PER_PAGE} ({MOST_MINIMAL} with minimal).",
        least=1,
        most=MOST_PER_PAGE,
    ),
    Parameter(
        "format",
        "format",
        LISTS,
        "json、または1行に1件で全件を流すndjson。",
        "json, or ndjson: every row, one a line, without pages.",
    ),
    Parameter(
        "taxonomy_term_id",
        "uuid",
        _SORTED,
        "この語に分類されたもの。くり返すと、すべての語に分類されたもの。",
        "Sorted under this term; repeated: under all of them.",
        may_repeat=True,
    ),
    Parameter(
        "taxonomy_id",
        "uuid",
        (*_SORTED, TERMS),
        "この分類のどれかの語に分類されたもの。語の一覧では、この分類の語。",
        "Sorted under any term of this taxonomy; among terms: those of this taxonomy.",
        may_repeat=True,
    ),
    Parameter(
        "organization_id", "uuid", _SERVICES_ANYWHERE, "この組織が行うもの。", "Run by this organisation."
    ),
    Parameter(
        "modified_after",
        "date-time",
        _SORTED,
        "この日時以後に変わったもの（ISO 8601。時差がなければ日本時間）。",
        "Changed at or after this moment (ISO 8601; Japanese time where no offset is given).",
    ),
    Parameter(
        "minimal",
        "boolean",
        (SERVICES,),
        "trueなら、idとmodified_dateだけ。",
        "true: only id and modified_date.",
    ),
    Parameter(
        "full",
        "boolean",
        _SORTED,
        "trueなら、関係するものをすべて入れ子にします。",
        "true: with everything that hangs on the row.",
    ),
    Parameter(
        "full_service",
        "boolean",
        (ORGANISATIONS,),
        "trueなら、組織の中にサービスの全部を入れます。",
        "true: the organisation's services are told in full.",
    ),
    Parameter(
        "minimum_age",
        "number",
        _SERVICES_ANYWHERE,
        "使う人の年齢の下（歳）。この幅に少しでも重なるサービスを返します。"
        "年齢の定めがないサービスも返します。",
        "Lower end of the users' ages in years: services whose ages overlap, and those without limits.",
        most=MOST_AGE,
    ),
    Parameter(
        "maximum_age",
        "number",
        _SERVICES_ANYWHERE,
        "使う人の年齢の上（歳）。整数は、その歳のあいだ全部（2なら3歳の誕生日の前日まで）。",
        "Upper end in years. A whole number means all of that year of life (2: until the third birthday).",
        most=MOST_AGE,
    ),
    Parameter(
        "age_months",
        "integer",
        _SERVICES_ANYWHERE,
        "子どもの月齢。この月齢で使えるもの。",
        "A child's age in months: what can be used at that age.",
        is_ours=True,
        most=MOST_AGE * 12,
    ),
    Parameter(
        "day",
        "day",
        _SERVICES_ANYWHERE,
        "ふだんの週に開いている曜日（MO TU WE TH FR SA SU。カンマで並べると、どれかの日）。"
        "祝日や臨時の休みは見ません。",
        "Open on this weekday in a usual week (MO … SU; several with commas: any of them). No holidays.",
    ),
    Parameter(
        "start_time",
        "time",
        _SERVICES_ANYWHERE,
        "この時刻からあとに開いている時間があるもの（HH:MM、日本時間）。",
        "Open for some time after this hour (HH:MM, Japanese time).",
    ),
    Parameter(
        "end_time",
        "time",
        _SERVICES_ANYWHERE,
        "この時刻より前に開いている時間があるもの。start_timeと合わせると、その間のどこかで開いているもの。",
        "Open for some time before this hour; with start_time: at some moment between the two.",
    ),
    Parameter(
        "include_unknown_hours",
        "boolean",
        _SERVICES_ANYWHERE,
        "trueなら、開いている時間が分からないものも残します。ふつうは返しません。",
        "true: keep what has no known hours when day, start_time or end_time is given.",
        is_ours=True,
    ),
    Parameter(
        "include_child_terms",
        "boolean",
        _SERVICES_ANYWHERE,
        "trueなら、taxonomy_term_idの下の語に分類されたものも返します。",
        "true: terms below taxonomy_term_id count as well.",
        is_ours=True,
    ),
    Parameter(
        "postcode",
        "postcode",
        _SERVICES_ANYWHERE,
        "郵便番号。この町のデータにある同じ郵便番号の場所から地区と位置を知ります。"
        "地区を限るサービスは、その地区のものだけ。",
        "Postal code. Its districts and position are those of the town's own places that carry it.",
    ),
    Parameter(
        "proximity",
        "metres",
        _SERVICES_ANYWHERE,
        "postcode（またはlatitudeとlongitude）からこの距離（メートル）以内の場所で行うもの。",
        "Given within so many metres of postcode, or of latitude and longitude.",
        most=MOST_METRES,
    ),
    Parameter(
        "latitude",
        "number",
        _SERVICES_ANYWHERE,
        "距離を測るもとの緯度。longitudeとproximityと合わせて使います。",
        "Centre for proximity, with longitude.",
        is_ours=True,
        least=LATITUDES[0],
        most=LATITUDES[1],
    ),
    Parameter(
        "longitude",
        "number",
        _SERVICES_ANYWHERE,
        "距離を測るもとの経度。",
        "Centre for proximity, with latitude.",
        is_ours=True,
        least=LONGITUDES[0],
        most=LONGITUDES[1],
    ),
    Parameter(
        "top_only",
        "boolean",
        (TERMS,),
        "trueなら、上位の語がないものだけ。",
        "true: only terms without a parent.",
    ),
    Parameter("parent_id", "uuid", (TERMS,), "この語のすぐ下の語。", "Terms right below this one."),
)


def parameters_of(endpoint: str) -> Iterator[Parameter]:
    return (each for each in PARAMETERS if endpoint in each.on)


def parameter(name: str) -> Parameter:
    """The one of that name."""
    return next(each for each in PARAMETERS if each.name == name)
