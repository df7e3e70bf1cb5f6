"""What stands before every route: who one is, the token against forged requests, cookies, hosts, headers, health; and
answers in one form wherever in the API one knocks."""

from typing import Any

import pytest
from django.db import OperationalError, connection
from django.test import Client

from linli.accounts import actions as accounts
from linli.accounts import queries
from linli.config import api as doors
from linli.kit import ids
from linli.kit.actor import system
from linli.kit.scope import scope
from linli.tests import community as c
from linli.tests.calling import Caller, problem

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _forget_keys() -> None:
    doors.forget_keys()


def test_without_the_token_no_session_writes() -> None:
    api = Caller("grid1", csrf=True)
    problem(api.post("/me", {}), 403, "request/forged")
    page = api.client.get("/start/")
    token = page.cookies["csrftoken"].value if "csrftoken" in page.cookies else ""
    if not token:
        token = api.client.get("/accounts/password/change/").cookies["csrftoken"].value
    assert api.post("/me", {}, HTTP_X_CSRFTOKEN=token).status_code == 200


def test_nothing_is_written_in_anothers_name() -> None:
    api = Caller("grid1")
    mine = str(c.user_id("grid1"))
    assert api.post("/me", {}, HTTP_X_LINLI_PERSON=mine).status_code == 200
    theirs = str(c.user_id("grid2"))
    problem(api.post("/me", {}, HTTP_X_LINLI_PERSON=theirs), 401, "account/other-person")
    problem(api.post("/me", {}, HTTP_X_LINLI_PERSON="x"), 401, "account/other-person")


@pytest.mark.parametrize("origin", ["https://evil.example", "null", "http://testserver.evil.example"])
def test_a_token_from_elsewhere_is_not_ours(origin: str) -> None:
    api = Caller("grid1", csrf=True)
    token = api.client.get("/accounts/password/change/").cookies["csrftoken"].value
    problem(api.post("/me", {}, HTTP_X_CSRFTOKEN=token, HTTP_ORIGIN=origin), 403, "request/forged")


def test_cookies_are_closed_to_scripts_and_other_sites() -> None:
    client = Client()
    answer = client.post("/accounts/login/", {"login": "grid1", "password": c.PASSWORD})
    session = answer.cookies["linli_session"]
    assert session["httponly"]
    assert session["samesite"] == "Lax"
    assert answer.cookies["csrftoken"]["samesite"] == "Lax"


@pytest.mark.parametrize("value", ["\x00", "x" * 4000, "é", "'; DROP TABLE x; --", "\x7f"])
@pytest.mark.parametrize("name", ["linli_session", "csrftoken", "django_language"])
def test_no_cookie_is_an_error(name: str, value: str) -> None:
    client = Client(raise_request_exception=False)
    client.cookies[name] = "placeholder"
    client.cookies[name].set(name, value, value)
    assert client.get("/api/me").status_code in {401, 400}
    assert client.get("/").status_code < 500


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1.evil.example", "a b", "127.0.0.1:80:80", "evil.example:8000"]
)
def test_a_forged_host_is_refused(host: str) -> None:
    for path in ("/", "/api/me", "/healthz", "/accounts/login/"):
        assert Client().get(path, headers={"Host": host}).status_code == 400


def test_a_failure_is_logged_without_what_was_said(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    from linli.accounts import actions

    def broken(**_: object) -> Any:
        raise ZeroDivisionError("on purpose")

    monkeypatch.setattr(actions, "set_preferences", broken)
    problem(
        Caller("grid1").post("/me", {"language": "zh-hans", "words": "13912345678"}), 500, "server/failed"
    )
    logged = caplog.text + "".join(capsys.readouterr())
    assert "on purpose" in logged
    assert "13912345678" not in logged


def test_health_with_and_without_the_database(monkeypatch: pytest.MonkeyPatch) -> None:
    answer = Client().get("/healthz")
    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})

    def away(*_: object) -> Any:
        raise OperationalError("host 10.0.0.9 refused")

    monkeypatch.setattr(connection, "cursor", away)
    answer = Client().get("/healthz")
    assert answer.status_code == 503
    assert b"10.0.0.9" not in answer.content


def test_the_database_away_is_told_as_busy(monkeypatch: pytest.MonkeyPatch) -> None:
    api = Caller("grid1")
    from linli.workbench import queries as workbench

    def away(*_: object) -> Any:
        raise OperationalError("host 10.0.0.9 refused")

    monkeypatch.setattr(workbench, "me", away)
    told = api.get("/me")
    problem(told, 503, "server/busy")
    assert b"10.0.0.9" not in told.content


def test_a_mistake_of_ours_tells_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    api = Caller("grid1")
    from linli.workbench import queries as workbench

    def broken(*_: object) -> Any:
        raise ZeroDivisionError("SELECT secret FROM table")

    monkeypatch.setattr(workbench, "me", broken)
    told = api.get("/me")
    problem(told, 500, "server/failed")
    assert b"SELECT" not in told.content


@pytest.mark.parametrize("path", ["/nowhere", "/matters/nowhere", "/matters/1", "/files/", "/me/", "/../me"])
def test_nowhere_is_said_in_the_one_form(path: str) -> None:
    for answer in (Caller("grid1").get(path), Caller("grid1").post(path)):
        if answer.status_code != 405:
            assert problem(answer, answer.status_code)["status"] in {404, 422}


