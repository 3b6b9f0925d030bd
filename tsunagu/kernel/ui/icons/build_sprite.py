"""Gather the icon sources into the one file that pages refer to: `static/ui/icons.svg`.

Run `python -m tsunagu.kernel.ui.icons.build_sprite` after changing an icon; a test compares the two.
"""

from pathlib import Path
from xml.etree import ElementTree

SOURCES = Path(__file__).parent
SPRITE = SOURCES.parent / "static" / "ui" / "icons.svg"
SVG = "http://www.w3.org/2000/svg"
DRAWN_WITH = ("viewBox", "fill", "stroke", "stroke-width", "stroke-linecap", "stroke-linejoin")


def sprite() -> str:
    """All icons as symbols, named by their file."""
    ElementTree.register_namespace("", SVG)
    root = ElementTree.Element(f"{{{SVG}}}svg")
    for path in sorted(SOURCES.glob("*.svg")):
        source = ElementTree.parse(path).getroot()  # noqa: S314  # our own drawings
        drawing = {name: source.attrib[name] for name in DRAWN_WITH}
        symbol = ElementTree.SubElement(root, f"{{{SVG}}}symbol", {"id": path.stem, **drawing})
        symbol.extend(source)
    ElementTree.indent(root, space="")
    return ElementTree.tostring(root, encoding="unicode") + "\n"


if __name__ == "__main__":
    SPRITE.write_text(sprite())
