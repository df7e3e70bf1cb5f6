"""The second factor through the real pages: set up, asked for, used once, limited, lost; sealed at rest, told to the
ledger."""

import json
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.test import Client

from linli.accounts import actions
from linli.accounts.actions import sealed
from linli.accounts.rules import ResetReason
from linli.kit import clock
from linli.kit.actor import system
from linli.kit.errors import Refused
from linli.kit.scope import scope
from linli.ledger import queries as entries
from linli.portal import limits
from linli.portal.tests import phone
from linli.tests import community as c

pytestmark = pytest.mark.django_db

CODE = "/accounts/code/"
AGAIN = "/accounts/code/again/"
SET_UP = "/accounts/second-factor/"
SECURITY = "/accounts/security/"
RENEW = "/accounts/second-factor/codes/"
OFF = "/accounts/second-factor/off/"


@pytest.fixture(autouse=True)
def _no_counts() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


def told(key: str) -> list[tuple[str, dict[str, Any]]]:
    """What the ledger tells of somebody's account."""
    with scope(system()):
        rows: list[dict[str, Any]] = entries.timeline(
            system(), subject=c.user_id(key), since=clock.now() - timedelta(days=1)
        )
    return [(entry["verb"], entry["facts"]) for entry in rows]


def verbs(key: str) -> list[str]:
    return [verb for verb, _ in told(key)]


def set_up(client: Client) -> tuple[str, list[str]]:
    secret = phone.secret_on(client.get(SET_UP).content)
    page = client.post(SET_UP, {"code": phone.code(secret)})
    assert page.status_code == 200
    return secret, phone.codes_on(page.content)


def test_from_nothing_to_a_code_at_every_sign_in() -> None:
    client = phone.signed_in("grid1")
    secret, codes = set_up(client)
    assert len(set(codes)) == 10
    other = phone.signed_in("grid1")
    assert other.get("/api/me").status_code == 401
    page = other.get(CODE)
    assert page.status_code == 200
    answer = other.post(CODE, {"code": phone.code(secret, steps=1)})
    assert (answer.status_code, answer["Location"]) == (302, "/start/")
    assert other.get("/api/me").status_code == 200
    assert "account.second-factor-on" in verbs("grid1")


def test_the_password_alone_leads_no_further() -> None:
    phone.switched_on("grid1")
    client = Client()
    answer = client.post(phone.LOGIN, {"login": "grid1", "password": c.PASSWORD, "next": "/desk/matters"})
    assert answer["Location"] == CODE
    for page in ("/start/", "/desk/", SECURITY, SET_UP, AGAIN, "/accounts/devices/"):
        assert client.get(page)["Location"].startswith(phone.LOGIN), page
    assert client.get("/api/me").status_code == 401
    assert client.post(CODE, {"code": phone.code()})["Location"] == "/desk/matters"


def test_without_a_password_before_it_no_code_is_asked_for() -> None:
    phone.switched_on("grid1")
    assert Client().get(CODE)["Location"] == phone.LOGIN
    assert Client().post(CODE, {"code": phone.code()})["Location"] == phone.LOGIN


def test_a_wrong_password_looks_the_same_whether_a_code_would_follow() -> None:
    phone.switched_on("grid1")
    pages = [
        phone.words(Client().post(phone.LOGIN, {"login": key, "password": "wrong-pass-2026"}).content)
        for key in ("grid1", "grid2", "nobody.here")
    ]
    assert len(set(pages)) == 1


@pytest.mark.parametrize("form", ["{0}{1}", " {0}{1} ", "{0} {1}", "{0}-{1}"])
def test_spaces_do_not_matter(form: str) -> None:
    phone.switched_on("grid1")
    shown = phone.code()
    typed = form.format(shown[:3], shown[3:])
    assert phone.signed_in("grid1").post(CODE, {"code": typed}).status_code == 302


def test_a_code_is_good_once_for_as_long_as_it_is_good_at_all() -> None:
    phone.switched_on("grid1")
    with time_machine.travel(1_800_000_000, tick=False) as now:
        shown = phone.code(steps=1)
        assert phone.signed_in("grid1").post(CODE, {"code": shown}).status_code == 302
        for _ in range(2):
            assert phone.signed_in("grid1").post(CODE, {"code": shown}).status_code == 200
            now.shift(30)


@pytest.mark.parametrize(("steps", "good"), [(-2, False), (-1, True), (0, True), (1, True), (2, False)])
def test_half_a_minute_of_a_wrong_clock_is_forgiven(steps: int, good: bool) -> None:
    phone.switched_on("grid1")
    with time_machine.travel(1_800_000_000, tick=False):
        shown = phone.code(steps=steps)
        assert (phone.signed_in("grid1").post(CODE, {"code": shown}).status_code == 302) == good


