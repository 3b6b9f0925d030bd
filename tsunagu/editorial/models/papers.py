"""Files that a page links to: a form to print, a leaflet (書類)."""

from django.db import models
from django.urls import get_script_prefix
from django.utils.translation import gettext_lazy as _
from wagtail.documents.models import AbstractDocument

from tsunagu.editorial.choices import PAGES_PATH
from tsunagu.editorial.models.conditions import EDITS, shown
from tsunagu.editorial.models.pictures import IN_TOWN
from tsunagu.kernel.database.row_security import Policy, RowSecurity
from tsunagu.kernel.identifiers import new_id


class Paper(AbstractDocument):
    """One file of the town."""

    row_security = RowSecurity(
        (
            Policy("town_floor", IN_TOWN, restrictive=True),
            Policy(
                "linked_from_pages", f"{IN_TOWN} AND {shown('editorial_paper', 'paper_id')}", command="SELECT"
            ),
            Policy("edited", f"{IN_TOWN} AND {EDITS}"),
        )
    )

    # Stands in the address: row numbers stay inside.
    public_id = models.UUIDField(default=new_id, unique=True, editable=False)

    admin_form_fields = ("title", "file", "collection")

    class Meta(AbstractDocument.Meta):
        verbose_name = _("書類")
        verbose_name_plural = _("書類")

    @property
    def url(self) -> str:
        return f"{get_script_prefix()}{PAGES_PATH}/papers/{self.public_id}/"
