"""Hand-overs, played turn by turn by whoever's turn it is, in business days, with the desk's clock."""

import heapq
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from itertools import count
from typing import Any
from typing import cast as typed
from uuid import UUID

from tsunagu.desk.actions.referrals.answering import accept_task, decline_task
from tsunagu.desk.actions.referrals.asking import ask_organisation, open_referral
from tsunagu.desk.actions.referrals.clock import escalate_to_desk, remind_target, take_back
from tsunagu.desk.actions.referrals.ending import (
    ask_to_stop,
    cancel_task,
    close_referral,
    complete_task,
    confirm_stop,
    fail_task,
    mark_mistake,
)
from tsunagu.desk.actions.referrals.sharing import Sharing
from tsunagu.desk.actions.referrals.working import (
    hold_task,
    note_meeting,
    note_no_show,
    schedule_meeting,
    start_task,
)
from tsunagu.desk.models import Consultation, Referral, ReferralTask
from tsunagu.desk.models.referral_choices import (
    Closing,
    ContactProhibited,
    DeclinedBy,
    PackageSection,
    StatusReason,
    Urgency,
)
from tsunagu.desk.queries.referral_clock import (
    tasks_past_their_deadline,
    tasks_to_escalate,
    tasks_to_remind,
)
from tsunagu.directory.models import Organisation
from tsunagu.families.actions.consents import record_consent
from tsunagu.families.choices import ConsentPurpose
from tsunagu.families.models import Household
from tsunagu.kernel.accounts.models import User
from tsunagu.kernel.dates.business_days import add_business_days, is_business_day
from tsunagu.kernel.municipality.acting import acting
from tsunagu.kernel.permissions.models import LegalBasis
from tsunagu.kernel.permissions.permission import Permission
from tsunagu.project.demo.chance import dice
from tsunagu.project.demo.paths import TURNS, Turn, Verb
from tsunagu.project.demo.town import Town
from tsunagu.project.demo.year import JST, Talk

# Who is asked when a story knows only one place and that one says no.
FALLBACKS = ("sukoyaka-center", "kodomo-ka", "kosodate-sedai-center")
DESK_TURNS = (Verb.ASK_NEXT, Verb.WITHDRAW, Verb.ASK_TO_STOP, Verb.CORRECT, Verb.CLOSE)
WITHOUT_ACCOUNT = "担当の職員"
ASKED_IN_GENERAL = "話を聞いて、使えるものを一緒に考えてください。"
CLOCK_TIME = time(8, 30)


@dataclass(slots=True)
class Play:
    """One hand-over on its way."""

    talk: Talk
    referral: Referral
    household: Household
    places: list[str]
    turns: list[Turn]
    task_id: UUID | None = None
    suggests: str = ""

    @property
    def target(self) -> str:
        """Who is asked now."""
        return self.places[0]


