"""The desk's look at a page before the public's (点検)."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import Task, TaskState

from tsunagu.editorial.models.conditions import read_by_all


class DeskReview(Task):
    """Whoever may review in this town approves, or sends back with a word. Rights come from postings."""

    row_security = read_by_all()

    def user_can_access_editor(self, obj: Any, user: Any) -> bool:
        return may_review(user)

    def locked_for_user(self, obj: Any, user: Any) -> bool:
        # What is being read must not change under the reader's eyes.
        return not may_review(user)

    def user_can_lock(self, obj: Any, user: Any) -> bool:
        return may_review(user)

    def get_actions(self, obj: Any, user: Any) -> list[tuple[str, str, bool]]:
        if not may_review(user):
            return []
        return [
            ("reject", _("書き直しをお願いする"), True),
            ("approve", _("点検を終える（公開）"), False),
            ("approve", _("ひとこと添えて点検を終える"), True),
        ]

    def get_task_states_user_can_moderate(self, user: Any, **kwargs: Any) -> Any:
        states = self.task_states.filter(status=TaskState.STATUS_IN_PROGRESS)
        return states if may_review(user) else states.none()

    @classmethod
    def get_description(cls) -> str:
        return _("窓口の点検者が読み、公開するか、書き直しをお願いします。")

    class Meta:
        verbose_name = gettext_lazy("窓口の点検")
        verbose_name_plural = gettext_lazy("窓口の点検")


def may_review(user: Any) -> bool:
    return user.has_perm("editorial.review")
