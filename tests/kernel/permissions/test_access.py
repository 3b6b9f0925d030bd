"""How a view says who may enter."""

from collections.abc import Callable

import pytest
from allauth.account.views import LoginView
from django.http import HttpRequest, HttpResponse
from django.views import View

from tsunagu.kernel.permissions.access import COLLEAGUES, Access, access_of, needs, public
from tsunagu.kernel.permissions.permission import Permission


def page(request: HttpRequest) -> HttpResponse:
    return HttpResponse()


class Page(View):
    """A page that says nothing of itself."""


@pytest.mark.parametrize("view", [page, Page.as_view()], ids=["function", "class"])
def test_a_view_that_says_nothing_is_for_colleagues(view: Callable[..., HttpResponse]) -> None:
    assert access_of(view) == COLLEAGUES


def test_a_child_of_an_open_page_is_open_too() -> None:
    @public
    class Parent(View):
        pass

    class Child(Parent):
        pass

    assert access_of(Child.as_view()) == Access(is_public=True)


def test_a_child_may_ask_for_more_than_its_parent() -> None:
    @public
    class Parent(View):
        pass

    @needs(Permission.JOURNAL_VIEW)
    class Child(Parent):
        pass

    assert access_of(Child.as_view()) == Access(permission=Permission.JOURNAL_VIEW)


def test_a_permission_is_read_from_a_function() -> None:
    assert access_of(needs(Permission.OUTBOX_VIEW)(lambda request: HttpResponse())) == Access(
        permission=Permission.OUTBOX_VIEW
    )


def test_pages_of_the_accounts_library_keep_their_own_door() -> None:
    assert access_of(LoginView.as_view()).is_own_doorkeeper is True
