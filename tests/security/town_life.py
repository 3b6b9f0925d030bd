"""One record of every kind in a town, each carrying words that nobody else may read."""

from dataclasses import dataclass

from django.utils import timezone

from tests.factories.desk import make_consultation, make_place
from tests.factories.directory import make_desk, make_district, make_organisation, make_service, make_term
from tests.factories.families import make_household, make_person
from tests.factories.kernel import make_posting, make_user
from tests.factories.referrals import lawful
from tsunagu.desk.actions.intake import receive_intake
from tsunagu.desk.actions.record_consultation import Said
from tsunagu.desk.actions.referrals.asking import ask_organisation, open_referral
from tsunagu.desk.actions.referrals.links import make_link
from tsunagu.desk.choices import ReachBy
from tsunagu.directory.choices import Scheme
from tsunagu.directory.models import Organisation, SynonymGroup
from tsunagu.families.actions.addresses import record_address
from tsunagu.families.actions.consents import record_consent
from tsunagu.families.choices import ConsentPurpose
from tsunagu.kernel.municipality.acting import Acting, acting, as_system
from tsunagu.kernel.municipality.models import Municipality
from tsunagu.kernel.notify.letters import write_letter
from tsunagu.kernel.permissions.roles import DESK_MANAGER, MEMBER_WORKER

# What stands in an address and belongs to a family: closed to whoever holds no grant, in the same town too.
OF_A_FAMILY = {
    "household_id",
    "address_id",
    "consent_id",
    "consultation_id",
    "task_id",
    "referral_id",
    "token",
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
        service, district = make_service(), make_district(f"{town.name}の地区")
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
        need = make_term(Scheme.NEED, "temporary_care")
    with acting(Acting(town=town.id, user=worker.id, organisations=frozenset({desk.id}), moment=at)):
        referral = open_referral(source=desk, desk=desk, need=need, by=worker, at=at, household=household)
        sharing = lawful(names=secret, story=secret)
        task = ask_organisation(referral=referral, target=member, sharing=sharing, by=worker, at=at)
        token = make_link(task=task, sent_to="b@example.jp", at=at)
    records = {
        "household": household, "consultation": consultation, "intake": intake, "address": address,
        "consent": consent, "letter": letter, "group": group, "referral": referral, "task": task,
        "service": service, "district": district, "organisation": member,
        "posting": posting,
    }  # fmt: skip
    ids = {f"{kind}_id": str(record.id) for kind, record in records.items()}
    return TownLife(ids={**ids, "token": token, **PLAIN_VALUES}, secret=secret, desk=desk)


# What stands in an address and is nobody's: words of the product itself.
PLAIN_VALUES = {"key": "temporary_care", "verb": "accept", "axis": "month", "file_format": "csv"}
