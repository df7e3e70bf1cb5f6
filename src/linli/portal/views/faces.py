"""The doors of the two staff faces: after signing in, the face that suits; and the built pages themselves."""

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
def _built(face: str, _changed: float) -> bytes:
    return (Path(settings.WEB_DIST) / f"{face}.html").read_bytes()


@ensure_csrf_cookie
@staff
@require_safe
def face(request: HttpRequest, face: str, path: str = "") -> HttpResponse:
    """A built page; which of its screens is shown the page itself reads from the address."""
    try:
        changed = (Path(settings.WEB_DIST) / f"{face}.html").stat().st_mtime
    except FileNotFoundError:
        return show(request, "unbuilt", status=503)
    return HttpResponse(_built(face, changed))
