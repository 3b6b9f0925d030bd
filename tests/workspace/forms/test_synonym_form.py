"""Words of several languages are typed one after another."""

import pytest

from tsunagu.workspace.forms.synonym_form import SynonymForm


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("一時預かり、一時保育,預けたい", ["一時預かり", "一時保育", "預けたい"]),
        ("一時預かり 一時保育　預けたい", ["一時預かり", "一時保育", "預けたい"]),
        ("gửi trẻ、trông con", ["gửi trẻ", "trông con"]),
        (
            "deixar a criança\r\n托管孩子\r\nwatch my child",
            ["deixar a criança", "托管孩子", "watch my child"],
        ),
        ("won't sleep 夜泣き", ["won't sleep", "夜泣き"]),
        ("  \n、,", []),
    ],
)
def test_words_are_told_apart(typed: str, words: list[str]) -> None:
    form = SynonymForm({"terms": f"{typed}、終わり", "leads_to": "相談"})

    assert form.is_valid()
    assert form.cleaned_data["terms"] == [*words, "終わり"]


def test_an_expression_with_spaces_survives_being_opened_and_saved() -> None:
    terms = ["gửi trẻ", "trông con", "預けたい"]
    shown = SynonymForm(initial={"terms": terms})["terms"].value()

    form = SynonymForm({"terms": SynonymForm.base_fields["terms"].prepare_value(shown), "leads_to": "相談"})

    assert form.is_valid()
    assert form.cleaned_data["terms"] == terms
