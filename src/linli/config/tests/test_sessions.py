"""Whose a session is: the person who comes with it in one statement, and no one else for any reason."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.models import Session as Kept
from django.test import Client
from django.utils import timezone

from linli.accounts.models import Session, User
from linli.config.sessions import SessionStore
from linli.kit import clock, ids
from linli.kit.actor import system
from linli.kit.scope import scope
from linli.tests import community as c
from linli.tests.calling import BACKEND

pytestmark = pytest.mark.django_db


def signed_in(who: str = "counter") -> Client:
    """A client with a session, which is listed as his."""
    client = Client(raise_request_exception=False)
    person = User.objects.get(id=c.user_id(who))
    client.force_login(person, backend=BACKEND)
    key = client.session.session_key
    assert key
    now = clock.now()
    Session.objects.update_or_create(
        key=key,
        defaults={"id": ids.new(), "person": person, "browser": "b", "started_at": now, "seen_at": now},
    )
    return client


def store(client: Client) -> SessionStore:
    return SessionStore(client.cookies[settings.SESSION_COOKIE_NAME].value)


def me(client: Client) -> str:
    """Who the API takes the client for; nothing where it asks him to sign in."""
    answer = client.get("/api/me")
    return answer.json()["id"] if answer.status_code == 200 else ""


def change(client: Client, name: str, value: str) -> None:
    session = store(client)
    session[name] = value
    session.save()


def test_the_holder_comes_with_the_session() -> None:
    client = signed_in()
    kept = store(client)
    assert kept[SESSION_KEY] == str(c.user_id("counter"))
    assert kept.holder is not None
    assert kept.holder.actor == c.actor("counter")
    assert me(client) == str(c.user_id("counter"))


def test_a_session_that_is_listed_as_somebody_elses_is_whose_it_says() -> None:
    client = signed_in()
    Session.objects.filter(key=client.session.session_key).update(person=c.user_id("admin"))
    assert store(client).load()
    assert me(client) == str(c.user_id("counter"))


def test_a_session_nobody_is_listed_with_is_looked_up() -> None:
    client = signed_in()
    Session.objects.filter(key=client.session.session_key).delete()
    assert me(client) == str(c.user_id("counter"))


def closed(client: Client) -> None:
    with scope(system()):
        User.objects.filter(id=c.user_id("counter")).update(is_active=False)


def other_password(who: str) -> None:
    person = User.objects.get(id=c.user_id(who))
    person.set_password("another-2026")
    with scope(system()):
        User.objects.filter(id=person.pk).update(password=person.password)


def another_password(client: Client) -> None:
    other_password("counter")


def over(client: Client) -> None:
    Kept.objects.filter(pk=client.session.session_key).update(
        expire_date=timezone.now() - timedelta(seconds=1)
    )


def gone(client: Client) -> None:
    Kept.objects.filter(pk=client.session.session_key).delete()


def unknown_backend(client: Client) -> None:
    change(client, BACKEND_SESSION_KEY, "somewhere.Else")


def stale_hash(client: Client) -> None:
    change(client, HASH_SESSION_KEY, "0" * 64)


def another_person(client: Client) -> None:
    other_password("admin")  # the people of the tests share one
    change(client, SESSION_KEY, str(c.user_id("admin")))


@pytest.mark.parametrize(
    "spoil", [closed, another_password, over, gone, unknown_backend, stale_hash, another_person]
)
def test_what_does_not_hold_signs_nobody_in(spoil: Callable[[Client], None]) -> None:
    client = signed_in()
    spoil(client)
    assert me(client) == ""
