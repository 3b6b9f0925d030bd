"""Pages of a town, published through Wagtail as an editor would."""

from io import BytesIO
from typing import Any

from django.core.files.base import ContentFile
from PIL import Image as Drawing
from wagtail.models import Collection, Page

from tests.factories.kernel import make_posting, make_user
from tsunagu.editorial.actions.found_tree import found_tree
from tsunagu.editorial.choices import SectionKind
from tsunagu.editorial.models import Paper, Picture, Section
from tsunagu.kernel.accounts.models import User
from tsunagu.kernel.identifiers import new_id
from tsunagu.kernel.municipality.acting import current_town_id
from tsunagu.kernel.municipality.models import Municipality
from tsunagu.kernel.permissions.roles import CONSULTATION_WORKER, DESK_MANAGER, Role


def shelf(kind: SectionKind) -> Section:
    """The acting town's shelf; its branch is made at the first call."""
    found_tree(town=Municipality.objects.get(id=current_town_id()))
    return Section.objects.get(kind=kind)


def make_page(kind: type[Page], title: str, *, on: Section, live: bool = True, **fields: Any) -> Any:
    """A page on a shelf, published unless it is to stay a draft."""
    page = kind(title=title, live=False, slug=f"p{new_id().hex[-12:]}", **fields)
    on.refresh_from_db()
    on.add_child(instance=page)
    revision = page.save_revision()
    if live:
        revision.publish()
    page.refresh_from_db()
    return page


def make_writer(organisation_id: Any, role: Role = CONSULTATION_WORKER) -> User:
    """Somebody who writes pages, and does not review them."""
    user = make_user()
    make_posting(user, organisation_id, role)
    return user


def make_reviewer(organisation_id: Any) -> User:
    return make_writer(organisation_id, DESK_MANAGER)


def make_picture(title: str = "絵") -> Picture:
    """A picture of the acting town, which has its branch already."""
    content = BytesIO()
    Drawing.new("RGB", (40, 30), "teal").save(content, "PNG")
    file = ContentFile(content.getvalue(), name="a.png")
    collection = Collection.objects.get(depth=2)
    return Picture.objects.create(title=title, file=file, description="緑の四角", collection=collection)


def make_paper(title: str = "申込書") -> Paper:
    file = ContentFile(b"a form", name="form.txt")
    return Paper.objects.create(title=title, file=file, collection=Collection.objects.get(depth=2))
