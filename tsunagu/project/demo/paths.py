"""What becomes of a hand-over: the ways that such things go, as turns to be played in business days.

A turn that lies after the demo's today is not played, so the newest hand-overs are still on their way.
"""

from dataclasses import dataclass, field
from enum import StrEnum

from tsunagu.desk.models.referral_choices import Closing, DeclinedBy, Outcome, StatusReason


class Verb(StrEnum):
    """What somebody does to a hand-over."""

    ACCEPT = "accept"
    DECLINE = "decline"
    ASK_NEXT = "ask_next"
    APPOINT = "appoint"
    MEET = "meet"
    MISS = "miss"
    BEGIN = "begin"
    HOLD = "hold"
    COMPLETE = "complete"
    FAIL = "fail"
    WITHDRAW = "withdraw"
    ASK_TO_STOP = "ask_to_stop"
    STOP = "stop"
    CORRECT = "correct"
    CLOSE = "close"


@dataclass(frozen=True, slots=True)
class Turn:
    """Done so many business days after the turn before; 0 is the same day, some hours later."""

    after: int
    verb: Verb
    facts: dict[str, object] = field(default_factory=dict)


def _turn(after: int, verb: Verb, **facts: object) -> Turn:
    return Turn(after, verb, facts)


_V, _R = Verb, StatusReason
_HELPED = (
    _turn(2, _V.APPOINT, in_days=3),
    _turn(3, _V.MEET),
    _turn(3, _V.COMPLETE, outcome=Outcome.RESOLVED),
)
_STARTED = (_turn(3, _V.BEGIN), _turn(3, _V.COMPLETE, outcome=Outcome.SERVICE_STARTED))

TURNS: dict[str, tuple[Turn, ...]] = {
    "helped": (_turn(0, _V.ACCEPT), *_HELPED),
    "helped_next_day": (_turn(1, _V.ACCEPT), *_HELPED),
    "started": (_turn(0, _V.ACCEPT), *_STARTED),
    "started_next_day": (_turn(1, _V.ACCEPT), *_STARTED),
    "helped_at_last": (_turn(3, _V.ACCEPT), *_HELPED),
    "informed": (_turn(2, _V.ACCEPT), _turn(2, _V.COMPLETE, outcome=Outcome.INFORMED, retold=True)),
    "full_then_next": (
        _turn(2, _V.DECLINE, reason=_R.FULL, by=DeclinedBy.PROVIDER, suggests=True),
        _turn(1, _V.ASK_NEXT),
        _turn(1, _V.ACCEPT),
        *_STARTED,
    ),
    "no_staff_nobody_known": (
        _turn(2, _V.DECLINE, reason=_R.LACK_OF_STAFF, by=DeclinedBy.PROVIDER, suggests=False),
        _turn(4, _V.CLOSE, closing=Closing.NO_PLACE),
    ),
    "family_says_no": (
        _turn(2, _V.DECLINE, reason=_R.FAMILY_DECLINED, by=DeclinedBy.FAMILY),
        _turn(3, _V.CLOSE, closing=Closing.FAMILY_WITHDREW),
    ),
    # Nobody answers: reminded, told on, and taken back to the desk by the clock, which asks another.
    "no_answer": (_turn(6, _V.ASK_NEXT), _turn(1, _V.ACCEPT), *_HELPED),
    "unreachable": (
        _turn(1, _V.ACCEPT),
        _turn(9, _V.FAIL, reason=_R.FAMILY_UNREACHABLE, by=DeclinedBy.FAMILY),
        _turn(2, _V.CLOSE, closing=Closing.SOLVED_OTHERWISE),
    ),
    "waits_for_a_place": (
        _turn(1, _V.ACCEPT),
        _turn(2, _V.HOLD, reason=_R.WAITING_PLACE, in_days=10),
        _turn(10, _V.BEGIN),
        _turn(4, _V.COMPLETE, outcome=Outcome.WAITLISTED),
    ),
    "missed_once": (
        _turn(1, _V.ACCEPT),
        _turn(1, _V.APPOINT, in_days=3),
        _turn(3, _V.MISS),
        _turn(1, _V.APPOINT, in_days=4),
        _turn(4, _V.MEET),
        _turn(3, _V.COMPLETE, outcome=Outcome.CONTINUING),
    ),
    "solved_meanwhile": (
        _turn(1, _V.WITHDRAW, reason=_R.SOLVED_OTHERWISE),
        _turn(1, _V.CLOSE, closing=Closing.SOLVED_OTHERWISE),
    ),
    "stopped": (
        _turn(0, _V.ACCEPT),
        _turn(1, _V.ASK_TO_STOP, reason=_R.CIRCUMSTANCES_CHANGED),
        _turn(1, _V.STOP),
        _turn(1, _V.CLOSE, closing=Closing.MOVED_AWAY),
    ),
    "sent_by_mistake": (_turn(0, _V.CORRECT), _turn(1, _V.CLOSE, closing=Closing.MISTAKE)),
}
# The newest hand-overs: sent so many business days ago, and where each of them stands since.
TURNS |= {
    "reminded": (),
    "escalated": (),
    "back_at_the_desk": (),
    "accepted": (_turn(1, _V.ACCEPT),),
    "appointed": (_turn(1, _V.ACCEPT), _turn(1, _V.APPOINT, in_days=4)),
    "missed": (_turn(1, _V.ACCEPT), _turn(1, _V.APPOINT, in_days=1), _turn(1, _V.MISS)),
    "begun": (_turn(1, _V.ACCEPT), _turn(1, _V.BEGIN)),
    "held": (_turn(1, _V.ACCEPT), _turn(1, _V.HOLD, reason=_R.WAITING_PLACE, in_days=10)),
    "declined": (_turn(1, _V.DECLINE, reason=_R.FULL, by=DeclinedBy.PROVIDER, suggests=True),),
    "asked_next": (
        _turn(1, _V.DECLINE, reason=_R.OTHER_EXPERTISE, by=DeclinedBy.PROVIDER, suggests=True),
        _turn(1, _V.ASK_NEXT),
    ),
    "failed": (_turn(1, _V.ACCEPT), _turn(2, _V.FAIL, reason=_R.FAMILY_UNREACHABLE, by=DeclinedBy.FAMILY)),
    # Taken on, then forgotten: the promised day is over, and the desk was told.
    "overdue": (_turn(1, _V.ACCEPT),),
}
STANDING = (
    (1, "reminded"),
    (2, "escalated"),
    (5, "back_at_the_desk"),
    (2, "accepted"),
    (3, "appointed"),
    (4, "missed"),
    (5, "begun"),
    (6, "held"),
    (2, "declined"),
    (3, "asked_next"),
    (6, "failed"),
    (9, "overdue"),
)
# How often each way is taken.
PATHS = {
    "helped": 22,
    "helped_next_day": 12,
    "started": 12,
    "started_next_day": 8,
    "helped_at_last": 6,
    "informed": 8,
    "full_then_next": 10,
    "no_staff_nobody_known": 4,
    "family_says_no": 4,
    "no_answer": 7,
    "unreachable": 3,
    "waits_for_a_place": 3,
    "missed_once": 3,
    "solved_meanwhile": 2,
    "stopped": 2,
    "sent_by_mistake": 2,
}
# Who is asked urgently answers at once.
QUICK_PATHS = {"helped": 3, "started": 1}
