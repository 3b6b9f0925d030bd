"""What the pages say about a consultation."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from tsunagu.desk.models import Consultation
from tsunagu.desk.presenters.households import moment_words
from tsunagu.desk.presenters.today import due_label
from tsunagu.kernel.ui.filters import moment as moment_label


@dataclass(frozen=True, slots=True)
class ConsultationPage:
    """One conversation as its page tells it."""

    consultation: Consultation
    names: Mapping[str, str]
    at: datetime

    @property
    def title(self) -> str:
        return self.consultation.household.label if self.consultation.household else _("名前を伏せた相談")

    @property
    def topics(self) -> list[str]:
        return [self.names.get(row.topic, row.topic) for row in self.consultation.topics.all()]

    @property
    def facts(self) -> list[dict[str, str]]:
        one = self.consultation
        asker = one.get_asker_display()
        if one.asked_by:
            asker = f"{asker}（{one.asked_by.name}）"
        minutes = _("%(minutes)s分") % {"minutes": one.minutes} if one.minutes else ""
        people = _("%(count)s人") % {"count": one.people_count}
        return [
            {"label": _("日時"), "value": moment_words(one)},
            {"label": _("方法・場所"), "value": f"{one.get_method_display()}・{one.place.name}"},
            {"label": _("だれから"), "value": asker},
            {
                "label": _("利用者数・時間"),
                "value": "・".join(p for p in (people, minutes) if p),
            },
            {"label": _("記録"), "value": f"{one.recorded_by.name}（{moment_label(one.recorded_at)}）"},
        ]

    @property
    def next_words(self) -> str:
        """「折り返し：11月25日（佐藤 みどり）」, or nothing."""
        one = self.consultation
        if one.next_on is None or one.next_owner is None:
            return ""
        day = due_label(one.next_on, today=timezone.localtime(self.at).date())
        words = f"{one.get_next_kind_display()}：{day}（{one.next_owner.name}）"
        return f"{words} {one.next_note}".strip()

    @property
    def is_late(self) -> bool:
        one = self.consultation
        today = timezone.localtime(self.at).date()
        return one.next_on is not None and one.next_done_at is None and one.next_on < today

    @property
    def is_open(self) -> bool:
        return self.consultation.next_on is not None and self.consultation.next_done_at is None
