"""The steps of the loop as they are taken: each goes right, is written down, is refused whole, is done once."""

from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest
from django.forms.models import model_to_dict

from linli.commands.actions import run_once
from linli.kit import ids
from linli.kit.actor import Actor, system
from linli.kit.errors import Conflict, Forbidden, NotFound, Problem, Refused
from linli.kit.http import Command
from linli.kit.scope import scope
from linli.ledger import actions as ledger
from linli.matters import actions
from linli.matters.models import Attachment, Grams, Matter, Note, Partaking, Reporter, Ticket
from linli.matters.rules import OPEN, Outcome, State
from linli.matters.tests import factories as make
from linli.matters.tests.cases import CASES, RESIDENT, Case
from linli.tests import community as c

pytestmark = pytest.mark.django_db

each = pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)


@pytest.mark.parametrize("state", State)
def test_every_state_is_reached(state: State) -> None:
    assert make.row(make.IN[state]()).state == state


def everything() -> dict[str, Any]:
    """All that a step could have touched."""
    tables = (Matter, Note, Partaking, Reporter, Ticket, Grams, Attachment)
    with scope(system("tests"), write=False):
        return {
            table.__name__: sorted(repr(model_to_dict(row)) for row in table.objects.all())
            for table in tables
        }


@each
def test_a_step_goes_right(case: Case) -> None:
    id = case.made()
    before = make.row(id)
    assert case.take(id, version=before.version) == id
    after = make.row(id)
    assert after.state == case.to
    assert after.is_open == (case.to in OPEN)
    assert after.version > before.version or case.name == "note"  # a note makes nobody's form stale
    assert case.entry in make.verbs(id)[len(make.verbs(id)) - 2 :]
    assert after.first_contact == before.first_contact or case.name == "accept"


