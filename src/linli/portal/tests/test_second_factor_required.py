"""Posts that require a second factor: who holds one is led to it before anything opens, everywhere, at no cost to the
database; the others are not held up."""

from collections.abc import Iterator

import pytest
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django.fixtures import Settings

from linli.accounts import actions, queries
from linli.accounts.models import User
from linli.kit.roles import Role
from linli.kit.scope import scope
from linli.portal.tests import phone
from linli.portal.tests.test_second_factor import AGAIN, CODE, OFF, RENEW, SECURITY, SET_UP, set_up
from linli.tests import community as c
from linli.tests.calling import problem

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _no_counts() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def _required(settings: Settings) -> None:
    settings.LINLI_SECOND_FACTOR = frozenset({Role.ADMINISTRATOR, Role.SUPERVISOR})


@pytest.mark.usefixtures("_required")
@pytest.mark.parametrize("key", ["admin", "supervisor"])
def test_who_must_have_one_is_led_to_it_first(key: str) -> None:
    client = phone.signed_in(key)
    refused = problem(client.get("/api/me"), 403, "account/second-factor-needed")
    assert refused["next"] == SET_UP
    for page in (
        "/start/",
        "/desk/",
        "/field/",
        SECURITY,
        "/accounts/devices/",
        OFF,
        "/accounts/password/change/",
    ):
        assert client.get(page)["Location"] == SET_UP, page
    assert client.post(RENEW)["Location"] == SET_UP
    set_up(client)
    assert client.get("/api/me").status_code == 200
    assert client.get(SECURITY).status_code == 200


@pytest.mark.usefixtures("_required")
def test_writes_are_refused_just_the_same() -> None:
    client = phone.signed_in("admin")
    answer = client.post(
        "/api/me", {"language": "en"}, "application/json", headers={"Idempotency-Key": str(c.user_id("x"))}
    )
    problem(answer, 403, "account/second-factor-needed")
    client.post("/switch/", {"turn": "large", "next": "/"})
    assert not User.objects.get(username="admin").large_text


@pytest.mark.usefixtures("_required")
@pytest.mark.parametrize("key", sorted(set(c.PEOPLE) - {"admin", "supervisor"}))
def test_the_others_are_not_held_up(key: str) -> None:
    assert phone.signed_in(key).get("/api/me").status_code == 200


@pytest.mark.usefixtures("_required")
def test_who_must_have_one_cannot_switch_it_off() -> None:
    phone.switched_on("admin")
    client = phone.signed_in("admin")
    client.post(CODE, {"code": phone.code()})
    assert client.get("/api/me").status_code == 200
    assert client.post(OFF).status_code == 403
    assert Authenticator.objects.filter(user_id=c.user_id("admin"), type="totp").exists()


@pytest.mark.usefixtures("_required")
def test_a_session_from_before_shows_its_code_first() -> None:
    client = phone.signed_in("admin")
    by = c.actor("admin")
    with scope(by):
        here = queries.sessions(by)[0]["id"]
        actions.switch_on(by=by, secret=phone.SECRET, but=here)  # type: ignore[arg-type]
    problem(client.get("/api/me"), 403, "account/second-factor-needed")
    assert client.get(SET_UP)["Location"] == f"{AGAIN}?next={SET_UP}"
    assert client.post(AGAIN, {"code": phone.code(), "next": "/start/"})["Location"] == "/start/"
    assert client.get("/api/me").status_code == 200


def test_nobody_is_forced_on_this_machine_alone() -> None:
    assert phone.signed_in("admin").get("/api/me").status_code == 200


@pytest.mark.usefixtures("_required")
def test_asking_costs_the_database_nothing_more() -> None:
    client = phone.signed_in("supervisor")
    set_up(client)
    client.get("/api/me")
    with CaptureQueriesContext(connection) as asked:
        assert client.get("/api/me").status_code == 200
    statements = [query["sql"] for query in asked.captured_queries]
    asked_of = [sql for sql in statements if "mfa_authenticator" in sql or "accounts_session" in sql]
    assert [sql for sql in statements if "django_session" in sql] == asked_of
