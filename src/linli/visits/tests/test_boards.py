"""Talks and noticeboards: written, changed, put up, taken down; what is refused; who sees them."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from linli.kit import clock, ids
from linli.kit.errors import Conflict, Forbidden, NotFound, Problem, Refused
from linli.ledger.models import Entry
from linli.register.models import Resident
from linli.register.tests import factories as make
from linli.tests import community as c
from linli.tests.calling import Caller, problem
from linli.visits.actions import boards as board_actions
from linli.visits.actions import interviews as actions
from linli.visits.actions.interviews import InterviewData
from linli.visits.models import Board, Interview, Posting
from linli.visits.queries import boards as board_queries
from linli.visits.queries import interviews as queries
from linli.visits.rules.boards import BoardKind
from linli.visits.rules.interviews import About
from linli.visits.tests import factories as visits
from linli.visits.tests import papers

pytestmark = pytest.mark.django_db


def said(**more: Any) -> InterviewData:
    values: dict[str, Any] = {
        "area": c.GRIDS[0],
        "about": About.OTHER,
        "person": "惠民超市经理",
        "topic": "占道经营",
        "at": clock.now(),
    }
    return InterviewData(**(values | more))


def talk(key: str = "grid1", **more: Any) -> UUID:
    return make.act(key, actions.write, interview_id=ids.new(), data=said(**more))


def refusal(kind: type[Problem], act: Any, **more: Any) -> str:
    with pytest.raises(kind) as told:
        act(**more)
    return told.value.type


def test_a_talk_lies_where_the_resident_lives() -> None:
    who = make.row(Resident, household=visits.home(c.GRIDS[1], name="王秀英"))
    id = talk("lead", about=About.RESIDENT, subject=who.id, person="王秀英", next_on=papers.today(-1))
    row = make.row(Interview, id=id)
    assert (row.area, row.subject) == (c.GRIDS[1], who.id)
    told = make.ask("grid2", queries.interviews, open=True)["rows"]
    assert [(one["id"], one["standing"]) for one in told] == [(id, "late")]
    assert not make.ask("grid1", queries.interviews)["rows"]
    facts = make.row(Entry, subject=id).facts
    assert "王秀英" not in str(facts)


def test_what_talk_cannot_be() -> None:
    assert refusal(Refused, talk, person=" ") == "interview/cannot-be"
    assert refusal(Refused, talk, topic="") == "interview/cannot-be"
    assert refusal(Refused, talk, at=clock.now() - timedelta(days=500)) == "interview/cannot-be"
    assert refusal(Refused, talk, area="") == "interview/cannot-be"
    assert refusal(Forbidden, talk, key="grid2") == "actor/not-allowed"
    assert refusal(NotFound, talk, about=About.RESIDENT, subject=ids.new()) == "interview/no-subject"
    assert not make.rows(Interview)


def test_a_talk_is_said_anew_and_a_stale_one_is_not() -> None:
    id = talk()
    change = {"interview_id": id, "version": 1}
    make.act("grid1", actions.change, **change, data=said(points="讲了三点", agreed="本周清走"))
    assert make.row(Interview, id=id).agreed == "本周清走"
    with pytest.raises(Conflict):
        make.act("grid1", actions.change, **change, data=said())
    with pytest.raises(NotFound):
        make.act("grid2", actions.change, **change, data=said())


def test_talks_by_page_over_the_api() -> None:
    for days in range(3):
        talk(at=clock.now() - timedelta(days=days))
    who = Caller("grid1")
    first = who.get("/visits/interviews", most=2).json()
    rest = who.get("/visits/interviews", most=2, after=first["next"]).json()
    assert (len(first["rows"]), len(rest["rows"]), rest["next"]) == (2, 1, None)
    body = {
        "area": c.GRIDS[0],
        "about": "other",
        "person": "张三",
        "topic": "噪声",
        "at": "2026-11-20T08:00:00Z",
    }
    command = ids.new()
    with clock.at(clock.now()):
        made = who.post("/visits/interviews", body | {"at": clock.now().isoformat()}, command=command)
    assert made.status_code == 201
    assert who.get(f"/visits/interviews/{command}").json()["topic"] == "噪声"


def board(key: str = "grid1", **more: Any) -> UUID:
    values: dict[str, Any] = {"area": c.GRIDS[0], "kind": BoardKind.BOARD, "name": "东门宣传栏"} | more
    return make.act(key, board_actions.put, board_id=values.pop("board_id", ids.new()), **values)


def hang(id: UUID, key: str = "grid1", **more: Any) -> UUID:
    values: dict[str, Any] = {"what": "垃圾分类海报"} | more
    return make.act(key, board_actions.put_up, posting_id=ids.new(), board_id=id, **values)


def test_what_should_have_come_down_is_told_first() -> None:
    quiet, late = board(name="甲栏"), board(name="乙栏")
    hang(quiet, until_on=papers.today(30))
    posting = hang(late, since_on=papers.today(-9), until_on=papers.today(-1))
    told = make.ask("grid1", board_queries.boards)
    assert [(one["id"], one["standing"]) for one in told] == [(late, "late"), (quiet, "")]
    make.act("grid1", board_actions.take_down, board_id=late, posting_id=posting)
    whole = make.ask("grid1", board_queries.board, late)
    assert whole["standing"] == ""
    assert whole["postings"][0]["down_on"] == papers.today()
    with pytest.raises(Refused):
        make.act("grid1", board_actions.take_down, board_id=late, posting_id=posting)


def test_a_board_that_is_gone_takes_down_what_hung_on_it() -> None:
    id = board()
    hang(id)
    make.act("grid1", board_actions.close, board_id=id)
    assert make.rows(Posting)[0].down_by == c.user_id("grid1")
    assert make.ask("grid1", board_queries.boards) == []
    assert refusal(Refused, hang, id=id) == "board/closed"
    assert board() != id, "its name is free again"


def test_what_board_cannot_be() -> None:
    id = board()
    assert refusal(Refused, board) == "board/cannot-be"
    assert refusal(Refused, board, name=" ") == "board/cannot-be"
    assert refusal(Refused, board, area="97", name="丙栏") == "board/cannot-be"
    assert refusal(Forbidden, board, key="grid2", name="丙栏") == "actor/not-allowed"
    assert refusal(NotFound, board, name="丙栏", building=ids.new()) == "board/no-building"
    assert refusal(NotFound, hang, id=id, key="grid2") == "board/not-found"
    assert refusal(Refused, hang, id=id, what="") == "board/cannot-be"
    assert refusal(Refused, hang, id=id, until_on=papers.today(-1)) == "board/cannot-be"
    assert len(make.rows(Board)) == 1


def test_a_board_is_said_anew_over_the_api() -> None:
    who, command = Caller("grid1"), ids.new()
    body = {"area": c.GRIDS[0], "kind": "lift", "name": "3幢电梯厅"}
    assert who.post("/visits/boards", body, command=command).status_code == 201
    path = f"/visits/boards/{command}"
    changed = who.post(f"{path}/change", body | {"where": "一楼", "version": 1})
    assert (changed.json()["where"], changed.json()["version"]) == ("一楼", 2)
    problem(who.post(f"{path}/change", body | {"version": 1}), 409, "board/stale")
    up = who.post(f"{path}/post", {"what": "停水通知", "until_on": str(papers.today(2))}).json()
    assert up["standing"] == "soon"
    down = who.post(f"{path}/take-down", {"posting": up["postings"][0]["id"]}).json()
    assert down["standing"] == ""
    assert who.post(f"{path}/close", {}).json()["closed_at"]
    assert who.get("/visits/boards").json() == []
    assert len(who.get("/visits/boards", closed="true").json()) == 1
