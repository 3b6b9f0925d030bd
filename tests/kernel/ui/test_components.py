"""The component library keeps its promises: complete, plain, light and readable."""

import gzip
import re
from itertools import chain
from pathlib import Path
from xml.etree import ElementTree

import pytest
from django.utils.translation import override
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from tsunagu.kernel.ui.filters import FILTERS
from tsunagu.kernel.ui.icons.build_sprite import SPRITE, sprite

UI = Path(__file__).resolve().parents[3] / "tsunagu" / "kernel" / "ui"
TEMPLATES = UI / "templates" / "ui"
STATIC = UI / "static" / "ui"
ICONS = UI / "icons"
REFERENCE = UI.parents[2] / "docs" / "reference" / "components.md"

PAGES = {"document", "base_public", "base_work", "base_plain", "bound_field", "error", "gallery"}
COMPONENTS = sorted(path.stem for path in TEMPLATES.glob("*.html") if path.stem not in PAGES)
ALL_TEMPLATES = sorted(TEMPLATES.glob("*.html"))
ALL_ICONS = sorted(ICONS.glob("*.svg"))

# Every pair of tokens that stands as text on a ground, by (ink, ground). WCAG AA asks 4.5 : 1.
TEXT_PAIRS = [
    *[("ink", ground) for ground in ("paper", "paper-deep", "surface", "primary-tint", "accent-tint")],
    *[("ink", f"{meaning}-tint") for meaning in ("success", "info", "warning", "danger")],
    *[("ink-soft", ground) for ground in ("paper", "paper-deep", "surface", "muted-tint", "primary-tint")],
    *[("ink-soft", f"{meaning}-tint") for meaning in ("warning", "danger")],
    *[("primary", ground) for ground in ("paper", "paper-deep", "surface", "primary-tint", "danger-tint")],
    *[("primary", "warning-tint"), ("primary", "info-tint"), ("primary", "success-tint")],
    *[("primary-deep", ground) for ground in ("paper", "surface", "primary-tint")],
    *[("accent", ground) for ground in ("paper", "surface", "accent-tint")],
    *[(meaning, f"{meaning}-tint") for meaning in ("success", "info", "warning", "danger")],
    *[(meaning, ground) for meaning in ("success", "warning", "danger") for ground in ("paper", "surface")],
    *[("on-dark", ground) for ground in ("primary", "primary-deep", "danger", "danger-deep")],
    *[("on-dark", ground) for ground in ("ink", "focus-dark")],
]
# Lines and pictures that carry meaning: 3 : 1.
GRAPHIC_PAIRS = [
    ("line-strong", "surface"),
    ("line-strong", "paper"),
    ("accent-bright", "surface"),
    ("accent-bright", "paper"),
    ("primary", "surface"),
    ("primary", "primary-tint"),
    ("info", "surface"),
    ("focus-dark", "paper"),
    ("focus-dark", "focus-light"),
    ("focus-light", "primary-deep"),
]


def inline_icon(name: str, label: str | None = None) -> Markup:
    """Stand in for the real icon(): the same contract, without Django."""
    source = (ICONS / f"{name}.svg").read_text().strip()
    naming = f'role="img" aria-label="{escape(label)}"' if label else 'aria-hidden="true" focusable="false"'
    return Markup(source.replace("<svg ", f'<svg class="icon" {naming} ', 1))


