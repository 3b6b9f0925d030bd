"""First contact: a pause for those in danger, a short form, and a receipt that is shown once."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import FormView

from tsunagu.desk.actions.intake import TooManyFirstContacts, receive_intake
from tsunagu.directory.presenters.cards import name_in_language
from tsunagu.kernel.municipality.acting import moment
from tsunagu.kernel.permissions.access import public
from tsunagu.kernel.visitors.counting import NotAPerson
from tsunagu.kernel.visitors.receipts import new_code
from tsunagu.portal.forms.first_contact_form import FirstContactForm
from tsunagu.portal.queries.choices import service_to_ask_for
from tsunagu.portal.views.desk_phone import desk_phone
from tsunagu.portal.views.pages import QUICK_EXIT_URL, draw, form_page, kept_page
from tsunagu.portal.views.sender import sender_of
from tsunagu.portal.views.told_once import forgotten, tell_at, told


@public
def stop(request: HttpRequest) -> HttpResponse:
    """110, 119 and 189 first; the form is one tap further."""
    service = _asked_service(request)
    address = reverse("portal:ask-form") + (f"?service={service}" if service else "")
    query = f"service={service}" if service else ""

    def html() -> str:
        context = {
            "continue_url": address,
            "quick_exit_url": QUICK_EXIT_URL,
            "desk_phone": desk_phone(request),
        }
        return draw(request, "portal/ask_stop.html", context, query=query)

    return kept_page(request, "stop", service, html=html)


@public
class FirstContact(FormView):
    """The form, and the sending of it."""

    form_class = FirstContactForm

    def get_initial(self) -> dict[str, Any]:
        return {"service": _asked_service(self.request)}

    def render_to_response(self, context: dict[str, Any], **kwargs: Any) -> HttpResponse:
        form = context["form"]
        page = {
            "form": form,
            "service_name": _name_of(form["service"].value()),
            "quick_exit_url": QUICK_EXIT_URL,
            "desk_phone": desk_phone(self.request),
        }
        return form_page(self.request, "portal/ask_form.html", page, status=422 if form.errors else 200)

    def form_valid(self, form: FirstContactForm) -> HttpResponse:
        try:
            code = receive_intake(
                **form.told(),
                language=self.request.mount.language,
                sender=sender_of(self.request),
                at=moment(),
            ).code
        except NotAPerson:
            # A program that fills in every field is answered like a family, and learns nothing.
            code = new_code()
        except TooManyFirstContacts:
            form.add_error(
                None, _("短い間にたくさん届いたため、いまは送れません。1時間ほど待つか、お電話ください。")
            )
            return self.form_invalid(form)
        return tell_at("portal:ask-thanks", code)


@public
def thanks(request: HttpRequest) -> HttpResponse:
    """The code, once; the cookie that brought it is gone with this answer."""
    context = {"code": told(request), "quick_exit_url": QUICK_EXIT_URL, "desk_phone": desk_phone(request)}
    return forgotten(HttpResponse(draw(request, "portal/ask_thanks.html", context)), "portal:ask-thanks")


def _asked_service(request: HttpRequest) -> str:
    """The service that a listing's button named, when a family may see it."""
    typed = request.GET.get("service", "")
    return typed if service_to_ask_for(typed) else ""


def _name_of(service_id: object) -> str:
    listing = service_to_ask_for(service_id)
    return name_in_language(listing) if listing else ""
