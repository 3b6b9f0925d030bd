"""Start-up of editorial content, and how much of Wagtail starts with it."""

from importlib import import_module

from django.apps import AppConfig
from wagtail.admin.apps import WagtailAdminAppConfig
from wagtail.users.apps import WagtailUsersAppConfig


class EditorialConfig(AppConfig):
    name = "tsunagu.editorial"
    label = "editorial"
    verbose_name = "読みもの"

    def ready(self) -> None:
        from wagtail.permission_policies.collections import CollectionPermissionLookupMixin
        from wagtail.permission_policies.pages import PagePermissionPolicy

        from tsunagu.editorial import receivers, rules  # noqa: F401 late: they need the loaded models

        # Wagtail asks its groups at exactly these two places, and has no setting for another judge.
        PagePermissionPolicy.get_all_permissions_for_user = rules.page_permissions
        CollectionPermissionLookupMixin.get_all_permissions_for_user = rules.collection_permissions


class AdminWithoutLetters(WagtailAdminAppConfig):
    """Wagtail's screens. Its letters leave inside the request; ours wait in the outbox (`receivers.py`)."""

    default = False

    def ready(self) -> None:
        pass


class UsersWithoutScreens(WagtailUsersAppConfig):
    """An editor's settings. Accounts and rights are the town's, so the screens for them are not there."""

    default = False

    def ready(self) -> None:
        # Wagtail looks for the screens of an app beside its module.
        self.module = import_module("wagtail.users.models")
