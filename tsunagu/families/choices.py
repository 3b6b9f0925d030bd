"""Words about families."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Standing(models.TextChoices):
    """続柄, seen from the children."""

    MOTHER = "mother", _("母")
    FATHER = "father", _("父")
    CHILD = "child", _("子")
    GRANDMOTHER = "grandmother", _("祖母")
    GRANDFATHER = "grandfather", _("祖父")
    GUARDIAN = "guardian", _("養育者")
    OTHER = "other", _("その他")
    UNKNOWN = "unknown", _("分からない")


class Sex(models.TextChoices):
    FEMALE = "female", _("女")
    MALE = "male", _("男")
    OTHER = "other", _("その他")


class RelationKind(models.TextChoices):
    PARENT_OF = "parent_of", _("親")
    GUARDIAN_OF = "guardian_of", _("養育者")
    PARTNER_OF = "partner_of", _("配偶者・パートナー")
    SIBLING_OF = "sibling_of", _("きょうだい")
    # Never one person written twice: the search must not offer a twin as the same child.
    TWIN_OF = "twin_of", _("ふたご・多胎")
    CARES_FOR = "cares_for", _("介護・世話")


class ContactKind(models.TextChoices):
    PHONE = "phone", _("電話")
    MAIL = "mail", _("メール")


class PreferredContact(models.TextChoices):
    UNKNOWN = "unknown", _("聞いていない")
    PHONE = "phone", _("電話")
    MAIL = "mail", _("メール")
    LETTER = "letter", _("郵便")
    VISIT = "visit", _("訪問")
    COMES = "comes", _("来所のときに")


class AddressKind(models.TextChoices):
    HOME = "home", _("住まい")
    STAY = "stay", _("里帰り・一時の滞在先")
    REFUGE = "refuge", _("避難先")


class ConsentPurpose(models.TextChoices):
    SHARE = "share", _("関係機関との情報共有")
    REFER = "refer", _("つなぎ先への紹介")
    CONTACT = "contact", _("窓口からの連絡")
    FIGURES = "figures", _("統計での利用")


class ConsentForm(models.TextChoices):
    SPOKEN = "spoken", _("口頭")
    WRITTEN = "written", _("書面")
    ONLINE = "online", _("オンライン")


class LeftReason(models.TextChoices):
    MOVED = "moved", _("別居・転出")
    DIED = "died", _("死亡")
    OTHER = "other", _("その他")


class Language(models.TextChoices):
    """The languages that families of the network's towns ask for most; anything else is written in words."""

    JAPANESE = "ja", _("日本語")
    EASY_JAPANESE = "ja-easy", _("やさしい日本語")
    ENGLISH = "en", _("英語")
    CHINESE = "zh", _("中国語")
    KOREAN = "ko", _("韓国・朝鮮語")
    VIETNAMESE = "vi", _("ベトナム語")
    TAGALOG = "tl", _("タガログ語")
    PORTUGUESE = "pt", _("ポルトガル語")
    NEPALI = "ne", _("ネパール語")
    INDONESIAN = "id", _("インドネシア語")
    UKRAINIAN = "uk", _("ウクライナ語")
    SIGN = "jsl", _("手話")
    OTHER = "other", _("その他")
