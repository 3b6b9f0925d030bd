"""What waits in a demo town's directory: owners who are asked, a change for the desk, a reader's report.

The words are invented, and look it: they never stand on a public page by themselves.
"""

from datetime import datetime, time

from django.utils.timezone import localdate

from tsunagu.directory.models import Organisation, Service
from tsunagu.kernel.dates.business_days import add_business_days
from tsunagu.kernel.municipality.acting import Acting, acting
from tsunagu.kernel.permissions.permission import Permission
from tsunagu.network.actions.asking import ask_owner
from tsunagu.network.actions.changes import propose_change
from tsunagu.network.actions.confirmations import confirm_parts
from tsunagu.network.actions.reports import report_error
from tsunagu.network.choices import ReportKind, Way
from tsunagu.network.queries.listings import offered_services
from tsunagu.network.queries.values import values_of
from tsunagu.project.demo.cast import cast_of
from tsunagu.project.demo.town import Town
from tsunagu.project.demo.year import JST

# Whoever has more is asked by the job, in its own time.
MOST_LISTINGS = 6
MOST_OWNERS = 3
ASKED_DAYS_AGO = 4


def keep_listings(town: Town) -> None:
    """Play it in the town in force."""
    asked_at = _morning(town, ASKED_DAYS_AGO)
    for owner, listings in _owners(town):
        ask_owner(organisation=owner, services=listings, at=asked_at)
    _a_member_writes(town)
    _a_reader_reports(town)


def _owners(town: Town) -> list[tuple[Organisation, list[Service]]]:
    """A few organisations with few listings, by their keys."""
    found = []
    for key in sorted(town.organisations):
        organisation = town.organisations[key]
        listings = list(offered_services().filter(organisation=organisation).order_by("name_kana", "id"))
        if organisation != town.desk and 0 < len(listings) <= MOST_LISTINGS:
            found.append((organisation, listings))
    return found[:MOST_OWNERS]


def _a_member_writes(town: Town) -> None:
    """The first of the cast who keeps listings confirms one and wants to change another."""
    for persona in cast_of(town.slug):
        organisation = town.organisations[persona.organisation]
        if town.who_may(Permission.DIRECTORY_EDIT_OWN, persona.organisation) != persona:
            continue
        listings = list(offered_services().filter(organisation=organisation).order_by("name_kana", "id"))
        if not listings:
            continue
        at = _morning(town, 1)
        with acting(town.as_person(persona.key, at)):
            by = town.users[persona.key]
            confirm_parts(service=listings[-1], way=Way.ACCOUNT, by=by, at=at)
            propose_change(
                record=listings[0],
                changes={"how_to_use": "見本の文です。はじめての方は、電話で申し込んでください。"},
                before=values_of(listings[0]),
                by=by,
                at=at,
            )
        return


def _a_reader_reports(town: Town) -> None:
    at = _morning(town, 1)
    listing = offered_services().filter(audience="residents").order_by("name_kana", "id").first()
    if listing is not None:
        with acting(Acting(town=town.municipality.id, moment=at)):
            report_error(
                service_id=listing.id,
                kind=ReportKind.HOURS,
                text="見本の知らせです。土曜日に行ったら、閉まっていました。",
                email=f"reader@{town.slug}.example.jp",
                sender="demo",
                at=at,
            )


def _morning(town: Town, business_days_ago: int) -> datetime:
    today = localdate(town.now)
    return datetime.combine(add_business_days(today, -business_days_ago), time(9, 15), JST)
