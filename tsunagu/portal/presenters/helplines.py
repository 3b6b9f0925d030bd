"""The telephones that answer nation-wide. Numbers are facts of the country, not of a town's directory."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Helpline:
    """One number, who answers, and when."""

    number: str
    who: str | Promise
    when: str | Promise
    icon: str

    @property
    def link(self) -> str:
        """`#8000` must not be read as the fragment of an address."""
        return "tel:" + self.number.replace("-", "").replace("#", "%23")


AROUND_THE_CLOCK = _("24時間・通話無料")

NIGHT_LINES = (
    Helpline(
        "#8000",
        _("子どもの急な病気やけが。病院へ行くか迷うとき（看護師・医師）"),
        _("夜と休日。時間は都道府県で違います"),
        "stethoscope",
    ),
    Helpline(
        "189", _("たたいてしまいそう、つらい、虐待かもしれない（児童相談所）"), AROUND_THE_CLOCK, "child"
    ),
    Helpline("0120-279-338", _("どんな悩みでも（よりそいホットライン）"), AROUND_THE_CLOCK, "chat"),
    Helpline("0120-279-889", _("夫や恋人がこわい、暴力がある（DV相談プラス）"), AROUND_THE_CLOCK, "shield"),
    Helpline(
        "0120-0-78310", _("子ども本人が話したいとき（24時間子供SOSダイヤル）"), AROUND_THE_CLOCK, "school"
    ),
)

# For a family that has lost a child: whoever answers need not be told anything first.
MOURNING_LINES = (NIGHT_LINES[2],)