def test_a_command_id_is_wanted_and_must_be_one() -> None:
    api = Caller("grid1")
    answer = api.client.post("/api/me", {}, "application/json")
    assert problem(answer, 422)["errors"][0]["field"].lower() in {
        "header.idempotency-key",
        "command_id",
        "idempotency-key",
    }
    for id in ("", "x", "1", "\u0031", "0" * 33, str(ids.new()) + "x"):
        problem(api.post("/me", {}, command=id), 422)


BODIES: list[Any] = [
    b"",
    b"\x00",
    b"\xff\xfe",
    b"{",
    b"[]",
    b"null",
    b"1",
    b'"x"',
    b'{"language": "en"',
    b'{"language": "\\ud800"}',
    b'{"language": ' + b"[" * 5000 + b"]" * 5000 + b"}",
    b'{"large_text": ' + b"9" * 5000 + b"}",
    b'{"large_text": 1e999}',
    b'{"large_text": NaN}',
]


@pytest.mark.parametrize("body", BODIES, ids=range(len(BODIES)))
def test_no_body_is_an_error(body: bytes) -> None:
    answer = Caller("grid1").post("/me", body)
    assert problem(answer, answer.status_code)["status"] in {400, 422}


@pytest.mark.parametrize(
    "kind",
    [
        "multipart/form-data",
        "multipart/form-data; boundary=",
        "multipart/form-data; boundary=x",
        "text/plain",
        "",
    ],
)
@pytest.mark.parametrize("path", ["/me", "/files"])
def test_no_kind_of_body_is_an_error(kind: str, path: str) -> None:
    api = Caller("grid1")
    for body in (
        b"",
        b"{}",
        b"--x\r\n\r\n--x--",
        b"--x\r\nContent-Disposition: form-data; name=\x00\r\n\r\n1\r\n--x--",
    ):
        answer: Any = api.client.generic(
            "POST", f"/api{path}", body, content_type=kind, headers={"Idempotency-Key": str(ids.new())}
        )
        assert answer.status_code < 500, (body, answer.content)


def test_far_too_much_is_refused() -> None:
    problem(Caller("grid1").post("/me", b'{"language": "' + b"x" * 3_000_000 + b'"}'), 413)


def _key(area: str = c.HOME) -> str:
    by = c.actor("admin")
    with scope(by):
        return accounts.issue_key(by=by, area=area, name="热线")


def test_another_system_by_its_key() -> None:
    secret = _key()
    me = Caller(key=secret).get("/me").json()
    assert (me["kind"], me["name"], me["area"]) == ("key", "热线", c.HOME)
    assert me["permissions"] == ["file:store", "matter:raise"]


@pytest.mark.parametrize("key", ["x", "", " ", "linli_", "é", "x" * 5000])
def test_an_unknown_key_is_nobody(key: str) -> None:
    assert Caller().client.get("/api/me", headers={"Authorization": f"Bearer {key}"}).status_code == 401


@pytest.mark.parametrize("header", ["Basic eDp4", "Bearer", "bearer x y z", "x"])
def test_no_other_way_of_saying_who_one_is(header: str) -> None:
    assert Client().get("/api/me", headers={"Authorization": header}).status_code == 401


def test_a_key_needs_no_token_and_a_bad_key_does_not_lend_the_session() -> None:
    secret = _key()
    assert Caller(key=secret, csrf=True).post("/me", {}).status_code == 200
    with_both = Caller("grid1", key="unknown")
    assert with_both.get("/me").json()["kind"] == "person"


def test_a_closed_key_is_trusted_no_longer_than_said(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = [1000.0]
    monkeypatch.setattr(doors.time, "monotonic", lambda: clock[0])
    secret = _key()
    api = Caller(key=secret)
    assert api.get("/me").status_code == 200
    by = system()
    row = queries.key(secret)
    assert row is not None
    with scope(by):
        accounts.close_key(by=by, key_id=row.id)
    clock[0] += doors.KEY_TRUSTED_FOR + 0.1
    assert api.get("/me").status_code == 401
    assert api.get("/me").status_code == 401


def test_remembered_keys_are_hashes_and_few(monkeypatch: pytest.MonkeyPatch) -> None:
    secrets = [_key() for _ in range(4)]
    monkeypatch.setattr(doors, "KEYS_KEPT", 3)
    for secret in secrets:
        assert Caller(key=secret).get("/me").status_code == 200
        assert len(vars(doors)["_keys"]) <= 3
    assert not [kept for kept in vars(doors)["_keys"] if any(secret.encode() in kept for secret in secrets)]


PAGES = ["/", "/accounts/login/", "/track/", "/raise/"]


@pytest.mark.parametrize("path", PAGES)
def test_pages_say_what_may_run_in_them(path: str) -> None:
    answer = Client().get(path, follow=True)
    policy = answer["Content-Security-Policy"]
    scripts = next(part for part in policy.split(";") if part.strip().startswith("script-src "))
    assert "unsafe" not in scripts
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Referrer-Policy"] == "same-origin"


def test_the_document_is_served() -> None:
    answer = Client().get("/api/openapi.json")
    assert answer.status_code == 200
    assert "Problem" in answer.json()["components"]["schemas"]
    assert Client().get("/api/docs").status_code == 404
