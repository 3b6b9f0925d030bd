"""Postal codes."""

import pytest

from tsunagu.kernel.japanese.postal import BadPostalCode, read_postal_code


@pytest.mark.parametrize(
    "text", ["943-0832", "9430832", "〒943-0832", "〒９４３－０８３２", " 943ー0832 ", "943 0832"]
)
def test_a_postal_code_is_read_in_any_width(text):
    assert read_postal_code(text) == "943-0832"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("600001", "「600001」は6けたです。先頭の0が消えていないか確かめてください。"),
        ("943-08321", "「943-08321」は8けたです。郵便番号は7けたです。"),
        ("上越市", "「上越市」は郵便番号として読めません（例：943-0832）。"),
        ("", "「」は郵便番号として読めません（例：943-0832）。"),
    ],
)
def test_what_is_no_postal_code_is_refused_with_the_reason(text, reason):
    with pytest.raises(BadPostalCode) as refusal:
        read_postal_code(text)

    assert str(refusal.value) == reason
