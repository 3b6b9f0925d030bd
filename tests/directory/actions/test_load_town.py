"""Reading a town's data file into the register."""

import copy
from datetime import timedelta
from typing import Any

import pytest
import yaml

from tests.conftest import TODAY_10AM
from tests.factories.directory import make_service
from tsunagu.directory.actions.load_town import NotATownFile, load_town
from tsunagu.directory.actions.town_files.report import Change, LoadReport, Outcome
from tsunagu.directory.models import ContactPerson, Location, Organisation, Service, TaxonomyTerm
from tsunagu.directory.queries.data_files import TAXONOMY, TOWNS
from tsunagu.directory.queries.search import SearchQuery, search
from tsunagu.directory.queries.town_file import town_file
from tsunagu.kernel.audit.models import WriteEntry
from tsunagu.kernel.municipality.acting import as_system
from tsunagu.kernel.municipality.models import Municipality

TOWN_FILES = sorted(path.stem for path in TOWNS.glob("*.yaml"))
WORDS = yaml.safe_load(TAXONOMY.read_text(encoding="utf-8"))
HIRO = {
    "municipality": {
        "slug": "hiro", "name": "ひろ町", "name_kana": "ヒロマチ", "name_en": "Hiro", "code": "999999",
        "prefecture": "新潟県", "seed": "J", "facts": {"births": {2017: 12}},
    },
    "districts": [{"key": "kita", "name": "北区", "name_kana": "キタク"}],
    "organizations": [
        {"key": "npo", "name": "NPOひろ", "name_kana": "エヌピーオーヒロ", "kind": "npo", "parent": "cho"},
        {"key": "cho", "name": "ひろ町役場", "name_kana": "ヒロマチヤクバ", "kind": "municipal"},
    ],
    "locations": [
        {
            "key": "plaza", "name": "プラザ", "name_kana": "プラザ", "location_type": "physical",
            "district": "kita",
        }
    ],
    "services": [
        {
            "key": "azukari", "name": "一時預かり", "name_kana": "イチジアズカリ", "organization": "npo",
            "kind": "一時預かり", "needs": ["temporary_care"], "locations": ["plaza"], "status": "active",
            "audience": "residents", "contact_roles": [{"role": "保育士"}], "minimum_age_months": 6,
            "schedule": {
                "weekly": [{"days": ["mo", "tu"], "opens": "09:00", "closes": "16:30"}],
                "closed_nth": [{"week": 2, "day": "tu"}], "year_end_closed": True, "text": "月火のみ",
            },
            "facts": {"started_on": "2014-04-01", "users": {2017: 361}}, "venues_count": 14,
            "source": {"seed": "J", "at": "表"},
        }
    ],
}  # fmt: skip


def load(data: dict[str, Any]) -> LoadReport:
    return load_town(data, taxonomy=WORDS, is_demo=True, at=TODAY_10AM)


def hiro(section: str = "services", **changes: Any) -> dict[str, Any]:
    """The small town, the first row of a section changed."""
    data = copy.deepcopy(HIRO)
    data[section][0].update(changes)
    return data


def written(town: str) -> dict[str, Any]:
    return yaml.safe_load((TOWNS / f"{town}.yaml").read_text(encoding="utf-8"))


def by_key(data: dict[str, Any]) -> dict[str, Any]:
    """The file's content without the order of its rows, which says nothing."""
    return {
        name: {row["key"]: row for row in section} if isinstance(section, list) else section
        for name, section in data.items()
    }


def row_of(report: LoadReport, section: str, key: str) -> tuple[Outcome, list[str]]:
    row = next(row for row in report.rows if (row.section, row.key) == (section, key))
    return row.outcome, row.remarks


@pytest.mark.parametrize("town", TOWN_FILES)
def test_every_row_of_the_towns_files_is_taken_as_it_stands(db: None, town: str) -> None:
    report = load(written(town))

    assert "\n".join(row.line for row in report.rows if row.outcome is not Outcome.TAKEN) == ""


@pytest.mark.parametrize("town", TOWN_FILES)
def test_a_town_goes_out_as_it_came_in(db: None, town: str) -> None:
    load(written(town))

    with as_system(Municipality.objects.get(slug=town).id):
        assert by_key(town_file()) == by_key(written(town))


