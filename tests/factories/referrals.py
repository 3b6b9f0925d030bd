"""A hand-over in any state, reached through the real actions by the people who may take each step."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from tests.conftest import TODAY_10AM
from tests.factories.directory import make_desk, make_organisation, make_term
from tests.factories.kernel import make_grant, make_posting, make_user
from tsunagu.desk.actions.referrals.answering import accept_task, decline_task
from tsunagu.desk.actions.referrals.asking import ask_organisation, open_referral
from tsunagu.desk.actions.referrals.ending import (
    ask_to_stop,
    cancel_task,
    complete_task,
    fail_task,
    mark_mistake,
)
from tsunagu.desk.actions.referrals.sharing import Sharing, pack
from tsunagu.desk.actions.referrals.working import (
    cancel_meeting,
    hold_task,
    note_meeting,
    note_no_show,
    schedule_meeting,
    start_task,
)
from tsunagu.desk.models import Referral, ReferralTask
from tsunagu.desk.models.referral_choices import BusinessStatus, Origin, TaskStatus
from tsunagu.directory.choices import Scheme
from tsunagu.directory.models import Organisation, TaxonomyTerm
from tsunagu.families.models import Household
from tsunagu.kernel.accounts.models import User
from tsunagu.kernel.identifiers import new_id
from tsunagu.kernel.municipality.acting import Acting, acting, current
from tsunagu.kernel.municipality.models import Municipality
from tsunagu.kernel.permissions.models import LegalBasis
from tsunagu.kernel.permissions.roles import CONSULTATION_WORKER, DESK_MANAGER, MEMBER_WORKER, SECTION_CHIEF

BY_LAW = LegalBasis.REQUIRED_CHILDREN_COUNCIL


def lawful(**sections: str) -> Sharing:
    """Shared within the 要対協, so that no consent record is needed."""
    return Sharing(
        asked="週に一度、見守ってほしい",
        legal_basis=BY_LAW,
        basis_note="実務者会議で決定",
        sections=sections or {"names": "山田さん", "story": "夜ひとりで泣いている"},
    )


def make_household_at(desk: Organisation, label: str = "山田さん") -> Household:
    """A household that the desk is responsible for. Act as the town."""
    household_id = new_id()
    make_grant(household_id, desk.id)
    return Household.objects.create(id=household_id, label=label, recorded_at=TODAY_10AM)


@dataclass
class Cast:
    """A desk with two people, two members, a stranger; and a family."""

    town: Any
    desk: Organisation
    member: Organisation
    other_member: Organisation
    stranger: Organisation
    sato: User  # the desk's worker
    mori: User  # the desk's manager
    ito: User  # works at the member
    kato: User  # works there too
    endo: User  # works at the other member
    ueda: User  # works where nobody sent anything
    chief: User
    household: Household
    need: TaxonomyTerm
    at: datetime = TODAY_10AM
    extra: dict[str, Any] = field(default_factory=dict)

    def as_desk(self, at: datetime | None = None) -> AbstractContextManager[Acting]:
        return self._as(self.sato, self.desk, at)

    def as_member(
        self, at: datetime | None = None, user: User | None = None
    ) -> AbstractContextManager[Acting]:
        return self._as(user or self.ito, self.member, at)

    def as_other(self, at: datetime | None = None) -> AbstractContextManager[Acting]:
        return self._as(self.endo, self.other_member, at)

    def as_stranger(self, at: datetime | None = None) -> AbstractContextManager[Acting]:
        return self._as(self.ueda, self.stranger, at)

    def as_link(self, task: ReferralTask, at: datetime | None = None) -> AbstractContextManager[Acting]:
        return acting(Acting(town=self.town.id, link=task.id, moment=at or self.at))

    def as_town(self, at: datetime | None = None) -> AbstractContextManager[Acting]:
        return acting(Acting(town=self.town.id, system=True, moment=at or self.at))

    def _as(
        self, user: User, organisation: Organisation, at: datetime | None
    ) -> AbstractContextManager[Acting]:
        return acting(
            Acting(
                town=self.town.id,
                user=user.id,
                organisations=frozenset({organisation.id}),
                moment=at or self.at,
            )
        )


def make_cast() -> Cast:
    """The people of the hand-over tests. Act as the town first."""
    town = Municipality.objects.get(id=current().town)
    desk = make_desk()
    member = make_organisation("ひだまり広場", notice_email="")
    other = make_organisation("マミーズ・ネット", name_kana="マミーズネット")
    stranger = make_organisation("となりの園", name_kana="トナリノエン")
    people = {
        "sato": (make_user("佐藤 みどり", email="sato@example.jp"), desk, CONSULTATION_WORKER),
        "mori": (make_user("森 ゆかり", email="mori@example.jp"), desk, DESK_MANAGER),
        "ito": (make_user("伊藤 あおい", email="ito@example.jp"), member, MEMBER_WORKER),
        "kato": (make_user("加藤 なお", email="kato@example.jp"), member, MEMBER_WORKER),
        "endo": (make_user("遠藤 さき", email="endo@example.jp"), other, MEMBER_WORKER),
        "ueda": (make_user("上田 けい", email="ueda@example.jp"), stranger, MEMBER_WORKER),
        "chief": (make_user("係長 一", email="chief@example.jp"), desk, SECTION_CHIEF),
    }
    for user, organisation, role in people.values():
        make_posting(user, organisation.id, role)
    return Cast(
        town=town,
        desk=desk,
        member=member,
        other_member=other,
        stranger=stranger,
        household=make_household_at(desk),
        need=make_term(Scheme.NEED, "temporary_care", "少しの間だけ預ける"),
        **{name: user for name, (user, _, _) in people.items()},
    )


def make_referral(cast: Cast, *, at: datetime | None = None, **fields: Any) -> Referral:
    """The desk takes on the family's need."""
    at = at or cast.at
    with cast.as_desk(at):
        return open_referral(
            source=cast.desk,
            desk=cast.desk,
            need=cast.need,
            by=cast.sato,
            at=at,
            **{"household": cast.household, **fields},
        )


