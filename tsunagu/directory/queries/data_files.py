"""The data files that come with the software."""

from pathlib import Path

_DATA = Path(__file__).resolve().parent.parent / "data"
TAXONOMY = _DATA / "taxonomy.yaml"
SYNONYMS = _DATA / "synonyms.yaml"
TOWNS = _DATA / "towns"
