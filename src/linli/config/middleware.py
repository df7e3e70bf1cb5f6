"""Who acts, put on the request once: the person of the session, or a visitor. Keys are read by the API alone."""

import select
from collections.abc import Callable
from typing import Any, TypeAlias
from uuid import UUID

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.crypto import constant_time_compare
from django.utils.functional import SimpleLazyObject
from django.utils.module_loading import import_string

from linli.accounts import actions as accounts
from linli.accounts import queries as account_queries
from linli.accounts import rules
from linli.config.refusals import API, wrong_method
from linli.kit.http import Standing, address_of
from linli.workforce import queries as workforce

Handler: TypeAlias = Callable[[HttpRequest], HttpResponse]


class FreshThread:
    """Lets go of what the thread's last request left: its language, which would show in a refusal that comes before
    the language is chosen, and a kept database connection whose other end is gone. A look at the socket is enough: the
    end of a server closes it; asking the database before every request would cost a round trip each time."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        translation.activate(chosen_language(request))
        if connection.connection is not None and not connection.in_atomic_block and _spoke_unasked():
            connection.close()
        return self.get_response(request)


def _spoke_unasked() -> bool:
    """Whether an idle connection has something to say: its end, or a reason to be rid of it anyway."""
    poll = select.poll()
    poll.register(connection.connection.fileno(), select.POLLIN)
    return bool(poll.poll(0))


class ForPages:
    """What only pages need (`PAGE_MIDDLEWARE`): language, messages, the policy for scripts. The API's answers are data
    in both languages; a browser that opens one as a page may do nothing with it."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response
        self.pages: Handler = lambda request: wrong_method(request, get_response(request))
        for name in reversed(settings.PAGE_MIDDLEWARE):
            self.pages = import_string(name)(self.pages)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path_info.startswith(API):
            return self.pages(request)
        translation.deactivate()
        answer = wrong_method(request, self.get_response(request))
        answer.headers.setdefault("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'")
        return answer


class CleanCookies:
    """Drops cookies with control characters before anything asks the database about them."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        for name, value in list(request.COOKIES.items()):
            if not value.isprintable():
                del request.COOKIES[name]
        return self.get_response(request)


class ActorMiddleware:
    """Puts `standing` and `actor` on the request, worked out when first asked for."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        standing = SimpleLazyObject(lambda: standing_of(request))
        request.standing = standing  # type: ignore[attr-defined]
        request.actor = SimpleLazyObject(lambda: standing.acting)  # type: ignore[attr-defined]
        return self.get_response(request)


def standing_of(request: HttpRequest) -> Standing:
    """The person signed in, with posts, and what he owes. Django's own look at the session's password hash is kept: a
    changed password ends every other session. Whether the second factor was shown stands in the session, and the roles
    come with the person, so that nothing more is asked of the database."""
    session = request.session
    if not session.get(SESSION_KEY):
        return Standing()
    held = _held(session) or _looked_up(request)
    if held is None:
        return Standing()
    person = held.actor
    owed = rules.owed(
        once=held.once,
        roles={seat.role for seat in person.seats},
        required=settings.LINLI_SECOND_FACTOR,
        passed=bool(session.get(rules.PASSED)),
    )
    if device := session.get(rules.DEVICE):
        accounts.see_session(by=person, session_id=UUID(device), address=address_of(request))
    return Standing(person, owed or "")


def _held(session: Any) -> workforce.Holder | None:
    """The person who came with the session, where it is his and was begun with the password he has."""
    held: workforce.Holder | None = getattr(session, "holder", None)
    if held is None or session[SESSION_KEY] != str(held.actor.id):
        return None
    if session.get(BACKEND_SESSION_KEY) not in settings.AUTHENTICATION_BACKENDS:
        return None
    hash = account_queries.hash_of(held.password)
    return held if constant_time_compare(session.get(HASH_SESSION_KEY, ""), hash) else None


def _looked_up(request: HttpRequest) -> workforce.Holder | None:
    """The person by Django's own way, which knows older secrets and ends sessions that do not hold any more."""
    user: Any = request.user
    if not user.is_authenticated:
        return None
    found = workforce.actor_of(user.pk)
    return workforce.Holder(found, user.password, user.must_change_password) if found else None


def chosen_language(request: HttpRequest) -> str:
    """The language cookie's, else the house's first."""
    wanted = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
    return wanted if translation.check_for_language(wanted) and wanted else settings.LANGUAGE_CODE
