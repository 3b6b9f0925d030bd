"""The desk reads a page before the public does."""

import pytest
from wagtail.models import Workflow

from tests.conftest import TODAY_10AM
from tests.factories.directory import make_desk
from tests.factories.editorial import make_page, make_reviewer, make_writer, shelf
from tests.factories.kernel import acting_as
from tsunagu.editorial.choices import SectionKind
from tsunagu.editorial.models import Column
from tsunagu.kernel.accounts.models import User
from tsunagu.kernel.municipality.acting import acting
from tsunagu.kernel.municipality.models import Municipality
from tsunagu.kernel.notify.models import Letter


@pytest.fixture
def page(in_joetsu: Municipality) -> Column:
    return make_page(Column, "歯のはなし", on=shelf(SectionKind.COLUMNS), author="見本 花子", live=False)


def test_who_writes_cannot_approve_and_who_reviews_can(page: Column) -> None:
    desk = make_desk().id
    writer, reviewer = make_writer(desk), make_reviewer(desk)

    with acting(acting_as(writer, desk)):
        review = Workflow.objects.get().start(page, writer)
        task = review.current_task_state.task.specific
        offered = {who: [name for name, _label, _form in task.get_actions(page, who)] for who in (writer,)}
    with acting(acting_as(reviewer, desk)):
        offered[reviewer] = [name for name, _label, _form in task.get_actions(page, reviewer)]
        task.on_action(review.current_task_state, reviewer, "approve")

    page.refresh_from_db()
    assert offered == {writer: [], reviewer: ["reject", "approve", "approve"]}
    assert page.live


def test_who_sent_it_in_hears_what_the_desk_asks_for(page: Column) -> None:
    desk = make_desk().id
    writer, reviewer = make_writer(desk), make_reviewer(desk)
    with acting(acting_as(writer, desk)):
        review = Workflow.objects.get().start(page, writer)

    with acting(acting_as(reviewer, desk)):
        state = review.current_task_state
        state.task.specific.on_action(state, reviewer, "reject", comment="数字を確かめてください")

    letter = Letter.objects.get(kind="editorial.review")
    assert letter.to == writer.email
    assert "書き直しのお願い" in letter.subject
    assert "数字を確かめてください" in letter.body
    page.refresh_from_db()
    assert not page.live


def test_a_page_under_review_is_locked_for_its_writer(page: Column) -> None:
    desk = make_desk().id
    writer: User = make_writer(desk)

    with acting(acting_as(writer, desk, at=TODAY_10AM)):
        review = Workflow.objects.get().start(page, writer)

        assert review.current_task_state.task.specific.locked_for_user(page, writer)
