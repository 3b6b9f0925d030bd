"""The town's branch of the tree."""

from tsunagu.editorial.models import TownTree


def branch_of_town() -> str:
    """Where the acting town's pages begin; empty while it has none."""
    return TownTree.objects.values_list("branch", flat=True).first() or ""
