"""The press: a program of its own that reads a book as JSON and writes its PDF, or says what it cannot print.

`python press.py <pdf|png> <moment> <font folder> …` with the book on its standard input. It stands apart
because typesetting keeps what it worked out, some hundred megabytes, for as long as its process lives: a
worker that prints once a month should not carry that for ever. It knows nothing of Django or the database.
"""

import json
import sys
from pathlib import Path

import typst

TEMPLATES = Path(__file__).parents[2] / "guidebook"
# Tagged for screen readers, and for the archive: both are checked while the file is made.
STANDARDS = ["ua-1", "a-2a"]
REFUSED = 2


def main(kind: str, moment: str, folders: list[str]) -> int:
    # Only these fonts: the same book on every machine.
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=folders)
    compiler = typst.Compiler(TEMPLATES / "book.typ", root=TEMPLATES, font_paths=fonts)
    book = sys.stdin.buffer.read().decode()
    try:
        made = compiler.compile(
            format=kind,
            sys_inputs={"book": book},
            pdf_standards=STANDARDS if kind == "pdf" else [],
            timestamp=int(moment),
            ppi=100,
        )
    except typst.TypstError as error:
        sys.stderr.write(json.dumps({"message": error.message}))
        return REFUSED
    for part in made if isinstance(made, list) else [made]:
        sys.stdout.buffer.write(len(part).to_bytes(8, "big") + part)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2], sys.argv[3:]))