def test_what_was_read_can_be_found(db: None) -> None:
    load(hiro())

    with as_system(Municipality.objects.get(slug="hiro").id):
        found = search(SearchQuery(text="あずかり"), TODAY_10AM)
        assert [hit.name for hit in found.hits] == ["一時預かり"]


def test_reading_a_file_again_changes_nothing(db: None) -> None:
    load(hiro())
    town = Municipality.objects.get(slug="hiro")
    with as_system(town.id):
        before = WriteEntry.objects.count()

    report = load(hiro())

    assert set(report.changes) == {Change.UNCHANGED}
    assert Municipality.objects.get(slug="hiro").directory_version == town.directory_version
    with as_system(town.id):
        assert WriteEntry.objects.count() == before


def test_a_changed_row_is_the_only_one_that_changes(db: None) -> None:
    load(hiro())
    version = Municipality.objects.get(slug="hiro").directory_version

    report = load(hiro(summary="一時間から預かります。"))

    assert [row.key for row in report.rows if row.change is not Change.UNCHANGED] == ["azukari"]
    assert Municipality.objects.get(slug="hiro").directory_version == version + 1
    with as_system(Municipality.objects.get(slug="hiro").id):
        assert Service.objects.get().summary == "一時間から預かります。"


def test_a_place_taken_from_a_service_leaves_it(db: None) -> None:
    load(hiro())

    report = load(hiro(locations=[]))

    assert [row.key for row in report.rows if row.change is Change.CHANGED] == ["azukari"]
    with as_system(Municipality.objects.get(slug="hiro").id):
        assert [link.location_id for link in Service.objects.get().at_locations.all()] == []


def test_a_person_entered_by_hand_stays(db: None) -> None:
    load(hiro())
    with as_system(Municipality.objects.get(slug="hiro").id):
        service = Service.objects.get()
        ContactPerson.objects.create(organisation=service.organisation, service=service, role="園長")

    load(hiro())

    with as_system(Municipality.objects.get(slug="hiro").id):
        assert sorted(ContactPerson.objects.values_list("role", flat=True)) == ["保育士", "園長"]


def test_a_row_entered_by_hand_goes_out_and_comes_back_as_itself(db: None) -> None:
    load(hiro())
    with as_system(Municipality.objects.get(slug="hiro").id):
        by_hand = make_service(Organisation.objects.get(key="npo"), needs=("temporary_care",))
        out = town_file()

    report = load(out)

    assert [(row.key, row.change) for row in report.rows if row.change is not Change.UNCHANGED] == [
        (str(by_hand.id), Change.CHANGED)
    ]
    with as_system(Municipality.objects.get(slug="hiro").id):
        assert Service.objects.count() == 2


def test_a_changed_row_says_when_it_was_changed(db: None) -> None:
    load(hiro())
    tomorrow = TODAY_10AM + timedelta(days=1)

    load_town(hiro(summary="一時間から。"), taxonomy=WORDS, is_demo=True, at=tomorrow)

    with as_system(Municipality.objects.get(slug="hiro").id):
        assert Service.objects.get().updated_at == tomorrow
        assert Organisation.objects.get(key="npo").updated_at == TODAY_10AM


def test_words_that_staff_added_stay(db: None) -> None:
    load(hiro())
    with as_system(Municipality.objects.get(slug="hiro").id):
        term = TaxonomyTerm.objects.get(scheme="need", key="temporary_care")
        term.words = [*term.words, "ちょいあずけ"]
        term.save()

    load(hiro())

    with as_system(Municipality.objects.get(slug="hiro").id):
        assert TaxonomyTerm.objects.get(id=term.id).words[-1] == "ちょいあずけ"


