"""`tsunagu doctor`: what is wrong with this installation, and how to mend it."""

import sys
from typing import Any

from django.core.management.base import BaseCommand

from tsunagu.project.examination import examine


class Command(BaseCommand):
    help = "この導入環境を調べ、悪いところと直し方を示します。"
    # Its whole point is to run where checks and migrations would refuse.
    requires_system_checks: list[str] = []
    requires_migrations_checks = False

    def handle(self, *args: Any, **options: Any) -> None:
        findings = examine()
        for finding in findings:
            mark = self.style.SUCCESS("○") if finding.is_well else self.style.ERROR("×")
            self.stdout.write(f"{mark} {finding.what}")
            if not finding.is_well:
                self.stdout.write(f"    → {finding.remedy}")
        ill = [finding for finding in findings if not finding.is_well]
        self.stdout.write(f"\n{len(findings)} 項目を調べ、{len(ill)} 項目に手当てが要ります。")
        sys.exit(1 if ill else 0)
