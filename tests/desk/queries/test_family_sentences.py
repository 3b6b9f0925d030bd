"""Words of the desk that families read can be said in their language."""

import pytest
from django.utils import translation
from django.utils.functional import Promise

from tests.factories.directory import make_desk, make_organisation, make_term
from tsunagu.desk.choices import IntakeState, ReachBy
from tsunagu.desk.models import Referral
from tsunagu.desk.queries.referrals import status_for_family
from tsunagu.directory.choices import Scheme


@pytest.mark.parametrize("choices", [IntakeState, ReachBy])
def test_states_and_ways_are_translated_when_they_are_shown(choices: type) -> None:
    labels = [label for _value, label in choices.choices]

    assert [isinstance(label, Promise) for label in labels] == [True] * len(labels)


@pytest.mark.django_db
@pytest.mark.usefixtures("in_joetsu")
@pytest.mark.parametrize(
    ("language", "need", "holder"), [("ja", "預けたい", "ひろば"), ("en", "Childcare", "Plaza")]
)
def test_a_sentence_names_need_and_holder_in_the_readers_language(
    language: str, need: str, holder: str
) -> None:
    referral = Referral(
        need=make_term(Scheme.NEED, "leave_child", "預けたい", name_en="Childcare"),
        owner_organisation=make_organisation("ひろば", name_en="Plaza"),
        coordinator=make_desk(),
    )

    with translation.override(language):
        (sentence,) = status_for_family(referrals=[referral])

    assert (need in sentence, holder in sentence) == (True, True)
