"""登录的设备: where one is signed in, one ended, all others ended, at once; nobody else's; and a password of one's own
where the present one was somebody else's."""

from collections.abc import Iterator
from datetime import timedelta
from uuid import UUID

import pytest
from django.contrib.sessions.models import Session as Kept
from django.core.cache import cache
from django.db import connection
from django.test import Client

from linli.accounts import actions, queries
from linli.accounts.actions import sessions
from linli.accounts.models import Session, User
from linli.kit.actor import system
from linli.kit.errors import NotFound
from linli.kit.scope import scope
from linli.portal.tests import phone
from linli.tests import community as c
from linli.tests.calling import problem

pytestmark = pytest.mark.django_db

DEVICES = "/accounts/devices/"
CHANGE = "/accounts/password/change/"
PHONE = (
    "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/120.0 Mobile Safari/537.36 MicroMessenger/8.0"
)
PC = "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/109.0 Safari/537.36"


@pytest.fixture(autouse=True)
def _no_counts() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


def at(agent: str, address: str, key: str = "grid1") -> Client:
    return phone.signed_in(key, headers={"user-agent": agent}, REMOTE_ADDR=address)


def is_in(client: Client) -> bool:
    return client.get("/api/me").status_code == 200


def rows(key: str = "grid1") -> list[dict[str, object]]:
    by = c.actor(key)
    with scope(by, write=False):
        return queries.sessions(by)


def test_each_place_with_its_browser_and_half_its_address() -> None:
    desk, street = at(PC, "203.0.113.77"), at(PHONE, "2001:db8:7:1::5")
    page = street.get(DEVICES).content.decode()
    for said in ("Chrome · Windows", "微信 · 安卓手机", "203.0.113.*", "2001:db8:7:*", "这台"):
        assert said in page
    assert "203.0.113.77" not in page
    assert page.count(">退出它<") == 1
    assert is_in(desk)
    stored = str(list(Session.objects.values_list("browser", "network")))
    assert "203.0.113.77" not in stored
    assert "Mozilla" not in stored


def test_one_is_ended_at_once() -> None:
    desk, street = at(PC, "203.0.113.77"), at(PHONE, "203.0.113.78")
    id = next(row["id"] for row in rows() if row["browser"] == "chrome/windows")
    assert street.post(f"{DEVICES}{id}/end/")["Location"] == DEVICES
    assert not is_in(desk)
    assert is_in(street)
    assert street.post(f"{DEVICES}{id}/end/").status_code == 404


def test_all_others_are_ended() -> None:
    clients = [at(PC, f"203.0.113.{n}") for n in range(4)]
    clients[2].post(f"{DEVICES}end/")
    assert [is_in(one) for one in clients] == [False, False, True, False]
    assert len(rows()) == 1


def test_nobody_elses() -> None:
    theirs, mine = at(PC, "203.0.113.1", "grid2"), at(PC, "203.0.113.2")
    id = rows("grid2")[0]["id"]
    assert mine.post(f"{DEVICES}{id}/end/").status_code == 404
    mine.post(f"{DEVICES}end/")
    assert is_in(theirs)
    by = c.actor("admin")
    with scope(by), pytest.raises(NotFound):
        actions.end_session(by=by, session_id=id)  # type: ignore[arg-type]


def test_the_wall_shows_and_ends_nobody_elses() -> None:
    at(PC, "203.0.113.1", "grid2")
    phone.switched_on("grid2")
    at(PC, "203.0.113.1", "far_secretary")
    for key, table in (("grid1", "accounts_session"), ("counter", "mfa_authenticator")):
        with scope(c.actor(key)), connection.cursor() as cursor:
            owner = "person_id" if table == "accounts_session" else "user_id"
            cursor.execute(f"SELECT 1 FROM {table} WHERE {owner} = %s", [c.user_id("far_secretary")])
            assert cursor.rowcount == 0
            cursor.execute(f"DELETE FROM {table} WHERE {owner} = %s", [c.user_id("far_secretary")])
            assert cursor.rowcount == 0


def test_signing_out_leaves_the_list() -> None:
    client = at(PC, "203.0.113.1")
    assert len(rows()) == 1
    client.post("/accounts/logout/")
    assert not Session.objects.exists()


