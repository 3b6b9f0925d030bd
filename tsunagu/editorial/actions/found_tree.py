"""Give a town its branch of pages and pictures, with the shelves that every town has."""

from django.db import connection, transaction
from django.utils.translation import override
from treebeard.mp_tree import MP_Node
from wagtail.models import Collection, Locale, Page, Workflow, WorkflowPage

from tsunagu.editorial.choices import SectionKind
from tsunagu.editorial.models import Section, TownPage, TownTree
from tsunagu.editorial.models.conditions import ROOT
from tsunagu.kernel.municipality.models import Municipality


@transaction.atomic
def found_tree(*, town: Municipality) -> TownTree:
    """Make the branch once. The towns' branches hang side by side on a root that no town may touch."""
    tree, is_new = TownTree.objects.get_or_create(municipality=town, defaults={"branch": _next_branch()})
    if is_new:
        _lay_root()
        page = _town_page(town, tree.branch)
        Collection(name=town.name, path=tree.branch, depth=2, numchild=0).save(force_insert=True)
        with override("ja"):
            for kind in SectionKind:
                page.add_child(instance=Section(title=str(kind.label), slug=kind.value, kind=kind))
        WorkflowPage.objects.create(workflow=Workflow.objects.get(), page=Page.objects.get(path=tree.branch))
    return tree


def _lay_root() -> None:
    """Never a leaf, for whoever asks: towns hang their branches here without touching it."""
    locale = Locale.objects.get()
    if not Page.objects.filter(path=ROOT).exists():
        # In bulk, because a log of it would be no town's.
        Page.objects.bulk_create(
            [Page(title="Root", slug="root", path=ROOT, depth=1, numchild=1, url_path="/", locale=locale)]
        )
    if not Collection.objects.filter(path=ROOT).exists():
        Collection(name="Root", path=ROOT, depth=1, numchild=1).save(force_insert=True)


def _next_branch() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('editorial_town_number')")
        number = cursor.fetchone()[0]
    return ROOT + MP_Node._int2str(number).rjust(4, "0")


def _town_page(town: Municipality, branch: str) -> TownPage:
    page = TownPage(
        title=town.name,
        slug=town.slug,
        path=branch,
        depth=2,
        numchild=0,
        url_path=f"/{town.slug}/",
        live=True,
    )
    page.save(clean=False)
    return page
