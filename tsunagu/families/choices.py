"""Words about families."""

from django.db import models


class Standing(models.TextChoices):
    """続柄, seen from the children."""

    MOTHER = "mother", "母"
    FATHER = "father", "父"
    CHILD = "child", "子"
    GRANDMOTHER = "grandmother", "祖母"
    GRANDFATHER = "grandfather", "祖父"
    GUARDIAN = "guardian", "養育者"
    OTHER = "other", "その他"
    UNKNOWN = "unknown", "分からない"


class Sex(models.TextChoices):
    FEMALE = "female", "女"
    MALE = "male", "男"
    OTHER = "other", "その他"


class RelationKind(models.TextChoices):
    PARENT_OF = "parent_of", "親"
    GUARDIAN_OF = "guardian_of", "養育者"
    PARTNER_OF = "partner_of", "配偶者・パートナー"
    SIBLING_OF = "sibling_of", "きょうだい"
    # Never one person written twice: the search must not offer a twin as the same child.
    TWIN_OF = "twin_of", "ふたご・多胎"
    CARES_FOR = "cares_for", "介護・世話"


class ContactKind(models.TextChoices):
    PHONE = "phone", "電話"
    MAIL = "mail", "メール"


class PreferredContact(models.TextChoices):
    UNKNOWN = "unknown", "聞いていない"
    PHONE = "phone", "電話"
    MAIL = "mail", "メール"
    LETTER = "letter", "郵便"
    VISIT = "visit", "訪問"
    COMES = "comes", "来所のときに"


class AddressKind(models.TextChoices):
    HOME = "home", "住まい"
    STAY = "stay", "里帰り・一時の滞在先"
    REFUGE = "refuge", "避難先"


class ConsentPurpose(models.TextChoices):
    SHARE = "share", "関係機関との情報共有"
    REFER = "refer", "つなぎ先への紹介"
    CONTACT = "contact", "窓口からの連絡"
    FIGURES = "figures", "統計での利用"


class ConsentForm(models.TextChoices):
    SPOKEN = "spoken", "口頭"
    WRITTEN = "written", "書面"
    ONLINE = "online", "オンライン"


class LeftReason(models.TextChoices):
    MOVED = "moved", "別居・転出"
    DIED = "died", "死亡"
    OTHER = "other", "その他"


class Language(models.TextChoices):
    """The languages that families of the network's towns ask for most; anything else is written in words."""

    JAPANESE = "ja", "日本語"
    EASY_JAPANESE = "ja-easy", "やさしい日本語"
    ENGLISH = "en", "英語"
    CHINESE = "zh", "中国語"
    KOREAN = "ko", "韓国・朝鮮語"
    VIETNAMESE = "vi", "ベトナム語"
    TAGALOG = "tl", "タガログ語"
    PORTUGUESE = "pt", "ポルトガル語"
    NEPALI = "ne", "ネパール語"
    INDONESIAN = "id", "インドネシア語"
    UKRAINIAN = "uk", "ウクライナ語"
    SIGN = "jsl", "手話"
    OTHER = "other", "その他"