@pytest.mark.parametrize("typed", ["", " ", "abcdef", "٣٣٣٣٣٣", "12345", "1" * 20, "\x00", "' OR 1=1 --"])
def test_no_code_is_an_error(typed: str) -> None:
    phone.switched_on("grid1")
    client = phone.signed_in("grid1")
    page = client.post(CODE, {"code": typed})
    assert page.status_code == 200
    assert "验证码不对" in page.content.decode()
    assert client.get("/api/me").status_code == 401


def test_without_a_code_field_nothing_happens() -> None:
    phone.switched_on("grid1")
    client = phone.signed_in("grid1")
    assert client.post(CODE, {})["Location"] == phone.LOGIN


def test_too_many_wrong_ones_rest_even_for_the_right_one() -> None:
    phone.switched_on("grid1")
    client = phone.signed_in("grid1")
    codes = [client.post(CODE, {"code": phone.wrong()}).status_code for _ in range(limits.CODES_MOST)]
    assert set(codes) == {200}
    assert client.post(CODE, {"code": phone.code()}).status_code == 429
    again = phone.signed_in("grid1", headers={"user-agent": "another"})
    page = again.post(CODE, {"code": phone.code()})
    assert page.status_code == 429
    assert "15分钟" in page.content.decode()
    assert verbs("grid1").count("account.code-failed") == limits.CODES_MOST


def test_a_right_one_forgets_the_wrong_ones() -> None:
    phone.switched_on("grid1")
    client = phone.signed_in("grid1")
    for _ in range(limits.CODES_MOST - 1):
        client.post(CODE, {"code": phone.wrong()})
    assert client.post(CODE, {"code": phone.code()}).status_code == 302
    other = phone.signed_in("grid1")
    assert other.post(CODE, {"code": phone.wrong()}).status_code == 200


def test_a_recovery_code_once() -> None:
    first, *_ = phone.switched_on("grid1")
    assert phone.signed_in("grid1").post(CODE, {"code": first}).status_code == 302
    assert phone.signed_in("grid1").post(CODE, {"code": first}).status_code == 200
    assert ("account.recovery-code-used", {"left": 9}) in told("grid1")


def test_nobody_elses_recovery_code() -> None:
    phone.switched_on("grid1")
    other, *_ = phone.switched_on("grid2")
    assert phone.signed_in("grid1").post(CODE, {"code": other}).status_code == 200


def test_secrets_are_sealed_and_each_for_its_person() -> None:
    codes = phone.switched_on("grid1")
    phone.switched_on("grid2")
    stored = {a.type: a.data for a in Authenticator.objects.filter(user_id=c.user_id("grid1"))}
    text = json.dumps(stored)
    assert phone.SECRET not in text
    assert not [code for code in codes if code in text]
    theirs = Authenticator.objects.get(user_id=c.user_id("grid2"), type="totp")
    with sealed.secrets_of(c.user_id("grid2")):
        assert sealed.open_(theirs.data["secret"]) == phone.SECRET
    with sealed.secrets_of(c.user_id("grid2")), pytest.raises(ValueError, match="does not open"):
        sealed.open_(stored["totp"]["secret"])
    with pytest.raises(RuntimeError):
        sealed.open_(theirs.data["secret"])


def test_what_the_phone_is_being_shown_is_sealed_as_well() -> None:
    client = phone.signed_in("grid1")
    secret = phone.secret_on(client.get(SET_UP).content)
    assert secret not in json.dumps(dict(client.session.items()))


def test_secrets_are_kept_by_no_cache_on_the_way() -> None:
    client = phone.signed_in("grid1")
    page = client.get(SET_UP)
    assert "no-store" in page["Cache-Control"]
    secret = phone.secret_on(page.content)
    assert "no-store" in client.post(SET_UP, {"code": phone.code(secret)})["Cache-Control"]


def test_a_wrong_first_code_keeps_the_same_picture() -> None:
    client = phone.signed_in("grid1")
    secret = phone.secret_on(client.get(SET_UP).content)
    page = client.post(SET_UP, {"code": phone.wrong()})
    assert "验证码不对" in page.content.decode()
    assert phone.secret_on(page.content) == secret
    assert client.post(SET_UP, {"code": phone.code(secret)}).status_code == 200
    assert not Authenticator.objects.filter(user_id=c.user_id("grid2")).exists()


def test_switching_on_signs_out_everywhere_else() -> None:
    old = phone.signed_in("grid1")
    client = phone.signed_in("grid1")
    set_up(client)
    assert old.get("/api/me").status_code == 401
    assert client.get("/api/me").status_code == 200


