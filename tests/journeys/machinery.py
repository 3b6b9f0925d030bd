"""What no page can do in a story: let days pass, let somebody leave, let somebody begin.

Each text runs inside the installation under test (`tsunagu shell`), through the same actions as a job would.
"""

AS_THE_TOWN = """
from datetime import timedelta

from django.utils import timezone

from tsunagu.kernel.municipality.acting import as_system
from tsunagu.kernel.municipality.queries import town_by_slug

TOWN = town_by_slug(SLUG).id
NOW = timezone.now()
"""

CLOCK_STRIKES = """
from tsunagu.desk.jobs import wind_clock

with as_system(TOWN, at=NOW):
    wind_clock(at=NOW)
"""

# Days pass by moving what was promised into the past: the pages and the clock then agree about today.
DAYS_PASS = """
from tsunagu.desk.models import ReferralTask

DATES = ("answer_by", "remind_on", "escalate_on", "next_action_on")
with as_system(TOWN, at=NOW):
    task = ReferralTask.objects.filter(status="requested").order_by("-sent_at").first()
    passed = getattr(task, UNTIL) - timezone.localdate(NOW) + timedelta(days=UNTIL == "answer_by")
    ReferralTask.objects.filter(id=task.id).update(**{name: getattr(task, name) - passed for name in DATES})
"""

PERSON_LEAVES = """
from tsunagu.kernel.permissions.models import Posting

with as_system(TOWN, at=NOW):
    assert Posting.objects.filter(user__name=NAME, ends_at=None).update(ends_at=NOW) == 1
"""

COLLEAGUE_BEGINS = """
from tsunagu.directory.models import Organisation
from tsunagu.kernel.permissions.appointments import appoint
from tsunagu.kernel.permissions.roles import ROLES

with as_system(TOWN, at=NOW):
    place = Organisation.objects.get(name=ORGANISATION)
    email = f"{abs(hash(NAME))}@{SLUG}.example.jp"
    posting = appoint(
        email=email, name=NAME, organisation_id=place.id, role=ROLES[ROLE], by=None, at=NOW
    )
    posting.user.is_invented = True
    posting.user.save(update_fields=["is_invented"])
"""

OWNER_IS_ASKED = """
from tsunagu.directory.models import Organisation
from tsunagu.network.actions.asking import ask_owner
from tsunagu.network.queries.listings import services_to_ask_about
from tsunagu.network.queries.terms import terms_of_town, today_of

with as_system(TOWN, at=NOW):
    owner = Organisation.objects.get(name=NAME)
    due = services_to_ask_about(today=today_of(NOW), terms=terms_of_town()).filter(organisation=owner)
    ask_owner(organisation=owner, services=list(due), at=NOW)
"""
