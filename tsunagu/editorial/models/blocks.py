"""What a page is put together from. Looks are the public pages' affair: a block only says what is there."""

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import (
    BooleanBlock,
    CharBlock,
    ChoiceBlock,
    IntegerBlock,
    RichTextBlock,
    StreamBlock,
    StructBlock,
)
from wagtail.images.blocks import ImageChooserBlock

from tsunagu.editorial.models import vocabulary

MOST_LISTINGS_SHOWN = 12
# Each asks the directory once; a page stays quick to read and to draw.
MOST_LISTINGS_BLOCKS = 3


class PictureBlock(StructBlock):
    """A picture with what it shows in words, which is the picture's own, and a line below."""

    picture = ImageChooserBlock(label=_("写真・絵"))
    caption = CharBlock(label=_("下に添える言葉"), required=False, max_length=120)

    class Meta:
        icon = "image"
        label = _("写真・絵")


class ListingsBlock(StructBlock):
    """A question to the directory, never its answer: the page asks again whenever it is drawn."""

    heading = CharBlock(
        label=_("見出し"), max_length=60, help_text=_("例：土曜日に開いている0歳から使える場所")
    )
    need = ChoiceBlock(label=_("困りごと"), choices=vocabulary.needs, required=False)
    stage = ChoiceBlock(label=_("年齢・時期"), choices=vocabulary.stages, required=False)
    weekday = ChoiceBlock(label=_("開いている曜日"), choices=vocabulary.WEEKDAYS, required=False)
    district = ChoiceBlock(label=_("地区"), choices=vocabulary.districts, required=False)
    free = BooleanBlock(label=_("無料のものだけ"), required=False)
    most = IntegerBlock(label=_("多くても何件"), default=6, min_value=1, max_value=MOST_LISTINGS_SHOWN)

    class Meta:
        icon = "search"
        label = _("名簿から（いつも最新）")
        help_text = _(
            "条件に合うものを、読まれるたびに名簿からさがして出します。プレビューで今の結果を確かめられます。"
        )


class BodyBlock(StreamBlock):
    """The body of a page."""

    heading = CharBlock(label=_("見出し"), max_length=80, icon="title")
    text = RichTextBlock(
        label=_("文章"), features=["bold", "link", "document-link", "ul", "ol"], icon="pilcrow"
    )
    picture = PictureBlock()
    listings = ListingsBlock()

    class Meta:
        block_counts = {"listings": {"max_num": MOST_LISTINGS_BLOCKS}}
