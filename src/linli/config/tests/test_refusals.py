"""Refusals that come before any view, or from a view that does not know the method: one form at the API, a page with
words elsewhere."""

import pytest
from django.test import Client

from linli.tests.calling import Caller, problem

pytestmark = pytest.mark.django_db

FORM = "application/x-www-form-urlencoded"


@pytest.fixture
def client() -> Client:
    return Client(raise_request_exception=False)


@pytest.mark.parametrize("path", ["/api/me", "/api/matters", "/api/workbench"])
@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "PROPFIND"])
def test_another_method_at_the_api(client: Client, path: str, method: str) -> None:
    answer = client.generic(method, path)
    problem(answer, 405, "request/wrong-method")
    assert "GET" in answer["Allow"]


@pytest.mark.parametrize(("path", "allowed"), [("/raise/", "POST"), ("/receipt/", "GET"), ("/leave/", "POST")])
def test_another_method_at_a_page(client: Client, path: str, allowed: str) -> None:
    answer = client.generic("OPTIONS", path)
    assert answer.status_code == 405
    assert "<h1>这一页不能这样打开</h1>" in answer.content.decode()
    assert allowed in answer["Allow"]
    assert "script-src" in answer["Content-Security-Policy"]


@pytest.mark.parametrize("charset", ["idna", "gbk", "utf-7"])
def test_a_form_in_another_charset(client: Client, charset: str) -> None:
    kind = f"{FORM}; charset={charset}"
    answer = client.generic("POST", "/raise/", b"words=%ff", content_type=kind)
    assert answer.status_code == 400
    assert "<h1>这个请求看不懂</h1>" in answer.content.decode()
    for path in ("/api/me", "/api/nowhere"):
        said = client.generic("POST", path, b"words=%ff", content_type=kind)
        assert said.status_code in {400, 401, 404}
        problem(said, said.status_code)


def test_a_form_in_another_charset_from_a_session() -> None:
    client = Caller("grid1", csrf=True).client
    kind = f"{FORM}; charset=gbk"
    problem(client.generic("POST", "/api/me", b"words=x", content_type=kind), 400, "request/unreadable")


def test_a_forged_host_at_the_api(client: Client) -> None:
    problem(client.get("/api/me", headers={"Host": "evil.example"}), 400, "request/unreadable")


def test_the_bare_address_of_the_api(client: Client) -> None:
    problem(client.get("/api/"), 404, "not-found")


@pytest.mark.parametrize("path", ["/api/nowhere", "/api/openapi.json"])
def test_no_page_is_shown_at_the_api_where_the_token_is_missing(path: str) -> None:
    answer = Client(enforce_csrf_checks=True).post(path)
    problem(answer, answer.status_code)
