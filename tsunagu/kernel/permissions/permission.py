"""Everything that can be allowed. One name, one act."""

from enum import StrEnum


class Permission(StrEnum):
    DIRECTORY_SUPPORTERS_VIEW = "directory.supporters_view"
    DIRECTORY_EDIT_OWN = "directory.edit_own"
    DIRECTORY_EDIT_ALL = "directory.edit_all"
    SYNONYM_EDIT = "directory.synonym_edit"
    CONSULTATION_RECORD = "desk.consultation_record"
    CONSULTATION_VIEW = "desk.consultation_view"
    HOUSEHOLD_SEARCH = "families.household_search"
    HOUSEHOLD_VIEW = "families.household_view"
    HOUSEHOLD_EDIT = "families.household_edit"
    HIDDEN_ADDRESS_VIEW = "families.hidden_address_view"
    REFERRAL_SEND = "desk.referral_send"
    REFERRAL_ANSWER = "desk.referral_answer"
    REFERRAL_OVERSEE = "desk.referral_oversee"
    INTAKE_TAKE = "desk.intake_take"
    COMMUNITY_MODERATE = "community.moderate"
    NOTICE_WRITE = "outreach.notice_write"
    NOTICE_APPROVE = "outreach.notice_approve"
    FIGURES_VIEW = "insight.figures_view"
    FIGURES_EXPORT = "insight.figures_export"
    JOURNAL_VIEW = "audit.journal_view"
    ACCOUNT_MANAGE = "accounts.manage"
    OUTBOX_VIEW = "notify.outbox_view"
