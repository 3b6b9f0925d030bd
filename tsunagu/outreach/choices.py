"""Words of the notices."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

# Where the front door keeps the notices, for whoever writes their addresses into a letter.
NOTICES_PATH = "notices"


class Subject(models.TextChoices):
    """What a family wants to hear of, and what a notice is about."""

    EVENTS = "events", _("行事・講座")
    PLACES = "places", _("遊び場・ひろば")
    HEALTH = "health", _("健診・予防接種")
    CHILDCARE = "childcare", _("保育・預かり")
    MONEY = "money", _("手当・助成")
    SUPPORT = "support", _("相談・手助け")


class LetterLanguage(models.TextChoices):
    """In which language a family is written to."""

    JAPANESE = "ja", _("日本語")
    EASY_JAPANESE = "ja-easy", _("やさしい日本語")
    ENGLISH = "en", _("英語")
    CHINESE = "zh-hans", _("中国語")
    PORTUGUESE = "pt-br", _("ポルトガル語")
    VIETNAMESE = "vi", _("ベトナム語")


class Reach(models.TextChoices):
    """For whom a notice is, by the months that its receivers told."""

    EVERYBODY = "everybody", _("年齢を問わない")
    BORN = "born", _("生まれた子の月齢で")
    EXPECTING = "expecting", _("これから生まれる家庭")


class NoticeState(models.TextChoices):
    """Where a notice stands. `NOTICE_STEPS` says what may follow what."""

    DRAFT = "draft", _("下書き")
    ASKED = "asked", _("確認待ち")
    APPROVED = "approved", _("確認済み")
    # Of a notice that waits for its hour, not of an appointment.
    SCHEDULED = "scheduled", pgettext_lazy("state of a notice", "予約済み")
    SENDING = "sending", _("送信中")
    SENT = "sent", _("送信済み")
    TOO_FEW = "too_few", _("人数が少なく送らなかった")
    STOPPED = "stopped", _("取りやめ")


_S = NoticeState
# Any other step is refused by the database. Back to a draft means: to be approved anew.
NOTICE_STEPS = {
    _S.DRAFT: (_S.ASKED, _S.STOPPED),
    _S.ASKED: (_S.DRAFT, _S.APPROVED, _S.STOPPED),
    _S.APPROVED: (_S.DRAFT, _S.SCHEDULED, _S.STOPPED),
    _S.SCHEDULED: (_S.DRAFT, _S.SENDING, _S.TOO_FEW, _S.STOPPED),
    _S.SENDING: (_S.SENT, _S.STOPPED),
    _S.TOO_FEW: (_S.DRAFT, _S.STOPPED),
    _S.SENT: (_S.STOPPED,),
}
# What was agreed to by a second person.
AGREED = (_S.APPROVED, _S.SCHEDULED, _S.SENDING, _S.SENT, _S.TOO_FEW)
# What families can read.
PUBLIC = (_S.SENDING, _S.SENT)


class Channel(models.TextChoices):
    MAIL = "mail", _("メール")
    PUSH = "push", _("プッシュ通知")


class DeliveryState(models.TextChoices):
    """One letter to one receiver. What was taken is never taken again: better once too few than twice."""

    WAITING = "waiting", _("送信待ち")
    TAKEN = "taken", _("送信中")
    SENT = "sent", _("送信済み")
    FAILED = "failed", _("送れなかった")
