"""Where somebody is signed in: listed by himself, ended by himself, or all at once when his account is locked up."""

import time
from uuid import UUID

from django.contrib.sessions.models import Session as Kept
from procrastinate.contrib.django import app

from linli.accounts import queries, rules
from linli.accounts.models import Session, User
from linli.kit import clock, ids
from linli.kit.actor import Actor
from linli.kit.errors import NotFound
from linli.ledger import actions as ledger

SEEN_EVERY = 300.0
"""Seconds between two notes of one session's being in use, in one process: a list for people needs no more."""
NOTED_MOST = 10_000

_noted: dict[UUID, float] = {}


def begin_session(*, by: Actor, key: str, agent: str, address: str) -> UUID:
    """Note that somebody has signed in here. What is over by now, or was never ended, leaves the list."""
    stale = Session.objects.filter(person_id=by.id).exclude(key__in=queries.living_keys(by))
    stale.delete()
    now, id = clock.now(), ids.new()
    Session.objects.create(
        id=id,
        person_id=by.id,
        key=key,
        browser=rules.browser_of(agent),
        network=rules.network_of(address),
        started_at=now,
        seen_at=now,
    )
    _note(id)
    return id


def _note(id: UUID) -> None:
    if len(_noted) >= NOTED_MOST:
        _noted.clear()
    _noted[id] = time.monotonic()


def see_session(*, by: Actor, session_id: UUID, address: str) -> None:
    """Note that a session is in use, and from where, at most every five minutes in a process."""
    if time.monotonic() - _noted.get(session_id, float("-inf")) < SEEN_EVERY:
        return
    _note(session_id)
    mine = Session.objects.filter(id=session_id, person_id=by.id)
    mine.update(seen_at=clock.now(), network=rules.network_of(address))


def move_session(*, by: Actor, session_id: UUID, key: str) -> None:
    """Django has given a session another key: follow it."""
    Session.objects.filter(id=session_id, person_id=by.id).update(key=key)


def leave_session(*, by: Actor, session_id: UUID) -> None:
    """Somebody has signed out here: take the place off the list."""
    Session.objects.filter(id=session_id, person_id=by.id).delete()


def end_session(*, by: Actor, session_id: UUID) -> UUID:
    """End one of one's own sessions, at once. NotFound when it is not one's own or is over already."""
    found = Session.objects.filter(id=session_id, person_id=by.id).first()
    if found is None:
        raise NotFound("account/no-session", zh="这台设备已经退出了", en="That device is signed out already")
    _end([found])
    _tell(by, by.id, 1)
    return found.id


def end_other_sessions(*, by: Actor, but: UUID | None) -> int:
    """End all one's own sessions but this one, at once. Returns how many there were."""
    return end_all(by, by.id, but=but)


def end_all(by: Actor, person_id: UUID, *, but: UUID | None = None) -> int:
    """End a person's sessions, for actions that have made sure of the right to. Where somebody else ends them, what his
    phones hold goes too."""
    if by.id != person_id:
        end_phones(person_id)
    found = list(Session.objects.filter(person_id=person_id).exclude(id=but))
    if found:
        _end(found)
        _tell(by, person_id, len(found))
    return len(found)


def end_session_of(*, by: Actor, person_id: UUID, session_id: UUID) -> None:
    """End the session a person's phone is signed in with, for actions that have made sure of the right to; one that is
    over already is none."""
    found = list(Session.objects.filter(id=session_id, person_id=person_id))
    if found:
        _end(found)
        _tell(by, person_id, 1)


def end_phones(person_id: UUID, *, but: UUID | None = None) -> None:
    """Have a person's phones, or all but the one in his hand, forget what they hold at their next contact."""
    app.configure_task("sync.end_phones").defer(person=str(person_id), but=str(but) if but else None)


def _end(sessions: list[Session]) -> None:
    Kept.objects.filter(session_key__in=[one.key for one in sessions]).delete()
    Session.objects.filter(id__in=[one.id for one in sessions]).delete()


def _tell(by: Actor, person_id: UUID, count: int) -> None:
    area = User.objects.values_list("area", flat=True).get(id=person_id)
    ledger.record("account.sessions-ended", by=by, area=area, subject=person_id, count=count)
