"""Refusals that come before any view, or from a view that does not know the method: one form at the API, a page with
words elsewhere."""

from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from linli.tests.calling import Caller, problem

pytestmark = pytest.mark.django_db

FORM = "application/x-www-form-urlencoded"


@pytest.fixture
def client() -> Client:
    return Client(raise_request_exception=False)


def sent(client: Client, method: str, path: str, body: bytes = b"", kind: str = FORM) -> Any:
    """A request as it is spelt."""
    return client.generic(method, path, body, content_type=kind)


@pytest.mark.parametrize("path", ["/api/me", "/api/matters", "/api/workbench"])
@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "PROPFIND"])
def test_another_method_at_the_api(client: Client, path: str, method: str) -> None:
    answer = sent(client, method, path)
    problem(answer, 405, "request/wrong-method")
    assert "GET" in answer["Allow"]


@pytest.mark.parametrize(
    ("path", "allowed"), [("/raise/", "POST"), ("/receipt/", "GET"), ("/leave/", "POST")]
)
def test_another_method_at_a_page(client: Client, path: str, allowed: str) -> None:
    answer = sent(client, "OPTIONS", path)
    assert answer.status_code == 405
    assert "<h1>这一页不能这样打开</h1>" in answer.content.decode()
    assert allowed in answer["Allow"]
    assert "script-src" in answer["Content-Security-Policy"]


@pytest.mark.parametrize("charset", ["idna", "gbk", "utf-7"])
def test_a_form_in_another_charset(client: Client, charset: str) -> None:
    kind = f"{FORM}; charset={charset}"
    answer = sent(client, "POST", "/raise/", b"words=%ff", kind)
    assert answer.status_code == 400
    assert "<h1>这个请求看不懂</h1>" in answer.content.decode()
    for path in ("/api/me", "/api/nowhere"):
        said = sent(client, "POST", path, b"words=%ff", kind)
        assert said.status_code in {400, 401, 404}
        problem(said, said.status_code)


def test_a_form_in_another_charset_from_a_session() -> None:
    client = Caller("grid1", csrf=True).client
    client.cookies[settings.CSRF_COOKIE_NAME] = "a" * 32  # without it nothing of the form is read
    kind = f"{FORM}; charset=gbk"
    problem(sent(client, "POST", "/api/me", b"words=x", kind), 400, "request/unreadable")


def test_a_forged_host_at_the_api(client: Client) -> None:
    problem(client.get("/api/me", headers={"Host": "evil.example"}), 400, "request/unreadable")


def test_the_bare_address_of_the_api(client: Client) -> None:
    problem(client.get("/api/"), 404, "not-found")


@pytest.mark.parametrize("path", ["/api/nowhere", "/api/openapi.json"])
def test_no_page_is_shown_at_the_api_where_the_token_is_missing(path: str) -> None:
    answer = Client(enforce_csrf_checks=True).post(path)
    problem(answer, answer.status_code)
