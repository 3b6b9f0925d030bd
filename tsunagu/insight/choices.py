"""Words of the figures."""

from django.db import models


class Origin(models.TextChoices):
    """Where a year's figures come from."""

    RECORDS = "records", "相談の記録から数えた"
    IMPORTED = "imported", "資料から取り込んだ"
    NONE = "none", "記録も資料もない"


class Axis(models.TextChoices):
    """By what a year is broken down."""

    MONTH = "month", "月"
    PLACE = "place", "場所"
    METHOD = "method", "方法"
    TOPIC = "topic", "相談の種類"


class DoubtKind(models.TextChoices):
    """Why a figure cannot be taken as it stands."""

    AVERAGE_CONTRADICTS = "average_contradicts", "1日平均が合わない"
    AVERAGE_CUT = "average_cut", "1日平均が切り捨てになっている"
    TOO_MANY_DAYS = "too_many_days", "開設日数が1年より長い"
    NO_DAYS = "no_days", "開設日がないのに利用がある"
    NO_USERS = "no_users", "利用者がいないのに相談がある"
    DAYS_WITHOUT_RECORD = "days_without_record", "開設日の記録がない日に相談がある"
    RECORDS_DIFFER = "records_differ", "資料と記録が違う"
