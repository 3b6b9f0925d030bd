"""What the desk reads of a first contact."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from tsunagu.desk.choices import IntakeState
from tsunagu.desk.models import Intake
from tsunagu.desk.presenters.today import waited_label
from tsunagu.kernel.ui.filters import day


@dataclass(frozen=True, slots=True)
class IntakePage:
    intake: Intake
    at: datetime

    @property
    def title(self) -> str:
        return self.intake.name or _("名前なしの相談")

    @property
    def waited(self) -> str:
        return waited_label(self.intake.received_at, today=timezone.localtime(self.at).date())

    @property
    def warnings(self) -> list[str]:
        """What must not be done, before any number is read."""
        flags = ("no_phone", "no_mail", "no_letter", "no_visit")
        forbidden = [
            str(Intake._meta.get_field(name).verbose_name) for name in flags if getattr(self.intake, name)
        ]
        return [words for words in (*forbidden, self.intake.contact_prohibited) if words]

    @property
    def facts(self) -> list[dict[str, str]]:
        one = self.intake
        clock = timezone.localtime(one.received_at)
        return [
            {"label": _("受付"), "value": f"{day(one.received_at)} {clock:%H:%M}"},
            {"label": _("状態"), "value": one.get_state_display()},
            {"label": _("連絡の方法"), "value": one.get_reach_by_display()},
            {"label": _("電話"), "value": one.phone},
            {"label": _("メール"), "value": one.email},
            {"label": _("連絡してよい時間"), "value": one.reach_when},
            {"label": _("つないでほしい所"), "value": one.service.name if one.service else ""},
            {"label": _("担当"), "value": self._taken_by()},
        ]

    def _taken_by(self) -> str:
        one = self.intake
        return f"{one.organisation.name} {one.taken_by.name}" if one.organisation and one.taken_by else ""

    @property
    def is_new(self) -> bool:
        return self.intake.state == IntakeState.NEW

    @property
    def is_held(self) -> bool:
        return self.intake.state in {IntakeState.TAKEN, IntakeState.ANSWERED}
