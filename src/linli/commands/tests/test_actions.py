"""Exactly once: the same command finds its first result, another body is a conflict, twins wait for each other, and a
refusal leaves no trace."""

import threading
from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

import pytest
from django.db import IntegrityError, connection

from linli.commands.actions import KEPT, forget_old, run_fresh, run_once
from linli.kit import clock, ids, statements
from linli.kit.actor import Actor, system
from linli.kit.errors import Conflict, Forbidden
from linli.kit.http import Command
from linli.kit.scope import scope
from linli.tests import community as c

NOTHING = (
    "INSERT INTO commands_done (id, actor, body, result, at)"
    " SELECT %s::uuid, id, body, result, at FROM commands_done WHERE false"
)
"""An INSERT of no row."""


def command(id: UUID | None = None, body: bytes = b"0123456789abcdef") -> Command:
    return Command(id=id or ids.new(), body=body, name="/api/things")


class Doing:
    """Something that counts how often it was done."""

    def __init__(self, result: UUID | None = None) -> None:
        self.times = 0
        self.result = result or ids.new()

    def __call__(self) -> UUID:
        self.times += 1
        return self.result


@pytest.fixture
def by() -> Actor:
    return system()


@pytest.mark.django_db
def test_done_once_however_often_it_is_sent(by: Actor) -> None:
    sent, doing = command(), Doing()
    for _ in range(3):
        with scope(by):
            assert run_once(sent, by=by, do=doing) == doing.result
    assert doing.times == 1


@pytest.mark.django_db
@pytest.mark.parametrize("gathers", [True, False])
def test_taken_as_new_it_fails_where_it_was_done_and_asked_again_it_answers(by: Actor, gathers: bool) -> None:
    """Whether `do` sends anything together or not, the claim is made."""
    sent, doing = command(), Doing()

    def do() -> UUID:
        if gathers:
            with statements.together():
                statements.insert(NOTHING, (str(ids.new()),))
        return doing()

    with scope(by):
        assert run_fresh(sent, by=by, do=do, result=doing.result) == doing.result
    with pytest.raises(IntegrityError), scope(by):
        run_fresh(sent, by=by, do=do, result=doing.result)
    with scope(by):
        assert run_once(sent, by=by, do=doing) == doing.result


@pytest.mark.django_db
def test_what_was_taken_as_new_and_refused_leaves_no_trace(by: Actor) -> None:
    sent, doing = command(), Doing()

    def refuse() -> UUID:
        with statements.together():
            statements.insert(NOTHING, (str(ids.new()),))
        raise Forbidden("test/no", zh="不行", en="No")

    with pytest.raises(Forbidden), scope(by):
        run_fresh(sent, by=by, do=refuse, result=doing.result)
    with scope(by):
        run_once(sent, by=by, do=doing)
    assert doing.times == 1


@pytest.mark.django_db
@pytest.mark.parametrize("known", [True, False])
def test_a_result_known_beforehand_is_stored_as_well(by: Actor, known: bool) -> None:
    sent, doing = command(), Doing()
    beforehand = doing.result if known else ids.new()
    with scope(by):
        assert run_once(sent, by=by, do=doing, result=beforehand) == doing.result
        assert run_once(sent, by=by, do=doing) == doing.result
    assert doing.times == 1


@pytest.mark.django_db
def test_another_body_is_a_conflict(by: Actor) -> None:
    sent, other = command(), Doing()
    with scope(by):
        run_once(sent, by=by, do=Doing())
        with pytest.raises(Conflict, match="command/other-body"):
            run_once(command(sent.id, b"fedcba9876543210"), by=by, do=other)
    assert other.times == 0


@pytest.mark.django_db
def test_anothers_command_is_a_conflict_and_tells_nothing(by: Actor) -> None:
    sent, doing = command(), Doing()
    with scope(by):
        run_once(sent, by=by, do=doing)
    other = c.actor("counter")
    with scope(other), pytest.raises(Conflict) as refused:
        run_once(sent, by=other, do=doing)
    assert str(doing.result) not in str(refused.value.extra) + refused.value.en


@pytest.mark.django_db
def test_a_refusal_may_be_sent_again(by: Actor) -> None:
    sent, doing = command(), Doing()

    def refuse() -> UUID:
        raise Conflict("thing/busy", zh="忙", en="Busy")

    with pytest.raises(Conflict, match="thing/busy"), scope(by):
        run_once(sent, by=by, do=refuse)
    with scope(by):
        assert run_once(sent, by=by, do=doing) == doing.result
    assert doing.times == 1


def _meanwhile(run: Callable[[], object]) -> tuple[threading.Thread, list[object]]:
    """Run it in a thread with its own connection; what it returned or raised is kept."""
    told: list[object] = []

    def whole() -> None:
        try:
            told.append(run())
        except Exception as error:  # noqa: BLE001 - handed to the test
            told.append(error)
        finally:
            connection.close()

    thread = threading.Thread(target=whole)
    thread.start()
    return thread, told


@pytest.mark.django_db(transaction=True)
def test_a_twin_waits_and_finds_the_first_ones_result(by: Actor) -> None:
    sent, first, second = command(), Doing(), Doing()

    def twin() -> UUID:
        with scope(by):
            return run_once(sent, by=by, do=second)

    with scope(by):
        run_once(sent, by=by, do=first)
        thread, told = _meanwhile(twin)
        thread.join(0.3)
        assert thread.is_alive()
    thread.join(10)
    assert told == [first.result]
    assert second.times == 0


@pytest.mark.django_db(transaction=True)
def test_a_twin_does_it_when_the_first_one_failed(by: Actor) -> None:
    sent, second = command(), Doing()

    def twin() -> UUID:
        with scope(by):
            return run_once(sent, by=by, do=second)

    running: list[tuple[threading.Thread, list[object]]] = []
    with pytest.raises(KeyError), scope(by):
        run_once(sent, by=by, do=Doing())
        running.append(_meanwhile(twin))
        running[0][0].join(0.3)
        raise KeyError
    running[0][0].join(10)
    assert running[0][1] == [second.result]


@pytest.mark.django_db
def test_old_commands_are_forgotten_by_the_system_alone(by: Actor) -> None:
    old, young = command(), command()
    with scope(by):
        with clock.at(clock.now() - KEPT - timedelta(days=1)):
            run_once(old, by=by, do=Doing())
        run_once(young, by=by, do=Doing())
        assert forget_old(by=by) == 1
        again = Doing()
        assert run_once(old, by=by, do=again) == again.result
        known = Doing()
        run_once(young, by=by, do=known)
        assert known.times == 0
    with pytest.raises(Forbidden), scope(c.actor("admin")):
        forget_old(by=c.actor("admin"))
