"""The table of steps as a page for people: `docs/reference/referral-states.md`."""

from collections.abc import Iterable

from tsunagu.desk.models.referral_choices import BusinessStatus, TaskStatus
from tsunagu.desk.models.transition import ARROWS, BUSINESS_ARROWS, Arrow

HEAD = """# States of a hand-over

Made from `tsunagu/desk/models/transition.py` by `tsunagu write_referral_states`; a test compares the two.
The same rows stand in `desk_transition_rule` and `desk_business_transition_rule`, where a trigger reads them.
Why they are as they are: `docs/adr/0004-referral-states.md`.

Actors: 依頼元 (source), 受け手 (target), 調整役の窓口 (coordinator), システム (the clock, or a person's
leaving), 受け手のリンク (a member without an account).
"""


def states_page() -> str:
    """The whole page."""
    statuses = _table(("状態", "名前"), ((status.label, f"`{status.value}`") for status in TaskStatus))
    business = _table(
        ("約束の状態", "名前"), ((status.label, f"`{status.value or '(空)'}`") for status in BusinessStatus)
    )
    arrows = _table(
        ("から", "へ", "だれが", "要るもの", "約束の状態が次のときだけ"),
        (
            (
                arrow.start.label,
                arrow.end.label,
                "・".join(str(actor.label) for actor in arrow.actors),
                _needs(arrow),
                "・".join(str(status.label) for status in arrow.only_from),
            )
            for arrow in ARROWS
        ),
    )
    meetings = _table(
        ("から", "へ", "だれが"),
        (
            (arrow.start.label, arrow.end.label, "・".join(str(actor.label) for actor in arrow.actors))
            for arrow in BUSINESS_ARROWS
        ),
    )
    return "\n".join(
        [
            HEAD,
            "## Statuses\n",
            statuses,
            "## Steps between statuses\n",
            arrows,
            "## Business statuses (while a named person holds the family)\n",
            business,
            "## Steps between business statuses\n",
            meetings,
        ]
    )


def _needs(arrow: Arrow) -> str:
    needed = {"理由": arrow.needs_reason, "結果": arrow.needs_outcome, "担当者名": arrow.needs_person}
    return "・".join(word for word, is_needed in needed.items() if is_needed)


def _table(heads: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [heads, tuple("---" for _ in heads), *rows]
    return "\n".join(f"| {' | '.join(str(word) for word in line)} |" for line in lines) + "\n"
