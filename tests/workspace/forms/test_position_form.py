"""Where a place is, as it is typed or pasted."""

from decimal import Decimal

import pytest

from tsunagu.workspace.forms.position_form import PositionForm

HERE = (Decimal("37.148000"), Decimal("138.236000"))


def read(latitude: str, longitude: str = "") -> tuple[Decimal, Decimal] | None:
    form = PositionForm({"latitude": latitude, "longitude": longitude})
    return (form.cleaned_data["latitude"], form.cleaned_data["longitude"]) if form.is_valid() else None


@pytest.mark.parametrize(
    ("latitude", "longitude"),
    [
        ("37.148", "138.236"),
        ("３７．１４８", "１３８．２３６"),
        ("37.148, 138.236", ""),
        ("37.148 138.236", ""),
        ("37.148N, 138.236E", ""),
        ("北緯37.148", "東経138.236"),
        ("37°8'52.8\"", "138°14'9.6\""),
        ("37度8分52.8秒", "138度14分9.6秒"),
    ],
)
def test_a_position_is_read(latitude: str, longitude: str) -> None:
    assert read(latitude, longitude) == HERE


@pytest.mark.parametrize(
    ("latitude", "longitude"),
    [
        ("", ""),
        ("37.148", ""),
        ("三七", "138"),
        ("37.148", "138.236, 5"),
        ("138.236", "37.148"),
        ("a, b", ""),
    ],
)
def test_what_is_no_position_is_refused(latitude: str, longitude: str) -> None:
    assert read(latitude, longitude) is None
