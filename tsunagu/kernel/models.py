"""The kernel's tables, gathered for Django; each lives in the part that it belongs to."""

from tsunagu.kernel.accounts.models import User
from tsunagu.kernel.audit.models import ReadEntry, WriteEntry
from tsunagu.kernel.municipality.models import Municipality
from tsunagu.kernel.notify.models import Letter
from tsunagu.kernel.permissions.models import Grant, Posting
from tsunagu.kernel.visitors.models import SenderCount

__all__ = ["Grant", "Letter", "Municipality", "Posting", "ReadEntry", "SenderCount", "User", "WriteEntry"]
