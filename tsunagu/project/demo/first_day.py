"""The first day of a town: a question that came at night, the talks of today, and hand-overs on their way."""

from datetime import datetime, time, timedelta

from django.utils.timezone import localdate

from tsunagu.desk.actions.intake import receive_intake
from tsunagu.desk.choices import Asker, Method, ReachBy
from tsunagu.kernel.dates.business_days import add_business_days
from tsunagu.kernel.municipality.acting import Acting, acting
from tsunagu.project.demo.cast import cast_of
from tsunagu.project.demo.chance import dice
from tsunagu.project.demo.handovers import HandOvers, Play
from tsunagu.project.demo.names import FamilyRegister
from tsunagu.project.demo.paths import TURNS, Turn, Verb
from tsunagu.project.demo.stories import HandOver, Scene, stories
from tsunagu.project.demo.talks import Talks
from tsunagu.project.demo.town import Town
from tsunagu.project.demo.year import AT_THE_DESK, JST, Talk

MINUTES_AGO = (95, 60, 25)
METHODS = (Method.COMES, Method.PHONE, Method.OUTREACH)
# Families of the first day are numbered apart from those of the year.
APART = 5000


class FirstDay:
    """Plays one town's scene."""

    def __init__(self, town: Town, scene: Scene, *, seed: int) -> None:
        self.town, self.scene, self.seed = town, scene, seed
        self.talks = Talks(town)
        self.handovers = HandOvers(town, seed)
        self.register = FamilyRegister(dice(seed, f"first day/{town.slug}"), first_number=APART)
        self.worker = cast_of(town.slug)[0].key

    def play(self, *, with_handovers: bool) -> None:
        """Everything of the scene; the hand-overs only where no year before has left some."""
        self._question_at_night()
        if with_handovers:
            self._hand_over(self.scene.waits, "reminded", business_days_ago=1)
            self._hand_over(self.scene.taken, "accepted", business_days_ago=2)
            self._hand_over(self.scene.declined, "declined", business_days_ago=2)
        for number, key in enumerate(self.scene.stories):
            self.talks.play(self._talk(key, self._minutes_ago(MINUTES_AGO[number]), METHODS[number]))

    def _question_at_night(self) -> None:
        asked_at = self._minutes_ago(11 * 60)
        with acting(Acting(town=self.town.municipality.id, moment=asked_at)):
            receive_intake(
                reach_by=ReachBy.MAIL,
                email=f"first-contact@{self.town.slug}.example.jp",
                at=asked_at,
                sender="demo",
                **self.scene.intake,
            )

    def _hand_over(self, hand_over: HandOver, path: str, *, business_days_ago: int) -> Play:
        """A talk of an earlier day and its hand-over, up to where it stands today."""
        day = add_business_days(localdate(self.town.now), -business_days_ago)
        talk = self._talk(hand_over.story, datetime.combine(day, time(10, 20), JST), Method.COMES)
        consultation = self.talks.play(talk)
        household = self.talks.households[talk.family.number] if talk.family else None
        assert household is not None  # noqa: S101  # `_talk` always makes a family
        places = [hand_over.to, *([hand_over.suggests] if hand_over.suggests else [])]
        play = self.handovers.begin(
            talk, consultation, household, places=places, turns=_turns(path, hand_over)
        )
        self.handovers.play_until(self.town.now)
        return play

    def _talk(self, key: str, at: datetime, method: Method) -> Talk:
        story = stories()[key]
        goes_out = method == Method.OUTREACH and len(self.town.places) > 1
        return Talk(
            at=at,
            worker=self.worker,
            place=1 if goes_out else AT_THE_DESK,
            method=method if goes_out or method != Method.OUTREACH else Method.COMES,
            story=story,
            asker=Asker(story.asker),
            minutes=story.minutes[0],
            questions=min(2, len(story.topics)),
            family=self.register.family(story, on=at.date()),
        )

    def _minutes_ago(self, minutes: int) -> datetime:
        """Earlier today, also just after midnight."""
        midnight = datetime.combine(localdate(self.town.now), time(0), JST)
        return max(midnight, self.town.now - timedelta(minutes=minutes))


def _turns(path: str, hand_over: HandOver) -> list[Turn]:
    """The path's turns, with the reason that this town's scene gives for a no."""
    return [
        Turn(turn.after, turn.verb, {**turn.facts, "reason": hand_over.reason})
        if turn.verb == Verb.DECLINE
        else turn
        for turn in TURNS[path]
    ]
