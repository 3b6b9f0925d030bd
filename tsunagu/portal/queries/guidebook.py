"""What a guidebook prints, read in a number of statements that no town's size changes."""

from dataclasses import dataclass, field, replace
from uuid import UUID

from tsunagu.directory.choices import Audience, PhoneKind, Scheme
from tsunagu.directory.models import District, Organisation, Phone, TaxonomyTerm
from tsunagu.directory.queries.guidebooks import Coverage
from tsunagu.directory.queries.listing import Listing, OrganisationListing
from tsunagu.directory.queries.listings import organisation_page, services_of_town
from tsunagu.directory.queries.organisations import desk_organisations
from tsunagu.directory.queries.vacancies import free_places_of
from tsunagu.kernel.municipality.acting import Acting, acting, current_town_id, moment
from tsunagu.network.models import Photo
from tsunagu.network.queries.photos import photos_of_services
from tsunagu.portal.queries.desk_phone import number_of_the_desk
from tsunagu.portal.queries.written import Written, written_in


@dataclass(frozen=True, slots=True)
class OrganisationToCall:
    """A line of the index of organisations."""

    id: UUID
    name: str
    name_kana: str
    phones: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Material:
    """Everything that one edition says, before it is put into words."""

    coverage: Coverage
    listings: list[Listing]
    # Needs in the town's order; those without a parent are the chapters.
    needs: list[TaxonomyTerm]
    organisations: list[OrganisationToCall]
    desk: OrganisationListing | None = None
    desk_phone: str = ""
    # The listings that are for this district by name; the others are for the whole town, or it is not known.
    near: frozenset[UUID] = field(default=frozenset())
    # Names in the town's order.
    districts: list[str] = field(default_factory=list)
    written: Written = field(default_factory=Written)
    # What families see of a listing, where its organisation sent a photo that the desk approved.
    photos: dict[UUID, Photo] = field(default_factory=dict)


def material_for(coverage: Coverage) -> Material:
    """What residents may read, as far as nothing that is known keeps it out of this edition.

    Read as a visitor reads it, whoever asked: what the database shows to colleagues must not be printed.
    """
    with acting(Acting(town=current_town_id(), moment=moment())):
        return _as_a_visitor(coverage)


def _as_a_visitor(coverage: Coverage) -> Material:
    listings = _with_free_places([one for one in services_of_town() if _belongs(one, coverage)])
    here = coverage.district.name if coverage.district else None
    desk = desk_organisations().first()
    return Material(
        coverage=coverage,
        listings=listings,
        needs=list(TaxonomyTerm.objects.filter(scheme=Scheme.NEED).order_by("position", "key")),
        organisations=_organisations({one.organisation_id for one in listings}),
        desk=organisation_page(desk.id) if desk else None,
        desk_phone=number_of_the_desk(),
        written=written_in(coverage.language),
        photos=photos_of_services({one.id: one.organisation_id for one in listings}),
        near=frozenset(one.id for one in listings if here in _districts(one)),
        districts=list(District.objects.order_by("position", "id").values_list("name", flat=True)),
    )


def _with_free_places(listings: list[Listing]) -> list[Listing]:
    """The same, with what was told to be free: a list of listings does without."""
    told = free_places_of([one.id for one in listings])
    return [replace(one, vacancies=told.get(one.id, ())) for one in listings]


def _organisations(ids: set[UUID]) -> list[OrganisationToCall]:
    """Those that offer something in the book, with their numbers, in kana order: two statements."""
    spoken = Phone.objects.filter(
        organisation__in=ids, audience=Audience.RESIDENTS, kind__in=(PhoneKind.VOICE, PhoneKind.CELL)
    )
    numbers: dict[UUID, dict[str, None]] = {}
    rows = spoken.order_by("position", "id").values_list("organisation_id", "number")
    for organisation_id, number in rows:
        numbers.setdefault(organisation_id, {})[number] = None
    names = Organisation.objects.filter(id__in=ids).values_list("id", "name", "name_kana")
    return [OrganisationToCall(id_, name, kana, tuple(numbers.get(id_, ()))) for id_, name, kana in names]


def _belongs(listing: Listing, coverage: Coverage) -> bool:
    """Unknown is not no: only what is known not to fit stays out."""
    if coverage.district is not None:
        known = _districts(listing)
        return not known or coverage.district.name in known
    if coverage.stage is not None:
        return _fits_age(listing, coverage.stage)
    return True


def _districts(listing: Listing) -> set[str]:
    """As search sees it: the districts it is for, and those in which it is given."""
    return {*listing.areas, *(place.district for place in listing.places if place.district)}


def _fits_age(listing: Listing, stage: TaxonomyTerm) -> bool:
    stages = {term.key for term in listing.terms_of(Scheme.STAGE)}
    lowest, highest = listing.minimum_age_months, listing.maximum_age_months
    ages_known = lowest is not None or highest is not None
    if stage.key in stages or not (stages or ages_known):
        return True
    if stage.from_months is None or stage.to_months is None or not ages_known:
        return False
    return (lowest or 0) <= stage.to_months and (highest is None or highest >= stage.from_months)
