"""What a family can choose between: the town's words, its districts, and one service to be handed to."""

from uuid import UUID

from django.db.models import Exists, OuterRef

from tsunagu.directory.models import District, Language, ServiceLanguage, TaxonomyTerm
from tsunagu.directory.queries.listing import Listing
from tsunagu.directory.queries.listings import OFFERED, service_page


def terms_to_choose() -> list[TaxonomyTerm]:
    """Every term that a page names, in the order of its scheme; one statement."""
    return list(TaxonomyTerm.objects.order_by("scheme", "position", "key"))


def districts_to_choose() -> list[District]:
    """The parts of the town, in their order; one statement."""
    return list(District.objects.order_by("position", "name_kana", "id"))


def languages_to_choose() -> list[Language]:
    """The languages in which some listing gives help; one statement."""
    used = ServiceLanguage.objects.filter(language=OuterRef("pk"))
    return list(Language.objects.filter(Exists(used)).order_by("code"))


def service_to_ask_for(service_id: object) -> Listing | None:
    """The listing that a family may be handed to; nothing for one that ended or is not published."""
    try:
        identifier = UUID(str(service_id))
    except ValueError:
        return None
    found = service_page(identifier)
    return found if found and found.status in OFFERED else None
