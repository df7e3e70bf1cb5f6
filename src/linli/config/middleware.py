"""Who acts, put on the request once: the person of the session, or a visitor. Keys are read by the API alone."""

from collections.abc import Callable
from uuid import UUID

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.functional import SimpleLazyObject

from linli.kit.actor import Actor, visitor
from linli.workforce import queries as workforce


class CleanCookies:
    """Drops cookies with control characters before anything asks the database about them."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        for name, value in list(request.COOKIES.items()):
            if not value.isprintable():
                del request.COOKIES[name]
        return self.get_response(request)


class ActorMiddleware:
    """Puts `actor` on the request, worked out when first asked for."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.actor = SimpleLazyObject(lambda: actor_of(request))  # type: ignore[attr-defined]
        return self.get_response(request)


def actor_of(request: HttpRequest) -> Actor:
    """The person signed in, with posts; a visitor otherwise. Django's own look at the session's password hash is kept:
    a changed password ends every other session."""
    if not request.session.get(SESSION_KEY) or not request.user.is_authenticated:
        return visitor()
    id: UUID = request.user.pk  # pyright: ignore[reportAssignmentType]
    return workforce.actor_of(id) or visitor()


def chosen_language(request: HttpRequest) -> str:
    """The language cookie's, else the house's first."""
    wanted = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
    return wanted if translation.check_for_language(wanted) and wanted else settings.LANGUAGE_CODE