def test_another_phone_takes_over() -> None:
    before = phone.switched_on("grid1")
    client = phone.signed_in("grid1")
    client.post(CODE, {"code": phone.code()})
    secret, codes = set_up(client)
    assert secret != phone.SECRET
    assert not set(codes) & {f"{one[:4]} {one[4:]}" for one in before}
    assert phone.signed_in("grid1").post(CODE, {"code": phone.code(steps=1)}).status_code == 200
    assert phone.signed_in("grid1").post(CODE, {"code": before[0]}).status_code == 200
    assert ("account.second-factor-on", {"replaced": True}) in told("grid1")


def test_new_recovery_codes_void_the_old() -> None:
    before = phone.switched_on("grid1")
    client = phone.signed_in("grid1")
    client.post(CODE, {"code": phone.code()})
    page = client.post(RENEW)
    codes = phone.codes_on(page.content)
    assert len(codes) == 10
    assert "no-store" in page["Cache-Control"]
    assert phone.signed_in("grid1").post(CODE, {"code": before[0]}).status_code == 200
    assert phone.signed_in("grid1").post(CODE, {"code": codes[0]}).status_code == 302
    assert ("account.codes-renewed", {"count": 10}) in told("grid1")


def test_they_are_shown_nowhere_a_second_time() -> None:
    phone.switched_on("grid1")
    client = phone.signed_in("grid1")
    client.post(CODE, {"code": phone.code()})
    assert phone.codes_on(client.get(SECURITY).content) == []
    assert client.get(RENEW).status_code == 405


def test_without_a_second_factor_there_are_no_codes_to_renew() -> None:
    page = phone.signed_in("grid1").post(RENEW)
    assert page.status_code == 422
    assert phone.codes_on(page.content) == []


def test_switching_off() -> None:
    phone.switched_on("grid1")
    client = phone.signed_in("grid1")
    client.post(CODE, {"code": phone.code()})
    assert client.get(OFF).status_code == 200
    assert client.post(OFF)["Location"] == SECURITY
    assert phone.signed_in("grid1").get("/api/me").status_code == 200
    assert "account.second-factor-off" in verbs("grid1")
    assert not Authenticator.objects.exists()


@pytest.mark.parametrize("path", [SET_UP, OFF])
def test_what_matters_is_asked_again_after_a_while(path: str) -> None:
    client = phone.signed_in("grid1")
    with time_machine.travel(clock.now() + timedelta(minutes=10), tick=True):
        answer = client.get(path)
        assert answer["Location"] == f"/accounts/reauthenticate/?next={path}"
        client.post(answer["Location"], {"password": c.PASSWORD, "next": path})
        assert client.get(path).status_code == 200


def test_with_a_second_factor_it_is_the_code_that_is_asked_again() -> None:
    phone.switched_on("grid1")
    client = phone.signed_in("grid1")
    client.post(CODE, {"code": phone.code()})
    with time_machine.travel(clock.now() + timedelta(minutes=10), tick=True):
        assert client.get(OFF)["Location"] == f"{AGAIN}?next={OFF}"
        assert client.post(RENEW)["Location"] == f"{AGAIN}?next={SECURITY}"
        assert client.post(AGAIN, {"code": phone.wrong(), "next": OFF}).status_code == 200
        assert client.post(AGAIN, {"code": phone.code(), "next": OFF})["Location"] == OFF
        assert client.get(OFF).status_code == 200


@pytest.mark.parametrize("to", ["https://evil.example/", "//evil.example", "javascript:alert(1)"])
def test_nobody_is_led_away_after_a_code(to: str) -> None:
    phone.switched_on("grid1")
    client = phone.signed_in("grid1")
    client.post(CODE, {"code": phone.code()})
    assert client.post(AGAIN, {"code": phone.code(steps=1), "next": to})["Location"] == SECURITY


def reset(by_key: str, key: str) -> None:
    by = c.actor(by_key)
    with scope(by):
        actions.reset_second_factor(by=by, user_id=c.user_id(key), reason=ResetReason.LOST)


def test_a_lost_one_is_reset_and_signed_out() -> None:
    phone.switched_on("grid1")
    client = phone.signed_in("grid1")
    client.post(CODE, {"code": phone.code()})
    reset("admin", "grid1")
    assert client.get("/api/me").status_code == 401
    assert phone.signed_in("grid1").get("/api/me").status_code == 200
    assert ("account.second-factor-reset", {"reason": "lost"}) in told("grid1")
    with pytest.raises(Refused):
        reset("admin", "grid1")


@pytest.mark.parametrize("path", [CODE, SET_UP, SECURITY, RENEW, OFF, AGAIN])
def test_no_form_without_its_token(path: str) -> None:
    client = Client(enforce_csrf_checks=True)
    assert client.post(path, {"code": "123456"}).status_code == 403
