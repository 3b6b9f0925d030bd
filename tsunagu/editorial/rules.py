"""What an editor may do, told to Wagtail from postings: no group, no superuser, nothing for long."""

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.backends import BaseBackend
from wagtail.models import Collection, Page

from tsunagu.editorial.queries.tree import branch_of_town
from tsunagu.kernel.accounts.models import User
from tsunagu.kernel.municipality.acting import current, moment
from tsunagu.kernel.permissions.holders import Holder, holder_for
from tsunagu.kernel.permissions.permission import Permission

WRITING = ("add_page", "change_page")
REVIEWING = ("publish_page", "lock_page", "unlock_page", "bulk_delete_page")
FILES = tuple(
    f"{act}_{file}" for file in ("image", "document") for act in ("add", "change", "choose", "delete")
)
_EITHER = (Permission.EDITORIAL_WRITE, Permission.EDITORIAL_REVIEW)
# What the library or we call it, and which of our permissions give it.
NAMES = {
    "wagtailadmin.access_admin": _EITHER,
    "editorial.write": (Permission.EDITORIAL_WRITE,),
    "editorial.review": (Permission.EDITORIAL_REVIEW,),
}


@dataclass(frozen=True, slots=True)
class Named:
    codename: str


@dataclass(frozen=True, slots=True)
class Over:
    """What Wagtail reads of a group's right, without a group: a permission over a branch."""

    permission: Named
    page: Page | None = None
    page_id: int | None = None
    collection: Collection | None = None
    collection_id: int | None = None


class PostingsBackend(BaseBackend):
    """Answers `user.has_perm` for editorial work; signs nobody in."""

    judges_by_postings = True

    def has_perm(self, user_obj: Any, perm: str, obj: Any = None) -> bool:
        return any(_holder(user_obj).may(permission) for permission in NAMES.get(perm, ()))


def page_permissions(policy: Any, user: User) -> list[Over]:
    """In place of Wagtail's groups: what the person's postings in the acting town give over its branch."""
    codenames = _codenames(user)
    root = Page.objects.filter(path=branch_of_town()).first() if codenames else None
    if root is None:
        return []
    return [Over(Named(name), page=root, page_id=root.pk) for name in codenames if name.endswith("_page")]


def collection_permissions(policy: Any, user: User) -> list[Over]:
    """The same over the town's pictures and papers."""
    codenames = _codenames(user)
    root = Collection.objects.filter(path=branch_of_town()).first() if codenames else None
    if root is None:
        return []
    return [
        Over(Named(name), collection=root, collection_id=root.pk)
        for name in codenames
        if not name.endswith("_page")
    ]


def _codenames(user: User) -> list[str]:
    if not user.is_authenticated:
        return []
    holder = _holder(user)
    names: list[str] = []
    if any(holder.may(permission) for permission in _EITHER):
        names += [*WRITING, *FILES]
    if holder.may(Permission.EDITORIAL_REVIEW):
        names += REVIEWING
    return names


def _holder(user: User) -> Holder:
    """Postings are read once for a request: its person is one object, its town and moment do not change."""
    key = (current().town, moment())
    kept = getattr(user, "_editorial_holder", None)
    if kept is None or kept[0] != key:
        kept = user._editorial_holder = (key, holder_for(user, at=moment()))  # type: ignore[attr-defined]
    return kept[1]
