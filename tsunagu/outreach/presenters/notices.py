"""What the staff's pages say of a notice: its state, whom it is for, how far it is."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from tsunagu.kernel.permissions.holders import Holder
from tsunagu.kernel.permissions.permission import Permission
from tsunagu.kernel.ui.filters import day, moment, number
from tsunagu.kernel.ui.words import joined
from tsunagu.outreach.choices import NoticeState, Reach, Subject
from tsunagu.outreach.models import Notice
from tsunagu.outreach.queries.segments import Segment, told_roughly

S = NoticeState


@dataclass(frozen=True, slots=True)
class Steps:
    """What this person may do with this notice as it stands."""

    edit: bool
    ask: bool
    approve: bool
    give_back: bool
    schedule: bool
    stop: bool
    # It waits for a colleague, because this person wrote it.
    waits_for_another: bool

    @classmethod
    def of(cls, notice: Notice, holder: Holder) -> "Steps":
        state, me = notice.state, holder.user.id
        is_mine = me in (notice.made_by_id, notice.written_by_id)
        may_approve = holder.may(Permission.NOTICE_APPROVE)
        return cls(
            edit=state in (S.DRAFT, S.ASKED, S.APPROVED, S.SCHEDULED, S.TOO_FEW),
            ask=state == S.DRAFT,
            approve=state == S.ASKED and may_approve and not is_mine,
            give_back=state == S.ASKED and may_approve and not is_mine,
            schedule=state == S.APPROVED,
            stop=state != S.STOPPED,
            waits_for_another=state == S.ASKED and (is_mine or not may_approve),
        )


def size_words(rough: int | None) -> str:
    """「約120人に届きます」; too few is said without a number."""
    if rough is None:
        return _("少なすぎます。%(least)s人より少ないと、だれのことか分かってしまうため送れません。") % {
            "least": settings.OUTREACH_LEAST
        }
    return _("およそ%(count)s人に届きます") % {"count": number(rough)}


def figure_words(count: int) -> str:
    """A count of families on a page: rounded down, and below the least without a number."""
    rough = told_roughly(count)
    if rough is None:
        return _("%(least)s人より少ない") % {"least": settings.OUTREACH_LEAST}
    return _("およそ%(count)s人") % {"count": number(rough)}


def audience_words(segment: Segment, districts: Mapping[UUID, str]) -> list[dict[str, str]]:
    """Whom it is for, as a table."""
    names = [districts[one] for one in segment.districts if one in districts]
    return [
        {"label": _("だれに"), "value": _reach_words(segment)},
        {"label": _("地区"), "value": joined(names) if names else _("町全体")},
        {"label": _("何について"), "value": subject_words(segment.subjects)},
    ]


def subject_words(subjects: Sequence[str]) -> str:
    return joined(str(Subject(one).label) for one in subjects)


def _reach_words(segment: Segment) -> str:
    months = {"first": segment.months_from, "last": segment.months_to}
    if segment.reach == Reach.BORN:
        return _("%(first)sか月から%(last)sか月のお子さんのいる家庭") % months
    if segment.reach == Reach.EXPECTING:
        return _("予定の月まで%(first)sか月から%(last)sか月の家庭") % months
    return _("年齢を問わず、すべての家庭")


def facts_of(notice: Notice) -> list[dict[str, str]]:
    """Who did what when."""
    facts = [
        {"label": _("書いた人"), "value": f"{notice.written_by.name}　{moment(notice.written_at)}"},
        {"label": _("いつまで"), "value": day(notice.ends_on)},
    ]
    if notice.approved_by and notice.approved_at:
        facts.append(
            {"label": _("確認した人"), "value": f"{notice.approved_by.name}　{moment(notice.approved_at)}"}
        )
    if notice.send_at:
        facts.append({"label": _("送る日時"), "value": moment(notice.send_at)})
    return facts


def figures_of(notice: Notice) -> list[dict[str, str]]:
    """What became of it. Whether a letter was opened is not looked at."""
    return [
        {"label": label, "value": figure_words(count)}
        for label, count in (
            (_("宛先"), notice.reached),
            (_("送った"), notice.sent),
            (_("送れなかった"), notice.failed),
            (_("このお知らせからやめた"), notice.left),
        )
    ]


def percent_gone(notice: Notice) -> int:
    """How far it is, in steps of ten: a bar must not tell what the figures do not."""
    return (notice.sent + notice.failed) * 10 // max(notice.reached, 1) * 10


def notice_columns() -> list[dict[str, str]]:
    return [
        {"label": label}
        for label in (_("題名"), _("状態"), _("書いた人"), _("送った数"), _("書きかえた日時"))
    ]


def notice_rows(notices: Iterable[Notice]) -> list[list[Any]]:
    return [
        [
            {"text": one.title, "url": reverse("outreach:notice", args=[one.id])},
            one.get_state_display(),
            one.written_by.name,
            figure_words(one.sent) if one.started_at else "",
            moment(one.written_at),
        ]
        for one in notices
    ]


def state_tabs(current: str) -> list[dict[str, Any]]:
    """The list by state."""
    page = reverse("outreach:notices")
    return [
        {"label": label, "url": f"{page}?state={key}" if key else page, "current": key == current}
        for key, label in [("", _("すべて")), *NoticeState.choices]
    ]