def make_task(
    cast: Cast, *, at: datetime | None = None, to: Organisation | None = None, **fields: Any
) -> ReferralTask:
    """The desk has asked the member."""
    at = at or cast.at
    referral = make_referral(cast, at=at, **fields)
    return ask(cast, referral, to=to, at=at)


def make_task_of_three(cast: Cast) -> ReferralTask:
    """The other member has asked the member, with the desk between them: each part is somebody else's."""
    with cast.as_other():
        referral = open_referral(
            source=cast.other_member,
            desk=cast.desk,
            need=cast.need,
            by=cast.endo,
            at=cast.at,
            household=cast.household,
            origin=Origin.MEMBER,
        )
        return ask_organisation(
            referral=referral, target=cast.member, sharing=lawful(), by=cast.endo, at=cast.at
        )


def ask(
    cast: Cast, referral: Referral, *, to: Organisation | None = None, at: datetime | None = None
) -> ReferralTask:
    at = at or cast.at
    with cast.as_desk(at):
        return ask_organisation(
            referral=referral, target=to or cast.member, sharing=lawful(), by=cast.sato, at=at
        )


def make_task_to_desk(cast: Cast, *, at: datetime | None = None) -> ReferralTask:
    """The member has sent a family, whom the register does not know yet, to the desk."""
    at = at or cast.at
    with cast.as_member(at):
        referral = open_referral(
            source=cast.member, desk=cast.desk, need=cast.need, by=cast.ito, at=at, origin=Origin.MEMBER
        )
        return ask_organisation(referral=referral, target=cast.desk, sharing=lawful(), by=cast.ito, at=at)


def accept(cast: Cast, task: ReferralTask, *, at: datetime | None = None) -> ReferralTask:
    at = at or cast.at
    with cast.as_member(at):
        return accept_task(task=task, by=cast.ito, at=at)


def decline(cast: Cast, task: ReferralTask, *, at: datetime | None = None, **fields: Any) -> ReferralTask:
    at = at or cast.at
    answer = {"reason": "full", "declined_by": "provider", "none_known": True, **fields}
    with cast.as_member(at):
        return decline_task(task=task, by=cast.ito, at=at, **answer)


