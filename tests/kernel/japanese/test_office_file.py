"""Files as offices save them become text; what is no text is said to be none."""

import pytest

from tsunagu.kernel.japanese.office_file import UnknownEncoding, text_of


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932"])
def test_usual_encodings_are_read(encoding: str) -> None:
    assert text_of("髙田①子育て".encode(encoding)) == "髙田①子育て"


def test_what_is_no_text_is_not_taken_for_some() -> None:
    with pytest.raises(UnknownEncoding, match="UTF-8 か Shift_JIS"):
        text_of(b"\x81")
