"""One record of every kind in a town, each carrying words that nobody else may read."""

from dataclasses import dataclass

from django.utils import timezone
from django.utils.timezone import localdate

from tests.factories.community import make_letter, make_talk
from tests.factories.desk import make_consultation, make_place
from tests.factories.directory import (
    make_desk,
    make_district,
    make_location,
    make_organisation,
    make_phone,
    make_service,
    make_term,
)
from tests.factories.editorial import make_page, make_paper, make_picture, shelf
from tests.factories.events import make_event
from tests.factories.families import make_household, make_person
from tests.factories.guidebooks import make_guidebook
from tests.factories.kernel import make_posting, make_user
from tests.factories.neighbours import make_neighbour
from tests.factories.network import make_asked, make_photo
from tests.factories.open_data import make_import
from tests.factories.outreach import make_notice, make_subscription
from tests.factories.referrals import lawful
from tsunagu.community.actions.inquiry_letters import make_token
from tsunagu.desk.actions.intake import receive_intake
from tsunagu.desk.actions.record_consultation import Said
from tsunagu.desk.actions.referrals.asking import ask_organisation, open_referral
from tsunagu.desk.actions.referrals.links import make_link
from tsunagu.desk.actions.selections import begin_selection, code_of, give_selection
from tsunagu.desk.choices import ReachBy
from tsunagu.directory.actions.duty import Duty, enter_duty
from tsunagu.directory.api.identifiers import taxonomy_id
from tsunagu.directory.choices import Scheme
from tsunagu.directory.models import Organisation, ServiceAtLocation, SynonymGroup
from tsunagu.editorial.actions.proposals import propose
from tsunagu.editorial.choices import ProposalKind, SectionKind
from tsunagu.editorial.models import Column, PictureRendition
from tsunagu.families.actions.addresses import record_address
from tsunagu.families.actions.consents import record_consent
from tsunagu.families.choices import ConsentPurpose
from tsunagu.kernel.municipality.acting import Acting, acting, as_system
from tsunagu.kernel.municipality.models import Municipality
from tsunagu.kernel.notify.letters import write_letter
from tsunagu.kernel.permissions.roles import DESK_MANAGER, MEMBER_WORKER
from tsunagu.network.actions.renewals import open_round
from tsunagu.outreach.actions.links import own_token

# What stands in an address and belongs to a family: closed to whoever holds no grant, in the same town too.
OF_A_FAMILY = {
    "household_id",
    "address_id",
    "consent_id",
    "consultation_id",
    "task_id",
    "referral_id",
    "token",
    "selection_id",
    "inquiry_id",
}


@dataclass(frozen=True, slots=True)
class TownLife:
    """The ids to try, and the words that must not be read by those who try them."""

    ids: dict[str, str]
    secret: str
    desk: Organisation