def test_what_is_over_leaves_the_list_at_the_next_sign_in() -> None:
    at(PC, "203.0.113.1")
    Kept.objects.update(expire_date="2020-01-01T00:00:00Z")
    assert rows() == []
    at(PC, "203.0.113.2")
    assert Session.objects.count() == 1


def test_last_seen_is_noted_seldom(monkeypatch: pytest.MonkeyPatch) -> None:
    client = at(PC, "203.0.113.1")
    long_ago = rows()[0]["seen_at"] - timedelta(days=1)  # type: ignore[operator]
    Session.objects.update(seen_at=long_ago)
    is_in(client)
    assert rows()[0]["seen_at"] == long_ago
    monkeypatch.setattr(sessions, "SEEN_EVERY", -1.0)
    client.get("/api/me", REMOTE_ADDR="198.51.100.9")
    assert rows()[0]["seen_at"] > long_ago  # type: ignore[operator]
    assert rows()[0]["network"] == "198.51.100.*"


def test_a_new_password_ends_the_others_and_keeps_this_one() -> None:
    other, client = at(PC, "203.0.113.1"), at(PHONE, "203.0.113.2")
    new = "brand-new-pass-2026"
    form = {"oldpassword": c.PASSWORD, "password1": new, "password2": new}
    assert client.post(CHANGE, form)["Location"] == "/accounts/security/?changed"
    assert not is_in(other)
    assert is_in(client)
    assert [row["browser"] for row in rows()] == ["wechat/android"]
    assert not Kept.objects.exclude(session_key__in=Session.objects.values("key")).exists()
    assert client.post(f"{DEVICES}{rows()[0]['id']}/end/").status_code == 302
    assert not is_in(client)


def once(key: str, password: str = "given-for-once-1") -> None:
    with scope(system()):
        actions.set_password(by=system(), user_id=c.user_id(key), password=password, once=True)


def test_a_one_time_password_opens_only_the_page_to_change_it() -> None:
    before = at(PC, "203.0.113.1")
    once("grid1")
    assert not is_in(before)
    client = Client()
    client.post(phone.LOGIN, {"login": "grid1", "password": "given-for-once-1"})
    refused = problem(client.get("/api/me"), 403, "account/password-change-needed")
    assert refused["next"] == CHANGE
    for page in ("/start/", "/desk/", "/field/", DEVICES, "/accounts/security/", "/accounts/second-factor/"):
        assert client.get(page)["Location"] == CHANGE, page
    assert "别人给您的" in client.get(CHANGE).content.decode()


@pytest.mark.parametrize("new", ["given-for-once-1", "short", "123456789012"])
def test_it_does_not_become_ones_own_by_typing_it_again(new: str) -> None:
    once("grid1")
    client = Client()
    client.post(phone.LOGIN, {"login": "grid1", "password": "given-for-once-1"})
    form = {"oldpassword": "given-for-once-1", "password1": new, "password2": new}
    assert client.post(CHANGE, form).status_code == 200
    assert User.objects.get(username="grid1").must_change_password


def test_with_ones_own_everything_opens() -> None:
    once("grid1")
    client = Client()
    client.post(phone.LOGIN, {"login": "grid1", "password": "given-for-once-1"})
    form = {"oldpassword": "given-for-once-1", "password1": "my-own-pass-26", "password2": "my-own-pass-26"}
    assert client.post(CHANGE, form)["Location"] == "/start/"
    assert is_in(client)
    fresh = Client()
    fresh.post(phone.LOGIN, {"login": "grid1", "password": "my-own-pass-26"})
    assert is_in(fresh)


def test_a_closed_account_is_out_everywhere_and_off_the_list() -> None:
    client = at(PC, "203.0.113.1")
    with scope(system()):
        actions.close_person(by=system(), user_id=c.user_id("grid1"))
    assert not is_in(client)
    assert not Session.objects.filter(person_id=c.user_id("grid1")).exists()


@pytest.mark.parametrize("path", [DEVICES, f"{DEVICES}end/", f"{DEVICES}{UUID(int=1)}/end/"])
def test_only_for_who_is_signed_in(path: str) -> None:
    client = Client()
    answer = client.get(path) if path == DEVICES else client.post(path)
    assert answer["Location"].startswith(phone.LOGIN)
