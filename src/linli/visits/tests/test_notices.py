"""Notices of visits: three days ahead, put up, cancelled, printed, and never a resident in them."""

from typing import Any
from uuid import UUID

import pytest

from linli.kit import ids
from linli.kit.actor import system
from linli.kit.errors import Forbidden, NotFound, Problem, Refused
from linli.ledger.models import Entry
from linli.register.tests import factories as make
from linli.tests import community as c
from linli.tests.calling import Caller, problem
from linli.visits.actions import notices as actions
from linli.visits.models import Notice
from linli.visits.queries import notices as queries
from linli.visits.tests import factories as visits
from linli.visits.tests import papers

pytestmark = pytest.mark.django_db


def refusal(key: str = "grid1", kind: type[Problem] = Refused, **more: Any) -> str:
    with pytest.raises(kind) as told:
        papers.notice(key, **more)
    return told.value.type


def test_a_notice_names_buildings_days_and_who_comes() -> None:
    visits.home(room="501", name="王秀英")
    id = papers.notice(buildings=[papers.building()], where="")
    told = make.ask("grid1", queries.notice, id)
    assert told["state"] == "made"
    assert told["places"] == ["3幢"]
    assert told["people"] == ["网格员grid1者"]
    assert told["hours"]
    assert set(told["abilities"]) == {"print", "post", "cancel"}
    for words in ("【入户通知】本社区", "不要验证码", "/v/", "网格员grid1者"):
        assert words in told["chat"]
    assert "王秀英" not in str(told)
    facts = make.row(Entry, subject=id).facts
    assert facts == {"posts": 1, "buildings": 1, "urgent": False}


def test_what_cannot_be_on_a_notice() -> None:
    assert refusal(from_on=papers.today(2)) == "notice/too-late"
    assert refusal(from_on=papers.today(5), until_on=papers.today(4)) == "notice/cannot-be"
    assert refusal(from_on=papers.today(-9), until_on=papers.today(-1), urgent="急") == "notice/cannot-be"
    assert refusal(what=" ") == "notice/cannot-be"
    assert refusal(where="") == "notice/cannot-be"
    assert refusal(posts=[]) == "notice/cannot-be"
    assert refusal(posts=[c.post_id("vacant")]) == "notice/cannot-be"
    assert refusal(posts=[c.post_id("counter")]) == "notice/cannot-be", "not shown to residents"
    assert refusal(posts=[c.post_id("far_secretary")]) == "notice/cannot-be"
    assert refusal(area="9701") == "notice/cannot-be"
    assert refusal("grid2", Forbidden) == "actor/not-allowed"
    assert refusal(kind=NotFound, buildings=[ids.new()]) == "notice/no-building"
    elsewhere = make.building(system(), c.GRIDS[1], "77")
    assert refusal(kind=NotFound, buildings=[elsewhere]) == "notice/no-building"
    assert refusal(kind=NotFound, campaign=ids.new()) == "campaign/not-found"
    assert not make.rows(Notice)


def test_what_cannot_wait_says_why() -> None:
    id = papers.notice(from_on=papers.today(), urgent="燃气泄漏排查")
    assert make.row(Notice, id=id).urgent == "燃气泄漏排查"
    make.act("grid1", actions.put_up, notice_id=id)
    assert make.ask("grid1", queries.notice, id)["state"] == "posted"


def test_put_up_and_cancelled() -> None:
    id = papers.notice()
    make.act("grid1", actions.put_up, notice_id=id)
    row = make.row(Notice, id=id)
    assert (row.posted_on, row.posted_by) == (papers.today(), c.user_id("grid1"))
    with pytest.raises(Refused) as told:
        make.act("grid1", actions.put_up, notice_id=id)
    assert told.value.type == "notice/posted"
    with pytest.raises(Forbidden):
        make.act("supervisor", actions.cancel, notice_id=id)
    make.act("lead", actions.cancel, notice_id=id)
    with pytest.raises(Refused):
        make.act("grid1", actions.cancel, notice_id=id)
    assert make.ask("grid1", queries.notice, id)["abilities"] == []
    assert {one.verb for one in make.rows(Entry, subject=id)} == {
        "notice.made",
        "notice.posted",
        "notice.cancelled",
    }


