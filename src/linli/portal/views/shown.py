"""Drawing a page: language and large text are kept in cookies and may be turned on any page, also in the middle of a
form without losing what was typed; a refusal becomes a page with words."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation

from linli.accounts import actions as accounts
from linli.kit.actor import Actor, ActorKind
from linli.kit.errors import Problem
from linli.kit.problems import of_database
from linli.kit.scope import scope
from linli.portal import wording
from linli.portal.context import AREA_COOKIE

__all__ = ["AREA_COOKIE"]

P = ParamSpec("P")

LARGE_COOKIE = "linli_large"
KEPT_FOR = 365 * 24 * 3600
TURNS = ("zh-hans", "en", "large", "small")


def show(request: HttpRequest, template: str, *, status: int = 200, **context: Any) -> HttpResponse:
    """A page."""
    return render(request, f"portal/{template}.html", context, status=status)


def page(
    view: Callable[Concatenate[HttpRequest, P], HttpResponse],
) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """A view whose refusals are drawn as a page."""

    @wraps(view)
    def run(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except Problem as refusal:
            problem = refusal
        except DatabaseError as error:
            problem = of_database(error)
        return show(request, "refused", status=problem.status, words=wording.sentence(problem))

    return run


def turn(request: HttpRequest) -> str:
    """The switch that was pressed, if any: a language, or large text on or off. It holds for this answer at once."""
    wanted = request.POST.get("turn", "")
    if wanted not in TURNS:
        return ""
    if wanted in {"large", "small"}:
        request.COOKIES[LARGE_COOKIE] = "1" if wanted == "large" else ""
    else:
        translation.activate(wanted)
        request.COOKIES[settings.LANGUAGE_COOKIE_NAME] = wanted
    _keep_for_person(request, wanted)
    return wanted


def signed_in(request: HttpRequest) -> bool:
    """Whether this browser is signed in with somebody's account for work."""
    by: Actor = request.actor  # type: ignore[attr-defined]
    return by.kind is ActorKind.PERSON


def _keep_for_person(request: HttpRequest, wanted: str) -> None:
    """Who is signed in has it kept with the account as well."""
    if not signed_in(request):
        return
    by: Actor = request.actor  # type: ignore[attr-defined]
    with scope(by):
        if wanted in {"large", "small"}:
            accounts.set_preferences(by=by, large_text=wanted == "large")
        else:
            accounts.set_preferences(by=by, language=wanted)


def keep_turn(response: HttpResponse, turned: str) -> HttpResponse:
    """Keep the switch for the next pages, for a year."""
    if turned in {"large", "small"}:
        set_cookie(response, LARGE_COOKIE, "1" if turned == "large" else "")
    elif turned:
        set_cookie(response, settings.LANGUAGE_COOKIE_NAME, turned)
    return response


def set_cookie(response: HttpResponse, name: str, value: str) -> None:
    """A choice kept for a year; an empty one is forgotten."""
    if value:
        response.set_cookie(
            name,
            value,
            max_age=KEPT_FOR,
            samesite="Lax",
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
        )
    else:
        response.delete_cookie(name)
