"""Words of the figures."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Origin(models.TextChoices):
    """Where a year's figures come from."""

    RECORDS = "records", _("相談の記録から数えた")
    IMPORTED = "imported", _("資料から取り込んだ")
    NONE = "none", _("記録も資料もない")


class Axis(models.TextChoices):
    """By what a year is broken down."""

    MONTH = "month", _("月")
    PLACE = "place", _("場所")
    METHOD = "method", _("方法")
    TOPIC = "topic", _("相談の種類")


class DoubtKind(models.TextChoices):
    """Why a figure cannot be taken as it stands."""

    AVERAGE_CONTRADICTS = "average_contradicts", _("1日平均が合わない")
    AVERAGE_CUT = "average_cut", _("1日平均が切り捨てになっている")
    TOO_MANY_DAYS = "too_many_days", _("開設日数が1年より長い")
    NO_DAYS = "no_days", _("開設日がないのに利用がある")
    NO_USERS = "no_users", _("利用者がいないのに相談がある")
    DAYS_WITHOUT_RECORD = "days_without_record", _("開設日の記録がない日に相談がある")
    RECORDS_DIFFER = "records_differ", _("資料と記録が違う")
