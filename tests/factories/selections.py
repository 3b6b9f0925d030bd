"""Hand-picked lists. Act in a town first (`in_joetsu`); they are written through the real actions."""

from datetime import datetime
from typing import Any

from tests.conftest import TODAY_10AM
from tests.factories.directory import make_desk, make_service
from tests.factories.kernel import make_user
from tsunagu.desk.actions.selections import begin_selection, give_selection
from tsunagu.desk.models import Selection


def make_selection(*, given: bool = True, at: datetime = TODAY_10AM, **facts: Any) -> Selection:
    """One place, picked at a desk and given out."""
    facts.setdefault("by", None)
    facts["by"] = facts["by"] or make_user()
    if "organisation_id" not in facts:
        facts["organisation_id"] = make_desk().id
    if "service_ids" not in facts:
        facts["service_ids"] = [make_service().id]
    made = begin_selection(at=at, **facts)
    return give_selection(selection=made, by=facts["by"], at=at) if given else made
