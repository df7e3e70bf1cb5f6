"""Somebody's phone with an authenticator on it, and somebody signed in at a browser."""

import html
import re
from typing import Any

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.test import Client

from linli.accounts import actions
from linli.kit import clock
from linli.kit.scope import scope
from linli.tests import community as c

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
LOGIN = "/accounts/login/"


def code(secret: str = SECRET, *, steps: int = 0) -> str:
    """What the phone shows now, or so many half minutes away."""
    return format_hotp_value(hotp_value(secret, int(clock.now().timestamp()) // 30 + steps))


def wrong() -> str:
    """Six digits that are none of those taken now."""
    taken = {code(steps=n) for n in (-1, 0, 1)}
    return next(one for one in ("000000", "111111", "222222", "333333") if one not in taken)


def switched_on(key: str) -> list[str]:
    """Switch somebody's second factor on; the recovery codes."""
    by = c.actor(key)
    with scope(by):
        return actions.switch_on(by=by, secret=SECRET)


def signed_in(key: str, **more: Any) -> Client:
    """Somebody after the password."""
    client = Client(**more)
    client.post(LOGIN, {"login": key, "password": c.PASSWORD})
    return client


def secret_on(page: bytes) -> str:
    """The secret a page shows for copying by hand."""
    found = re.search(r'<p class="secret">([A-Z2-7 ]+)</p>', page.decode())
    assert found, page.decode()[:300]
    return found[1].replace(" ", "")


def codes_on(page: bytes) -> list[str]:
    """The recovery codes a page shows."""
    return re.findall(r"<li>(\d{4} \d{4})</li>", page.decode())


def words(page: bytes) -> str:
    """A page as plain text."""
    return html.unescape(re.sub(r"<[^>]+>", "", page.decode()))