@each
def test_a_ledger_that_fails_leaves_nothing(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    id = case.made()
    before = everything()

    def fail(*_: Any, **__: Any) -> UUID:
        raise OSError("the ledger is full")

    monkeypatch.setattr(ledger, "record", fail)
    with pytest.raises(OSError, match="full"):
        case.take(id)
    assert everything() == before


@each
def test_a_stale_version_is_told_what_changed(case: Case) -> None:
    id = case.made()
    before = everything()
    with pytest.raises(Conflict) as told:
        case.take(id, version=make.row(id).version - 1)
    now = make.row(id)
    assert told.value.type == "matter/changed"
    assert told.value.extra["state"] == now.state
    assert told.value.extra["version"] == now.version
    assert told.value.extra["post"] == now.post_id
    assert everything() == before


@each
def test_a_command_is_done_once(case: Case) -> None:
    id = case.made()
    by = make.resident(id) if case.who == RESIDENT else c.actor(case.who)
    command = Command(id=ids.new(), body=b"a" * 16, name=case.name)

    def send(command: Command, by: Actor = by) -> UUID:
        def act() -> UUID:
            return case.action(by=by, matter_id=id, **case.values)

        with scope(by):
            return run_once(command, by=by, do=act, result=id)

    assert send(command) == id
    after = everything(), make.verbs(id)
    assert send(command) == id
    for other in (replace(command, body=b"b" * 16), command):
        with pytest.raises(Conflict) as told:
            send(other, by if other is not command else c.actor("counter2"))
        assert told.value.type == "command/other-body"
    assert (everything(), make.verbs(id)) == after


@each
def test_what_is_not_seen_is_not_there(case: Case) -> None:
    id = case.made()
    for key in ("next_counter", "far_secretary", "volunteer", "police", "department"):
        with pytest.raises(NotFound) as told:
            make.do(key, case.action, matter_id=id, **case.values)
        assert told.value.type == "matter/not-found"


@each
def test_who_sees_it_and_may_not(case: Case) -> None:
    id = case.made()
    before = everything()
    with pytest.raises(Forbidden):
        make.do("admin", case.action, matter_id=id, **case.values)
    assert everything() == before


REFUSED: tuple[tuple[str, dict[str, Any], type[Problem], str], ...] = (
    ("decline", {"reason": " "}, Refused, "matter/no-reason"),
    ("refer", {"reason": "无"}, Refused, "matter/no-reason"),
    ("refer", {"to": "moon"}, Refused, "matter/bad-referral"),
    ("classify", {"category": "nothing.such"}, Refused, "matter/unknown-category"),
    ("classify", {"area": c.NEXT_DOOR}, Refused, "matter/unknown-area"),
    ("classify", {"area": c.HOME + "999"}, Refused, "matter/unknown-area"),
    ("dispatch", {"post_id": ids.of("test", "none")}, NotFound, "post/not-found"),
    ("dispatch", {"post_id": c.post_id("next_counter")}, NotFound, "post/not-found"),
    ("dispatch", {"post_id": c.post_id("supervisor")}, NotFound, "post/not-found"),
    ("dispatch", {"post_id": c.post_id("admin")}, NotFound, "post/not-found"),
    ("settle", {"words": "\u200b"}, Refused, "matter/no-words"),
    ("answer", {"words": ""}, Refused, "matter/no-words"),
    ("note", {"words": " "}, Refused, "matter/no-words"),
    ("return", {"reason": ""}, Refused, "matter/no-reason"),
    ("escalate", {"reason": ""}, Refused, "matter/no-reason"),
    ("hold", {"reason": ""}, Refused, "matter/no-reason"),
    ("resolve", {"words": ""}, Refused, "matter/no-words"),
    ("resolve", {"files": [ids.of("test", "no file")]}, NotFound, "file/not-found"),
    ("rate", {"score": 0}, Refused, "matter/bad-score"),
    ("rate", {"score": 6}, Refused, "matter/bad-score"),
    ("reopen", {"reason": ""}, Refused, "matter/no-reason"),
    ("reopen", {"post_id": c.post_id("far_secretary")}, NotFound, "post/not-found"),
    ("reopen", {"post_id": c.post_id("supervisor")}, NotFound, "post/not-found"),
    ("close", {"reason": ""}, Refused, "matter/no-reason"),
    ("withdraw", {"reason": "?"}, Refused, "matter/no-reason"),
)


@pytest.mark.parametrize(("name", "values", "kind", "type"), REFUSED)
def test_refused(name: str, values: dict[str, Any], kind: type[Problem], type: str) -> None:
    case = next(case for case in CASES if case.name == name)
    id = case.made()
    before = everything()
    with pytest.raises(kind) as told:
        case.take(id, **values)
    assert told.value.type == type
    assert everything() == before


def test_accepting_whole_is_whole_or_not_at_all() -> None:
    id = make.from_resident()
    before = everything()
    with pytest.raises(NotFound):
        make.do("counter", actions.accept_whole, matter_id=id, post_id=c.post_id("far_secretary"))
    with pytest.raises(Refused) as told:
        make.do("counter", actions.accept_whole, matter_id=id, post_id=c.post_id("grid1"), answer="好了")
    assert told.value.type == "matter/settle-or-dispatch"
    assert everything() == before
    make.do(
        "counter",
        actions.accept_whole,
        matter_id=id,
        category="env.garbage",
        area=c.GRIDS[1],
        post_id=c.post_id("grid2"),
        version=make.row(id).version,
    )
    row = make.row(id)
    assert (row.state, row.category, row.area) == ("dispatched", "env.garbage", c.GRIDS[1])
    assert make.verbs(id) == ["raised", "accepted", "classified", "dispatched"]


def test_accepting_whole_settles_at_once() -> None:
    id = make.from_resident()
    make.do("counter", actions.accept_whole, matter_id=id, answer="请到二楼窗口办", outcome=Outcome.EXPLAINED)
    row = make.row(id)
    assert (row.state, row.outcome) == ("resolved", "explained")
    assert row.responded_at == row.resolved_at


def test_a_grid_worker_accepts_and_does_not_dispatch() -> None:
    id = make.from_resident()
    with pytest.raises(Forbidden):
        make.do("grid1", actions.accept_whole, matter_id=id, post_id=c.post_id("grid1"))
    assert make.row(id).state == "received"
