"""Where a listing's facts come from."""

from django.db import models

from tsunagu.directory.choices import Seed


class Sourced(models.Model):
    """A row of which it can be said in which document it stands, and where there."""

    # The row's name in the town's data file: what makes reading the file twice change nothing.
    key = models.CharField("データファイルでの名前", max_length=80, blank=True, default="")
    source_seed = models.CharField("出典の資料", max_length=1, choices=Seed.choices, blank=True, default="")
    source_at = models.CharField("出典の箇所", max_length=200, blank=True, default="")
    # What the source says and no field of ours holds: yearly figures, numbers of venues, when it began.
    facts = models.JSONField("資料にあるその他の事実", default=dict, blank=True)

    class Meta:
        abstract = True


def source_constraints(model: str) -> list[models.BaseConstraint]:
    """A key is used once in a town; a place in a document needs the document."""
    return [
        models.UniqueConstraint(
            fields=["municipality", "key"], condition=~models.Q(key=""), name=f"{model}_key_once_in_town"
        ),
        models.CheckConstraint(
            condition=models.Q(source_at="") | ~models.Q(source_seed=""), name=f"{model}_source_paired"
        ),
        models.CheckConstraint(
            condition=models.Q(source_seed__in=["", *Seed.values]), name=f"{model}_source_seed_known"
        ),
    ]