@pytest.mark.parametrize(
    ("changes", "remark"),
    [
        ({"name": " 一時預かり "}, "「name」の前後の空白を取りました。"),
        ({"name_kana": "いちじあずかり"}, "「name_kana」を全角カタカナに直しました。"),
        ({"name": "ひろば", "name_kana": None}, "「name_kana」を名前のかなから補いました。"),
        ({"minimum_age_months": "１２"}, "「minimum_age_months」を数字に直しました。"),
        (
            {"maximum_age_months": 3},
            "月齢の下限6が上限3より大きいため、年齢を「確認中」にしました。",
        ),
        ({"phones": ["０２５ー５２６ー５１１１"]}, "電話番号を025-526-5111に直しました。"),
        ({"commissioned_by": "npo"}, "委託元が実施する組織と同じなので空けました。"),
        ({"colour": "red"}, "知らない項目「colour」は読みませんでした。"),
        ({"needs": ["temporary_care", "temporary_care"]}, "「needs」の重なりと空きを除きました。"),
    ],
)
def test_a_row_is_mended_and_it_is_told_how(db: None, changes: dict[str, Any], remark: str) -> None:
    report = load(hiro(**changes))

    assert row_of(report, "services", "azukari") == (Outcome.REPAIRED, [remark])


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"name": ""}, "「name」がありません。"),
        ({"name_kana": ""}, "「name_kana」（フリガナ）がありません。"),
        ({"organization": "nowhere"}, "「organization」の「nowhere」が見つかりません。"),
        ({"needs": ["fly"]}, "「needs」の「fly」が見つかりません。"),
        ({"audience": "all"}, "「audience」の「all」は知らない値です（residents、supporters）。"),
        ({"minimum_age_months": "三歳"}, "「minimum_age_months」の「三歳」は月齢として読めません。"),
        ({"schedule": {"hours": "9-5"}}, "開いているときの項目「hours」は知らない項目です。"),
        ({"summary": "あ" * 201}, "「summary」が長すぎます（201字。200字まで）。"),
        ({"assured_by": "こども課"}, "「assured_on」と「assured_by」は両方書くか、両方空けてください。"),
    ],
)  # fmt: skip
def test_a_row_that_cannot_be_read_is_refused_with_its_reason(
    db: None, changes: dict[str, Any], reason: str
) -> None:
    report = load(hiro(**changes))

    assert row_of(report, "services", "azukari") == (Outcome.REFUSED, [reason])
    with as_system(Municipality.objects.get(slug="hiro").id):
        assert Service.objects.count() == 0


def test_a_bad_row_does_not_keep_the_others_out(db: None) -> None:
    data = hiro()
    data["services"].append({**data["services"][0], "key": "second", "status": "open"})

    report = load(data)

    assert [row.key for row in report.with_outcome(Outcome.REFUSED)] == ["second"]
    with as_system(Municipality.objects.get(slug="hiro").id):
        assert [service.key for service in Service.objects.all()] == ["azukari"]


def test_the_second_row_of_a_name_is_refused(db: None) -> None:
    data = hiro()
    data["services"].append(data["services"][0])

    assert load(data).with_outcome(Outcome.REFUSED)[0].remarks == ["同じ名前の行がすでにあります。"]


def test_organisations_that_are_each_others_parents_are_refused(db: None) -> None:
    report = load(hiro("organizations", parent="npo"))

    assert row_of(report, "organizations", "npo") == (
        Outcome.REFUSED,
        ["「parent」の「npo」が見つかりません。"],
    )


@pytest.mark.parametrize(
    ("given", "kept", "outcome"),
    [
        ({"latitude": 37.1, "longitude": 138.2}, (37.1, 138.2), Outcome.TAKEN),
        ({"latitude": 138.2, "longitude": 37.1}, (37.1, 138.2), Outcome.REPAIRED),
    ],
)
def test_swapped_coordinates_are_told_apart(
    db: None, given: dict[str, float], kept: tuple[float, float], outcome: Outcome
) -> None:
    report = load(hiro("locations", **given))

    assert row_of(report, "locations", "plaza")[0] == outcome
    with as_system(Municipality.objects.get(slug="hiro").id):
        place = Location.objects.get()
        assert (float(place.latitude), float(place.longitude)) == kept


def test_coordinates_outside_japan_are_refused(db: None) -> None:
    report = load(hiro("locations", latitude=0.0, longitude=0.0))

    assert row_of(report, "locations", "plaza") == (
        Outcome.REFUSED,
        ["緯度0.0・経度0.0は日本の中の場所ではありません。"],
    )


def test_an_organisation_finds_its_place(db: None) -> None:
    load(hiro("organizations", location="plaza"))

    with as_system(Municipality.objects.get(slug="hiro").id):
        assert Location.objects.get().organisation == Organisation.objects.get(key="npo")


@pytest.mark.parametrize("data", [{}, {"municipality": {"slug": "x"}}, {**HIRO, "people": []}])
def test_what_is_no_town_file_is_not_read(db: None, data: dict[str, Any]) -> None:
    with pytest.raises(NotATownFile):
        load(data)

    assert Municipality.objects.count() == 0
