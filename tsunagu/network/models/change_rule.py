"""Which step a proposed change may take, and who may take it: one table for action, database and tests."""

from collections.abc import Iterator

from django.db import models

from tsunagu.kernel.database.row_security import Policy, RowSecurity
from tsunagu.network.choices import ChangeActor, ChangeStatus

_S, _A = ChangeStatus, ChangeActor

STEPS: dict[tuple[ChangeStatus, ChangeStatus], tuple[ChangeActor, ...]] = {
    (_S.WAITING, _S.APPROVED): (_A.DESK, _A.SYSTEM),
    (_S.WAITING, _S.DECLINED): (_A.DESK, _A.SYSTEM),
    (_S.WAITING, _S.WITHDRAWN): (_A.MEMBER, _A.SYSTEM),
}


class ChangeRule(models.Model):
    """One step and one of its actors, as the database reads it. Filled by migration."""

    row_security = RowSecurity((Policy("rules_are_read", "true", command="SELECT"),), append_only=True)

    from_status = models.CharField("元の状態", max_length=10, choices=ChangeStatus.choices)
    to_status = models.CharField("次の状態", max_length=10, choices=ChangeStatus.choices)
    actor = models.CharField("だれが", max_length=10, choices=ChangeActor.choices)

    class Meta:
        db_table = "network_change_rule"
        verbose_name = "変更の状態の規則"
        verbose_name_plural = "変更の状態の規則"
        constraints = [
            models.UniqueConstraint(fields=["from_status", "to_status", "actor"], name="change_rule_once")
        ]

    def __str__(self) -> str:
        return f"{self.from_status} → {self.to_status} ({self.actor})"


def rule_rows() -> Iterator[dict[str, str]]:
    """The steps as rows of `ChangeRule`."""
    for (start, end), actors in STEPS.items():
        for actor in actors:
            yield {"from_status": start.value, "to_status": end.value, "actor": actor.value}
