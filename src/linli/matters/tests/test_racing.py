"""Two at once, on two real connections, committed: of two who dispatch one wins and the other is told what changed; the
same command arriving twice is one matter; what two people do to one matter is never half of each."""

import threading
from collections.abc import Callable
from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest
from django.db import connection

from linli.commands.actions import run_once
from linli.kit import ids
from linli.kit.errors import Conflict, Refused
from linli.kit.http import Command
from linli.kit.scope import scope
from linli.matters import actions, queries
from linli.matters.actions import RaiseData
from linli.matters.rules import Door, Outcome
from linli.matters.tests import factories as make
from linli.tests import community as c
from linli.tests.calling import Caller

pytestmark = pytest.mark.django_db(transaction=True)

Call = Callable[[], Any]


def together(*calls: Call) -> list[Any]:
    """What each of several calls gave, or was refused with, all begun at one moment on connections of their own."""
    ready = threading.Barrier(len(calls))
    found: list[Any] = [None] * len(calls)

    def run(number: int, call: Call) -> None:
        try:
            connection.ensure_connection()
            ready.wait(timeout=20)
            found[number] = call()
        except Exception as error:  # noqa: BLE001 - a thread's failure must reach the test
            found[number] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=one) for one in enumerate(calls)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return found


def won(found: list[Any]) -> list[Any]:
    return [one for one in found if not isinstance(one, BaseException)]


def lost(found: list[Any]) -> list[Any]:
    return [one for one in found if isinstance(one, BaseException)]


def test_two_dispatch_the_same_matter() -> None:
    """With the version each saw: one wins, the other is told whose it is now."""
    id = make.accepted()
    version = make.row(id).version

    def dispatch(who: str, to: str) -> Call:
        by, post = c.actor(who), c.post_id(to)
        return lambda: make.do(by, actions.dispatch, matter_id=id, post_id=post, version=version)

    found = together(dispatch("counter", "grid1"), dispatch("counter2", "property"))
    assert won(found) == [id]
    (told,) = lost(found)
    row = make.row(id)
    assert isinstance(told, Conflict)
    assert told.type == "matter/changed"
    assert told.extra["post"] == row.post_id
    assert told.extra["state"] == "dispatched"
    assert told.extra["version"] == row.version == version + 1
    assert make.verbs(id).count("dispatched") == 1


def test_two_dispatch_without_saying_what_they_saw() -> None:
    id = make.accepted()

    def dispatch(who: str, to: str) -> Call:
        by, post = c.actor(who), c.post_id(to)
        return lambda: make.do(by, actions.dispatch, matter_id=id, post_id=post)

    found = together(dispatch("counter", "grid1"), dispatch("counter2", "property"))
    assert won(found) == [id]
    assert [type(one) for one in lost(found)] == [Conflict]
    assert make.verbs(id).count("dispatched") == 1


def test_two_accept_and_dispatch_in_one_move() -> None:
    id = make.from_resident()

    def accept(who: str, to: str) -> Call:
        by, post = c.actor(who), c.post_id(to)
        return lambda: make.do(by, actions.accept_whole, matter_id=id, post_id=post)

    found = together(accept("counter", "grid1"), accept("counter2", "property"))
    assert won(found) == [id]
    (told,) = lost(found)
    assert isinstance(told, Refused)
    assert told.type == "matter/wrong-state"
    assert make.verbs(id) == ["raised", "accepted", "dispatched"]


def test_the_same_command_twice_is_one_matter() -> None:
    id = ids.new()
    command = Command(id=ids.new(), body=b"a" * 16, name="raise")
    by = replace(c.actor("counter"), matter=id)
    data = RaiseData(id=id, words=make.WORDS, area=c.GRIDS[0], door=Door.PHONE)

    def send() -> UUID:
        with scope(by):
            return run_once(command, by=by, do=lambda: actions.raise_(by=by, data=data), result=id)

    assert together(send, send) == [id, id]
    assert make.verbs(id) == ["raised"]
    assert len(make.look("counter", queries.page, queries.Filters())["rows"]) == 1


def test_the_same_command_twice_through_the_door() -> None:
    sent = {"id": str(ids.new()), "words": make.WORDS, "area": c.GRIDS[0]}
    command, callers = ids.new(), [Caller("counter"), Caller("counter")]
    found = together(*[lambda one=one: one.post("/matters", sent, command=command) for one in callers])
    assert [answer.status_code for answer in found] == [201, 201]
    assert found[0].json() == found[1].json()
    assert make.verbs(UUID(sent["id"])) == ["raised"]


def test_one_matter_under_two_commands_is_a_conflict() -> None:
    sent = {"id": str(ids.new()), "words": make.WORDS, "area": c.GRIDS[0]}
    callers = [Caller("counter"), Caller("counter2")]
    found = together(*[lambda one=one: one.post("/matters", sent) for one in callers])
    assert sorted(answer.status_code for answer in found) == [201, 409]
    assert make.verbs(UUID(sent["id"])) == ["raised"]


def test_a_resident_takes_it_back_while_it_is_dispatched() -> None:
    """Whichever comes first, the second sees what the first did."""
    id = make.accepted()
    counter = c.actor("counter")
    found = together(
        lambda: make.do(counter, actions.dispatch, matter_id=id, post_id=c.post_id("grid1")),
        lambda: make.do(make.resident(id), actions.withdraw, matter_id=id, reason="不用了"),
    )
    row = make.row(id)
    assert row.state == "withdrawn"
    assert make.verbs(id) in (
        ["raised", "accepted", "dispatched", "withdrawn"],
        ["raised", "accepted", "withdrawn"],
    )
    assert len(won(found)) + 2 == len(make.verbs(id))


def test_rated_and_closed_unrated_at_once() -> None:
    """The reporter's word and the clock meet: it is judged or unrated, and never both."""
    id = make.resolved()
    together(
        lambda: make.do(make.resident(id), actions.rate, matter_id=id, score=5),
        lambda: make.do("secretary", actions.close, matter_id=id, reason="久无评价"),
    )
    row = make.row(id)
    assert row.state == "closed"
    assert (row.closed_as == "rated") == (row.score == 5)
    assert make.verbs(id).count("rated") == row.ratings


def test_two_who_take_it_is_one_who_has_it() -> None:
    id = make.dispatched("grid1")
    by = c.actor("grid1")
    found = together(*[lambda: make.do(by, actions.take, matter_id=id) for _ in range(3)])
    assert won(found) == [id]
    assert {one.type for one in lost(found)} == {"matter/wrong-state"}


def test_many_raise_at_once_and_each_is_there() -> None:
    made = [ids.new() for _ in range(6)]

    def send(id: UUID) -> Call:
        data = RaiseData(id=id, words=make.WORDS, area=c.GRIDS[0], door=Door.PORTAL)
        return lambda: make.do(c.resident(id), actions.raise_, data=data)

    assert sorted(won(together(*map(send, made)))) == sorted(made)
    assert len({make.row(id).reference for id in made}) == len(made)


def test_one_settles_while_another_passes_it_up() -> None:
    id = make.in_hand("grid1")
    by, lead = c.actor("grid1"), c.actor("lead")
    found = together(
        lambda: make.do(by, actions.resolve, matter_id=id, words="好了", outcome=Outcome.SOLVED),
        lambda: make.do(lead, actions.escalate, matter_id=id, reason="超出权限"),
    )
    assert len(won(found)) == 1
    row = make.row(id)
    assert (row.state == "resolved") == (row.outcome == "solved") == (row.handled_by is not None)
