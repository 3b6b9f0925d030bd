"""Who may come in: the town's administrator posts colleagues, ends postings and closes accounts."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from tsunagu.kernel.municipality.acting import moment
from tsunagu.kernel.permissions.access import needs
from tsunagu.kernel.permissions.appointments import (
    AlreadyEnded,
    AlreadyPosted,
    LastAdministrator,
    close_account,
    end_posting,
)
from tsunagu.kernel.permissions.models import Posting
from tsunagu.kernel.permissions.permission import Permission
from tsunagu.kernel.ui.paging import page_links
from tsunagu.workspace.actions.invite_colleague import invite_colleague
from tsunagu.workspace.forms.account_form import AccountForm
from tsunagu.workspace.presenters import accounts as presented
from tsunagu.workspace.queries.accounts import lasting_posting, postings_in_town, postings_of

PER_PAGE = 50


@needs(Permission.ACCOUNT_MANAGE)
def accounts(request: HttpRequest) -> HttpResponse:
    """Everybody who works in the town, searchable."""
    word = request.GET.get("q", "").strip()
    found = Paginator(postings_in_town(at=moment(), containing=word), PER_PAGE)
    page = found.get_page(request.GET.get("page"))
    context = {
        "columns": presented.columns(),
        "rows": presented.rows(page),
        "word": word,
        "total": found.count,
        "pages": page_links(request, page),
    }
    return render(request, "workspace/accounts.html", context)


@needs(Permission.ACCOUNT_MANAGE)
def new_account(request: HttpRequest) -> HttpResponse:
    """Post somebody, with the account that they have or a new one, and write to them."""
    form = AccountForm(request.POST or None)
    if form.is_valid():
        try:
            posting = invite_colleague(
                **form.cleaned_data,
                by=request.holder.user,
                at=moment(),
                sign_in_page=request.build_absolute_uri(reverse("account_login")),
                password_page=lambda uid, key: request.build_absolute_uri(
                    reverse("account_reset_password_from_key", kwargs={"uidb36": uid, "key": key})
                ),
            )
        except AlreadyPosted:
            form.add_error("email", _("この人は、その組織にその役割ですでに所属しています。"))
        else:
            messages.success(
                request,
                _("%(name)s さんに案内のメールを送りました。") % {"name": posting.user.name},
            )
            return redirect("workspace:accounts")
    return render(request, "workspace/account_new.html", {"form": form, "hints": presented.role_hints()})


@needs(Permission.ACCOUNT_MANAGE)
def account(request: HttpRequest, posting_id: UUID) -> HttpResponse:
    """One posting, and what else its person is in the town."""
    posting = _posting(posting_id)
    others = [other for other in postings_of(posting.user, at=moment()) if other.id != posting.id]
    context = {
        "posting": posting,
        "facts": presented.facts(posting),
        "columns": presented.columns(),
        "rows": presented.rows(others),
    }
    return render(request, "workspace/account.html", context)


@needs(Permission.ACCOUNT_MANAGE)
def end(request: HttpRequest, posting_id: UUID) -> HttpResponse:
    """Ask, then end one posting."""
    posting = _posting(posting_id)
    if request.method != "POST":
        context = {"posting": posting, "organisation": presented.organisation_of(posting)}
        return render(request, "workspace/account_end.html", context)
    try:
        end_posting(posting=posting, by=request.holder.user, at=moment())
    except LastAdministrator:
        return _no_administrator_left(request, posting)
    except AlreadyEnded:
        raise Http404 from None
    messages.success(request, _("所属を終えました。次の操作から入れません。"))
    return redirect("workspace:accounts")


@needs(Permission.ACCOUNT_MANAGE)
def close(request: HttpRequest, posting_id: UUID) -> HttpResponse:
    """Ask, then let a person leave the town altogether."""
    posting = _posting(posting_id)
    if request.method != "POST":
        return render(request, "workspace/account_close.html", {"posting": posting})
    try:
        close_account(user=posting.user, by=request.holder.user, at=moment())
    except LastAdministrator:
        return _no_administrator_left(request, posting)
    except AlreadyEnded:
        raise Http404 from None
    messages.success(request, _("%(name)s さんのアカウントを閉じました。") % {"name": posting.user.name})
    return redirect("workspace:accounts")


def _posting(posting_id: UUID) -> Posting:
    posting = lasting_posting(posting_id, at=moment())
    if posting is None:
        raise Http404
    return posting


def _no_administrator_left(request: HttpRequest, posting: Posting) -> HttpResponse:
    messages.error(request, _("アカウントを管理する人がいなくなります。先に次の人を置いてください。"))
    return redirect("workspace:account", posting.id)
