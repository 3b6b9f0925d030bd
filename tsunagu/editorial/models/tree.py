"""Which branch of the tree of pages is the town's: the one row that all row security of pages asks."""

from django.db import models
from django.db.models import Q

from tsunagu.kernel.database.row_security import in_town
from tsunagu.kernel.municipality.models import TownModel


class TownTree(TownModel):
    """A town's branch. Pages and collections of pictures use the same one, each in its own tree."""

    row_security = in_town()

    branch = models.CharField("枝", max_length=8)

    class Meta:
        verbose_name = "ページの木"
        verbose_name_plural = "ページの木"
        constraints = [
            models.UniqueConstraint(fields=["municipality"], name="town_tree_once"),
            models.UniqueConstraint(fields=["branch"], name="town_tree_branch_once"),
            models.CheckConstraint(
                condition=Q(branch__regex=r"^0001[0-9A-Z]{4}$"), name="town_tree_branch_form"
            ),
        ]

    def __str__(self) -> str:
        return self.branch
