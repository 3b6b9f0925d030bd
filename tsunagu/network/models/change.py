# ruff: noqa: S608 - the SQL of a trigger is made of our own permissions
"""A change of a listing that waits for the desk; until then the last approved words stay public."""

from uuid import UUID

import pgtrigger
from django.db import models
from django.db.models import Q

from tsunagu.directory.models import Location, Organisation, Service
from tsunagu.kernel.accounts.models import User
from tsunagu.kernel.database.row_security import IS_SYSTEM, in_town_when, is_mine
from tsunagu.kernel.municipality.models import TownModel
from tsunagu.kernel.permissions.permission import Permission
from tsunagu.kernel.permissions.row_rules import holds
from tsunagu.network.choices import ChangeStatus, Way

IS_EDITOR = holds(Permission.DIRECTORY_EDIT_ALL)
_REFUSE = "USING ERRCODE = 'check_violation'"

_BEGINS = f"""
    IF NEW.status <> 'waiting' THEN
        RAISE EXCEPTION 'listing change: it begins waiting' {_REFUSE};
    END IF;
    RETURN NEW;
"""
_STEPS = f"""
    IF ROW(NEW.organisation_id, NEW.service_id, NEW.is_new, NEW.is_new_place, NEW.changes, NEW.before,
           NEW.way, NEW.sent_by_id, NEW.sent_name, NEW.sent_at, NEW.municipality_id)
       IS DISTINCT FROM
       ROW(OLD.organisation_id, OLD.service_id, OLD.is_new, OLD.is_new_place, OLD.changes, OLD.before,
           OLD.way, OLD.sent_by_id, OLD.sent_name, OLD.sent_at, OLD.municipality_id) THEN
        RAISE EXCEPTION 'listing change: what was sent stays as it was sent' {_REFUSE};
    END IF;
    IF current_setting('tsunagu.system', true) = 'on' THEN actors := array_append(actors, 'system'); END IF;
    IF {is_mine("NEW.organisation_id")} THEN actors := array_append(actors, 'member'); END IF;
    IF {IS_EDITOR} THEN actors := array_append(actors, 'desk'); END IF;
    IF NOT EXISTS (
        SELECT 1 FROM network_change_rule AS r
        WHERE r.from_status = OLD.status AND r.to_status = NEW.status AND r.actor = ANY(actors)
    ) THEN
        RAISE EXCEPTION 'listing change: no step from % to % for %', OLD.status, NEW.status, actors {_REFUSE};
    END IF;
    RETURN NEW;
"""


class ListingChange(TownModel):
    """Somebody of an organisation says how its listing should read (変更の申し出)."""

    row_security = in_town_when(f"{IS_SYSTEM} OR {is_mine('organisation_id')} OR {IS_EDITOR}")

    organisation = models.ForeignKey(
        Organisation, verbose_name="組織", on_delete=models.PROTECT, related_name="listing_changes"
    )
    # Null: the organisation's own profile, or a service or a place that it wants to be listed.
    service = models.ForeignKey(
        Service,
        verbose_name="サービス",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="listing_changes",
    )
    is_new = models.BooleanField("新しいサービス", default=False)
    # What an approved new service became.
    became = models.ForeignKey(
        Service,
        verbose_name="載ったサービス",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    is_new_place = models.BooleanField("新しい場所", default=False)
    became_place = models.ForeignKey(
        Location,
        verbose_name="載った場所",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    # Field name to value, as `queries.values` writes them; `before` is what its author saw.
    changes = models.JSONField("変えること")
    before = models.JSONField("変える前")
    status = models.CharField(
        "状態", max_length=10, choices=ChangeStatus.choices, default=ChangeStatus.WAITING
    )
    way = models.CharField("どこから", max_length=10, choices=Way.choices, default=Way.ACCOUNT)
    note = models.CharField("窓口へのひとこと", max_length=400, blank=True, default="")
    sent_by = models.ForeignKey(
        User, verbose_name="送った人", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    # Who answered a letter's link, as they called themselves.
    sent_name = models.CharField("名乗り", max_length=60, blank=True, default="")
    sent_at = models.DateTimeField("送った日時")
    decided_by = models.ForeignKey(
        User, verbose_name="決めた人", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField("決めた日時", null=True, blank=True)
    # Why it was declined; its author reads it.
    reason = models.CharField("理由", max_length=400, blank=True, default="")
    # What was published, where the desk put words right before approving; null: as it was sent.
    taken_over = models.JSONField("直して公開した内容", null=True, blank=True)

    organisation_id: UUID
    service_id: UUID | None
    sent_by_id: UUID | None
    became_id: UUID | None
    became_place_id: UUID | None

    class Meta:
        verbose_name = "変更の申し出"
        verbose_name_plural = "変更の申し出"
        indexes = [
            models.Index(
                fields=["municipality", "sent_at"],
                condition=Q(status=ChangeStatus.WAITING),
                name="listing_change_waiting",
            ),
            models.Index(fields=["organisation", "-sent_at"]),
            models.Index(fields=["service", "-sent_at"]),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=ChangeStatus.values), name="listing_change_status_known"
            ),
            models.CheckConstraint(
                condition=Q(status=ChangeStatus.WAITING, decided_at=None)
                | ~Q(status=ChangeStatus.WAITING) & Q(decided_at__isnull=False),
                name="listing_change_decided_has_a_moment",
            ),
            models.CheckConstraint(
                condition=~Q(status=ChangeStatus.DECLINED) | ~Q(reason=""),
                name="listing_change_declined_has_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(is_new=False) | Q(service=None), name="listing_change_new_has_no_listing_yet"
            ),
            models.CheckConstraint(
                condition=Q(became=None) | Q(is_new=True, status=ChangeStatus.APPROVED),
                name="listing_change_became_when_approved",
            ),
            models.CheckConstraint(
                condition=Q(is_new_place=False) | Q(is_new=False, service=None),
                name="listing_change_new_place_stands_alone",
            ),
            models.CheckConstraint(
                condition=Q(became_place=None) | Q(is_new_place=True, status=ChangeStatus.APPROVED),
                name="listing_change_became_place_when_approved",
            ),
            # Somebody without an account may tell in words only; the desk then types it.
            models.CheckConstraint(
                condition=~Q(changes={}) | ~Q(note=""), name="listing_change_says_something"
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="change_begins", operation=pgtrigger.Insert, when=pgtrigger.Before, func=_BEGINS
            ),
            pgtrigger.Trigger(
                name="change_steps",
                operation=pgtrigger.Update,
                when=pgtrigger.Before,
                declare=[("actors", "text[] := '{}'")],
                func=_STEPS,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.get_status_display()}"

    @property
    def is_waiting(self) -> bool:
        return self.status == ChangeStatus.WAITING

    @property
    def is_addition(self) -> bool:
        """Whether it asks for something that the register does not have yet."""
        return self.is_new or self.is_new_place
