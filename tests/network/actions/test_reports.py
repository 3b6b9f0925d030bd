"""A reader tells; the desk answers; nobody else reads it, and floods stop."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from tests.conftest import TODAY_10AM
from tests.factories.network import Keepers
from tsunagu.kernel.municipality.acting import Acting, acting, current
from tsunagu.kernel.notify.models import Letter
from tsunagu.kernel.visitors.counting import NotAPerson
from tsunagu.kernel.visitors.models import SenderCount
from tsunagu.network.actions.reports import (
    REPORTS,
    AlreadyAnswered,
    TooManyReports,
    answer_report,
    report_error,
)
from tsunagu.network.choices import ReportKind
from tsunagu.network.models import ConfirmationItem, ErrorReport

AT = TODAY_10AM


def report(keepers: Keepers, **more: str) -> ErrorReport:
    """A visitor without an account."""
    with acting(Acting(town=current().town, moment=AT)):
        return report_error(service_id=keepers.listing.id, kind=ReportKind.HOURS, at=AT, **more).report


def test_a_visitor_reports_and_cannot_read_it_back(keepers: Keepers) -> None:
    report(keepers, text="土曜は閉まっていました")

    with acting(Acting(town=current().town, moment=AT)):
        assert list(ErrorReport.objects.all()) == []
    with keepers.as_npo():
        assert list(ErrorReport.objects.all()) == []
    with keepers.as_desk():
        assert ErrorReport.objects.get().text == "土曜は閉まっていました"


def test_the_reporter_gets_the_answer_and_the_address_is_forgotten(keepers: Keepers) -> None:
    one = report(keepers, email="reader@example.jp")

    with keepers.as_desk():
        is_written = answer_report(report=one, answer="直しました。", by=keepers.hana, at=AT)

    assert is_written
    letter = Letter.objects.get()
    assert (letter.to, "直しました。" in letter.body) == ("reader@example.jp", True)
    assert (ErrorReport.objects.get().email, ErrorReport.objects.get().state) == ("", "answered")


@pytest.mark.parametrize(
    ("language", "subject"),
    [
        ("ja", "お知らせいただいた情報について"),
        ("en", "About the information you reported"),
        ("zh-hans", "关于您告知的信息"),
        ("pt-br", "Sobre a informação que você nos enviou"),
        ("vi", "Về thông tin bạn đã báo"),
    ],
)
def test_the_answer_comes_in_the_language_of_the_readers_page(
    keepers: Keepers, language: str, subject: str
) -> None:
    one = report(keepers, email="reader@example.jp", language=language)

    with keepers.as_desk():
        answer_report(report=one, answer="直しました。", by=keepers.hana, at=AT)

    assert Letter.objects.get().subject == subject


def test_a_report_without_an_address_is_closed_without_a_letter(keepers: Keepers) -> None:
    one = report(keepers)

    with keepers.as_desk():
        assert not answer_report(report=one, answer="直しました。", by=keepers.hana, at=AT)

        with pytest.raises(AlreadyAnswered):
            answer_report(report=one, answer="もう一度", by=keepers.hana, at=AT)
    assert not Letter.objects.exists()


def test_the_owner_is_asked_when_the_desk_wants_to_know(keepers: Keepers) -> None:
    one = report(keepers)

    with keepers.as_desk():
        answer_report(report=one, answer="", by=keepers.hana, at=AT, ask_the_owner=True)

    assert ConfirmationItem.objects.get(service=keepers.listing).reason == "reported"


def test_a_program_that_fills_in_every_field_is_not_heard(keepers: Keepers) -> None:
    with pytest.raises(NotAPerson):
        report(keepers, trap="x")

    assert not ErrorReport.objects.exists()


def test_a_flood_from_one_sender_stops_and_leaves_others_their_turn(keepers: Keepers) -> None:
    for _ in range(REPORTS.per_sender):
        report(keepers, sender="203.0.113.7")

    with pytest.raises(TooManyReports):
        report(keepers, sender="203.0.113.7")
    report(keepers, sender="203.0.113.8")
    assert ErrorReport.objects.count() == REPORTS.per_sender + 1
    assert "203.0.113" not in "".join(SenderCount.objects.values_list("sender", flat=True))


def test_counts_are_forgotten_after_a_day(keepers: Keepers) -> None:
    report(keepers, sender="203.0.113.7")

    with acting(Acting(town=current().town, moment=AT)):
        report_error(
            service_id=keepers.listing.id,
            kind=ReportKind.ENDED,
            at=AT + timedelta(days=2),
            sender="203.0.113.7",
        )

    assert SenderCount.objects.count() == 1


@pytest.mark.parametrize("about", [{}, {"page": "weather"}, {"page": "phones", "service": True}])
def test_a_report_is_about_one_thing(keepers: Keepers, about: dict[str, object]) -> None:
    page, service = str(about.get("page", "")), keepers.listing.id if "service" in about else None

    with pytest.raises(IntegrityError, match="error_report_about_one_thing"), transaction.atomic():
        report_error(kind=ReportKind.ENDED, at=AT, service_id=service, page=page)
