"""Pictures of pages. Each says in words what it shows, for those who do not see it."""

from django.db import models
from django.urls import get_script_prefix
from django.utils.translation import gettext_lazy as _
from wagtail.images.models import AbstractImage, AbstractRendition

from tsunagu.editorial.choices import PAGES_PATH
from tsunagu.editorial.models.conditions import EDITS, shown
from tsunagu.kernel.database.row_security import Policy, RowSecurity
from tsunagu.kernel.identifiers import new_id

IN_TOWN = "EXISTS (SELECT 1 FROM wagtailcore_collection AS c WHERE c.id = collection_id)"
_OF_A_PICTURE = "EXISTS (SELECT 1 FROM editorial_picture AS i WHERE i.id = image_id)"


class Picture(AbstractImage):
    """One picture of the town (写真・絵)."""

    row_security = RowSecurity(
        (
            Policy("town_floor", IN_TOWN, restrictive=True),
            Policy(
                "seen_on_pages",
                f"{IN_TOWN} AND {shown('editorial_picture', 'picture_id')}",
                command="SELECT",
            ),
            Policy("edited", f"{IN_TOWN} AND {EDITS}"),
        )
    )

    description = models.CharField(
        _("絵を言葉で"),
        max_length=255,
        help_text=_("目で見られない人に読み上げられます。何が写っているかを書いてください。"),
    )

    admin_form_fields = ("title", "file", "description", "collection", *(
        f"focal_point_{side}" for side in ("x", "y", "width", "height")
    ))  # fmt: skip

    class Meta(AbstractImage.Meta):
        verbose_name = _("写真・絵")
        verbose_name_plural = _("写真・絵")
        constraints = [
            models.CheckConstraint(condition=~models.Q(description=""), name="picture_told_in_words"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def default_alt_text(self) -> str:
        return self.description


class PictureRendition(AbstractRendition):
    """A picture in the size and format of a page; made when the page is written, not when it is read."""

    row_security = RowSecurity(
        (
            Policy("town_floor", _OF_A_PICTURE, restrictive=True),
            Policy("seen_on_pages", _OF_A_PICTURE, command="SELECT"),
            Policy("edited", f"{_OF_A_PICTURE} AND {EDITS}"),
        )
    )

    image = models.ForeignKey(Picture, on_delete=models.CASCADE, related_name="renditions")
    # Stands in the address: row numbers stay inside.
    public_id = models.UUIDField(default=new_id, unique=True, editable=False)

    class Meta:
        verbose_name = _("写真・絵の大きさ")
        verbose_name_plural = _("写真・絵の大きさ")
        constraints = [
            models.UniqueConstraint(
                fields=["image", "filter_spec", "focal_point_key"], name="picture_rendition_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.image_id} {self.filter_spec}"

    @property
    def url(self) -> str:
        """Where readers find it, and its editors before there are any."""
        return f"{get_script_prefix()}{PAGES_PATH}/pictures/{self.public_id}.webp"