def live(town: Municipality, secret: str) -> TownLife:
    """Make one of everything, through the real actions. `secret` stands in every text of a family."""
    at = timezone.now()
    with as_system(town.id, at=at):
        desk = make_desk()
        member = make_organisation(f"{town.name}のひろば")
        worker = make_user()
        make_posting(worker, desk.id, DESK_MANAGER)
        posting = make_posting(make_user(), member.id, MEMBER_WORKER)
        location = make_location()
        phone = make_phone(organisation=member)
        service, district = make_service(), make_district(f"{town.name}の地区")
        at_location = ServiceAtLocation.objects.create(service=service, location=location)
        household = make_household(desk.id, label=f"{secret}家")
        make_person(household, family_name=secret)
        consultation = make_consultation(
            make_place(desk), household=household, by=worker, at=at, said=Said(asked=secret)
        )
        intake = receive_intake(
            asked=secret, name=secret, reach_by=ReachBy.PHONE, phone="090-0000-0000", at=at
        ).intake
        address = record_address(household=household, text=secret, by=worker, at=at, is_hidden=True)
        consent = record_consent(
            household=household, purpose=ConsentPurpose.SHARE, by=worker, at=at, scope=secret
        )
        letter = write_letter(to="a@example.jp", subject=secret, body=secret, kind="test", at=at)
        group = SynonymGroup.objects.create(terms=[f"{town.name}の言葉", "ことば"], updated_at=at)
        duty = enter_duty(duty=Duty(localdate(at), 540, 1020, f"{town.name}の見本医院"), by=worker, at=at)
        event = make_event(member, name=f"{town.name}のおはなし会")
        guidebook = make_guidebook(by=worker, at=at)
        run = make_import(by=worker, at=at)
        row = run.rows.get()
        neighbour = make_neighbour(f"{town.name}のとなり", by=worker, at=at)
        renewal = open_round(name=f"{town.name}の年次更新", deadline=localdate(at), by=worker, at=at)
        photo = make_photo(member, by=worker, at=at, is_approved=True)
        asked = make_asked(service, says=secret, at=at)
        talk = make_talk(worker, desk.id, at=at)
        letter_to_circle = make_letter(desk, secret, at=at)
        need = make_term(Scheme.NEED, "temporary_care")
        selection = begin_selection(
            organisation_id=desk.id, household=household, service_ids=[service.id], by=worker, at=at
        )
        give_selection(selection=selection, by=worker, at=at)
        notice = make_notice(by=worker, at=at)
        letter_token = own_token(make_subscription(district_id=district.id, at=at).id)
        page = make_page(
            Column, "歯のはなし", on=shelf(SectionKind.COLUMNS), author="見本",
            body=[("picture", {"picture": make_picture(), "caption": ""})],
        )  # fmt: skip
        rendition, paper = PictureRendition.objects.get(), make_paper()
        # Meant for the public, so nobody's secret inside its town.
        told = f"{town.name}の朝市"
        sent = propose(kind=ProposalKind.REPORT, title=told, signed="見本", text=told, by=make_user(), at=at)
    with acting(Acting(town=town.id, user=worker.id, organisations=frozenset({desk.id}), moment=at)):
        referral = open_referral(source=desk, desk=desk, need=need, by=worker, at=at, household=household)
        sharing = lawful(names=secret, story=secret)
        task = ask_organisation(referral=referral, target=member, sharing=sharing, by=worker, at=at)
        token = make_link(task=task, sent_to="b@example.jp", at=at)
    records = {
        "household": household, "consultation": consultation, "intake": intake, "address": address,
        "consent": consent, "letter": letter, "group": group, "referral": referral, "task": task,
        "service": service, "district": district, "organisation": member,
        "service_at_location": at_location, "phone": phone, "photo": photo, "round": renewal,
        "taxonomy_term": need, "inquiry": letter_to_circle, "topic": talk.topic, "post": talk,
        "posting": posting, "duty": duty, "location": location, "guidebook": guidebook, "event": event,
        "selection": selection, "notice": notice, "run": run, "row": row, "neighbour": neighbour,
        "change": asked.change, "request": asked.request, "report": asked.report, "proposal": asked.proposal,
        "sent": sent,
    }  # fmt: skip
    ids = {f"{kind}_id": str(record.id) for kind, record in records.items()}
    ids["taxonomy_id"] = taxonomy_id(town.id, Scheme.NEED)
    ids["photo_key"] = photo.key
    ids["code"] = code_of(selection)
    ids["circle_token"] = make_token(letter_to_circle.id, at=at)
    ids |= {"place": page.place, "rendition_id": str(rendition.public_id), "paper_id": str(paper.public_id)}
    ids["confirmation_token"] = asked.token
    ids["letter_token"] = letter_token
    return TownLife(ids={**ids, "token": token, **PLAIN_VALUES}, secret=secret, desk=desk)


# What stands in an address and is nobody's: words of the product itself.
PLAIN_VALUES = {
    "key": "temporary_care",
    "verb": "accept",
    "axis": "month",
    "file_format": "csv",
    "schema": "service",
    "table": "childcare",
    "width": "320",
    "ending": "webp",
    "page_key": "phones",
}
