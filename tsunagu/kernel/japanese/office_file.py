"""The text of a file as Japanese offices save it."""

from tsunagu.kernel.japanese.misread import Misread

# A file from an older office system is Shift_JIS as Windows writes it; what is valid UTF-8 is never meant so.
ENCODINGS = ("utf-8-sig", "cp932")


class UnknownEncoding(Misread):
    """It is no text, or text of a kind that no office here saves."""


def text_of(content: bytes) -> str:
    """Read the bytes as UTF-8, with or without its mark, or as cp932.

    Raises:
        UnknownEncoding: they are neither.
    """
    for encoding in ENCODINGS:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise UnknownEncoding("文字コードが分かりません（UTF-8 か Shift_JIS で保存してください）。")
