"""The kinds of pages. Wagtail keeps their drafts, history, review and dates; we keep how they are read."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.urls import get_script_prefix
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _
from wagtail.fields import StreamField
from wagtail.models import Page, PanelPlaceholder

from tsunagu.editorial.choices import PAGES_PATH, SectionKind
from tsunagu.editorial.models.blocks import BodyBlock
from tsunagu.editorial.models.conditions import beside_page
from tsunagu.kernel.notify.addresses import town_address

EASY = "easy"


def group(heading: Any, *fields: str) -> PanelPlaceholder:
    """Fields under one heading of the editor. The editor's own classes load with the editor's screens."""
    return PanelPlaceholder("wagtail.admin.panels.MultiFieldPanel", [list(fields)], {"heading": heading})


class EditorialPage(Page):
    """A page of the town, in everyday Japanese and beside it in easy Japanese."""

    lead = models.CharField(_("はじめのひとこと"), max_length=200, blank=True, default="")
    body = StreamField(BodyBlock(), verbose_name=_("本文"), blank=True)
    easy_title = models.CharField(_("やさしい日本語の題名"), max_length=120, blank=True, default="")
    easy_body = StreamField(BodyBlock(), verbose_name=_("やさしい日本語の本文"), blank=True)

    content_panels = [
        *Page.content_panels,
        "lead",
        "body",
        group(_("やさしい日本語"), "easy_title", "easy_body"),
    ]
    promote_panels = ["slug"]
    # What Wagtail would look for a template for; ours are chosen by the public pages.
    preview_modes = [("", _("ふつうの日本語")), (EASY, _("やさしい日本語"))]

    class Meta:
        abstract = True

    @property
    def place(self) -> str:
        """Where the page stands below the town's pages: `columns/first-teeth`."""
        return self.url_path.strip("/").partition("/")[2]

    def get_url_parts(self, request: HttpRequest | None = None) -> tuple[None, str, str]:
        address = f"{PAGES_PATH}/{self.place}/" if self.place else f"{PAGES_PATH}/"
        return None, town_address(""), f"{get_script_prefix()}{address}"

    def get_url(self, request: HttpRequest | None = None, **_site: Any) -> str:
        return self.get_url_parts(request)[2]

    def get_full_url(self, request: HttpRequest | None = None) -> str:
        return town_address(f"{PAGES_PATH}/{self.place}/")

    url = property(get_url)
    full_url = property(get_full_url)

    def _get_dummy_header_url(self, *_original: HttpRequest) -> str:
        # The request that a draft is drawn for cannot carry a Japanese address.
        return town_address(f"{PAGES_PATH}/")

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        """The public page as it will be. Public pages stand above us, so settings name who draws them."""
        draw = import_string(settings.EDITORIAL_PREVIEW)
        return draw(request, self, is_easy=mode_name == EASY)


class TownPage(Page):
    """The town's own branch: nobody writes it, everything hangs on it."""

    row_security = beside_page()
    parent_page_types: list[str] = []
    subpage_types = ["editorial.Section", "editorial.InformationPage"]
    is_creatable = False
    preview_modes: list[tuple[str, str]] = []

    class Meta:
        verbose_name = _("町のページ")
        verbose_name_plural = _("町のページ")

    get_url = EditorialPage.get_url
    get_url_parts = EditorialPage.get_url_parts
    get_full_url = EditorialPage.get_full_url
    place = EditorialPage.place
    url = property(get_url)
    full_url = property(get_full_url)


class Section(EditorialPage):
    """A shelf: notices, columns, reports, what to know by age or by question, chapters of the guidebook."""

    row_security = beside_page()
    parent_page_types = ["editorial.TownPage"]
    is_creatable = False

    kind = models.CharField(_("種類"), max_length=10, choices=SectionKind.choices)

    content_panels = [*Page.content_panels, "lead", group(_("やさしい日本語"), "easy_title")]

    class Meta:
        verbose_name = _("棚")
        verbose_name_plural = _("棚")
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=SectionKind.values), name="section_kind_known"),
        ]


class OnShelf(EditorialPage):
    """A page that stands on shelves of one kind only."""

    shelves: tuple[SectionKind, ...] = ()
    parent_page_types = ["editorial.Section"]
    subpage_types: list[str] = []

    class Meta:
        abstract = True

    @classmethod
    def can_exist_under(cls, parent: Page) -> bool:
        if not super().can_exist_under(parent):
            return False
        above = parent.specific
        return not isinstance(above, Section) or above.kind in cls.shelves


class InformationPage(OnShelf):
    """A page to look something up: by age, by question, or by itself right under the town."""

    row_security = beside_page()
    shelves = (SectionKind.AGES, SectionKind.KNOW)
    parent_page_types = ["editorial.Section", "editorial.TownPage"]

    stage = models.CharField(_("年齢・時期"), max_length=60, blank=True, default="")

    content_panels = [*EditorialPage.content_panels, "stage"]

    class Meta:
        verbose_name = _("読みもの")
        verbose_name_plural = _("読みもの")


class NewsPage(OnShelf):
    """News of the town (お知らせ). They always have a last day: old news are worse than none."""

    row_security = beside_page()
    shelves = (SectionKind.NEWS,)

    ends_on = models.DateField(_("いつまで出すか"), help_text=_("この日を過ぎると自動で下がります。"))

    content_panels = [
        *Page.content_panels,
        "ends_on",
        *EditorialPage.content_panels[len(Page.content_panels) :],
    ]

    class Meta:
        verbose_name = _("お知らせのページ")
        verbose_name_plural = _("お知らせのページ")


class Column(OnShelf):
    """A column by somebody who knows the subject (子育てコラム)."""

    row_security = beside_page()
    shelves = (SectionKind.COLUMNS,)

    author = models.CharField(_("書いた人"), max_length=60)
    author_role = models.CharField(_("書いた人の職業・所属"), max_length=80, blank=True, default="")

    content_panels = [*EditorialPage.content_panels, group(_("書いた人"), "author", "author_role")]

    class Meta:
        verbose_name = _("コラム")
        verbose_name_plural = _("コラム")
        constraints = [
            models.CheckConstraint(condition=~Q(author=""), name="column_has_an_author"),
        ]


class CitizenReport(OnShelf):
    """What a resident saw and tells (市民レポート)."""

    row_security = beside_page()
    shelves = (SectionKind.REPORTS,)

    reporter = models.CharField(_("書いた人（公開する名前）"), max_length=60)

    content_panels = [*EditorialPage.content_panels, "reporter"]

    class Meta:
        verbose_name = "市民レポートのページ"
        verbose_name_plural = "市民レポートのページ"
        constraints = [
            models.CheckConstraint(condition=~Q(reporter=""), name="report_has_a_reporter"),
        ]


class Chapter(OnShelf):
    """A chapter that the guidebook prints before its listings."""

    row_security = beside_page()
    shelves = (SectionKind.GUIDEBOOK,)

    class Meta:
        verbose_name = _("ガイドブックの章")
        verbose_name_plural = _("ガイドブックの章")
