"""A small town to walk through: one open service, one for supporters, one that ended, and a neighbour's."""

from dataclasses import dataclass

import pytest

from tests.conftest import TODAY_10AM
from tests.factories.directory import (
    make_contact_person,
    make_desk,
    make_district,
    make_location,
    make_organisation,
    make_phone,
    make_service,
    make_term,
)
from tsunagu.directory.actions.index_search import reindex_town
from tsunagu.directory.choices import Audience, Scheme, ServiceStatus
from tsunagu.directory.models import District, Organisation, Service
from tsunagu.kernel.municipality.acting import as_system
from tsunagu.kernel.municipality.models import Municipality


@dataclass(frozen=True, slots=True)
class Town:
    """What the tests of the front door name."""

    desk: Organisation
    npo: Organisation
    district: District
    open_service: Service
    supporters_only: Service
    ended: Service


@pytest.fixture
def town(joetsu: Municipality) -> Town:
    with as_system(joetsu.id, at=TODAY_10AM):
        make_term(Scheme.NEED, "leave_child", "預けたい", is_top=True, name_en="Childcare", words=["預ける"])
        make_term(Scheme.NEED, "child_protection", "虐待や暴力が心配", name_en="Worried about abuse")
        make_term(Scheme.STAGE, "infant", "0歳", name_en="Under 1", from_months=0, to_months=11)
        npo = make_organisation("ひだまり広場", name_en="Hidamari")
        district = make_district()
        made = Town(
            desk=make_desk(),
            npo=npo,
            district=district,
            open_service=make_service(
                npo,
                name="ほほえみ一時預かり",
                name_en="Hohoemi care",
                summary="数時間だけ預けられます。",
                needs=("leave_child",),
                stages=("infant",),
            ),
            supporters_only=make_service(npo, name="支援者だけの会議", audience=Audience.SUPPORTERS),
            ended=make_service(
                npo, name="むかしの託児室", needs=("leave_child",), status=ServiceStatus.DEFUNCT
            ),
        )
        make_location("ひだまり館", service=made.open_service, district=district, address_1="本町1-1")
        make_phone("025-526-5111", service=made.open_service)
        make_contact_person(npo, role="保育士", service=made.open_service)
        reindex_town()
    return made
