"""What Wagtail's screens show, and what they leave out. Read when the first editor comes."""

from typing import Any

from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from tsunagu.editorial.queries.proposals import proposals_waiting


@hooks.register("insert_global_admin_js")
def date_fields() -> str:
    return format_html('<script defer src="{}"></script>', static("editorial/date-fields.js"))


@hooks.register("insert_global_admin_css")
def colours_of_the_house() -> str:
    return format_html('<link rel="stylesheet" href="{}">', static("editorial/house.css"))


@hooks.register("register_admin_menu_item")
def way_back() -> MenuItem:
    """Back to the desk's own screens."""
    return BackToWork(_("つなぐの画面へ戻る"), "", name="tsunagu", icon_name="arrow-left", order=1)


@hooks.register("register_admin_menu_item")
def proposals() -> MenuItem:
    return ProposalsItem(_("投稿の点検"), "", name="proposals", icon_name="mail", order=150)


@hooks.register("construct_help_menu")
def no_foreign_help(request: Any, items: list[Any]) -> None:
    """Wagtail's own guides are in English, on another site; ours stands in the handbook."""
    items[:] = [item for item in items if item.name == "keyboard-shortcuts"]


@hooks.register("construct_reports_menu")
def reports_of_use(request: Any, items: list[Any]) -> None:
    """What tells of one's own town's pages; the rest is about sites and types."""
    kept = {"locked-pages", "workflows", "workflow-tasks", "site-history", "aging-pages"}
    items[:] = [item for item in items if item.name in kept]


class BackToWork(MenuItem):
    """A menu is made once for all towns; the address is the request's."""

    def render_component(self, request: Any) -> Any:
        self.url = reverse("workspace:home")
        return super().render_component(request)

    def is_active(self, request: Any) -> bool:
        return False


class ProposalsItem(MenuItem):
    """Only while something waits."""

    def is_shown(self, request: Any) -> bool:
        return request.user.has_perm("editorial.review") and proposals_waiting().exists()

    def render_component(self, request: Any) -> Any:
        self.url = reverse("editorial:proposals-waiting")
        return super().render_component(request)
