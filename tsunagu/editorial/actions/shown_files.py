"""Remember which files a page shows, when it is put up."""

from django.db import transaction

from tsunagu.editorial.models import EditorialPage, Paper, Picture, ShownFile
from tsunagu.editorial.models.bodies import links_in, pictures_in


@transaction.atomic
def note_shown_files(page: EditorialPage) -> None:
    """From now on everybody may open what this page shows and links to, and no longer what it did before."""
    blocks = [*page.body.raw_data, *page.easy_body.raw_data]
    ShownFile.objects.filter(page=page.pk).delete()
    pictures = Picture.objects.filter(id__in=pictures_in(blocks))
    papers = Paper.objects.filter(id__in=links_in(blocks).papers)
    ShownFile.objects.bulk_create(
        [
            *(ShownFile(page_id=page.pk, picture=one) for one in pictures),
            *(ShownFile(page_id=page.pk, paper=one) for one in papers),
        ]
    )
