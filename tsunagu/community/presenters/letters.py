"""Letters between a family and a circle, as either side reads them."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from tsunagu.community.choices import InquiryState, Speaker
from tsunagu.community.models import Inquiry, InquiryLine
from tsunagu.kernel.ui.filters import moment


@dataclass(frozen=True, slots=True)
class Said:
    """One line of an exchange."""

    by: str
    when: str
    text: str


@dataclass(frozen=True, slots=True)
class Exchange:
    """The whole exchange, and where it stands."""

    circle: str
    family: str
    sentence: str
    lines: list[Said]
    is_open: bool


def exchange_of(inquiry: Inquiry, lines: Iterable[InquiryLine], *, reader: Speaker) -> Exchange:
    family = inquiry.display_name or _("問い合わせた人")
    names = {Speaker.FAMILY.value: family, Speaker.CIRCLE.value: inquiry.organisation.name}
    return Exchange(
        circle=inquiry.organisation.name,
        family=family,
        sentence=_sentence(inquiry, reader),
        lines=[Said(names[line.speaker], moment(line.at), line.text) for line in lines],
        is_open=inquiry.state == InquiryState.OPEN,
    )


def letter_rows(inquiries: Iterable[Inquiry]) -> list[list[Any]]:
    return [
        [
            {
                "text": one.display_name or _("問い合わせた人"),
                "url": reverse("community:letter", args=[one.id]),
            },
            one.organisation.name,
            _sentence(one, Speaker.CIRCLE),
            moment(one.last_at),
        ]
        for one in inquiries
    ]


def _sentence(inquiry: Inquiry, reader: Speaker) -> str:
    if inquiry.state != InquiryState.OPEN:
        return _("このやりとりは終わりました。")
    if inquiry.waits_for == reader:
        return _("返事を待っています。") if reader == Speaker.CIRCLE else _("返事が届いています。")
    return _("返事を書きました。") if reader == Speaker.CIRCLE else _("サークルの返事を待っています。")