def make_task_in(
    cast: Cast, status: TaskStatus, business: BusinessStatus = BusinessStatus.NONE
) -> ReferralTask:
    """A task of three parts brought to a state by those who may, on the way that the table allows."""
    if status == TaskStatus.DRAFT:
        return make_draft(cast)
    task = make_task_of_three(cast)
    if status == TaskStatus.REQUESTED:
        return task
    _WAYS[status](cast, task)
    task.refresh_from_db()
    if business != BusinessStatus.NONE:
        _bring_business(cast, task, business)
        task.refresh_from_db()
    return task


def make_draft(cast: Cast) -> ReferralTask:
    """Written, with its package, and not sent."""
    with cast.as_other():
        referral = open_referral(
            source=cast.other_member,
            desk=cast.desk,
            need=cast.need,
            by=cast.endo,
            at=cast.at,
            household=cast.household,
            origin=Origin.MEMBER,
        )
        task = ReferralTask.objects.create(
            referral=referral,
            source=cast.other_member,
            coordinator=cast.desk,
            target=cast.member,
            need=cast.need,
            sent_by=cast.endo,
            moved_at=cast.at,
            next_action="send",
            next_action_on=date(2026, 11, 24),
        )
        pack(task=task, sharing=lawful())
    return task


def _started(cast: Cast, task: ReferralTask) -> None:
    accept(cast, task)
    with cast.as_member():
        start_task(task=task, by=cast.ito, at=cast.at)


def _held(cast: Cast, task: ReferralTask) -> None:
    accept(cast, task)
    with cast.as_member():
        hold_task(task=task, by=cast.ito, at=cast.at, reason="waiting_family", review_on=date(2026, 12, 1))


def _completed(cast: Cast, task: ReferralTask) -> None:
    accept(cast, task)
    with cast.as_member():
        complete_task(task=task, by=cast.ito, at=cast.at, outcome="service_started")


def _failed(cast: Cast, task: ReferralTask) -> None:
    accept(cast, task)
    with cast.as_member():
        fail_task(task=task, by=cast.ito, at=cast.at, reason="family_unreachable")


def _cancelled(cast: Cast, task: ReferralTask) -> None:
    with cast.as_desk():
        cancel_task(task=task, by=cast.sato, at=cast.at, reason="circumstances_changed")


def _mistaken(cast: Cast, task: ReferralTask) -> None:
    with cast.as_desk():
        mark_mistake(task=task, by=cast.sato, at=cast.at)


_WAYS: dict[TaskStatus, Callable[[Cast, ReferralTask], object]] = {
    TaskStatus.ACCEPTED: accept,
    TaskStatus.REJECTED: decline,
    TaskStatus.IN_PROGRESS: _started,
    TaskStatus.ON_HOLD: _held,
    TaskStatus.COMPLETED: _completed,
    TaskStatus.FAILED: _failed,
    TaskStatus.CANCELLED: _cancelled,
    TaskStatus.ENTERED_IN_ERROR: _mistaken,
}


def _bring_business(cast: Cast, task: ReferralTask, to: BusinessStatus) -> None:
    if to == BusinessStatus.CANCELLATION_REQUESTED:
        with cast.as_desk():
            ask_to_stop(task=task, by=cast.sato, at=cast.at, reason="solved_otherwise")
        return
    with cast.as_member():
        schedule_meeting(task=task, by=cast.ito, at=cast.at, meets_at=cast.at + timedelta(days=4))
        after = {
            BusinessStatus.UNATTENDED: note_no_show,
            BusinessStatus.APPOINTMENT_CANCELLED: cancel_meeting,
            BusinessStatus.EVENT_COMPLETED: note_meeting,
        }.get(to)
        if after:
            after(task=task, by=cast.ito, at=cast.at)


# Every state that a task can be in: status, and while it is held, where the meeting stands.
STATES = [
    *((status, BusinessStatus.NONE) for status in TaskStatus),
    *((TaskStatus.IN_PROGRESS, business) for business in BusinessStatus if business != BusinessStatus.NONE),
]


def contexts_of(cast: Cast, task: ReferralTask) -> dict[str, AbstractContextManager[Acting]]:
    """Everybody who might try something, by what they are to a task of three parts."""
    return {
        "source": cast.as_other(),
        "target": cast.as_member(),
        "coordinator": cast.as_desk(),
        "system": cast.as_town(),
        "link": cast.as_link(task),
        "stranger": cast.as_stranger(),
    }
