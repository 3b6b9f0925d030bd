"""How a colleague's postings read in a list and on their own page."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from tsunagu.kernel.permissions.models import Posting
from tsunagu.kernel.permissions.roles import ROLES
from tsunagu.kernel.ui.filters import day


def columns() -> list[dict[str, str]]:
    return [{"label": _("氏名")}, {"label": _("組織")}, {"label": _("役割")}, {"label": _("いつから")}]


def rows(postings: Iterable[Posting]) -> list[list[Any]]:
    """One line for each posting."""
    return [
        [
            {
                "text": posting.user.name,
                "url": reverse("workspace:account", args=[posting.id]),
                "flag": "" if posting.user.is_active else _("無効のアカウント"),
            },
            organisation_of(posting),
            _(ROLES[posting.role].name),
            day(posting.starts_at),
        ]
        for posting in postings
    ]


def facts(posting: Posting) -> list[dict[str, str]]:
    """One posting, on the page where it can be ended."""
    role = ROLES[posting.role]
    return [
        {"label": _("フリガナ"), "value": posting.user.name_kana},
        {"label": _("メールアドレス"), "value": posting.user.email},
        {"label": _("組織"), "value": organisation_of(posting)},
        {"label": _("役割"), "value": f"{_(role.name)}（{_(role.description)}）"},
        {"label": _("いつから"), "value": day(posting.starts_at)},
    ]


def role_hints() -> dict[str, str]:
    """What each role may do, said beside its name."""
    return {key: _(role.description) for key, role in ROLES.items()}


def organisation_of(posting: Posting) -> str:
    """The name that the query brought along; an organisation taken off the register has none."""
    return posting.organisation_name or _("名簿にない組織")
