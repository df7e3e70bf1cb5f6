"""Signing in as a person of the demo community, through the page a person signs in at."""

import re
from http.client import HTTPConnection, HTTPResponse
from urllib.parse import urlencode

PASSWORD = "linli-demo-2026"
PAGE = "/accounts/login/"
_TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


def sign_in(port: int, name: str) -> dict[str, str]:
    """The headers that carry the session of somebody just signed in."""
    page = _ask(port, "GET", {}, None)
    found = _TOKEN.search(page.read().decode())
    if not found:
        raise RuntimeError(f"{PAGE} answered {page.status} without a form")
    form = {"login": name, "password": PASSWORD, "csrfmiddlewaretoken": found[1]}
    head = {"Cookie": _cookies(page), "Content-Type": "application/x-www-form-urlencoded"}
    answer = _ask(port, "POST", head, urlencode(form))
    if answer.status != 302:
        raise RuntimeError(f"{name} could not sign in: {answer.status}")
    return {"Cookie": _cookies(answer)}


def token(headers: dict[str, str]) -> dict[str, str]:
    """The header a write needs beside the session's cookies."""
    found = re.search(r"csrftoken=([^;]+)", headers["Cookie"])
    return {"X-CSRFToken": found[1] if found else ""}


def _ask(port: int, method: str, headers: dict[str, str], body: str | None) -> HTTPResponse:
    connection = HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request(method, PAGE, body, headers)
    return connection.getresponse()


def _cookies(answer: HTTPResponse) -> str:
    return "; ".join(line.partition(";")[0] for line in answer.headers.get_all("Set-Cookie") or [])
