"""The page on which a desk mends its own record, and what the record's page then says."""

import re
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.desk.views.conftest import Desk
from tests.factories.desk import make_consultation
from tests.factories.directory import make_term
from tests.factories.families import make_household
from tests.factories.kernel import make_grant
from tsunagu.desk.actions.record_consultation import Said
from tsunagu.desk.models import Consultation, ConsultationCorrection, ConsultationPlace
from tsunagu.directory.choices import Scheme
from tsunagu.kernel.audit.models import ReadEntry
from tsunagu.kernel.permissions.roles import CONSULTATION_WORKER

pytestmark = pytest.mark.django_db
WORK = "/joetsu/work/desk/consultations/"
TYPED = {"method": "phone", "asker": "father", "people_count": "2", "minutes": "", "unmet_need": ""}


def typed(**changes: str) -> dict[str, str]:
    return {**TYPED, "topics": "2", "asked": "昼寝をしない", "answered": "", "why": "聞きまちがい", **changes}


def test_a_mended_record_says_who_mended_it_when_and_what_stood_there(desk: Desk) -> None:
    one = make_consultation(desk.place, by=desk.worker, said=Said(asked="夜泣き"), minutes=15)

    answer = desk.client.post(f"{WORK}{one.id}/correct/", typed())

    assert answer["Location"] == f"{WORK}{one.id}/"
    page = desk.client.get(f"{WORK}{one.id}/").content.decode()
    assert "直しました（令和8年11月20日（金） 10:00・佐藤 みどり）" in page
    mended = page[page.index("desk-mended") :]
    before = (
        "聞きまちがい",
        "<dd>夜泣き</dd>",
        "<dd>来所</dd>",
        "<dd>母</dd>",
        "<dd>預けたい</dd>",
        "<dd>15</dd>",
    )
    assert [words for words in before if words not in mended] == []
    assert page.index("昼寝をしない") < page.index("desk-mended")


def test_the_form_shows_what_is_recorded_now_and_reads_it_back(desk: Desk) -> None:
    top = make_term(Scheme.NEED, "play", "遊ばせたい・友だちをつくりたい", position=3)
    make_term(Scheme.NEED, "park", "公園", parent=top, position=4)
    make_term(Scheme.NEED, "play_and_talk", "遊び・相談", parent=top, position=5)
    topics = ["play", "park", "play_and_talk", "gone_term"]
    one = make_consultation(desk.place, by=desk.worker, said=Said(asked="夜泣き"), topics=topics)

    page = desk.client.get(f"{WORK}{one.id}/correct/").content.decode()

    assert "夜泣き</textarea>" in page
    (shown,) = re.findall(r'name="topics" value="([^"]*)"', page)
    assert shown == "3 公園 play_and_talk gone_term"
    desk.client.post(f"{WORK}{one.id}/correct/", typed(topics=shown))
    assert list(one.topics.order_by("position").values_list("topic", flat=True)) == topics


def test_nothing_changed_is_said_and_nothing_is_kept(desk: Desk) -> None:
    one = make_consultation(desk.place, by=desk.worker, said=Said(asked="夜泣き"))
    same = typed(method="comes", asker="mother", people_count="1", topics="預けたい", asked="夜泣き")

    answer = desk.client.post(f"{WORK}{one.id}/correct/", same, follow=True)

    assert "どこも変わっていません。" in answer.content.decode()
    assert ConsultationCorrection.objects.count() == 0


@pytest.mark.parametrize(
    ("slip", "field"),
    [({"why": ""}, "why"), ({"topics": "99"}, "topics"), ({"people_count": "0"}, "people_count")],
)
def test_a_slip_is_explained_and_the_record_stays(desk: Desk, slip: dict[str, str], field: str) -> None:
    one = make_consultation(desk.place, by=desk.worker, said=Said(asked="夜泣き"))

    answer = desk.client.post(f"{WORK}{one.id}/correct/", typed(**slip))

    assert answer.status_code == 422
    assert f'id="id_{field}_error"' in answer.content.decode()
    assert Consultation.objects.get().asked == "夜泣き"


def test_another_desk_that_may_read_it_is_not_offered_the_form(
    desk: Desk, sign_in: Callable[..., Client]
) -> None:
    home = make_household(desk.place.organisation_id)
    one = make_consultation(desk.place, by=desk.worker, household=home, said=Said(asked="夜泣き"))
    elsewhere = sign_in(CONSULTATION_WORKER, elsewhere=True)
    other = elsewhere.get("/joetsu/work/desk/").wsgi_request.holder.organisations
    make_grant(home.id, next(iter(other)))
    assert f"{WORK}{one.id}/correct/" in desk.client.get(f"{WORK}{one.id}/").content.decode()

    page = elsewhere.get(f"{WORK}{one.id}/")

    assert (page.status_code, f"{WORK}{one.id}/correct/" in page.content.decode()) == (200, False)
    assert elsewhere.get(f"{WORK}{one.id}/correct/").status_code == 404
    assert elsewhere.post(f"{WORK}{one.id}/correct/", typed()).status_code == 404
    assert ConsultationCorrection.objects.count() == 0


def test_opening_the_form_leaves_a_trace(desk: Desk) -> None:
    home = make_household(desk.place.organisation_id)
    one = make_consultation(desk.place, by=desk.worker, household=home)

    desk.client.get(f"{WORK}{one.id}/correct/")

    entry = ReadEntry.objects.get()
    assert (entry.screen, entry.record_ids) == ("desk:consultation-correct", [home.id])


def test_the_page_asks_the_same_however_often_the_record_was_mended(desk: Desk) -> None:
    one = make_consultation(desk.place, by=desk.worker)
    counts = []
    for words in ("一", "二", "三"):
        desk.client.post(f"{WORK}{one.id}/correct/", typed(asked=words))
        desk.client.get(f"{WORK}{one.id}/")
        with CaptureQueriesContext(connection) as asked:
            desk.client.get(f"{WORK}{one.id}/")
        counts.append(len(asked))

    assert counts[0] == counts[2]
    assert ConsultationPlace.objects.count() == 1
