"""Words of a hand-over: FHIR Task's statuses, BSeR's business statuses; docs/adr/0004 says which and why."""

from django.db import models


class TaskStatus(models.TextChoices):
    DRAFT = "draft", "下書き"
    REQUESTED = "requested", "返事待ち"
    ACCEPTED = "accepted", "引き受け"
    REJECTED = "rejected", "お断り"
    IN_PROGRESS = "in_progress", "対応中"
    ON_HOLD = "on_hold", "保留"
    COMPLETED = "completed", "完了"
    FAILED = "failed", "つながらず"
    CANCELLED = "cancelled", "取りやめ"
    ENTERED_IN_ERROR = "entered_in_error", "誤入力"


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
    NONE = "", "予約なし"
    SCHEDULED = "scheduled", "予約済み"
    UNATTENDED = "unattended", "来られなかった"
    APPOINTMENT_CANCELLED = "appointment_cancelled", "予約取消"
    EVENT_COMPLETED = "event_completed", "面談済み"
    CANCELLATION_REQUESTED = "cancellation_requested", "取りやめを依頼中"


class Actor(models.TextChoices):
    SOURCE = "source", "依頼元"
    TARGET = "target", "受け手"
    COORDINATOR = "coordinator", "調整役の窓口"
    SYSTEM = "system", "システム（期限・異動）"
    LINK = "link", "受け手（メールのリンク）"


class Origin(models.TextChoices):
    DESK = "desk", "窓口から"
    MEMBER = "member", "参加団体から"
    FAMILY = "family", "家族の希望で"


class Urgency(models.TextChoices):
    ROUTINE = "routine", "通常"
    URGENT = "urgent", "急ぎ"


class ContactProhibited(models.TextChoices):
    NONE = "none", "制限なし"
    SOME = "some", "時間・方法に決まりあり"
    ALL = "all", "家庭へ直接連絡しない"


class DeclinedBy(models.TextChoices):
    PROVIDER = "provider", "団体の事情で"
    FAMILY = "family", "家族の希望で"


class StatusReason(models.TextChoices):
    """Why a task did not go on. One list, so that figures over all endings can be compared."""

    FULL = "full", "満員・空きがない"
    NOT_ELIGIBLE = "not_eligible", "対象にあたらない"
    OUT_OF_AREA = "out_of_area", "地域が違う"
    LACK_OF_STAFF = "lack_of_staff", "人手が足りない"
    OTHER_EXPERTISE = "other_expertise", "別の専門が要る"
    MISSING_INFORMATION = "missing_information", "内容が足りず判断できない"
    FAMILY_DECLINED = "family_declined", "家族が望まない"
    FAMILY_UNREACHABLE = "family_unreachable", "家族と連絡がとれない"
    MOVED_AWAY = "moved_away", "転出した"
    WAITING_FAMILY = "waiting_family", "家族の返事を待っている"
    WAITING_PLACE = "waiting_place", "空きを待っている"
    WAITING_DOCUMENTS = "waiting_documents", "書類を待っている"
    CIRCUMSTANCES_CHANGED = "circumstances_changed", "事情が変わった"
    SENT_BY_MISTAKE = "sent_by_mistake", "送り先を間違えた"
    SOLVED_OTHERWISE = "solved_otherwise", "別の形で解決した"
    NO_ANSWER = "no_answer", "期限までに返事がなかった"
    PERSON_LEFT = "person_left", "担当者が異動・退職した"
    OTHER = "other", "その他"


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
    SERVICE_STARTED = "service_started", "利用が始まった"
    RESOLVED = "resolved", "困りごとが軽くなった・解決した"
    INFORMED = "informed", "情報を伝えて終わった"
    WAITLISTED = "waitlisted", "待機に登録した"
    CONTINUING = "continuing", "見守りを続けている"
    REFERRED_ONWARD = "referred_onward", "別の支援につながった"


class NextAction(models.TextChoices):
    """What the owner has to do by the next-action date."""

    SEND = "send", "依頼を送る"
    CHECK_ANSWER = "check_answer", "返事を確かめる"
    CONTACT_FAMILY = "contact_family", "家庭に連絡する"
    APPOINTMENT = "appointment", "約束の日"
    REVIEW_HOLD = "review_hold", "保留を見直す"
    CONFIRM_CANCELLATION = "confirm_cancellation", "取りやめを確かめる"
    FIND_NEXT = "find_next", "次のつなぎ先を決める"
    TALK_TO_FAMILY = "talk_to_family", "家族と話し直す"
    NAME_SOMEONE = "name_someone", "担当者を決める"
    REPORT = "report", "経過を知らせる"


class Closing(models.TextChoices):
    """How a need ended. Everything but `completed` counts as ended without an outcome."""

    COMPLETED = "completed", "つながった"
    FAMILY_WITHDREW = "family_withdrew", "家族が望まなくなった"
    SOLVED_OTHERWISE = "solved_otherwise", "別の形で解決した"
    NO_PLACE = "no_place", "受け入れ先が見つからなかった"
    MOVED_AWAY = "moved_away", "転出した"
    MISTAKE = "mistake", "誤って作った"


class StepKind(models.TextChoices):
    """What a line of a hand-over's history tells of."""

    STATUS = "status", "状態"
    BUSINESS = "business", "約束"
    REMINDED = "reminded", "催促"
    ESCALATED = "escalated", "窓口に知らせた"
    LINKED = "linked", "家庭と結びつけた"
    CLOSED = "closed", "終わりにした"
    NAMED = "named", "担当を決めた"


class PackageSection(models.TextChoices):
    """What can be handed over, so that a family does not have to tell it twice."""

    NAMES = "names", "家族の名前"
    CONTACT = "contact", "連絡先"
    CHILDREN = "children", "子どもの年齢・人数"
    STORY = "story", "これまでのいきさつ"
    TRIED = "tried", "すでに試したこと"
    WISHES = "wishes", "家族の希望"
    LANGUAGE = "language", "ことば・配慮してほしいこと"
    SUPPORTERS = "supporters", "いま関わっている人"
    SENSITIVE = "sensitive", "健康・障害など特に配慮のいること"
