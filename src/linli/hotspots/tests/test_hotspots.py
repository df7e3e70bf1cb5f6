"""Issues found as matters come in, what people say of them, and one answer for all."""

from collections.abc import Iterator
from contextlib import suppress
from datetime import timedelta
from importlib import import_module
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from linli.hotspots import actions, jobs, queries
from linli.hotspots.actions.gathering import forget
from linli.hotspots.models import HotIssue, HotReport
from linli.hotspots.rules import State
from linli.kit import clock, ids
from linli.kit.actor import system
from linli.kit.errors import Conflict, Forbidden, NotFound, Refused
from linli.kit.scope import scope
from linli.matters.actions import RaiseData, ReporterData, raise_
from linli.matters.models import Matter
from linli.register.tests import factories as make
from linli.tests import community as c
from linli.tests.calling import Caller

pytestmark = pytest.mark.django_db
WORDS = (
    "丽景新城旁边的搅拌站夜里施工，噪音大得睡不着",
    "丽景新城附近建了搅拌站，粉尘飘进家里，噪音也大",
    "投诉丽景新城旁的混凝土搅拌站，灰尘和噪音严重扰民",
    "丽景新城小区外面的搅拌站灰尘大，孩子咳嗽",
)
OTHER = ("三楼走廊的灯泡坏了没人换", "想问一下老年证在哪里办理", "楼上漏水到卫生间天花板")


@pytest.fixture(autouse=True)
def _forget() -> Iterator[None]:
    forget()
    yield
    forget()


def said(words: str, phone: str, *, area: str = c.GRIDS[0]) -> UUID:
    reporter = ReporterData(name="测试人", phone=phone)
    return make.act(
        "counter", raise_, data=RaiseData(id=ids.new(), words=words, area=area, reporter=reporter)
    )


def some(words: tuple[str, ...] = WORDS, *, phone: str = "1380000000") -> list[UUID]:
    return [said(one, f"{phone}{n}") for n, one in enumerate(words)]


def gather(*, whole: bool = False) -> int:
    with scope(system()):
        return actions.gather(by=system(), community=c.HOME, whole=whole)


def the_issue() -> HotIssue:
    return make.row(HotIssue)


def lines(key: str, **more: Any) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = make.ask(key, queries.issues, area=c.HOME, **more)["rows"]
    return found


def test_several_reports_of_one_thing_are_an_issue_and_others_are_not() -> None:
    ours = some()
    some(OTHER, phone="1390000000")
    assert gather() == 1
    issue = the_issue()
    assert {row.id for row in make.rows(HotReport, issue=issue)} == set(ours)
    assert (issue.reports, issue.reporters, issue.area) == (4, 4, c.GRIDS[0])
    assert issue.place == "丽景新城"
    assert gather() == 0


def test_one_person_who_writes_again_and_again_is_no_issue() -> None:
    for one in WORDS:
        said(one, "13800000001")
    assert gather() == 0
    assert not make.rows(HotIssue)


@pytest.mark.parametrize("kept", [True, False])
def test_one_more_is_put_to_the_others(kept: bool) -> None:
    some(WORDS[:3])
    some(OTHER, phone="1390000000")
    gather()
    before = the_issue()
    more = said(WORDS[3], "13800000009", area=c.GRIDS[1])
    if not kept:
        forget()
    assert gather() == 1
    issue = the_issue()
    assert issue.id == before.id
    assert (issue.reports, issue.area) == (4, c.HOME)
    assert make.row(HotReport, id=more).issue_id == issue.id
    assert lines("secretary")[0]["reports"] == 4


def test_a_list_leaves_out_what_cooled_but_what_is_watched(monkeypatch: pytest.MonkeyPatch) -> None:
    some()
    gather()
    (line,) = lines("secretary")
    assert line["heat"] > 3
    assert sum(line["weeks"]) == 4
    later = clock.now() + timedelta(days=90)
    monkeypatch.setattr(clock, "now", lambda: later)
    assert lines("secretary") == []
    assert len(lines("secretary", cooled=True)) == 1
    make.act("secretary", actions.watch, issue_id=line["id"], version=1)
    assert len(lines("secretary")) == 1


def test_a_matter_taken_out_stays_out_and_one_put_in_stays_in() -> None:
    ours, others = some(), some(OTHER, phone="1390000000")
    gather()
    id = the_issue().id
    make.act("secretary", actions.take_out, issue_id=id, matter_id=ours[0])
    make.act("secretary", actions.put_in, issue_id=id, matter_id=others[0])
    for _ in range(2):
        gather()
        gather(whole=True)
        forget()
    held = {row.id for row in make.rows(HotReport, issue=id)}
    assert held == {*ours[1:], others[0]}
    assert make.row(HotReport, id=ours[0]).issue_id is None
    assert make.row(HotIssue, id=id).reports == 4
    with pytest.raises(Conflict):
        make.act("secretary", actions.take_out, issue_id=id, matter_id=ours[0])
    with pytest.raises(Conflict):
        make.act("secretary", actions.put_in, issue_id=id, matter_id=others[0])


