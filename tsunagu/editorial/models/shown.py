"""What the pages that are up show and link to: only that is everybody's to open."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from tsunagu.editorial.models.conditions import beside_page
from tsunagu.editorial.models.papers import Paper
from tsunagu.editorial.models.pictures import Picture


class ShownFile(models.Model):
    """A picture or a paper of a page as it was last put up. Whoever sees the page may open the file."""

    row_security = beside_page("page_id")

    page = models.ForeignKey(Page, verbose_name=_("ページ"), on_delete=models.CASCADE, related_name="+")
    picture = models.ForeignKey(
        Picture, verbose_name=_("写真・絵"), on_delete=models.CASCADE, null=True, related_name="+"
    )
    paper = models.ForeignKey(
        Paper, verbose_name=_("書類"), on_delete=models.CASCADE, null=True, related_name="+"
    )

    class Meta:
        verbose_name = "公開中のページのファイル"
        verbose_name_plural = "公開中のページのファイル"
        constraints = [
            models.CheckConstraint(
                condition=Q(picture=None, paper__isnull=False) | Q(picture__isnull=False, paper=None),
                name="shown_file_is_one_file",
            ),
            models.UniqueConstraint(fields=["page", "picture"], name="shown_picture_once"),
            models.UniqueConstraint(fields=["page", "paper"], name="shown_paper_once"),
        ]

    def __str__(self) -> str:
        return f"{self.page_id} {self.picture_id or self.paper_id}"
