"""Write `docs/reference/referral-states.md` from the table of steps."""

from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand

from tsunagu.desk.presenters.referral_states import states_page


class Command(BaseCommand):
    help = "つなぎの状態の表を docs/reference/referral-states.md に書く"

    def handle(self, **options: object) -> None:
        path = Path(settings.ROOT) / "docs" / "reference" / "referral-states.md"
        path.write_text(states_page())
        self.stdout.write(f"書きました：{path.name}")