@dataclass(slots=True)
class HandOvers:
    """Plays the town's hand-overs in the order of time."""

    town: Town
    seed: int
    _waiting: list[tuple[datetime, int, Play]] = field(default_factory=list)
    _order: count = field(default_factory=count)

    def begin(
        self,
        talk: Talk,
        consultation: Consultation,
        household: Household,
        *,
        places: list[str] | None = None,
        turns: list[Turn] | None = None,
    ) -> Play:
        """The desk hands the family on, right after the talk, with what it agreed to."""
        at = self.town.not_after_now(consultation.recorded_at, 10)
        with acting(self.town.as_person(talk.worker, at)):
            play = Play(
                talk=talk,
                referral=self._open(talk, consultation, household, at),
                household=household,
                places=places or self._places(talk),
                turns=list(TURNS[talk.path]) if turns is None else turns,
            )
            self._ask(play, by=self.town.users[talk.worker], at=at)
        self._plan_next(play, at)
        return play

    def play_until(self, moment: datetime) -> None:
        """Take every turn that comes before the moment."""
        while self._waiting and self._waiting[0][0] <= moment:
            at, _, play = heapq.heappop(self._waiting)
            self.take_turn(play, play.turns.pop(0), at)
            self._plan_next(play, at)

    @property
    def are_under_way(self) -> bool:
        """Whether a turn is still to come before the demo's present."""
        return bool(self._waiting)

    def wind_clock(self, day: date) -> None:
        """What happens by itself in the morning: take back, remind, tell the desk."""
        at = datetime.combine(day, CLOCK_TIME, JST)
        with acting(self.town.system(at)):
            for task in tasks_past_their_deadline(at=at):
                take_back(task=task, at=at)
            for task in tasks_to_remind(at=at):
                remind_target(task=task, at=at)
            for task in tasks_to_escalate(at=at):
                escalate_to_desk(task=task, at=at)

    def take_turn(self, play: Play, turn: Turn, at: datetime) -> None:
        """One turn, taken by the desk, by the person in charge there, or through the letter's link."""
        if turn.verb in DESK_TURNS:
            with acting(self.town.as_person(play.talk.worker, at)):
                self._desk_turn(play, turn, by=self.town.users[play.talk.worker], at=at)
            return
        persona = self.town.who_may(Permission.REFERRAL_ANSWER, play.target)
        assert play.task_id is not None  # noqa: S101  # whoever answers was asked
        if persona is None:
            with acting(self.town.as_link(play.task_id, at)):
                self._target_turn(play, turn, by=None, at=at)
            return
        with acting(self.town.as_person(persona.key, at)):
            self._target_turn(play, turn, by=self.town.users[persona.key], at=at)

    def _open(self, talk: Talk, consultation: Consultation, household: Household, at: datetime) -> Referral:
        prohibited, rule = ContactProhibited.NONE, ""
        if talk.family and talk.family.is_hidden:
            prohibited = ContactProhibited.ALL
        elif household.contact_prohibited:
            prohibited, rule = ContactProhibited.SOME, household.contact_prohibited
        return open_referral(
            source=self.town.desk,
            desk=self.town.desk,
            need=self.town.needs[talk.story.topics[0]],
            by=self.town.users[talk.worker],
            at=at,
            household=household,
            consultation=consultation,
            urgency=Urgency.URGENT if talk.story.urgent else Urgency.ROUTINE,
            contact_prohibited=prohibited,
            contact_rule=rule,
        )

    def _places(self, talk: Talk) -> list[str]:
        others = [key for key in FALLBACKS if key in self.town.organisations and key not in talk.story.to]
        return [*talk.story.to, *others]

    def _ask(self, play: Play, *, by: User, at: datetime) -> None:
        target = self.town.organisations[play.target]
        task = ask_organisation(
            referral=play.referral, target=target, sharing=self._sharing(play, target, by, at), by=by, at=at
        )
        play.task_id = task.id

    def _sharing(self, play: Play, target: Organisation, by: User, at: datetime) -> Sharing:
        people = list(play.household.people.order_by("id"))
        consent = record_consent(
            household=play.household,
            purpose=ConsentPurpose.REFER,
            scope="名前、連絡先、子どもの年齢、これまでのいきさつ",
            organisation_id=target.id,
            given_by=people[0],
            by=by,
            at=at,
        )
        sections = {
            PackageSection.NAMES: "、".join(person.name for person in people),
            PackageSection.STORY: play.talk.story.asked,
            PackageSection.TRIED: play.talk.story.answered,
        }
        if not (play.talk.family and play.talk.family.is_hidden):
            sections[PackageSection.CONTACT] = play.talk.family.phone if play.talk.family else ""
        return Sharing(
            asked=play.talk.story.ask or ASKED_IN_GENERAL,
            legal_basis=LegalBasis.CONSENT,
            sections={key.value: text for key, text in sections.items()},
            consent=consent,
        )

    def _plan_next(self, play: Play, at: datetime) -> None:
        if not play.turns:
            return
        when = self._when(play, at.astimezone(JST))
        if when <= self.town.now:
            heapq.heappush(self._waiting, (when, next(self._order), play))

    def _when(self, play: Play, at: datetime) -> datetime:
        """An hour of the business day on which the next turn falls."""
        rng = dice(self.seed, f"turn/{play.talk.at.isoformat()}/{len(play.turns)}")
        days = play.turns[0].after
        if days == 0 and is_business_day(at.date()):
            return at + timedelta(minutes=rng.randrange(20, 60))
        day = add_business_days(at.date(), days)
        return datetime.combine(day, time(rng.randrange(9, 17), rng.randrange(60)), JST)

    def _desk_turn(self, play: Play, turn: Turn, *, by: User, at: datetime) -> None:
        facts = typed(dict[str, Any], turn.facts)
        match turn.verb:
            case Verb.ASK_NEXT:
                play.places = play.places[1:]
                self._ask(play, by=by, at=at)
            case Verb.WITHDRAW:
                cancel_task(task=self._task(play), by=by, at=at, reason=facts["reason"])
            case Verb.ASK_TO_STOP:
                ask_to_stop(task=self._task(play), by=by, at=at, reason=facts["reason"])
            case Verb.CORRECT:
                mark_mistake(task=self._task(play), by=by, at=at)
            case Verb.CLOSE:
                close_referral(referral=play.referral, by=by, at=at, closing=Closing(facts["closing"]))

    def _target_turn(self, play: Play, turn: Turn, *, by: User | None, at: datetime) -> None:
        task, facts = self._task(play), typed(dict[str, Any], turn.facts)
        match turn.verb:
            case Verb.ACCEPT:
                accept_task(task=task, by=by, at=at, name="" if by else WITHOUT_ACCOUNT)
            case Verb.DECLINE:
                self._decline(play, task, facts, by=by, at=at)
            case Verb.BEGIN:
                start_task(task=task, by=by, at=at)
            case Verb.HOLD:
                review = add_business_days(at.date(), facts["in_days"])
                hold_task(task=task, by=by, at=at, reason=facts["reason"], review_on=review)
            case Verb.APPOINT:
                meets_at = datetime.combine(add_business_days(at.date(), facts["in_days"]), time(10, 30), JST)
                schedule_meeting(task=task, by=by, at=at, meets_at=meets_at)
            case Verb.MEET:
                note_meeting(task=task, by=by, at=at)
            case Verb.MISS:
                note_no_show(task=task, by=by, at=at)
            case Verb.STOP:
                confirm_stop(task=task, by=by, at=at)
            case Verb.COMPLETE:
                complete_task(
                    task=task, by=by, at=at, outcome=facts["outcome"], story_retold=facts.get("retold", False)
                )
            case Verb.FAIL:
                fail_task(task=task, by=by, at=at, reason=facts["reason"], declined_by=facts["by"])

    def _decline(
        self, play: Play, task: ReferralTask, facts: dict[str, Any], *, by: User | None, at: datetime
    ) -> None:
        is_places_own = facts["by"] == DeclinedBy.PROVIDER
        suggests = is_places_own and facts["suggests"]
        decline_task(
            task=task,
            by=by,
            at=at,
            reason=StatusReason(facts["reason"]),
            declined_by=facts["by"],
            suggested=self.town.organisations[play.places[1]] if suggests else None,
            none_known=is_places_own and not suggests,
        )

    def _task(self, play: Play) -> ReferralTask:
        return ReferralTask.objects.select_related("referral").get(id=play.task_id)
