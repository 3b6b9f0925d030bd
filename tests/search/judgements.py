"""The judged questions, and how well an answer does: hit among the first five, and nDCG over ten."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

from tests.conftest import TODAY_10AM
from tsunagu.directory.queries.search import SearchQuery, search_everywhere
from tsunagu.kernel.identifiers import new_id
from tsunagu.kernel.municipality.acting import Acting, acting
from tsunagu.kernel.municipality.queries import all_towns

OURS = Path(__file__).parent / "judgements.yaml"
# Written by somebody who had read the listings and knew nothing of how the search is made.
BLIND = Path(__file__).parent / "judgements_blind.yaml"
IN_OTHER_LANGUAGES = Path(__file__).parent / "other_languages.yaml"


@dataclass(frozen=True, slots=True)
class Judged:
    """A question, the listings that answer it, and the ones that were found."""

    query: str
    town: str
    acceptable: tuple[str, ...]
    found: tuple[str, ...]

    @property
    def hits_in_five(self) -> bool:
        if not self.acceptable:
            return not self.found
        return not set(self.acceptable).isdisjoint(self.found[:5])

    @property
    def ndcg(self) -> float:
        """Any acceptable listing counts the same: a family is helped by each."""
        if not self.acceptable:
            return float(not self.found)
        gain = sum(
            1 / math.log2(rank + 2) for rank, key in enumerate(self.found[:10]) if key in self.acceptable
        )
        return gain / sum(1 / math.log2(rank + 2) for rank in range(min(10, len(self.acceptable))))


def judge_all(file: Path) -> Iterator[Judged]:
    """Ask every question as the person for whom it was written: a family, or a supporter who is signed in."""
    towns = {town.slug: town.id for town in all_towns()}
    for row in yaml.safe_load(file.read_text(encoding="utf-8"))["judgements"]:
        asked = [towns[row["town"]]] if row["town"] != "all" else list(towns.values())
        supporter = new_id() if row.get("as") == "supporters" else None
        with acting(Acting(user=supporter, moment=TODAY_10AM)):
            hits = search_everywhere(
                SearchQuery(text=str(row["query"]), page_size=10), TODAY_10AM, towns=asked
            )
        found = tuple(hit.key for _, hit in hits)
        yield Judged(str(row["query"]), row["town"], tuple(row.get("acceptable") or ()), found)
