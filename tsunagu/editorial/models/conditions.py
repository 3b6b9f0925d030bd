# ruff: noqa: S608 - the SQL of policies is made of our own permissions
"""The conditions, in SQL, under which rows of pages are seen and written: which branch is the town's."""

from tsunagu.kernel.database.row_security import IS_SYSTEM, Policy, RowSecurity
from tsunagu.kernel.permissions.permission import Permission
from tsunagu.kernel.permissions.row_rules import holds

# The towns' trees hang on one root row that belongs to nobody; a town's branch has the next four signs.
ROOT = "0001"
BRANCH_LENGTH = 8
# One row at most: the table of trees has the floor of the town itself.
BRANCH = "(SELECT t.branch FROM editorial_towntree AS t)"
EDITS = f"({IS_SYSTEM} OR {holds(Permission.EDITORIAL_WRITE)} OR {holds(Permission.EDITORIAL_REVIEW)})"
# An id written as text (revisions, usage): only pages have revisions, so it is a number.
OF_A_PAGE = "EXISTS (SELECT 1 FROM wagtailcore_page AS p WHERE p.id = object_id::integer AND p.depth > 1)"


def in_branch() -> str:
    return f"left(path, {BRANCH_LENGTH}) = {BRANCH}"


def tree(*, public: str) -> RowSecurity:
    """Nodes of the town's branch, and the root above it; the public sees those that are `public`."""
    return RowSecurity(
        (
            Policy("town_floor", f"path = '{ROOT}' OR {in_branch()}", restrictive=True),
            Policy("published", f"path = '{ROOT}' OR {public}", command="SELECT"),
            Policy("edited", f"path <> '{ROOT}' AND {EDITS}"),
            # By whoever founds the first town's branch; there is room for one.
            Policy("root_laid", "true", check=f"path = '{ROOT}' AND {EDITS}", command="INSERT"),
        )
    )


def of_page(column: str) -> str:
    """SQL: the page in this column is one that the caller sees."""
    return f"EXISTS (SELECT 1 FROM wagtailcore_page AS p WHERE p.id = {column} AND p.depth > 1)"


def beside_page(column: str = "page_ptr_id") -> RowSecurity:
    """What a page has besides the row that all pages have: seen with the page, written by editors."""
    return RowSecurity(
        (
            Policy("town_floor", of_page(column), restrictive=True),
            Policy("seen_with_its_page", of_page(column), command="SELECT"),
            Policy("edited", f"{of_page(column)} AND {EDITS}"),
        )
    )


def shown(table: str, column: str) -> str:
    """SQL: a page that the caller sees shows this file (`models/shown.py`)."""
    return f"EXISTS (SELECT 1 FROM editorial_shownfile AS s WHERE s.{column} = {table}.id)"


def editors_only(condition: str) -> RowSecurity:
    """What only editors see, of what hangs on something of their town."""
    return RowSecurity(
        (
            Policy("town_floor", condition, restrictive=True),
            Policy("edited", f"{condition} AND {EDITS}"),
        )
    )


def read_by_all() -> RowSecurity:
    """The same for every town, and laid down by migrations."""
    return RowSecurity((Policy("rules_are_read", "true", command="SELECT"),))


def closed() -> RowSecurity:
    """Tables that the library brings and we do not use."""
    return RowSecurity((Policy("unused", "false"),))
