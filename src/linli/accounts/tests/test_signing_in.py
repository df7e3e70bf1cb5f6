"""Signing in through the real page: by name and by phone, locked after eight failures, limited in its rate, ended
everywhere by a new password, and telling a stranger nothing by words or by work done."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.auth import hashers
from django.core.cache import cache
from django.http import HttpResponse
from django.test import Client
from pytest_django.fixtures import Settings

from linli.accounts.models import User
from linli.tests import community as c

pytestmark = pytest.mark.django_db

LOGIN = "/accounts/login/"
CHANGE = "/accounts/password/change/"


@pytest.fixture(autouse=True)
def _no_counts() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def client() -> Client:
    return Client()


def try_in(client: Client, login: str, password: str = c.PASSWORD, **more: Any) -> HttpResponse:
    return client.post(LOGIN, {"login": login, "password": password}, **more)


def who(client: Client) -> str:
    """The name /api/me tells, or nothing when signed out."""
    answer = client.get("/api/me")
    return str(answer.json()["name"]) if answer.status_code == 200 else ""


def phone_of(key: str) -> str:
    return str(User.objects.values_list("phone", flat=True).get(username=key))


@pytest.mark.parametrize("form", ["{}", " {} ", "+86{}", "86 {}"])
def test_by_phone_as_people_write_it(client: Client, form: str) -> None:
    assert try_in(client, form.format(phone_of("grid1"))).status_code == 302
    assert who(client) == "grid1者"


@pytest.mark.parametrize("form", ["grid1", " grid1", "grid1  "])
def test_by_name(client: Client, form: str) -> None:
    answer = try_in(client, form)
    assert (answer.status_code, answer["Location"]) == (302, "/start/")
    assert who(client) == "grid1者"


def test_and_out_again(client: Client) -> None:
    try_in(client, "grid1")
    assert client.post("/accounts/logout/").status_code == 302
    assert who(client) == ""


def test_a_session_lasts_a_working_day(client: Client) -> None:
    try_in(client, "grid1")
    assert client.session.get_expiry_age() == 12 * 3600


def test_asking_to_leave_is_not_leaving(client: Client) -> None:
    try_in(client, "grid1")
    client.get("/accounts/logout/")
    assert who(client) == "grid1者"


@pytest.mark.parametrize(
    "next", ["https://evil.example/", "//evil.example/", "javascript:alert(1)", "/\\evil.example"]
)
def test_nobody_is_led_away(client: Client, next: str) -> None:
    answer = client.post(f"{LOGIN}?next={next}", {"login": "grid1", "password": c.PASSWORD, "next": next})
    assert answer["Location"] == "/start/"


def test_back_to_where_one_was(client: Client) -> None:
    answer = client.post(LOGIN, {"login": "grid1", "password": c.PASSWORD, "next": "/desk/matters"})
    assert answer["Location"] == "/desk/matters"


def said(answer: HttpResponse) -> str:
    """The page without what differs by chance: tokens, nonces and what was typed."""
    import re

    text = answer.content.decode()
    return re.sub(r'(value|nonce)="[^"]*"', "", text)


def test_a_wrong_password_and_an_unknown_name_look_the_same(client: Client) -> None:
    User.objects.filter(username="grid2").update(is_active=False)
    User.objects.filter(username="lead").update(password=hashers.make_password(None))
    wrong = try_in(client, "grid1", "wrong-pass-2026")
    others = [
        try_in(Client(), "nobody.here", "wrong-pass-2026"),
        try_in(Client(), "13900000000", "wrong-pass-2026"),
        try_in(Client(), phone_of("grid1"), "wrong-pass-2026"),
        try_in(Client(), "grid2", "wrong-pass-2026"),
        try_in(Client(), "grid2"),
        try_in(Client(), "lead"),
    ]
    assert wrong.status_code == 200
    for other in others:
        assert other.status_code == 200
        assert said(other) == said(wrong)


def test_a_wrong_password_and_an_unknown_name_cost_the_same(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    hashed: list[str] = []
    encode = hashers.Argon2PasswordHasher.encode
    verify = hashers.Argon2PasswordHasher.verify

    def counted_encode(self: Any, password: str, salt: str) -> str:
        hashed.append("encode")
        return encode(self, password, salt)

    def counted_verify(self: Any, password: str, encoded: str) -> bool:
        hashed.append("verify")
        return verify(self, password, encoded)

    monkeypatch.setattr(hashers.Argon2PasswordHasher, "encode", counted_encode)
    monkeypatch.setattr(hashers.Argon2PasswordHasher, "verify", counted_verify)
    counts: dict[str, int] = {}
    for login in ("grid1", "nobody.here", "13900000000", phone_of("grid1")):
        hashed.clear()
        try_in(client, login, "wrong-pass-2026")
        counts[login] = len(hashed)
    assert set(counts.values()) == {1}, counts


def fail(client: Client, login: str, times: int, **more: Any) -> list[int]:
    return [try_in(client, login, "wrong-pass-2026", **more).status_code for _ in range(times)]


def test_locked_after_eight_failures_even_for_the_right_password(client: Client) -> None:
    assert fail(client, "grid1", 8) == [200] * 7 + [429]
    locked = try_in(client, "grid1")
    assert locked.status_code == 429
    assert "15分钟" in locked.content.decode()
    assert who(client) == ""


def test_the_lock_is_the_persons_however_he_is_written(client: Client) -> None:
    fail(client, "grid1", 3)
    fail(client, " grid1 ", 2)
    assert fail(client, f"+86 {phone_of('grid1')}", 3)[-1] == 429
    assert try_in(client, phone_of("grid1")).status_code == 429


def test_the_lock_is_of_one_name_from_one_place(client: Client) -> None:
    fail(client, "grid1", 8)
    assert try_in(Client(), "grid2").status_code == 302
    assert try_in(Client(), "grid1", REMOTE_ADDR="10.1.2.3").status_code == 302


def test_an_unknown_name_is_locked_just_the_same(client: Client) -> None:
    assert fail(client, "nobody.here", 9) == [200] * 7 + [429] * 2


def test_success_forgets_the_failures_before(client: Client) -> None:
    fail(client, "grid1", 7)
    assert try_in(client, "grid1").status_code == 302
    assert fail(Client(), "grid1", 7) == [200] * 7


def test_whoever_asks_far_too_often_waits(client: Client, settings: Settings) -> None:
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "login": "5/m/ip"}
    codes = [client.get(LOGIN).status_code for _ in range(3)] + fail(client, "nobody.here", 8)
    assert codes.count(429) >= 3
    assert codes[:3] == [200] * 3


def test_one_place_cannot_try_many_names(client: Client) -> None:
    codes = [try_in(client, f"name.{n}", "wrong-pass-2026").status_code for n in range(70)]
    assert 429 in codes or "稍后" in try_in(client, "name.x", "wrong-pass-2026").content.decode()
    assert try_in(client, "grid1").status_code != 302


def test_a_new_password_ends_every_other_session(client: Client) -> None:
    other = Client()
    for one in (client, other):
        try_in(one, "grid1")
    new = "brand-new-pass-2026"
    form = {"oldpassword": c.PASSWORD, "password1": new, "password2": new}
    assert client.post(CHANGE, form).status_code == 302
    assert who(client) == "grid1者"
    assert who(other) == ""
    assert try_in(Client(), "grid1").status_code == 200
    assert try_in(Client(), "grid1", new).status_code == 302


@pytest.mark.parametrize(
    ("old", "new"),
    [("wrong-pass-2026", "brand-new-pass-2026"), (c.PASSWORD, "short"), (c.PASSWORD, "1234567890123")],
)
def test_a_password_that_is_not_taken(client: Client, old: str, new: str) -> None:
    try_in(client, "grid1")
    answer = client.post(CHANGE, {"oldpassword": old, "password1": new, "password2": new})
    assert answer.status_code == 200
    assert try_in(Client(), "grid1").status_code == 302


def test_a_closed_account_is_out_at_once(client: Client) -> None:
    try_in(client, "grid1")
    User.objects.filter(username="grid1").update(is_active=False)
    assert who(client) == ""


@pytest.mark.parametrize(
    "path", ["password/reset/", "email/", "password/set/", "login/code/confirm/", "3rdparty/"]
)
def test_what_needs_mail_is_not_there(client: Client, path: str) -> None:
    assert client.get(f"/accounts/{path}").status_code == 404


def test_nobody_signs_up(client: Client) -> None:
    form = {"username": "by.himself", "password1": "brand-new-pass-2026", "password2": "brand-new-pass-2026"}
    client.post("/accounts/signup/", form)
    assert not User.objects.filter(username="by.himself").exists()


@pytest.mark.parametrize("login", ["\x00", "grid1\x00", "x" * 5000, "<script>", "' OR 1=1 --", "\ud800"])
def test_no_login_is_an_error(client: Client, login: str) -> None:
    body = f"login={login}&password={c.PASSWORD}".encode("utf-8", "surrogatepass")
    assert client.post(LOGIN, body, "application/x-www-form-urlencoded").status_code in {200, 400, 429}


def test_without_its_token_the_form_is_not_read() -> None:
    client = Client(enforce_csrf_checks=True)
    assert try_in(client, "grid1").status_code == 403
    assert who(client) == ""
