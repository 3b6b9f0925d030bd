"""The closed lists of the directory. Open lists, which a town may edit, are taxonomy terms."""

from django.db import models


class ServiceStatus(models.TextChoices):
    """HSDS's four, and one more: a listing whose source does not say whether it still runs."""

    ACTIVE = "active", "実施中"
    INACTIVE = "inactive", "休止中"
    DEFUNCT = "defunct", "終了"
    TEMPORARILY_CLOSED = "temporarily_closed", "一時休止"
    UNKNOWN = "unknown", "確認中"


class Audience(models.TextChoices):
    """Who a row is written for; the database hides supporters' rows from everybody who is not signed in."""

    RESIDENTS = "residents", "家族のみなさん"
    SUPPORTERS = "supporters", "支える人"


class Cost(models.TextChoices):
    FREE = "free", "無料"
    PAID = "paid", "有料"
    UNKNOWN = "unknown", "確認中"


class Capacity(models.TextChoices):
    """Whether another family can be taken on (Gravity SDOH's service capacity codes)."""

    CAPACITY = "capacity", "受け入れできます"
    NO_CAPACITY = "no_capacity", "満員です"
    WAITLIST = "waitlist", "待機になります"
    ADDITIONAL_ASSESSMENT_REQUIRED = "additional_assessment_required", "面談のうえ決めます"
    UNKNOWN = "unknown", "確認中"


class LocationType(models.TextChoices):
    PHYSICAL = "physical", "場所"
    POSTAL = "postal", "郵送先"
    VIRTUAL = "virtual", "オンライン"


class MemberStatus(models.TextChoices):
    """An organisation's place in the network (登録制度)."""

    NONE = "none", "未登録"
    APPLIED = "applied", "申請中"
    MEMBER = "member", "登録済み"
    LEFT = "left", "退会"


class PhoneKind(models.TextChoices):
    VOICE = "voice", "電話"
    FAX = "fax", "FAX"
    CELL = "cell", "携帯電話"
    SMS = "sms", "SMS"


class ContactLevel(models.TextChoices):
    """Heads meet in councils, workers call each other: kept apart."""

    HEAD = "head", "代表・責任者"
    WORKING = "working", "担当者"


class Scheme(models.TextChoices):
    """The taxonomies by which resources are sorted."""

    NEED = "need", "困りごと"
    KIND = "kind", "種類"
    ORGANIZATION_KIND = "organization_kind", "組織の種類"
    SITUATION = "situation", "状況"
    STAGE = "stage", "時期"
    ACCESS = "access", "使い方"


class Seed(models.TextChoices):
    """The documents that the demo towns' facts come from."""

    JOETSU = "J", "上越市の事例"
    SAITAMA = "S", "埼玉県の手引き"
    KOCHI = "K", "高知市の計画"
    KOGANEI = "G", "小金井市の報告"
    NAGAOKA = "N", "長岡市の事例"
