"""What the pages of a listing say beside the directory's own words: the facts in a family's order."""

from django.utils.translation import gettext as _

from tsunagu.directory.presenters.pages import ServicePage
from tsunagu.kernel.ui.words import joined

# The rest are words that people search by; they find the listing without being read.
MOST_OTHER_NAMES = 3


def facts_of(page: ServicePage) -> list[dict[str, str]]:
    """Who, when, where, how much, how, and who answers. An empty value reads as not known yet."""
    always = [
        (_("だれが使えるか"), page.for_whom),
        (_("いつ"), "\n".join(page.opening_remarks)),
        (_("どこで"), page.place or _names_of_places(page)),
        (_("費用"), _cost(page)),
        (_("使い方"), page.how_to_use or joined(page.ways_in, "・")),
        (_("担当"), "\n".join(page.contacts)),
    ]
    if_known = [
        (_("対象の地区"), page.areas),
        (_("使える言葉"), page.languages),
        (_("委託元"), page.commissioned_by),
        (_("ほかの呼び名"), joined(page.listing.alternate_names[:MOST_OTHER_NAMES], "・")),
    ]
    pairs = [*always, *(pair for pair in if_known if pair[1])]
    return [{"label": label, "value": value} for label, value in pairs]


def _names_of_places(page: ServicePage) -> str:
    places = page.places
    return _("%(count)sか所（下に並べました）") % {"count": len(places)} if places else ""


def _cost(page: ServicePage) -> str:
    return "\n".join(f"{option} {amount}" for option, amount in page.prices) or page.cost
