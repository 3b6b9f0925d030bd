"""The roles of the network, readable by anyone who runs it.

A role says what its holder may do at all; whose records they may do it to is decided by grants.
"""

from dataclasses import dataclass

from django.utils.translation import gettext_noop as _

from tsunagu.kernel.permissions.permission import Permission as P  # noqa: N817  # read as prose


@dataclass(frozen=True, slots=True)
class Role:
    key: str
    name: str
    description: str
    permissions: frozenset[P]


_MEMBER = frozenset({P.DIRECTORY_SUPPORTERS_VIEW, P.DIRECTORY_EDIT_OWN, P.REFERRAL_ANSWER, P.REFERRAL_SEND})
# Who may edit all may edit their own.
_EDITOR = frozenset({P.DIRECTORY_EDIT_OWN, P.DIRECTORY_EDIT_ALL, P.EDITORIAL_WRITE, P.EDITORIAL_REVIEW})
_WORKER = frozenset(
    {
        P.DIRECTORY_SUPPORTERS_VIEW,
        P.CONSULTATION_RECORD,
        P.CONSULTATION_VIEW,
        P.HOUSEHOLD_SEARCH,
        P.HOUSEHOLD_VIEW,
        P.HOUSEHOLD_EDIT,
        P.REFERRAL_SEND,
        P.REFERRAL_ANSWER,
        P.INTAKE_TAKE,
        P.NOTICE_WRITE,
        P.FIGURES_VIEW,
        P.EDITORIAL_WRITE,
    }
)

MEMBER_WORKER = Role(
    "member_worker",
    _("参加団体の担当者"),
    _("自分の団体の情報を直し、届いたつなぎに答える。渡された範囲だけを見る。"),
    _MEMBER,
)
CONSULTATION_WORKER = Role(
    "consultation_worker",
    _("相談員"),
    _("相談を受けて記録し、関係機関へつなぐ。お知らせと読みものを書き、掲示板の投稿を確認する。統計を見る。"),
    _WORKER | {P.COMMUNITY_MODERATE},
)
DESK_MANAGER = Role(
    "desk_manager",
    _("子育てマネジャー"),
    _(
        "総合支援窓口のまとめ役。相談員の仕事に加え、名簿全体と類義語を整え、お知らせと読みものを確かめ、滞ったつなぎを動かし、町の決めごとを決める。"
    ),
    _WORKER
    | _EDITOR
    | {
        P.SYNONYM_EDIT,
        P.REFERRAL_OVERSEE,
        P.NOTICE_APPROVE,
        P.FIGURES_EXPORT,
        P.HIDDEN_ADDRESS_VIEW,
        P.COMMUNITY_MODERATE,
        P.TERMS_SET,
    },
)
HEALTH_NURSE = Role(
    "health_nurse",
    _("保健師"),
    _(
        "妊娠期からの相談を受け、記録し、つなぐ。担当する家庭の住所を、秘匿のものも含めて見る。住民向けの読みものを書く。"
    ),
    _WORKER | {P.HIDDEN_ADDRESS_VIEW},
)
SECTION_CHIEF = Role(
    "section_chief",
    _("係長"),
    _(
        "動いていないつなぎと統計を見て、お知らせと閲覧の記録を確かめ、掲示板の異議を見直し、町の決めごとを決める。家庭の中身は自分の組織が関わるものだけ。"
    ),
    frozenset(
        {
            P.DIRECTORY_SUPPORTERS_VIEW,
            P.REFERRAL_OVERSEE,
            P.NOTICE_WRITE,
            P.NOTICE_APPROVE,
            P.FIGURES_VIEW,
            P.FIGURES_EXPORT,
            P.JOURNAL_VIEW,
            P.CONSULTATION_VIEW,
            P.HOUSEHOLD_VIEW,
            P.COMMUNITY_MODERATE,
            P.TERMS_SET,
        }
    ),
)
TOWN_ADMINISTRATOR = Role(
    "town_administrator",
    _("システム管理者"),
    _("アカウントと名簿、住民向けの読みものを管理する。家庭の記録は見ない。"),
    _EDITOR
    | frozenset(
        {
            P.ACCOUNT_MANAGE,
            P.DIRECTORY_SUPPORTERS_VIEW,
            P.SYNONYM_EDIT,
            P.JOURNAL_VIEW,
            P.OUTBOX_VIEW,
        }
    ),
)

ROLES = {
    role.key: role
    for role in (
        CONSULTATION_WORKER,
        DESK_MANAGER,
        HEALTH_NURSE,
        MEMBER_WORKER,
        SECTION_CHIEF,
        TOWN_ADMINISTRATOR,
    )
}
