"""Signing in by way of another house, against a real OpenID provider on this machine, through real HTTP: the link made
by oneself, verified phones and addresses where the site trusts them, and everything that must not open."""

import http.client
import json
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import closing
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from allauth.socialaccount.models import SocialAccount
from django.core.cache import cache
from django.http import HttpResponse
from django.test import Client
from pytest_django.fixtures import Settings

from linli.accounts import actions
from linli.accounts.models import User
from linli.config.sign_in import House
from linli.kit.actor import system
from linli.kit.roles import Role
from linli.kit.scope import scope
from linli.portal.tests import phone
from linli.tests import community as c
from linli.tests.calling import problem

pytestmark = pytest.mark.django_db

OIDC = "/accounts/oidc/"
LINK, UNLINK = f"{OIDC}link/", f"{OIDC}unlink/"
CALLBACK = f"{OIDC}callback/"


@pytest.fixture(scope="module")
def issuer() -> Iterator[str]:
    """A provider that gives everybody away who is named to it."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    words = [sys.executable, "-W", "ignore", "-m", "oidc_provider_mock", "--port", str(port)]
    with subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
        try:
            address = f"http://127.0.0.1:{port}"
            _wait(address)
            yield address
        finally:
            server.terminate()
            server.wait(20)


def _wait(address: str) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(f"{address}/.well-known/openid-configuration", timeout=2):
                return
        except OSError:
            time.sleep(0.2)
    raise TimeoutError(address)


@pytest.fixture(autouse=True)
def _house(issuer: str, settings: Settings) -> Iterator[None]:
    cache.clear()
    allow(settings, issuer)
    yield
    cache.clear()


def allow(settings: Settings, issuer: str, *match: str) -> None:
    settings.LINLI_OIDC = House(
        issuer=issuer, client="linli", secret="hush", name="统一身份认证", match=frozenset(match)
    )


def known_there(issuer: str, subject: str, **claims: Any) -> None:
    """Tell the provider of a person."""
    request = urllib.request.Request(f"{issuer}/users/{subject}", json.dumps(claims).encode(), method="PUT")
    request.add_header("Content-Type", "application/json")
    with urllib.request.urlopen(request):
        pass


def at_the_provider(address: str, **form: str) -> str:
    """Fill in the provider's own page, as a browser does; the address it sends back to."""
    parts = urlsplit(address)
    with closing(http.client.HTTPConnection(parts.netloc, timeout=20)) as connection:
        kind = {"Content-Type": "application/x-www-form-urlencoded"}
        connection.request("POST", f"{parts.path}?{parts.query}", urlencode(form), kind)
        answer = connection.getresponse()
        answer.read()
    assert answer.status == 302
    return answer.headers["Location"]


def come_by(client: Client, subject: str, start: str = OIDC, **more: str) -> HttpResponse:
    """The whole way: to the other house, there, and back."""
    gone = client.post(start, more)
    assert gone.status_code == 302, gone.content.decode()[:500]
    back = at_the_provider(gone["Location"], sub=subject)
    return client.get(back.removeprefix("http://testserver"))


def linked(key: str, subject: str, house: House) -> None:
    by = c.actor(key)
    with scope(by):
        actions.link(by=by, provider=house.id, subject=subject, how="own")


def is_in(client: Client) -> str:
    answer = client.get("/api/me")
    return str(answer.json()["name"]) if answer.status_code == 200 else ""


def test_link_oneself_then_come_by_it(issuer: str) -> None:
    known_there(issuer, "s-1", name="不会记下", email="grid1@example.org")
    mine = phone.signed_in("grid1")
    assert come_by(mine, "s-1", LINK)["Location"] == "/accounts/security/"
    assert "已绑定" in mine.get("/accounts/security/").content.decode()
    client = Client()
    assert come_by(client, "s-1", next="/desk/matters")["Location"] == "/desk/matters"
    assert is_in(client) == "grid1者"
    kept = SocialAccount.objects.get()
    assert (kept.uid, kept.extra_data) == ("s-1", {})
    assert len(client.get("/accounts/devices/").content) > 0


def test_what_is_sent_there(issuer: str, settings: Settings) -> None:
    address = Client().post(OIDC)["Location"]
    asked = {name: value[0] for name, value in parse_qs(urlsplit(address).query).items()}
    assert address.startswith(f"{issuer}/")
    assert asked["redirect_uri"] == f"http://testserver{CALLBACK}"
    assert asked["scope"] == "openid"
    assert asked["code_challenge_method"] == "S256"
    assert len(asked["state"]) >= 16
    allow(settings, issuer, "phone")
    query = parse_qs(urlsplit(Client().post(OIDC)["Location"]).query)
    assert set(query["scope"][0].split()) == {"openid", "phone"}


