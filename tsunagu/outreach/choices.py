"""Words of the notices."""

from django.db import models
from django.utils.translation import gettext_lazy as _

# Where the front door keeps the notices, for whoever writes their addresses into a letter.
NOTICES_PATH = "notices"


class Subject(models.TextChoices):
    """What a family wants to hear of, and what a notice is about."""

    EVENTS = "events", _("行事・講座")
    PLACES = "places", _("遊び場・ひろば")
    HEALTH = "health", _("健診・予防接種")
    CHILDCARE = "childcare", _("保育・預かり")
    MONEY = "money", _("手当・助成")
    SUPPORT = "support", _("相談・手助け")


class LetterLanguage(models.TextChoices):
    """In which language a family is written to."""

    JAPANESE = "ja", _("日本語")
    EASY_JAPANESE = "ja-easy", _("やさしい日本語")
    ENGLISH = "en", _("英語")
