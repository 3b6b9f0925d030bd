"""What is already known of a family, so that the sender only ticks and the family does not tell it again."""

from datetime import date

from django.conf import settings
from django.utils.translation import override

from tsunagu.desk.models import Consultation
from tsunagu.families.models import Household
from tsunagu.families.queries.households import contact_ways_of, people_of
from tsunagu.kernel.dates.age import age_label


def known_sections(household: Household, consultation: Consultation | None, *, today: date) -> dict[str, str]:
    """Texts for the sections of a package. An address is never among them."""
    people = [person for person in people_of(household) if person.left_on is None]
    children = [
        f"{person.name} {age_label(person.born_on, today)}"
        for person in people
        if person.standing == "child" and person.born_on and person.born_on <= today
    ]
    expected = [f"{person.due_on:%-m月%-d日}ごろ出産予定" for person in people if person.due_on]
    adults = [person.name for person in people if person.standing != "child" and not person.is_unnamed]
    ways = [] if household.has_hidden_address else [way.value for way in contact_ways_of(household)]
    known = {
        "names": "、".join(adults) or ("" if household.is_anonymous else household.label),
        "contact": "、".join(ways),
        "children": "、".join([*children, *expected]),
        "story": consultation.asked if consultation else "",
        "tried": consultation.answered if consultation else "",
        "language": "" if household.language == "ja" else _language(household),
    }
    return {key: text[:1000] for key, text in known.items() if text}


def _language(household: Household) -> str:
    # What is handed over is read by another organisation: Japanese, whatever its sender's screen speaks.
    with override(settings.LANGUAGE_CODE):
        language = household.language_note or household.get_language_display()
    interpreter = "（通訳が必要）" if household.needs_interpreter else ""
    return f"{language}{interpreter}"