def test_what_nothing_is_left_in_is_gone() -> None:
    ours = some()
    gather()
    id = the_issue().id
    for one in ours:
        make.act("secretary", actions.take_out, issue_id=id, matter_id=one)
    assert make.row(HotIssue, id=id).state == State.GONE
    with pytest.raises(Conflict):
        make.act("secretary", actions.watch, issue_id=id)


def test_said_renamed_and_taken_back() -> None:
    some(WORDS[:3])
    gather()
    id = the_issue().id
    make.act("secretary", actions.rename, issue_id=id, title="搅拌站扰民", version=1)
    make.act("secretary", actions.dismiss, issue_id=id, why="已由区里统一办", version=2)
    said(WORDS[3], "13800000009")
    gather()
    row = the_issue()
    assert (row.title, row.state, row.reports, row.why) == ("搅拌站扰民", "dismissed", 4, "已由区里统一办")
    assert lines("secretary") == []
    assert len(lines("secretary", group="dismissed")) == 1
    make.act("secretary", actions.restore, issue_id=id)
    assert len(lines("secretary")) == 1
    with pytest.raises(Conflict) as stale:
        make.act("secretary", actions.rename, issue_id=id, title="别的", version=1)
    assert stale.value.extra["stands"]["title"] == "搅拌站扰民"
    with pytest.raises(Refused):
        make.act("secretary", actions.rename, issue_id=id, title="  ")


def test_all_open_matters_run_along_with_one() -> None:
    ours = some()
    gather()
    id = the_issue().id
    with pytest.raises(Refused):
        make.act("secretary", actions.join, issue_id=id, main_id=ids.new())
    make.act("secretary", actions.join, issue_id=id, main_id=ours[1], words="一并答复")
    rows = {row.id: row for row in make.rows(Matter, id__in=ours)}
    assert all(rows[one].merged_into_id == ours[1] for one in ours if one != ours[1])
    told = make.ask("secretary", queries.issue, id)
    assert (told["main"], told["state"]) == (ours[1], "watched")
    with pytest.raises(Refused):
        make.act("secretary", actions.join, issue_id=id, main_id=ours[1])


def test_who_sees_and_who_may() -> None:
    ours = some()
    said(WORDS[0], "13800000007", area=c.GRIDS[1])
    gather()
    id = the_issue().id
    with pytest.raises(Forbidden):
        make.ask("grid1", queries.issue, id)
    assert make.ask("grid1", queries.issue_of, ours[0]) is None
    with pytest.raises(NotFound):
        make.ask("lead", queries.issue, id)
    told = make.ask("secretary", queries.issue_of, ours[0])
    assert told is not None
    assert told["id"] == id
    with pytest.raises(NotFound):
        make.act("grid1", actions.watch, issue_id=id)
    with pytest.raises(Forbidden):
        make.act("secretary", actions.gather, community=c.HOME)


def test_the_job_looks_through_what_came_in_and_bears_repeats() -> None:
    some()
    assert jobs.gather.func() == 1
    assert jobs.gather.func() == 0
    assert jobs.gather_all.func() == 0
    assert the_issue().reports == 4


def test_what_is_watched_goes_on_when_two_become_one() -> None:
    ours = some()
    gather()
    watched = the_issue()
    others = some(OTHER, phone="1390000000")
    with scope(system()):
        other = HotIssue.objects.get(id=watched.id)
        other.id, other.title = ids.new(), "另一个"
        other.save(force_insert=True)
        HotReport.objects.filter(id__in=ours[1:]).update(issue=other)
    make.act("secretary", actions.watch, issue_id=watched.id)
    make.act("secretary", actions.put_in, issue_id=watched.id, matter_id=others[0])
    said("丽景新城旁边搅拌站的噪音和粉尘，丽景新城的搅拌站夜里施工", "13800000005")
    gather(whole=True)
    gone, kept = make.row(HotIssue, id=other.id), make.row(HotIssue, id=watched.id)
    if gone.state == State.GONE:
        assert gone.merged_into_id == kept.id
    assert kept.state == State.WATCHED


def test_what_failed_is_looked_at_again(monkeypatch: pytest.MonkeyPatch) -> None:
    gather()
    some()

    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("no ledger")

    with monkeypatch.context() as broken:
        broken.setattr("linli.hotspots.actions.gathering.ledger.record", fail)
        with pytest.raises(RuntimeError):
            gather()
    assert gather() == 1
    assert the_issue().reports == 4


