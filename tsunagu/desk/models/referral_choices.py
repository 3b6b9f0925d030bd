"""Words of a hand-over: FHIR Task's statuses, BSeR's business statuses; docs/adr/0004 says which and why."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class TaskStatus(models.TextChoices):
    DRAFT = "draft", _("下書き")
    REQUESTED = "requested", _("返事待ち")
    ACCEPTED = "accepted", _("引き受け")
    REJECTED = "rejected", _("お断り")
    IN_PROGRESS = "in_progress", _("対応中")
    ON_HOLD = "on_hold", _("保留")
    COMPLETED = "completed", _("完了")
    FAILED = "failed", _("つながらず")
    CANCELLED = "cancelled", _("取りやめ")
    ENTERED_IN_ERROR = "entered_in_error", _("誤入力")


# A named person of the target holds the family.
WORKING = (TaskStatus.ACCEPTED, TaskStatus.IN_PROGRESS, TaskStatus.ON_HOLD)
# Somebody still has to do something about the task.
ALIVE = (TaskStatus.DRAFT, TaskStatus.REQUESTED, *WORKING)
# The target may see what was shared.
SHARED = (TaskStatus.REQUESTED, *WORKING)
ENDED = (
    TaskStatus.REJECTED,
    TaskStatus.COMPLETED,
    TaskStatus.FAILED,
    TaskStatus.CANCELLED,
    TaskStatus.ENTERED_IN_ERROR,
)


class BusinessStatus(models.TextChoices):
    NONE = "", _("予約なし")
    SCHEDULED = "scheduled", _("予約済み")
    UNATTENDED = "unattended", _("来られなかった")
    APPOINTMENT_CANCELLED = "appointment_cancelled", _("予約取消")
    EVENT_COMPLETED = "event_completed", _("面談済み")
    CANCELLATION_REQUESTED = "cancellation_requested", _("取りやめを依頼中")


class Actor(models.TextChoices):
    SOURCE = "source", _("依頼元")
    TARGET = "target", _("受け手")
    COORDINATOR = "coordinator", _("調整役の窓口")
    SYSTEM = "system", _("システム（期限・異動）")
    LINK = "link", _("受け手（メールのリンク）")


class Origin(models.TextChoices):
    DESK = "desk", _("窓口から")
    MEMBER = "member", _("参加団体から")
    FAMILY = "family", _("家族の希望で")


class Urgency(models.TextChoices):
    ROUTINE = "routine", _("通常")
    URGENT = "urgent", _("急ぎ")


class ContactProhibited(models.TextChoices):
    NONE = "none", _("制限なし")
    SOME = "some", _("時間・方法に決まりあり")
    ALL = "all", _("家庭へ直接連絡しない")


class DeclinedBy(models.TextChoices):
    PROVIDER = "provider", _("団体の事情で")
    FAMILY = "family", _("家族の希望で")


class StatusReason(models.TextChoices):
    """Why a task did not go on. One list, so that figures over all endings can be compared."""

    FULL = "full", _("満員・空きがない")
    NOT_ELIGIBLE = "not_eligible", _("対象にあたらない")
    OUT_OF_AREA = "out_of_area", _("地域が違う")
    LACK_OF_STAFF = "lack_of_staff", _("人手が足りない")
    OTHER_EXPERTISE = "other_expertise", _("別の専門が要る")
    MISSING_INFORMATION = "missing_information", _("内容が足りず判断できない")
    FAMILY_DECLINED = "family_declined", _("家族が望まない")
    FAMILY_UNREACHABLE = "family_unreachable", _("家族と連絡がとれない")
    MOVED_AWAY = "moved_away", _("転出した")
    WAITING_FAMILY = "waiting_family", _("家族の返事を待っている")
    WAITING_PLACE = "waiting_place", _("空きを待っている")
    WAITING_DOCUMENTS = "waiting_documents", _("書類を待っている")
    CIRCUMSTANCES_CHANGED = "circumstances_changed", _("事情が変わった")
    SENT_BY_MISTAKE = "sent_by_mistake", _("送り先を間違えた")
    SOLVED_OTHERWISE = "solved_otherwise", _("別の形で解決した")
    NO_ANSWER = "no_answer", _("期限までに返事がなかった")
    PERSON_LEFT = "person_left", _("担当者が異動・退職した")
    OTHER = "other", _("その他")


R = StatusReason
DECLINE_REASONS = (
    R.FULL,
    R.NOT_ELIGIBLE,
    R.OUT_OF_AREA,
    R.LACK_OF_STAFF,
    R.OTHER_EXPERTISE,
    R.MISSING_INFORMATION,
    R.FAMILY_DECLINED,
    R.OTHER,
)
FAIL_REASONS = (
    R.FAMILY_UNREACHABLE,
    R.FAMILY_DECLINED,
    R.MOVED_AWAY,
    R.NOT_ELIGIBLE,
    R.LACK_OF_STAFF,
    R.OTHER_EXPERTISE,
    R.OTHER,
)
HOLD_REASONS = (R.WAITING_FAMILY, R.WAITING_PLACE, R.WAITING_DOCUMENTS, R.OTHER)
CANCEL_REASONS = (
    R.CIRCUMSTANCES_CHANGED,
    R.FAMILY_DECLINED,
    R.SOLVED_OTHERWISE,
    R.SENT_BY_MISTAKE,
    R.MOVED_AWAY,
    R.OTHER,
)


class Outcome(models.TextChoices):
    SERVICE_STARTED = "service_started", _("利用が始まった")
    RESOLVED = "resolved", _("困りごとが軽くなった・解決した")
    INFORMED = "informed", _("情報を伝えて終わった")
    WAITLISTED = "waitlisted", _("待機に登録した")
    CONTINUING = "continuing", _("見守りを続けている")
    REFERRED_ONWARD = "referred_onward", _("別の支援につながった")


class NextAction(models.TextChoices):
    """What the owner has to do by the next-action date."""

    SEND = "send", _("依頼を送る")
    CHECK_ANSWER = "check_answer", _("返事を確かめる")
    CONTACT_FAMILY = "contact_family", _("家庭に連絡する")
    APPOINTMENT = "appointment", _("約束の日")
    REVIEW_HOLD = "review_hold", _("保留を見直す")
    CONFIRM_CANCELLATION = "confirm_cancellation", _("取りやめを確かめる")
    FIND_NEXT = "find_next", _("次のつなぎ先を決める")
    TALK_TO_FAMILY = "talk_to_family", _("家族と話し直す")
    NAME_SOMEONE = "name_someone", _("担当者を決める")
    REPORT = "report", _("経過を知らせる")


class Closing(models.TextChoices):
    """How a need ended. Everything but `completed` counts as ended without an outcome."""

    COMPLETED = "completed", _("つながった")
    FAMILY_WITHDREW = "family_withdrew", _("家族が望まなくなった")
    SOLVED_OTHERWISE = "solved_otherwise", _("別の形で解決した")
    NO_PLACE = "no_place", _("受け入れ先が見つからなかった")
    MOVED_AWAY = "moved_away", _("転出した")
    MISTAKE = "mistake", _("誤って作った")


class StepKind(models.TextChoices):
    """What a line of a hand-over's history tells of."""

    STATUS = "status", _("状態")
    BUSINESS = "business", _("約束")
    REMINDED = "reminded", _("催促")
    ESCALATED = "escalated", _("窓口に知らせた")
    LINKED = "linked", _("家庭と結びつけた")
    CLOSED = "closed", _("終わりにした")
    NAMED = "named", _("担当を決めた")


class PackageSection(models.TextChoices):
    """What can be handed over, so that a family does not have to tell it twice."""

    NAMES = "names", _("家族の名前")
    CONTACT = "contact", _("連絡先")
    CHILDREN = "children", _("子どもの年齢・人数")
    STORY = "story", _("これまでのいきさつ")
    TRIED = "tried", _("すでに試したこと")
    WISHES = "wishes", _("家族の希望")
    LANGUAGE = "language", _("ことば・配慮してほしいこと")
    SUPPORTERS = "supporters", _("いま関わっている人")
    SENSITIVE = "sensitive", _("健康・障害など特に配慮のいること")
