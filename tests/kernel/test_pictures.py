"""What becomes of a photo: upright, in its widths, and without where it was taken."""

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from tests.factories.network import picture
from tsunagu.kernel import pictures
from tsunagu.kernel.pictures import NotAPicture, TooLarge, TooSmall, reencoded

_GPS = 0x8825
_ORIENTATION = 0x0112
_TURNED_RIGHT = 6


def with_memories(width: int, height: int) -> bytes:
    """A photo that says where it was taken, and that the camera was held on its side."""
    exif = Image.Exif()
    exif[_ORIENTATION] = _TURNED_RIGHT
    exif.get_ifd(_GPS)[1] = "N"
    return picture(width, height, exif=exif.tobytes())


def opened(content: bytes) -> Image.Image:
    return Image.open(io.BytesIO(content))


def test_a_photo_comes_in_every_width_and_format() -> None:
    made = list(reencoded(picture(2000, 1000)))

    assert [(one.width, one.height, one.ending) for one in made] == [
        (width, width // 2, ending) for width in (320, 640, 1280) for ending in ("webp", "jpg")
    ]
    assert [opened(one.content).format for one in made] == ["WEBP", "JPEG"] * 3


def test_a_small_photo_is_not_blown_up() -> None:
    assert {one.width for one in reencoded(picture(400, 300))} == {320, 400}


def test_nothing_of_where_it_was_taken_is_left_and_it_stands_upright() -> None:
    given_photo = with_memories(800, 400)
    assert dict(opened(given_photo).getexif()) != {}

    made = list(reencoded(given_photo))

    assert [dict(opened(one.content).getexif()) for one in made] == [{}] * len(made)
    assert {one.width < one.height for one in made} == {True}


def test_what_can_be_seen_through_stands_on_white() -> None:
    written = io.BytesIO()
    Image.new("RGBA", (300, 300), (0, 0, 0, 0)).save(written, "PNG")

    made = next(reencoded(written.getvalue()))

    assert opened(made.content).convert("RGB").getpixel((10, 10)) == (255, 255, 255)


def test_too_much_and_too_little_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(TooSmall):
        list(reencoded(picture(199, 400)))
    monkeypatch.setattr(pictures, "MOST_PIXELS", 300 * 300 - 1)
    with pytest.raises(TooLarge):
        list(reencoded(picture(300, 300)))
    monkeypatch.setattr(pictures, "MOST_BYTES", 10)
    with pytest.raises(TooLarge):
        list(reencoded(picture(300, 300)))


@pytest.mark.parametrize("content", [b"", b"<svg/>", picture(300, 300, format_="GIF"), picture()[:200]])
def test_another_file_is_no_photo(content: bytes) -> None:
    with pytest.raises(NotAPicture):
        list(reencoded(content))


@given(st.binary(max_size=200), st.integers(0, 600))
@settings(max_examples=60, deadline=None)
def test_no_bytes_bring_it_down(noise: bytes, at: int) -> None:
    whole = picture(200, 200)
    try:
        list(reencoded(whole[:at] + noise + whole[at + len(noise) :]))
    except (NotAPicture, TooLarge, TooSmall):
        return
