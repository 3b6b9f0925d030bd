"""What roles allow, said to the database: policies for rows that a grant alone must not open."""

from tsunagu.kernel.database.row_security import (
    IS_SYSTEM,
    MOMENT,
    ORGANISATIONS,
    USER,
    Policy,
    RowSecurity,
    floor,
    here,
)
from tsunagu.kernel.permissions.models import FieldSet
from tsunagu.kernel.permissions.permission import Permission
from tsunagu.kernel.permissions.roles import ROLES

# Grants that reach what was said and done, not only what was handed over.
CASE_FIELD_SETS = (FieldSet.CASE.value, FieldSet.SENSITIVE.value)


def holds(permission: Permission) -> str:
    """SQL: a posting of mine, alive at this moment, gives the permission."""
    roles = ", ".join(f"'{key}'" for key, role in sorted(ROLES.items()) if permission in role.permissions)
    return (
        "EXISTS (SELECT 1 FROM kernel_posting AS p"
        f" WHERE p.user_id = {USER} AND p.organisation_id = ANY({ORGANISATIONS}) AND p.role IN ({roles})"
        f" AND p.starts_at <= {MOMENT} AND (p.ends_at IS NULL OR p.ends_at > {MOMENT}))"
    )


def terms_of_a_town() -> RowSecurity:
    """A town's own terms (町の決めごと): every request reads them, whoever may set them writes."""
    return RowSecurity(
        (
            floor(),
            Policy("everybody_reads", here("true"), command="SELECT"),
            Policy("managers_set", here(f"{IS_SYSTEM} OR {holds(Permission.TERMS_SET)}")),
        )
    )
