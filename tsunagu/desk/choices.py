"""Words of the desk's own work. Those of hand-overs are in `choices_referral`."""

from django.db import models
from django.utils.translation import gettext_lazy as _

OTHER_TOPIC = "other"


class Method(models.TextChoices):
    """How the family and the desk met, in the order of the number keys."""

    COMES = "comes", "来所"
    PHONE = "phone", "電話"
    MAIL = "mail", "メール"
    VISIT = "visit", "訪問"
    OUTREACH = "outreach", "出張"
    ONLINE = "online", "オンライン"


class PlaceKind(models.TextChoices):
    DESK = "desk", "窓口"
    OUTREACH = "outreach", "出張窓口"
    # A neighbourhood's own small desk, kept by its residents.
    NEIGHBOURHOOD = "neighbourhood", "身近な地域の窓口"


class Asker(models.TextChoices):
    """Who asked."""

    MOTHER = "mother", "母"
    FATHER = "father", "父"
    BOTH_PARENTS = "both_parents", "父母"
    EXPECTING = "expecting", "妊婦"
    GRANDPARENT = "grandparent", "祖父母"
    CHILD = "child", "子ども本人"
    RELATIVE = "relative", "ほかの家族・親族"
    NEIGHBOUR = "neighbour", "近所・知人"
    ORGANISATION = "organisation", "機関・団体"
    OTHER = "other", "その他"


class NextActionKind(models.TextChoices):
    CALL_BACK = "call_back", "折り返し"
    VISIT = "visit", "訪問・同行"
    ASK_AROUND = "ask_around", "調べて答える"
    WATCH = "watch", "様子を聞く"
    OTHER = "other", "その他"


class IntakeState(models.TextChoices):
    """Where a first contact made online stands; the family reads these words, in its language."""

    NEW = "new", _("受け付けました")
    TAKEN = "taken", _("担当が決まりました")
    ANSWERED = "answered", _("お返事しました")
    CLOSED = "closed", _("終わりました")


class ReachBy(models.TextChoices):
    """How the answer should come; the family chooses."""

    PHONE = "phone", _("電話")
    MAIL = "mail", _("メール")
    # The family looks itself, with its receipt code; the desk does not call.
    RECEIPT = "receipt", _("受付番号で自分で見る")


class CountedKind(models.TextChoices):
    """What one sender may do only so often in an hour."""

    ASKED = "asked", "はじめての相談"
    WRONG_CODE = "wrong_code", "まちがった受付番号"
