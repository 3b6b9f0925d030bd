"""Make the pictures of a page in the size in which the public sees them."""

from tsunagu.editorial.models import Chapter, EditorialPage, Picture, PictureRendition
from tsunagu.editorial.models.bodies import pictures_in
from tsunagu.editorial.queries.pages import IN_PRINT, ON_A_PAGE, renditions_of


def make_renditions(page: EditorialPage) -> list[PictureRendition]:
    """Whoever reads a page makes nothing: what it shows is made while its editor waits."""
    wanted = pictures_in(page.body.raw_data) | pictures_in(page.easy_body.raw_data)
    sizes = (ON_A_PAGE, IN_PRINT) if isinstance(page, Chapter) else (ON_A_PAGE,)
    there = {size: renditions_of(wanted, size=size) for size in sizes}
    return [
        picture.get_rendition(size)
        for picture in Picture.objects.filter(id__in=wanted).order_by("id")
        for size in sizes
        if picture.pk not in there[size]
    ]
