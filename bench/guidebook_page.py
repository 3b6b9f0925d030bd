"""The book of the benchmark as one HTML page with print styles: same words, fonts, QR codes and indexes."""

from html import escape
from importlib.resources import files
from typing import Any

_STYLE = """
@font-face { font-family: Book; src: url(%(regular)s); }
@font-face { font-family: Book; font-weight: bold; src: url(%(bold)s); }
@page { size: A5; margin: 17mm 14mm 15mm; @top-right { content: string(chapter); font: 7.5pt Book; }
        @bottom-right { content: counter(page); font: bold 9pt Book; } }
html { font: 9pt/1.45 Book; }
p { margin: 1mm 0; }
h1 { break-before: page; string-set: chapter content();
     background: #0b5d56; color: white; padding: 3.5mm 5mm; }
h2 { background: #e2f0ed; color: #0b5d56; font-size: 11pt; padding: 2mm 3mm; break-after: avoid; }
h3 { font-size: 12pt; margin: 1mm 0; }
.listing { break-inside: avoid; border-bottom: .5pt solid #a9cfc8; margin: 4mm 0; }
.listing > svg { float: right; width: 16mm; height: 16mm; }
.photo { float: right; width: 32mm; height: 24mm; margin-right: 4mm; }
.photo svg, .sheet svg { width: 100%%; height: auto; }
dl { margin: 2mm 0; }
dt { float: left; clear: left; color: #0b5d56; font-weight: bold; } dd { margin-left: 19mm; }
small { font-size: 7pt; color: #51605d; }
.pages a::after { content: leader('.') target-counter(attr(href), page); }
.index { columns: 2; } .pages, .index { list-style: none; padding: 0; }
a { color: inherit; text-decoration: none; }
"""


def page_of(book: dict[str, Any]) -> str:
    fonts = {
        weight: (files(f"noto_cjk_sans_jp_{weight}") / f"NotoSansCJKjp-{weight.title()}.otf").as_uri()  # type: ignore[attr-defined]
        for weight in ("regular", "bold")
    }
    chapters = list(enumerate(book["chapters"]))
    contents = [_pointer(f"chapter-{number}", chapter["title"]) for number, chapter in chapters]
    parts = [
        f"<h1>{escape(book['title'])}</h1><p>{escape(book['cover']['day'])}</p>{book['cover']['qr']}",
        f"<h1>{escape(book['words']['contents'])}</h1><ul class=pages>{''.join(contents)}</ul>",
        *(_chapter(number, chapter, book["words"]) for number, chapter in chapters),
        *(_sheet(sheet) for sheet in book["sheets"]),
        f"<h1>{escape(book['words']['index'])}</h1><div class=index>{_index(book['index'])}</div>",
        f"<h1>{escape(book['words']['organisations'])}</h1>{_organisations(book['organisations'])}",
    ]
    style = _STYLE % fonts
    return f"<!doctype html><html lang=ja><meta charset=utf-8><style>{style}</style>{''.join(parts)}"


def _chapter(number: int, chapter: dict[str, Any], words: dict[str, str]) -> str:
    sections = "".join(
        f"<h2>{escape(section['title'])}</h2>{''.join(_listing(block, words) for block in section['blocks'])}"
        for section in chapter["sections"]
    )
    elsewhere = "".join(_pointer(each["id"], each["name"]) for each in chapter["elsewhere"])
    return (
        f"<h1 id=chapter-{number}>{escape(chapter['title'])}</h1>{sections}"
        f"<h2>{escape(words['elsewhere'])}</h2><ul class=pages>{elsewhere}</ul>"
    )


def _listing(block: dict[str, Any], words: dict[str, str]) -> str:
    facts = "".join(
        f"<dt>{escape(fact['label'])}</dt><dd>{'<br>'.join(map(escape, fact['lines']))}</dd>"
        for fact in block["facts"]
    )
    return (
        f"<div class=listing>{block['qr']}{_photo(block['photo'])}<small>{escape(block['reading'])}</small>"
        f"<h3 id={block['id']}>{escape(block['name'])}</h3><small>{escape(block['organisation'])}</small>"
        f"<p>{escape(block['summary'])}</p><p>{escape(block['description'])}</p><dl>{facts}</dl>"
        f"<small>{escape(words['unknown'])}：{escape(block['unknown'])}<br>{escape(block['confirmed'])}</small></div>"
    )


def _photo(photo: dict[str, Any] | None) -> str:
    return f"<div class=photo>{photo['drawing']}</div>" if photo else ""


def _sheet(sheet: dict[str, Any]) -> str:
    legend = "".join(
        f"<li>{each['number']} {escape(each['name'])} <small>{escape(each['address'])}</small> "
        + " ".join(f'<a href="#{id_}"></a>' for id_ in each["ids"])
        for each in sheet["legend"]
    )
    return (
        f"<h1>{escape(sheet['title'])}</h1><div class=sheet>{sheet['drawing']}</div>"
        f"<ul class='index pages'>{legend}</ul>"
    )


def _index(groups: list[dict[str, Any]]) -> str:
    return "".join(
        f"<h2>{group['row']}</h2><ul class=pages>"
        + "".join(_pointer(each["id"], each["name"]) for each in group["entries"])
        + "</ul>"
        for group in groups
    )


def _organisations(groups: list[dict[str, Any]]) -> str:
    entries = [each for group in groups for each in group["entries"]]
    return "".join(
        f"<p class=pages><b>{escape(each['name'])}</b> {escape(' '.join(each['phones']))} "
        + " ".join(f'<a href="#{id_}"></a>' for id_ in each["ids"])
        + "</p>"
        for each in entries
    )


def _pointer(target: str, words: str) -> str:
    return f'<li><a href="#{target}">{escape(words)}</a></li>'
