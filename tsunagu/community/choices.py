"""The closed lists of the community, and which step a post may take by whom."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class PostKind(models.TextChoices):
    """What a post is."""

    OPENING = "opening", _("話題")
    REPLY = "reply", pgettext_lazy("on the board", "返事")
    VISIT = "visit", _("市民レポート")


class PostState(models.TextChoices):
    """Where a post stands. Only what is shown is read by others."""

    WAITING = "waiting", _("確認待ち")
    SHOWN = "shown", _("公開中")
    HELD = "held", _("一時非表示")
    DECLINED = "declined", _("見送り")
    REMOVED = "removed", _("掲載をやめた")
    WITHDRAWN = "withdrawn", _("取り下げ")


class PostActor(models.TextChoices):
    """Who moves a post: its writer with the receipt, a moderator, the town's machinery."""

    WRITER = "writer", _("書いた人")
    MODERATOR = "moderator", _("確認する人")
    SYSTEM = "system", _("システム")


_W, _M, _S = PostActor.WRITER, PostActor.MODERATOR, PostActor.SYSTEM
# Action, trigger and test read the same arrows.
STEPS = frozenset(
    {
        (PostState.WAITING, PostState.SHOWN, _M),
        (PostState.WAITING, PostState.DECLINED, _M),
        (PostState.SHOWN, PostState.HELD, _S),
        (PostState.SHOWN, PostState.REMOVED, _M),
        (PostState.HELD, PostState.SHOWN, _M),
        (PostState.HELD, PostState.REMOVED, _M),
        # An appeal was granted.
        (PostState.DECLINED, PostState.SHOWN, _M),
        (PostState.REMOVED, PostState.SHOWN, _M),
        *((state, PostState.WITHDRAWN, _W) for state in PostState if state != PostState.WITHDRAWN),
    }
)
# What nobody will read again: its words go after a while.
ENDED = (PostState.DECLINED, PostState.REMOVED, PostState.WITHDRAWN)


class Category(models.TextChoices):
    """What a topic is about."""

    WORRY = "worry", _("子育ての悩み")
    FOOD_SLEEP = "food_sleep", _("食事・ねんね")
    OUTING = "outing", _("遊び場・おでかけ")
    CARE = "care", _("園・学校・預ける")
    FRIENDS = "friends", _("友だち・サークル")
    OTHER = "other", pgettext_lazy("category of the board", "そのほか")


class Verdict(models.TextChoices):
    """What a moderator decided."""

    SHOWN = "shown", _("公開した")
    DECLINED = "declined", _("載せなかった")
    REMOVED = "removed", _("掲載をやめた")
    KEPT = "kept", _("通報を見て、載せておくと決めた")
    UPHELD = "upheld", _("異議を見て、変えないと決めた")
    RESTORED = "restored", _("異議を認めて、公開した")


class Reason(models.TextChoices):
    """Why a post is not shown; its writer reads it."""

    PERSONAL = "personal", _("だれのことかわかる内容がある")
    ATTACK = "attack", _("人や団体を傷つける書き方がある")
    TRADE = "trade", _("宣伝・勧誘・売り買いにあたる")
    CAMPAIGN = "campaign", _("宗教・政治の活動にあたる")
    UNPROVEN = "unproven", _("健康や安全について、確かめられない内容がある")
    OFF_TOPIC = "off_topic", _("子育てに関わりがない")
    CONTACT = "contact", _("急いで直接話したほうがよい内容だった")
    OTHER = "other", pgettext_lazy("why not shown", "そのほか")


class AbuseKind(models.TextChoices):
    """What a reader finds wrong with a post."""

    PERSONAL = "personal", _("だれのことかわかってしまう")
    ATTACK = "attack", _("人を傷つけている")
    TRADE = "trade", _("宣伝や勧誘だと思う")
    WRONG = "wrong", _("まちがっていて、あぶない")
    DANGER = "danger", _("書いた人や子どもが心配")
    OTHER = "other", pgettext_lazy("what is wrong with a post", "そのほか")


class AppealState(models.TextChoices):
    OPEN = "open", _("見直し中")
    GRANTED = "granted", _("異議を認めた")
    REFUSED = "refused", _("決定は変わらない")


# Where a family reads a circle's answer: a page of the portal above, which letters lead to.
JOIN_PATH = "join"


class InquiryState(models.TextChoices):
    """Whether a family and a circle still write to one another."""

    OPEN = "open", _("やりとり中")
    CLOSED = "closed", _("終わり")
    BLOCKED = "blocked", _("サークルが受け取りをやめた")


class Speaker(models.TextChoices):
    FAMILY = "family", _("問い合わせた人")
    CIRCLE = "circle", _("サークル")
