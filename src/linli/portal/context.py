"""What every page's frame shows: the community one is in and how its counter is reached. Looked up when a template asks
for it, and left out where the database is away, so that a page of an error is still drawn."""

from typing import Any

from django.db import Error
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from linli.portal import queries
from linli.portal.queries import Counter, Place

AREA_COOKIE = "linli_area"


def frame(request: HttpRequest) -> dict[str, Any]:
    """A page that knows its place better says so itself; the counter is that of the place."""
    return {"place": SimpleLazyObject(lambda: here(request))}


def here(request: HttpRequest) -> Place | None:
    """The community this browser chose before, or the only one."""
    try:
        return queries.here(request.COOKIES.get(AREA_COOKIE, ""))
    except Error:
        return None


def counter_of(place: Place | None) -> Counter | None:
    """How the counter of a place is reached."""
    try:
        return queries.counter(place.code) if place else None
    except Error:
        return None