# While it is typed

LIKE = "丽景新城旁边那个搅拌站灰尘太大了"
near_query = import_module("linli.hotspots.queries.near")


def near(key: str, words: str = LIKE, **more: Any) -> dict[str, Any] | None:
    found: dict[str, Any] | None = make.ask(key, queries.near, words=words, **more)
    return found


def test_what_is_typed_is_told_the_issue_it_would_lie_in() -> None:
    ours = some()
    some(OTHER, phone="1390000000")
    assert near("secretary") is None, "nobody has looked through it yet"
    gather()
    told = near("secretary")
    assert told is not None
    assert (told["id"], told["reports"], told["reporters"]) == (the_issue().id, 4, 4)
    assert told["matter"] in ours
    assert told["abilities"] == ["open", "put"]
    assert near("secretary", OTHER[0]) is None
    assert near("secretary", "搅拌站") is None, "too short"
    before = len(make.rows(HotReport))
    raised = said(LIKE, "13800000008")
    gather()
    assert make.row(HotReport, id=raised).issue_id == told["id"], "the job finds the same"
    assert len(make.rows(HotReport)) == before + 1
    again = near("secretary")
    assert again is not None
    assert (again["reports"], again["matter"]) == (5, raised)


def test_a_grid_worker_is_told_where_he_sees_all_of_it() -> None:
    some()
    gather()
    told = near("grid1")
    assert told is not None
    assert told["abilities"] == []
    assert near("grid2") is None
    said(WORDS[0], "13800000007", area=c.GRIDS[1])
    gather()
    assert near("grid1") is None, "it lies in two grids now"


@pytest.mark.parametrize("key", ["volunteer", "department"])
def test_who_sees_no_area_whole_is_told_of_none(key: str) -> None:
    some()
    gather()
    with suppress(Forbidden):
        assert near(key) is None


def test_what_was_dismissed_or_has_cooled_is_not_told(monkeypatch: pytest.MonkeyPatch) -> None:
    some()
    gather()
    id = the_issue().id
    make.act("secretary", actions.dismiss, issue_id=id)
    assert near("secretary") is None
    make.act("secretary", actions.restore, issue_id=id)
    assert near("secretary") is not None
    later = clock.now() + timedelta(days=90)
    monkeypatch.setattr(clock, "now", lambda: later)
    assert near("secretary") is None
    make.act("secretary", actions.watch, issue_id=id)
    assert near("secretary") is not None


def test_one_statement_once_the_groups_are_known() -> None:
    some()
    gather()
    by = c.actor("secretary")
    with scope(by, write=False):
        queries.near(by, words=LIKE)
        with CaptureQueriesContext(connection) as met:
            assert queries.near(by, words=LIKE + "，夜里也吵") is not None
    assert len(met) == 1, [one["sql"] for one in met]


def test_while_one_builds_the_others_use_what_was_there_a_moment_ago(monkeypatch: pytest.MonkeyPatch) -> None:
    some()
    gather()
    first = near("secretary")
    assert first is not None
    raised = said(LIKE, "13800000008")
    gather()
    with near_query._building:
        meanwhile = near("secretary")
        assert meanwhile is not None
        assert meanwhile["reports"] == 5, "the row itself is of now"
        assert meanwhile["matter"] == first["matter"], "the groups are not"
        monkeypatch.setattr(near_query, "_WAIT_SECONDS", 0.01)
        assert near("grid1") is None, "none was built for this sight"
        monkeypatch.setattr(near_query, "_OLD_SECONDS", 0.0)
        assert near("secretary") is None, "too old"
    told = near("secretary")
    assert told is not None
    assert told["matter"] == raised


def test_a_process_keeps_no_more_than_so_many_matters(monkeypatch: pytest.MonkeyPatch) -> None:
    some()
    gather()
    assert near("secretary") is not None
    assert near("grid1") is not None
    assert len(near_query._kept) == 2
    monkeypatch.setattr(near_query, "HELD_MOST", 5)
    queries.forget_near()
    assert near("secretary") is not None
    assert near("grid1") is not None
    assert [one.held for one in near_query._kept.values()] == [4]


def test_through_the_door() -> None:
    some()
    gather()
    told = Caller("secretary").post("/hotspots/near", {"words": LIKE, "area": c.GRIDS[0]})
    assert told.json()["title"] == the_issue().title
    assert Caller("secretary").post("/hotspots/near", {"words": "老年证在哪里办"}).json() is None
    assert Caller("secretary").post("/hotspots/near", {"words": LIKE, "area": "\0'x"}).json() is None