def test_a_stranger_is_nobody_here(issuer: str) -> None:
    before = User.objects.count()
    known_there(issuer, "s-2", name="陌生人", phone_number="13999999999", phone_number_verified=True)
    client = Client()
    page = come_by(client, "s-2")
    assert page.status_code == 403
    assert is_in(client) == ""
    assert User.objects.count() == before
    assert not SocialAccount.objects.exists()


def test_a_closed_account_and_no_account_look_the_same(issuer: str, settings: Settings) -> None:
    linked("grid1", "s-3", settings.LINLI_OIDC)
    with scope(system()):
        actions.close_person(by=system(), user_id=c.user_id("grid1"))
    closed, unknown = come_by(Client(), "s-3"), come_by(Client(), "s-4")
    assert closed.status_code == unknown.status_code == 403
    assert phone.words(closed.content) == phone.words(unknown.content)


def phone_of(key: str) -> str:
    return str(User.objects.values_list("phone", flat=True).get(username=key))


@pytest.mark.parametrize(
    ("match", "claims", "found"),
    [
        (("phone",), {"phone_number_verified": True}, True),
        (("phone",), {"phone_number_verified": False}, False),
        (("phone",), {"phone_number_verified": "true"}, False),
        (("phone",), {}, False),
        ((), {"phone_number_verified": True}, False),
        (("email",), {"phone_number_verified": True}, False),
    ],
)
def test_a_phone_matches_where_it_is_verified_and_trusted(
    issuer: str, settings: Settings, match: tuple[str, ...], claims: dict[str, Any], found: bool
) -> None:
    allow(settings, issuer, *match)
    known_there(issuer, "s-5", phone_number=f"+86 {phone_of('grid1')}", **claims)
    client = Client()
    come_by(client, "s-5")
    assert (is_in(client) == "grid1者") == found
    assert SocialAccount.objects.exists() == found


@pytest.mark.parametrize(
    ("verified", "shared", "found"), [(True, False, True), (False, False, False), (True, True, False)]
)
def test_an_address_likewise_and_never_one_of_several(
    issuer: str, settings: Settings, verified: bool, shared: bool, found: bool
) -> None:
    allow(settings, issuer, "email")
    User.objects.filter(username="grid1").update(email="Office@example.org")
    if shared:
        User.objects.filter(username="grid2").update(email="office@example.org")
    known_there(issuer, "s-6", email="office@example.org", email_verified=verified)
    client = Client()
    come_by(client, "s-6")
    assert (is_in(client) == "grid1者") == found


def test_a_match_does_not_open_a_closed_account(issuer: str, settings: Settings) -> None:
    allow(settings, issuer, "phone")
    known_there(issuer, "s-7", phone_number=phone_of("grid1"), phone_number_verified=True)
    User.objects.filter(username="grid1").update(is_active=False)
    assert come_by(Client(), "s-7").status_code == 403
    assert not SocialAccount.objects.exists()


def test_a_match_takes_no_account_that_is_linked_to_somebody_else(issuer: str, settings: Settings) -> None:
    allow(settings, issuer, "phone")
    linked("grid1", "s-8", settings.LINLI_OIDC)
    known_there(issuer, "s-9", phone_number=phone_of("grid1"), phone_number_verified=True)
    assert come_by(Client(), "s-9").status_code == 403
    assert SocialAccount.objects.get().uid == "s-8"


def test_nobody_links_what_is_somebody_elses(settings: Settings) -> None:
    linked("grid1", "s-10", settings.LINLI_OIDC)
    client = phone.signed_in("grid2")
    assert come_by(client, "s-10", LINK).status_code == 409
    assert is_in(client) == "grid2者"
    assert SocialAccount.objects.get().user.pk == c.user_id("grid1")


def test_a_second_link_needs_the_first_undone(settings: Settings) -> None:
    linked("grid1", "s-11", settings.LINLI_OIDC)
    client = phone.signed_in("grid1")
    assert come_by(client, "s-12", LINK).status_code == 409
    assert client.post(UNLINK)["Location"] == "/accounts/security/"
    assert come_by(client, "s-12", LINK)["Location"] == "/accounts/security/"
    assert come_by(Client(), "s-11").status_code == 403


@pytest.mark.parametrize("state", ["", "wrong", "x" * 3000])
def test_a_wrong_state_opens_nothing(settings: Settings, state: str) -> None:
    linked("grid1", "s-13", settings.LINLI_OIDC)
    client = Client()
    back = at_the_provider(client.post(OIDC)["Location"], sub="s-13")
    query = {name: value[0] for name, value in parse_qs(urlsplit(back).query).items()}
    assert client.get(CALLBACK, query | {"state": state}).status_code == 403
    assert is_in(client) == ""


