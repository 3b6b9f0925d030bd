"""Former wordings are kept by the database, whoever writes and however."""

import pytest
from django.apps import apps
from django.db import models, transaction
from django.db.utils import ProgrammingError

from tests.conftest import TODAY_10AM
from tests.factories.directory import make_contact_person, make_organisation, make_service
from tsunagu.directory.models import ContactPerson, Organisation, Service
from tsunagu.kernel.municipality.acting import Acting, acting
from tsunagu.kernel.municipality.models import Municipality


def history_of(model: type[models.Model]) -> type[models.Model]:
    return apps.get_model("directory", f"{model.__name__}Event")


def test_a_bulk_update_leaves_the_former_wording_behind(in_joetsu: Municipality) -> None:
    service = make_service(name="いちじ預かり")

    Service.objects.filter(id=service.id).update(name="一時預かり")

    steps = history_of(Service).objects.order_by("pgh_id").values_list("pgh_label", "name")
    assert list(steps) == [("insert", "いちじ預かり"), ("update", "一時預かり")]


@pytest.mark.parametrize("model", [Organisation, ContactPerson])
def test_a_removed_row_stays_in_the_history(in_joetsu: Municipality, model: type[models.Model]) -> None:
    make_contact_person(make_organisation())

    model.objects.all().delete()

    labels = history_of(model).objects.order_by("pgh_id").values_list("pgh_label", flat=True)
    assert list(labels) == ["insert", "delete"]


@pytest.mark.parametrize("model", [Organisation, Service, ContactPerson])
def test_history_cannot_be_changed(in_joetsu: Municipality, model: type[models.Model]) -> None:
    make_contact_person(make_service().organisation)
    history = history_of(model)
    assert history.objects.count() == 1

    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        history.objects.update(pgh_label="x")
    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        history.objects.all().delete()


def test_residents_do_not_read_history(in_joetsu: Municipality) -> None:
    make_service()
    assert history_of(Service).objects.count() == 1

    with acting(Acting(town=in_joetsu.id, moment=TODAY_10AM)):
        assert history_of(Service).objects.count() == 0
