"""How the accounts library behaves here: nobody signs up alone, and mail goes through our outbox."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from tsunagu.kernel.municipality.acting import current
from tsunagu.kernel.notify.letters import write_letter


class AccountAdapter(DefaultAccountAdapter):
    """Accounts are made by the town's administrator; the public needs none."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        return reverse("workspace:home")

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        message = self.render_mail(template_prefix, email, context)
        if current().town is None:
            message.send()
            return
        write_letter(
            to=email,
            subject=message.subject.strip(),
            body=str(message.body),
            kind=f"account.{template_prefix.rpartition('/')[2]}",
            at=timezone.now(),
        )