def test_an_answer_belongs_to_the_browser_that_asked(settings: Settings) -> None:
    linked("grid1", "s-14", settings.LINLI_OIDC)
    back = at_the_provider(Client().post(OIDC)["Location"], sub="s-14")
    victim = Client()
    assert victim.get(back.removeprefix("http://testserver")).status_code == 403
    assert is_in(victim) == ""


def test_an_answer_is_good_once(settings: Settings) -> None:
    linked("grid1", "s-15", settings.LINLI_OIDC)
    client = Client()
    back = at_the_provider(client.post(OIDC)["Location"], sub="s-15").removeprefix("http://testserver")
    assert client.get(back).status_code == 302
    client.post("/accounts/logout/")
    assert client.get(back).status_code == 403
    assert is_in(client) == ""


@pytest.mark.parametrize("code", ["", "wrong"])
def test_a_wrong_code_opens_nothing(code: str) -> None:
    client = Client()
    back = at_the_provider(client.post(OIDC)["Location"], sub="s-16")
    query = {name: value[0] for name, value in parse_qs(urlsplit(back).query).items()}
    assert client.get(CALLBACK, query | {"code": code}).status_code == 403


def test_giving_up_there_is_said_here() -> None:
    client = Client()
    gone = client.post(OIDC)["Location"]
    back = at_the_provider(gone, action="deny").removeprefix("http://testserver")
    state = parse_qs(urlsplit(gone).query)["state"][0]
    page = client.get(f"{back}&{urlencode({'state': state})}")  # this provider forgets it when refusing
    assert page.status_code == 403
    assert "取消" in page.content.decode()


def test_the_code_of_the_phone_is_asked_for_after_it(settings: Settings) -> None:
    linked("grid1", "s-17", settings.LINLI_OIDC)
    phone.switched_on("grid1")
    client = Client()
    assert come_by(client, "s-17")["Location"] == "/accounts/code/"
    assert is_in(client) == ""
    assert client.post("/accounts/code/", {"code": phone.code()}).status_code == 302
    assert is_in(client) == "grid1者"


def test_and_required_where_the_post_requires_it(settings: Settings) -> None:
    settings.LINLI_SECOND_FACTOR = frozenset({Role.ADMINISTRATOR})
    linked("admin", "s-18", settings.LINLI_OIDC)
    client = Client()
    come_by(client, "s-18")
    problem(client.get("/api/me"), 403, "account/second-factor-needed")


def test_another_issuer_has_other_people(issuer: str, settings: Settings) -> None:
    elsewhere = House(issuer="https://other.example", client="x", secret="x", name="x", match=frozenset())
    linked("grid1", "s-19", elsewhere)
    assert come_by(Client(), "s-19").status_code == 403


def test_a_forged_word_is_not_taken(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """The signature is checked although the word came straight from the provider."""
    from linli.portal.other_house import Door

    linked("grid1", "s-20", settings.LINLI_OIDC)
    honest = Door._decode_id_token  # pyright: ignore[reportPrivateUsage]

    def forged(self: Door, app: Any, word: str) -> dict[str, Any]:
        head, body, signature = word.split(".")
        return honest(self, app, f"{head}.{body}.{signature[:-8]}AAAAAAAA")

    monkeypatch.setattr(Door, "_decode_id_token", forged)
    client = Client()
    assert come_by(client, "s-20").status_code == 403
    assert is_in(client) == ""


def test_two_names_are_nobody(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    from linli.portal.other_house import Door

    linked("grid1", "s-21", settings.LINLI_OIDC)
    monkeypatch.setattr(Door, "_fetch_user_info", lambda *_: {"sub": "s-22"})
    assert come_by(Client(), "s-21").status_code == 403


def test_away_is_said(settings: Settings) -> None:
    allow(settings, "http://127.0.0.1:9")
    page = Client().post(OIDC)
    assert page.status_code == 502
    assert "连不上" in page.content.decode()


def test_the_sign_in_page_offers_it_only_where_it_is_set(settings: Settings) -> None:
    assert "用统一身份认证登录" in Client().get(phone.LOGIN).content.decode()
    settings.LINLI_OIDC = None
    assert "统一身份认证" not in Client().get(phone.LOGIN).content.decode()
    assert Client().post(OIDC).status_code == 404
    assert Client().get(CALLBACK).status_code == 404


@pytest.mark.parametrize("path", [LINK, UNLINK])
def test_linking_is_for_who_is_signed_in(path: str) -> None:
    assert Client().post(path)["Location"].startswith(phone.LOGIN)
    assert Client().get(path).status_code in {302, 405}
