"""Where a first contact stands, for whoever holds its receipt code."""

from typing import Any

from django.http import HttpResponse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.generic import FormView

from tsunagu.kernel.municipality.acting import moment
from tsunagu.kernel.permissions.access import public
from tsunagu.portal.forms.receipt_form import ReceiptForm
from tsunagu.portal.presenters.progress import progress_of
from tsunagu.portal.views.desk_phone import desk_phone
from tsunagu.portal.views.pages import QUICK_EXIT_URL, form_page
from tsunagu.portal.views.sender import sender_of


@public
@method_decorator(sensitive_post_parameters("code"), name="dispatch")
class Status(FormView):
    """One code in, one plain sentence out. A wrong code and a slowed-down one are answered the same."""

    form_class = ReceiptForm

    def render_to_response(self, context: dict[str, Any], **kwargs: Any) -> HttpResponse:
        found = context.get("found")
        page = {
            "form": context["form"],
            "found": found,
            "quick_exit_url": QUICK_EXIT_URL,
            "desk_phone": desk_phone(self.request),
        }
        status = 422 if context["form"].errors else 200
        return form_page(self.request, "portal/ask_status.html", page, status=status)

    def form_valid(self, form: ReceiptForm) -> HttpResponse:
        found = progress_of(form.cleaned_data["code"], sender=sender_of(self.request), at=moment())
        if found:
            return self.render_to_response(self.get_context_data(form=form, found=found))
        form.add_error("code", _("この番号の相談は見つかりません。少し待ってから、もう一度お試しください。"))
        return self.form_invalid(form)
