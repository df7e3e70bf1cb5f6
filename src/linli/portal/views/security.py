"""登录和安全: one's own second factor, recovery codes, and the places one is signed in."""

from typing import Any
from uuid import UUID

import segno
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.internal.flows import post_authentication
from allauth.mfa.totp.internal.auth import generate_totp_secret, validate_totp_code
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from linli.accounts import actions as accounts
from linli.accounts import queries
from linli.accounts.actions import sealed
from linli.accounts.rules import DEVICE, PASSED, Owed, needs_second_factor
from linli.kit.scope import scope
from linli.portal import limits, wording
from linli.portal.account_forms import CodeForm
from linli.portal.views.shown import page
from linli.portal.views.sign_in import again, check_code, fresh, safe_next
from linli.portal.views.standing import owing, person_of, staff, standing_of, unkept

PENDING = "linli_pending_secret"
"""In the session, sealed: what a phone is being shown."""


def _here(request: HttpRequest) -> UUID | None:
    device = request.session.get(DEVICE)
    return UUID(device) if device else None


def _required(request: HttpRequest) -> bool:
    roles = {seat.role for seat in person_of(request).seats}
    return needs_second_factor(roles, settings.LINLI_SECOND_FACTOR)


@staff
@require_safe
@page
def security(request: HttpRequest) -> HttpResponse:
    """What stands between one's account and everybody else."""
    by, house = person_of(request), settings.LINLI_OIDC
    with scope(by, write=False):
        context: dict[str, Any] = {
            "on": queries.second_factor(by, user_id=by.id),
            "left": queries.codes_left(by),
            "places": len(queries.sessions(by)),
            "house": house.name if house else "",
            "linked": bool(house and queries.is_linked(by, provider=house.id)),
        }
    person: Any = request.user
    usable = person.has_usable_password()
    context |= {"required": _required(request), "changed": "changed" in request.GET, "password": usable}
    return render(request, "account/security.html", context)


def _pending(request: HttpRequest, *, anew: bool) -> str:
    """The secret the phone is shown, made anew with each look at the page."""
    with sealed.secrets_of(person_of(request).id):
        stored = request.session.get(PENDING, "")
        if stored and not anew:
            return sealed.open_(stored)
        secret = generate_totp_secret()
        request.session[PENDING] = sealed.close(secret)
    return secret


@owing(Owed.SECOND_FACTOR)
@sensitive_post_parameters("code")
@require_http_methods(["GET", "HEAD", "POST"])
@page
def second_factor(request: HttpRequest) -> HttpResponse:
    """Set the second factor up, or move it to another phone; the phone shows that it has it by a first code."""
    by = person_of(request)
    on = queries.second_factor(by, user_id=by.id)
    if not fresh(request) or (on and not request.session.get(PASSED)):
        return again(request, "second-factor")
    if request.method != "POST":
        return _set_up(request, _pending(request, anew=True), bool(on))
    secret, code = _pending(request, anew=False), request.POST.get("code", "")
    if not limits.tries("set-up", str(by.id), limits.CODES_MOST, limits.CODES_REST):
        return _set_up(request, secret, bool(on), wrong="rest")
    if not validate_totp_code(secret, code):
        return _set_up(request, secret, bool(on), wrong="incorrect")
    limits.forget("set-up", str(by.id))
    with scope(by):
        codes = accounts.switch_on(by=by, secret=secret, but=_here(request))
    del request.session[PENDING]
    request.session[PASSED] = True
    return _codes(request, codes, first=True)


def _set_up(request: HttpRequest, secret: str, on: bool, wrong: str = "") -> HttpResponse:
    person: Any = request.user
    address = get_adapter().build_totp_url(person, secret)
    picture = segno.make(address, error="m").svg_data_uri(scale=5, border=2)
    context = {
        "address": address,
        "picture": picture,
        "secret": " ".join(secret[n : n + 4] for n in range(0, len(secret), 4)),
        "on": on,
        "owes": standing_of(request).owes,
        "wrong": wrong,
    }
    answer = render(request, "account/second_factor.html", context, status=429 if wrong == "rest" else 200)
    return unkept(answer)


def _codes(request: HttpRequest, codes: list[str], *, first: bool) -> HttpResponse:
    shown = [f"{code[:4]} {code[4:]}" for code in codes]
    text = "\r\n".join([str(wording.CODES_HEADING), *shown, ""])
    context = {"codes": shown, "text": text, "first": first}
    return unkept(render(request, "account/recovery_codes.html", context))


@staff
@require_POST
@page
def codes(request: HttpRequest) -> HttpResponse:
    """New recovery codes, shown this once."""
    if not fresh(request):
        return again(request, "security")
    by = person_of(request)
    with scope(by):
        made = accounts.renew_codes(by=by)
    return _codes(request, made, first=False)


@staff
@require_http_methods(["GET", "HEAD", "POST"])
@page
def second_factor_off(request: HttpRequest) -> HttpResponse:
    """Switch the second factor off; not for those whose post requires it."""
    if _required(request):
        return render(request, "account/second_factor_off.html", {"required": True}, status=403)
    if not fresh(request):
        return again(request, "second-factor-off")
    if request.method != "POST":
        return render(request, "account/second_factor_off.html")
    by = person_of(request)
    with scope(by):
        accounts.switch_off(by=by)
    request.session.pop(PASSED, None)
    return redirect("security")


@owing(Owed.SECOND_FACTOR)
@sensitive_post_parameters("code")
@require_http_methods(["GET", "HEAD", "POST"])
@page
def code_again(request: HttpRequest) -> HttpResponse:
    """A code once more, before something that asks for it; or for the first time in a session that has none yet."""
    by, to = person_of(request), safe_next(request, "security")
    if not queries.second_factor(by, user_id=by.id):
        return redirect(to)
    if request.method != "POST":
        return render(request, "account/code_again.html", {"next": to})
    form = CodeForm(user=request.user, data=request.POST)
    if wrong := check_code(form):
        status = 429 if wrong == "rest" else 200
        return render(request, "account/code_again.html", {"next": to, "wrong": wrong}, status=status)
    post_authentication(request, form.authenticator)
    request.session[PASSED] = True
    return redirect(to)


@staff
@require_safe
@page
def devices(request: HttpRequest) -> HttpResponse:
    """登录的设备: where one is signed in."""
    by, here = person_of(request), _here(request)
    with scope(by, write=False):
        rows = [wording.device(row) | {"here": row["id"] == here} for row in queries.sessions(by)]
    return render(request, "account/devices.html", {"devices": rows, "others": len(rows) > 1})


@staff
@require_POST
@page
def end_device(request: HttpRequest, session_id: UUID) -> HttpResponse:
    """End one place."""
    by = person_of(request)
    with scope(by):
        accounts.end_session(by=by, session_id=session_id)
    return redirect("devices")


@staff
@require_POST
@page
def end_devices(request: HttpRequest) -> HttpResponse:
    """End all places but this one."""
    by = person_of(request)
    with scope(by):
        accounts.end_other_sessions(by=by, but=_here(request))
    return redirect("devices")
