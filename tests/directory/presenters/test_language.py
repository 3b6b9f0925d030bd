"""Which wording of the register a reader gets."""

import pytest
import yaml
from django.utils.translation import override

from tsunagu.directory.presenters.language import in_language, name_of, written_in
from tsunagu.directory.queries.data_files import TAXONOMY
from tsunagu.directory.queries.listing import Named
from tsunagu.kernel.municipality.languages import LANGUAGES
from tsunagu.kernel.ui.marking import foreign_tag

NAMES = {"zh-hans": "托管", "pt-br": "Cuidado", "vi": "Gửi trẻ"}
CARE = Named("預けたい", "あずけたい", "Childcare", names=NAMES)


@pytest.mark.parametrize(
    ("language", "name"),
    [("ja", "預けたい"), ("ja-easy", "あずけたい"), ("en", "Childcare"), *NAMES.items()],
)
def test_a_word_of_the_vocabulary_is_in_the_readers_language(language: str, name: str) -> None:
    with override(language):
        assert (name_of(CARE), foreign_tag(name_of(CARE))) == (name, "")


@pytest.mark.parametrize(
    ("language", "easy", "english", "shown", "tag"),
    [
        ("zh-hans", "あずけます。", "Care.", "あずけます。", "ja"),
        ("pt-br", "あずけます。", "Care.", "あずけます。", "ja"),
        ("vi", "", "Care.", "Care.", "en"),
        ("vi", "", "", "預かります。", "ja"),
        ("en", "あずけます。", "", "預かります。", "ja"),
        ("ja-easy", "", "Care.", "預かります。", ""),
    ],
)
def test_what_a_service_is_comes_in_the_nearest_wording(
    language: str, easy: str, english: str, shown: str, tag: str
) -> None:
    with override(language):
        wording = in_language("預かります。", easy=easy, english=english)

        assert (wording, foreign_tag(wording)) == (shown, tag)


@pytest.mark.parametrize(
    ("language", "shown", "tag"),
    [
        ("zh-hans", "広場", "ja"),
        ("pt-br", "Hiroba", "en"),
        ("vi", "Hiroba", "en"),
        ("en", "Hiroba", ""),
        ("ja", "広場", ""),
    ],
)
def test_a_name_is_as_on_the_sign_or_as_it_is_said(language: str, shown: str, tag: str) -> None:
    with override(language):
        name = in_language("広場", english="Hiroba")

        assert (name, foreign_tag(name)) == (shown, tag)


def test_a_record_says_in_which_languages_it_is_written() -> None:
    assert written_in(easy="", english="") == ("ja",)
    assert written_in(easy="あ", english="") == ("ja", "ja-easy")
    assert written_in(easy="", english="A") == ("ja", "en")


def test_every_word_of_the_vocabulary_has_a_name_in_every_language() -> None:
    taxonomy = yaml.safe_load(TAXONOMY.read_text(encoding="utf-8"))
    waiting = [row for section, rows in taxonomy.items() if section != "audiences" for row in rows]
    wanted = {one.code for one in LANGUAGES} - {"ja", "ja-easy", "en"}
    lacking = {}
    while waiting:
        row = waiting.pop()
        waiting += row.get("children", ())
        named = {code for code, name in row.get("names", {}).items() if name.strip()}
        lacking |= {row["key"]: wanted - named} if wanted - named else {}

    assert lacking == {}
