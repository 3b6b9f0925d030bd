"""The closed lists of the directory. Open lists, which a town may edit, are taxonomy terms."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ServiceStatus(models.TextChoices):
    """HSDS's four, and one more: a listing whose source does not say whether it still runs."""

    ACTIVE = "active", _("実施中")
    INACTIVE = "inactive", _("休止中")
    DEFUNCT = "defunct", _("終了")
    TEMPORARILY_CLOSED = "temporarily_closed", _("一時休止")
    UNKNOWN = "unknown", _("確認中")


class Audience(models.TextChoices):
    """Who a row is written for; the database hides supporters' rows from everybody who is not signed in."""

    RESIDENTS = "residents", _("家族のみなさん")
    SUPPORTERS = "supporters", _("支える人")


class Cost(models.TextChoices):
    FREE = "free", _("無料")
    PAID = "paid", _("有料")
    UNKNOWN = "unknown", _("確認中")


class Capacity(models.TextChoices):
    """Whether another family can be taken on (Gravity SDOH's service capacity codes)."""

    CAPACITY = "capacity", _("受け入れできます")
    NO_CAPACITY = "no_capacity", _("満員です")
    WAITLIST = "waitlist", _("待機になります")
    ADDITIONAL_ASSESSMENT_REQUIRED = "additional_assessment_required", _("面談のうえ決めます")
    UNKNOWN = "unknown", _("確認中")


class VacancyState(models.TextChoices):
    """What families read of a class or a course; whether supporters may send one is `Capacity`."""

    OPEN = "open", _("空きあり")
    FEW = "few", _("残りわずか")
    FULL = "full", _("空きなし")
    UNKNOWN = "unknown", _("確認中")


class ListingPart(models.TextChoices):
    """The parts of a listing that can be confirmed one by one."""

    WHO = "who", _("対象")
    WHEN = "when", _("開いているとき")
    WHERE = "where", _("場所")
    COST = "cost", _("費用")
    HOW = "how", _("使い方")
    CONTACT = "contact", _("連絡先")


class EventState(models.TextChoices):
    """Where an entry of the calendar stands. What is called off stays to be seen."""

    WAITING = "waiting", _("確認待ち")
    PUBLISHED = "published", _("公開中")
    RETURNED = "returned", _("差し戻し")
    CANCELLED = "cancelled", _("中止")
    WITHDRAWN = "withdrawn", _("取り下げ")


class LocationType(models.TextChoices):
    PHYSICAL = "physical", _("場所")
    POSTAL = "postal", _("郵送先")
    VIRTUAL = "virtual", _("オンライン")


class MemberStatus(models.TextChoices):
    """An organisation's place in the network (登録制度)."""

    NONE = "none", _("未登録")
    APPLIED = "applied", _("申請中")
    MEMBER = "member", _("登録済み")
    LEFT = "left", _("退会")


class PhoneKind(models.TextChoices):
    VOICE = "voice", _("電話")
    FAX = "fax", _("FAX")
    CELL = "cell", _("携帯電話")
    SMS = "sms", _("SMS")


class ContactLevel(models.TextChoices):
    """Heads meet in councils, workers call each other: kept apart."""

    HEAD = "head", _("代表・責任者")
    WORKING = "working", _("担当者")


class Scheme(models.TextChoices):
    """The taxonomies by which resources are sorted."""

    NEED = "need", _("困りごと")
    KIND = "kind", _("種類")
    ORGANIZATION_KIND = "organization_kind", _("組織の種類")
    SITUATION = "situation", _("状況")
    STAGE = "stage", _("時期")
    ACCESS = "access", _("使い方")


class Seed(models.TextChoices):
    """The documents that the demo towns' facts come from."""

    JOETSU = "J", _("上越市の事例")
    SAITAMA = "S", _("埼玉県の手引き")
    KOCHI = "K", _("高知市の計画")
    KOGANEI = "G", _("小金井市の報告")
    NAGAOKA = "N", _("長岡市の事例")


class GapKind(models.TextChoices):
    """How a search came to nothing."""

    NOTHING = "nothing", _("何も見つからない")
    SIMILAR = "similar", _("似た言葉だけが見つかる")
    FILTERED = "filtered", _("しぼりこむと0件")
    WRONG_WAY = "wrong_way", _("見つかったが、ちがった")


class GapChoice(models.TextChoices):
    """What was done about it."""

    SYNONYM = "synonym", _("類義語を足した")
    SERVICE = "service", _("事業を足した・頼んだ")
    REWORD = "reword", _("言い方を直した")
    FINE = "fine", _("このままでよい")
