"""Whoever is signed in, and what he owes first: pages for staff lead there, the pages that settle it stay open."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache

from linli.accounts.rules import Owed
from linli.kit.actor import Actor
from linli.kit.http import Standing

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponseBase]

SETTLED_AT = {Owed.PASSWORD.value: "account_change_password", Owed.SECOND_FACTOR.value: "second-factor"}


def standing_of(request: HttpRequest) -> Standing:
    """Who is signed in, as the middleware found."""
    return request.standing  # type: ignore[attr-defined]


def person_of(request: HttpRequest) -> Actor:
    """Whoever is signed in, whatever he owes; only behind `staff` or `owing`."""
    person = standing_of(request).person
    if person is None:
        raise RuntimeError("nobody is signed in; the view needs `staff` or `owing`")
    return person


def staff(view: View[P]) -> View[P]:
    """A page for people who are signed in and owe nothing."""
    return _behind(view, ())


def owing(*settles: Owed) -> Callable[[View[P]], View[P]]:
    """A page on which something owed is settled; it is open to those who owe just that, or nothing."""
    return lambda view: _behind(view, settles)


def _behind(view: View[P], settles: tuple[Owed, ...]) -> View[P]:
    @wraps(view)
    def run(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        standing = standing_of(request)
        if standing.person is None:
            return redirect("account_login")
        if standing.owes and standing.owes not in settles:
            return redirect(SETTLED_AT[standing.owes])
        return view(request, *args, **kwargs)

    return never_cache(login_required(run))


def unkept(response: HttpResponse) -> HttpResponse:
    """An answer that holds secrets: no copy of it is kept."""
    response["Cache-Control"] = "no-store"
    return response
