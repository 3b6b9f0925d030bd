"""What a guidebook prints is read in as many statements for five hundred listings as for one."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories.directory import make_desk, make_organisation, make_phone, make_service
from tests.factories.kernel import make_user
from tests.factories.network import make_photo
from tsunagu.directory.queries.guidebooks import Coverage
from tsunagu.kernel.municipality.models import Municipality
from tsunagu.portal.queries.guidebook import material_for


@pytest.mark.parametrize("count", [1, 12])
def test_the_number_of_statements_does_not_grow_with_the_town(in_joetsu: Municipality, count: int) -> None:
    make_desk()
    by = make_user()
    for _ in range(count):
        organisation = make_organisation()
        make_phone(organisation=organisation)
        service = make_service(organisation, needs=("talk",))
        make_photo(organisation, by=by, service=service, is_approved=True)
    material_for(Coverage())

    with CaptureQueriesContext(
        connection,
    ) as asked:
        material = material_for(Coverage())

    told = [each["sql"] for each in asked if "directory_" in each["sql"] or "network_" in each["sql"]]
    assert (len(material.listings), len(material.photos), len(told)) == (count, count, 11)