@pytest.mark.parametrize("days", [-1, 1])
def test_the_day_it_was_put_up_lies_between(days: int) -> None:
    id = papers.notice(from_on=papers.today(9), until_on=papers.today(9))
    with pytest.raises(Refused):
        make.act("grid1", actions.put_up, notice_id=id, on=papers.today(days))


def test_a_notice_of_the_community_is_seen_in_its_grids_and_nowhere_else() -> None:
    whole, one = papers.notice("secretary", area=c.HOME), papers.notice("grid1")
    assert {row["id"] for row in make.ask("grid1", queries.notices)} == {whole, one}
    assert {row["id"] for row in make.ask("grid2", queries.notices)} == {whole}
    assert {row["id"] for row in make.ask("grid2", queries.notices, area=c.GRIDS[1])} == {whole}
    assert make.ask("next_secretary", queries.notices) == []
    with pytest.raises(NotFound):
        make.ask("grid2", queries.notice, one)


def test_a_building_is_called_as_it_is_where_it_stands() -> None:
    ids_ = [make.building(system(), c.GRIDS[0], number, name=f"{number}号楼") for number in ("8", "9")]
    told = make.ask("grid1", queries.places_of, area=c.GRIDS[0], buildings=[*ids_, papers.building()])
    assert told == ["3幢", "8、9号楼"]


def test_who_may_be_named_on_one() -> None:
    told = make.ask("grid1", queries.callers, area=c.GRIDS[0])
    assert told[0]["post"] in {c.post_id("grid1"), c.post_id("lead")}
    posts = {one["post"] for one in told}
    assert {c.post_id("grid1"), c.post_id("grid2"), c.post_id("secretary"), c.post_id("police")} <= posts
    assert not posts & {c.post_id("counter"), c.post_id("vacant"), c.post_id("far_secretary")}
    with pytest.raises(Forbidden):
        make.ask("supervisor", queries.callers, area=c.GRIDS[0])


@pytest.mark.parametrize(
    ("who", "status"), [("grid1", 200), ("counter", 200), ("supervisor", 403), ("grid2", 404)]
)
def test_who_prints_it_and_what_it_says(who: str, status: int) -> None:
    id = papers.notice(posts=[c.post_id("grid1"), c.post_id("lead")])
    answer = Caller(who).post(f"/visits/notices/{id}/print", {})
    assert answer.status_code == status
    if status != 200:
        problem(answer, status)
        return
    said = papers.text_of(answer.content)
    for words in (
        "入户通知书",
        "冬季用电安全检查",
        "梧桐新村1幢",
        "grid1者",
        "lead者",
        "不收费",
        "不要验证码",
        "110",
        "本社区",
    ):
        assert words in said, words
    assert [one.facts["paper"] for one in make.rows(Entry, subject=id, verb="notice.printed")] == [
        "visit_notice"
    ]


def test_over_the_api(client: Any) -> None:
    command: UUID = ids.new()
    body = {
        "area": c.GRIDS[0],
        "what": "核对户内登记",
        "where": "梧桐新村",
        "from_on": str(papers.today(4)),
        "until_on": str(papers.today(6)),
        "posts": [str(c.post_id("grid1"))],
    }
    who = Caller("grid1")
    assert who.post("/visits/notices", body, command=command).status_code == 201
    assert who.post("/visits/notices", body, command=command).json()["id"] == str(command)
    assert who.post(f"/visits/notices/{command}/put-up", {}).json()["state"] == "posted"
    assert [one["state"] for one in who.get("/visits/notices").json()] == ["posted"]
    late = who.post("/visits/notices", body | {"from_on": str(papers.today(1))})
    assert problem(late, 422, "notice/too-late")["errors"][0]["field"] == "from_on"