@pytest.fixture(scope="module")
def environment() -> Environment:
    # Strict as in production: a component that reads what it was not given fails here first.
    made = Environment(
        loader=FileSystemLoader(UI / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    made.install_null_translations(newstyle=True)  # type: ignore[attr-defined]  # added by the extension
    made.globals.update(
        url=lambda name, *args: f"/{name}",
        static=lambda path: f"/static/{path}",
        icon=inline_icon,
        page_tag=lambda: "ja",
    )
    made.filters.update(FILTERS)
    return made


@pytest.fixture(scope="module")
def gallery(environment: Environment) -> str:
    return environment.get_template("ui/gallery.html").render(town={"name": "見本町", "url": "/"})


def tokens() -> dict[str, str]:
    return dict(re.findall(r"--([\w-]+):\s*(#[0-9a-f]{6});", (STATIC / "tokens.css").read_text()))


def luminance(colour: str) -> float:
    channels = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(tokens()[one]), luminance(tokens()[other])), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def gzipped(*names: str) -> int:
    return sum(len(gzip.compress((STATIC / name).read_bytes(), 9)) for name in names)


@pytest.mark.parametrize("name", COMPONENTS)
def test_component_file_has_a_macro_of_its_own_name(environment: Environment, name: str):
    module = environment.get_template(f"ui/{name}.html").module

    assert callable(getattr(module, name, None))


@pytest.mark.parametrize("name", COMPONENTS)
def test_gallery_shows_every_component(name: str):
    source = (TEMPLATES / "gallery.html").read_text()

    assert re.search(rf"\{{[{{%][^}}]*\b{name}\(", source), f"gallery.html never calls {name}()"


@pytest.mark.parametrize("name", COMPONENTS)
def test_reference_gives_the_signature_of_every_component(name: str):
    source = (TEMPLATES / f"{name}.html").read_text()
    declared = re.search(rf"\{{% macro ({name}\(.*?\)) -?%\}}", source, re.DOTALL)

    signature = " ".join(declared[1].split())

    assert f"| `{signature}` |" in REFERENCE.read_text()


def test_reference_names_every_icon():
    reference = REFERENCE.read_text()

    assert [path.stem for path in ALL_ICONS if f"`{path.stem}`" not in reference] == []


def test_gallery_repeats_no_id(gallery: str):
    ids = re.findall(r'\bid="([^"]+)"', gallery)

    assert sorted(ids) == sorted(set(ids))


def test_gallery_describes_controls_only_by_what_exists(gallery: str):
    ids = set(re.findall(r'\bid="([^"]+)"', gallery))
    named = chain.from_iterable(v.split() for v in re.findall(r'(?:aria-describedby|for)="([^"]+)"', gallery))

    assert [one for one in named if one not in ids] == []


@pytest.mark.parametrize("path", ALL_TEMPLATES, ids=lambda path: path.stem)
def test_template_has_nothing_a_strict_policy_forbids(path: Path):
    source = path.read_text()

    assert re.findall(r"\sstyle=|<style|\son\w+=|javascript:|<script(?![^>]*\ssrc=)|https?://", source) == []


@pytest.mark.parametrize("path", ALL_TEMPLATES, ids=lambda path: path.stem)
def test_template_opens_with_a_sentence_about_itself(path: Path):
    assert path.read_text().startswith("{# ")


@pytest.mark.parametrize("path", ALL_TEMPLATES, ids=lambda path: path.stem)
def test_template_names_only_icons_that_exist(path: Path):
    source = path.read_text()
    named = re.findall(r"\bicon\('([\w-]+)'", source)
    named += re.findall(r"""(?:icon_name=|icon_after=|'icon': )'([\w-]+)'""", source)

    assert [name for name in named if not (ICONS / f"{name}.svg").exists()] == []


def test_component_escapes_what_people_typed(environment: Environment):
    card = environment.get_template("ui/service_card.html").module.service_card

    shown = card({"name": "<b>広場</b>", "url": '"><i>', "organisation": "<u>", "phone": None})

    assert re.findall(r"<b>|<i>|<u>", str(shown)) == []


def test_unknown_status_keeps_its_word(environment: Environment):
    badge = environment.get_template("ui/status_badge.html").module.status_badge

    assert "審査中" in str(badge("審査中"))


def test_chart_and_its_table_say_the_same_figures(environment: Environment):
    bar_chart = environment.get_template("ui/bar_chart.html").module.bar_chart
    years = [
        {"label": "H28", "value": 1324, "shown": "1,324"},
        {"label": "H29", "value": 1500, "shown": "1,500"},
    ]

    chart = str(bar_chart("相談件数", years))

    drawn = re.findall(r'<text class="chart__value"[^>]*>([^<]+)<', chart)
    written = [cell.strip() for cell in re.findall(r'<td class="is-number">([^<]+)<', chart)]

    assert drawn == written == ["1,324", "1,500"]


@pytest.mark.parametrize(("highest", "top"), [(0, 4), (7, 8), (90, 120), (1324, 1600), (1500, 1600)])
def test_chart_scale_ends_on_a_round_number(environment: Environment, highest: int, top: int):
    scale = environment.get_template("ui/chart_scale.html").module.chart_scale

    assert float(str(scale(highest))) == top


@pytest.mark.parametrize("status", [400, 403, 404, 500, 418])
@pytest.mark.parametrize("town", [None, {"name": "見本町", "url": "/mihon"}])
def test_error_page_offers_one_heading_and_one_way_on(
    environment: Environment, status: int, town: dict[str, str] | None
):
    page = environment.get_template("ui/error.html").render(status=status, town=town)

    assert len(re.findall(r"<h1\b", page)) == 1
    assert len(re.findall(r'class="button button--primary"', page)) == 1


@pytest.mark.parametrize("path", ALL_ICONS, ids=lambda path: path.stem)
def test_icon_is_a_line_drawing_in_the_colour_of_its_text(path: Path):
    root = ElementTree.parse(path).getroot()

    assert root.attrib["viewBox"] == "0 0 24 24"
    assert root.attrib["stroke"] == "currentColor"
    assert root.attrib["stroke-width"] == "1.75"
    assert re.findall(r"#[0-9a-fA-F]{3,6}|<script|<style|href=", path.read_text()) == []


def test_sprite_holds_exactly_the_icons_there_are():
    assert SPRITE.read_text() == sprite()


def test_public_css_fits_its_budget():
    assert gzipped("tokens.css", "public.css") <= 9 * 1024


def test_work_css_fits_its_budget():
    assert gzipped("work.css") <= 7 * 1024


@pytest.mark.parametrize("name", ["form.js", "quick-exit.js"])
def test_script_stays_small(name: str):
    assert (STATIC / name).stat().st_size < 2048


@pytest.mark.parametrize(("ink", "ground"), TEXT_PAIRS)
def test_text_can_be_read(ink: str, ground: str):
    assert contrast(ink, ground) >= 4.5


@pytest.mark.parametrize(("line", "ground"), GRAPHIC_PAIRS)
def test_lines_with_meaning_can_be_seen(line: str, ground: str):
    assert contrast(line, ground) >= 3


@pytest.mark.parametrize("name", ["public.css", "work.css"])
def test_text_takes_only_colours_whose_contrast_is_checked(name: str):
    checked = {f"var(--{ink})" for ink, _ground in TEXT_PAIRS} | {"inherit", "currentColor"}
    # An icon is a picture, not text: its colours are in GRAPHIC_PAIRS.
    outside_print = (STATIC / name).read_text().split("@media print")[0]
    of_text = re.sub(r"[^{}]*> \.icon \{[^}]*\}", "", outside_print)
    used = set(re.findall(r"(?<![\w-])color:\s*([^;}]+?)\s*[;}]", of_text))

    assert used - checked == set()


@pytest.mark.parametrize("name", ["public.css", "work.css"])
def test_css_uses_only_tokens_that_exist(name: str):
    declared = set(re.findall(r"(--[\w-]+):", (STATIC / "tokens.css").read_text()))
    used = set(re.findall(r"var\((--[\w-]+)\)", (STATIC / name).read_text()))

    assert used - declared == set()


@pytest.mark.parametrize("name", ["public.css", "work.css"])
def test_css_asks_nothing_of_other_places(name: str):
    wanted = re.findall(r'url\("?([^")]+)"?\)', (STATIC / name).read_text())

    assert [one for one in wanted if not (STATIC / one).exists()] == []
    assert "@import" not in (STATIC / name).read_text()


def test_an_error_that_quotes_what_was_typed_says_that_it_is_japanese(environment: Environment) -> None:
    draw = environment.get_template("ui/field.html").module.field
    question = {
        "name": "day",
        "id": "day",
        "label": "Day",
        "help_text": "",
        "errors": ["“きのう” is no date."],
    }

    with override("en"):
        html = draw(question)

    assert '“<span lang="ja">きのう</span>” is no date.' in html
