"""A town's own terms of the board."""

from django.db import models
from django.db.models import F, Q

from tsunagu.kernel.municipality.models import TownModel
from tsunagu.kernel.permissions.row_rules import terms_of_a_town


class BoardTerms(TownModel):
    """Deadlines, limits and how long words are kept. Without a row the defaults hold."""

    row_security = terms_of_a_town()

    look_within = models.PositiveSmallIntegerField("確認する期限（開庁日）", default=2)
    appeal_within = models.PositiveSmallIntegerField("異議を見直す期限（開庁日）", default=5)
    # So many different readers, and a post is not shown until somebody looked.
    hide_after_reports = models.PositiveSmallIntegerField("一時非表示にする通報の数", default=3)
    topic_days = models.PositiveSmallIntegerField("話題を載せる日数", default=60)
    topic_most_days = models.PositiveSmallIntegerField("話題を載せる日数（最長）", default=180)
    erase_after_days = models.PositiveSmallIntegerField("終わった投稿の本文を消すまでの日数", default=30)

    class Meta:
        verbose_name = "掲示板の決まり"
        verbose_name_plural = "掲示板の決まり"
        constraints = [
            models.UniqueConstraint(fields=["municipality"], name="board_terms_one_per_town"),
            models.CheckConstraint(
                condition=Q(
                    look_within__gte=1, appeal_within__gte=1, hide_after_reports__gte=1, topic_days__gte=1
                )
                & Q(topic_days__lte=F("topic_most_days")),
                name="board_terms_in_order",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.municipality_id}"
