"""The doors of the two staff faces: after signing in, the face that suits; the built pages themselves; and what the
field needs to begin without a signal."""

from functools import cache
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.csrf import ensure_csrf_cookie
from django.views.decorators.http import require_safe

from linli.kit.actor import Actor
from linli.portal import rules
from linli.portal.views.shown import show
from linli.portal.views.standing import staff


@staff
@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """The face that suits the posts of whoever signed in; who has use for both chooses."""
    by: Actor = request.actor  # type: ignore[attr-defined]
    faces = rules.faces_of(seat.role for seat in by.seats)
    if len(faces) == 1:
        return redirect(f"/{faces[0]}/")
    return show(request, "start", faces=faces, name=by.name)


@cache
def _built(name: str, _changed: float) -> bytes:
    return (Path(settings.WEB_DIST) / name).read_bytes()


def built(name: str) -> bytes:
    """A file of the build as it is now; FileNotFoundError where nothing was built."""
    return _built(name, (Path(settings.WEB_DIST) / name).stat().st_mtime)


@ensure_csrf_cookie
@staff
@require_safe
def face(request: HttpRequest, face: str, path: str = "") -> HttpResponse:
    """A built page; which of its screens is shown the page itself reads from the address."""
    try:
        return HttpResponse(built(f"{face}.html"))
    except FileNotFoundError:
        return show(request, "unbuilt", status=503)


@require_safe
def shell(request: HttpRequest) -> HttpResponse:
    """The field's page as a phone keeps it to begin without a signal: words and scripts, nothing of anybody. Who is
    signed in the page asks as soon as the server is reached."""
    return _kept_by_phones(request, "field.html", "text/html; charset=utf-8")


@require_safe
def worker(request: HttpRequest) -> HttpResponse:
    """The field's service worker. It is asked for anew at every start, so that a new version is noticed."""
    return _kept_by_phones(request, "sw.js", "text/javascript; charset=utf-8")


def _kept_by_phones(request: HttpRequest, name: str, kind: str) -> HttpResponse:
    try:
        answer = HttpResponse(built(name), content_type=kind)
    except FileNotFoundError:
        return show(request, "unbuilt", status=503)
    answer["Cache-Control"] = "no-cache"
    return answer
