# ruff: noqa: S608 - the SQL of a policy is made of our own columns
"""Who may see and move what residents wrote, said to the database."""

from tsunagu.kernel.database.row_security import IS_SYSTEM, MOMENT, RECEIPT
from tsunagu.kernel.permissions.permission import Permission
from tsunagu.kernel.permissions.row_rules import holds

MODERATES = holds(Permission.COMMUNITY_MODERATE)
WORKS_ON_IT = f"{IS_SYSTEM} OR {MODERATES}"
TODAY = f"({MOMENT} AT TIME ZONE 'Asia/Tokyo')::date"
HAS_RECEIPT = f"receipt_hash = {RECEIPT}"
REFUSE = "USING ERRCODE = 'check_violation'"


def of_my_post(column: str = "post_id") -> str:
    """SQL: the post in this column is the one whose receipt was shown."""
    return f"EXISTS (SELECT 1 FROM community_post AS p WHERE p.id = {column} AND p.receipt_hash = {RECEIPT})"
