"""The closed lists of the network."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class ChangeStatus(models.TextChoices):
    """Where a proposed change of a listing stands."""

    WAITING = "waiting", _("確認待ち")
    APPROVED = "approved", _("公開しました")
    DECLINED = "declined", _("見送りました")
    WITHDRAWN = "withdrawn", _("取り下げました")


class ChangeActor(models.TextChoices):
    """Who may move a change: the one who sent it, the desk, the town's own machinery."""

    MEMBER = "member", _("団体")
    DESK = "desk", _("窓口")
    SYSTEM = "system", _("システム")


class Way(models.TextChoices):
    """By which door an organisation spoke."""

    ACCOUNT = "account", _("画面から")
    LINK = "link", _("メールのリンクから")
    PHONE = "phone", _("電話で")


class Answer(models.TextChoices):
    """What an organisation says of one of its listings when it is asked."""

    STILL_TRUE = "still_true", _("まだ正しい")
    CHANGED = "changed", _("変わった")
    ENDED = "ended", _("やめた")


class Rung(models.TextChoices):
    """How far asking has come: letters first, then somebody calls."""

    ASKED = "asked", _("お願いした")
    REMINDED = "reminded", _("もう一度お願いした")
    REMINDED_AGAIN = "reminded_again", _("三度目のお願いをした")
    PHONE = "phone", _("電話で聞く")


class AskReason(models.TextChoices):
    """Why a listing is asked about."""

    DUE = "due", _("確認の時期")
    RENEWAL = "renewal", _("年次更新")
    DECLINED = "declined", _("つなぎが断られた")
    UNANSWERED = "unanswered", _("つなぎに返事がなかった")
    REPORTED = "reported", _("ちがうという知らせがあった")


class CallResult(models.TextChoices):
    """How a call ended."""

    NO_ANSWER = "no_answer", _("出なかった")
    CALL_BACK = "call_back", _("かけ直す約束をした")
    CONFIRMED = "confirmed", _("電話で確認できた")
    CHANGED = "changed", _("変わったと聞いた")
    ENDED = "ended", _("やめたと聞いた")


class ReportKind(models.TextChoices):
    """What a reader found wrong."""

    ENDED = "ended", _("もうやっていない")
    HOURS = "hours", _("開いている日や時間がちがう")
    PLACE = "place", _("場所がちがう")
    CONTACT = "contact", _("電話番号や連絡先がちがう")
    OTHER = "other", pgettext_lazy("what is wrong", "そのほか")


class ReportedPage(models.TextChoices):
    """A page of many records: a mistake on it may be of none that has a page of its own."""

    PHONES = "phones", _("総合電話帳")
    EMERGENCY = "emergency", _("緊急の電話番号と当番医")
    MAP = "map", _("子育てマップ")
    CALENDAR = "calendar", _("子育てカレンダー")
    ORGANISATIONS = "organisations", _("団体・施設の一覧")


class ReportState(models.TextChoices):
    NEW = "new", _("新しい")
    ANSWERED = "answered", _("返事をした")
    CLOSED = "closed", _("終えた")


class PhotoState(models.TextChoices):
    WAITING = "waiting", _("確認待ち")
    APPROVED = "approved", _("公開しました")
    DECLINED = "declined", _("見送りました")
    WITHDRAWN = "withdrawn", _("取り下げました")


class Verdict(models.TextChoices):
    """What the desk decided about a listing that nobody confirms."""

    UNPUBLISHED = "unpublished", _("掲載を止めた")
    KEPT = "kept", _("載せておく")
