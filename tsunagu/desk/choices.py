"""Words of the desk's own work. Those of hand-overs are in `choices_referral`."""

from django.db import models
from django.utils.translation import gettext_lazy as _

OTHER_TOPIC = "other"
# Where a hand-picked list stands in a town's address; the front door hangs its page there.
SELECTION_PATH = "for"


class Method(models.TextChoices):
    """How the family and the desk met, in the order of the number keys."""

    COMES = "comes", _("来所")
    PHONE = "phone", _("電話")
    MAIL = "mail", _("メール")
    VISIT = "visit", _("訪問")
    OUTREACH = "outreach", _("出張")
    ONLINE = "online", _("オンライン")


class PlaceKind(models.TextChoices):
    DESK = "desk", _("窓口")
    OUTREACH = "outreach", _("出張窓口")
    # A neighbourhood's own small desk, kept by its residents.
    NEIGHBOURHOOD = "neighbourhood", _("身近な地域の窓口")


class Asker(models.TextChoices):
    """Who asked."""

    MOTHER = "mother", _("母")
    FATHER = "father", _("父")
    BOTH_PARENTS = "both_parents", _("父母")
    EXPECTING = "expecting", _("妊婦")
    GRANDPARENT = "grandparent", _("祖父母")
    CHILD = "child", _("子ども本人")
    RELATIVE = "relative", _("ほかの家族・親族")
    NEIGHBOUR = "neighbour", _("近所・知人")
    ORGANISATION = "organisation", _("機関・団体")
    OTHER = "other", _("その他")


class NextActionKind(models.TextChoices):
    CALL_BACK = "call_back", _("折り返し")
    VISIT = "visit", _("訪問・同行")
    ASK_AROUND = "ask_around", _("調べて答える")
    WATCH = "watch", _("様子を聞く")
    OTHER = "other", _("その他")


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


class SelectionLanguage(models.TextChoices):
    """In which language a family opens its list."""

    JAPANESE = "ja", _("日本語")
    EASY_JAPANESE = "ja-easy", _("やさしい日本語")
    ENGLISH = "en", _("英語")
    CHINESE = "zh-hans", _("中国語")
    PORTUGUESE = "pt-br", _("ポルトガル語")
    VIETNAMESE = "vi", _("ベトナム語")
