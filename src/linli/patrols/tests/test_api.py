"""Patrols over the API: lists and figures, who sees what, what a phone takes along."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.utils import timezone

from linli.kit import clock, ids
from linli.matters import actions as matters
from linli.matters.rules import Outcome
from linli.patrols.actions import FindingData, OfferData
from linli.patrols.models import Round
from linli.patrols.rules.kinds import FindingWay
from linli.patrols.tests import factories as patrols
from linli.register.tests import factories as make
from linli.tests import community as c
from linli.tests.calling import Caller, problem

pytestmark = pytest.mark.django_db


def got(key: str, path: str, **query: Any) -> Any:
    answer = Caller(key).get(path, **query)
    assert answer.status_code == 200, answer.content
    return answer.json()


def body(**more: Any) -> dict[str, Any]:
    return {
        "id": str(ids.new()),
        "area": c.GRIDS[0],
        "name": "北线",
        "slots": [{"name": "全天", "begins": "00:00", "until": "23:59"}],
        "days": "all",
        "points": [{"id": str(ids.new()), "kind": "street", "name": "北门"}],
    } | more


def test_a_route_is_drawn_changed_and_archived() -> None:
    who, said = Caller("lead"), body()
    command = ids.new()
    first = who.post("/patrols/routes", said, command=command)
    assert first.status_code == 201
    assert who.post("/patrols/routes", said, command=command).json() == first.json()
    told = first.json()
    assert (told["version"], told["days"], told["slots"][0]["until"]) == (1, "all", "23:59")
    path = f"/patrols/routes/{told['id']}"
    changed = {name: said[name] for name in ("area", "days", "slots", "points")} | {"name": "新北线"}
    assert who.post(f"{path}/change", changed | {"version": 1}).json()["name"] == "新北线"
    stale = problem(who.post(f"{path}/change", changed | {"version": 1}), 409, "patrol/stale")
    assert stale["stands"]["version"] == 2
    assert [row["points"] for row in got("grid1", "/patrols/routes", area=c.GRIDS[0])["rows"]] == [1]
    assert who.post(f"{path}/archive", {"version": 2}).json()["archived_at"]
    assert got("grid1", "/patrols/routes")["rows"] == []
    assert len(got("grid1", "/patrols/routes", archived=True)["rows"]) == 1


def test_routes_come_in_pages() -> None:
    for number in range(3):
        patrols.route(name=f"{number}线")
    first = got("lead", "/patrols/routes", most=2)
    rest = got("lead", "/patrols/routes", most=2, after=first["next"])
    assert len({row["id"] for row in [*first["rows"], *rest["rows"]]}) == 3
    assert rest["next"] is None


@pytest.mark.parametrize(
    ("key", "grid", "whole"),
    [
        ("grid1", 1, 1),
        ("grid2", 0, 1),
        ("lead", 1, 1),
        ("counter", 1, 1),
        ("secretary", 1, 1),
        ("subdistrict", 1, 1),
        ("supervisor", 1, 1),
        ("next_secretary", 0, 0),
    ],
)
def test_who_sees_what(key: str, grid: int, whole: int) -> None:
    ours, all_ = patrols.route(), patrols.route("secretary", area=c.HOME, name="全社区")
    for route in (ours, all_):
        patrols.walk("counter", route, findings=[FindingData(ids.new(), FindingWay.SPOT, "当场清了")])
    seen = {row["id"] for row in got(key, "/patrols/routes")["rows"]}
    assert (str(ours) in seen, str(all_) in seen) == (bool(grid), bool(whole))
    for path in ("rounds", "findings"):
        assert len(got(key, f"/patrols/{path}")["rows"]) == grid + whole
    status = Caller(key).get(f"/patrols/routes/{ours}").status_code
    assert status == (200 if grid else 404)


@pytest.mark.parametrize("key", ["volunteer", "property", "department", "admin"])
def test_who_sees_no_patrols(key: str) -> None:
    problem(Caller(key).get("/patrols/routes"), 403)
    problem(Caller(key).get("/patrols/mine"), 403)


def test_ones_own_patrols_of_today() -> None:
    mine = patrols.route()
    others = patrols.route("secretary", area=c.HOME, name="指名", posts=[c.post_id("grid2")])
    whole = patrols.route("secretary", area=c.HOME, name="全社区")
    named = patrols.route(name="指名的", posts=[c.post_id("grid1")])
    assert _mine("grid1") == {mine, whole, named}
    assert _mine("grid2") == {others, whole}
    assert _mine("lead") == {mine, whole}
    assert _mine("counter") == set()
    first = patrols.points_of(mine)[0]
    patrols.walk("grid1", mine, ticks=patrols.fine([first]))
    slot = next(r for r in got("grid1", "/patrols/mine")["routes"] if r["id"] == str(mine))["slots"][0]
    assert (slot["state"], slot["ticked"]) == ("partly", [str(first)])


def _mine(key: str) -> set[UUID]:
    return {UUID(row["id"]) for row in got(key, "/patrols/mine")["routes"]}


def _round(route: UUID, **more: Any) -> dict[str, Any]:
    now = clock.now().isoformat()
    ticks = [{"point": str(point), "state": "fine"} for point in patrols.points_of(route)]
    return {
        "id": str(ids.new()),
        "route": str(route),
        "slot": 1,
        "started_at": now,
        "ended_at": now,
        "ticks": ticks,
    } | more


def test_a_round_sent_twice_is_one_and_another_body_is_refused() -> None:
    who, said, command = Caller("grid1"), _round(patrols.route()), ids.new()
    first = who.post("/patrols/rounds", said, command=command)
    assert first.status_code == 201
    assert who.post("/patrols/rounds", said, command=command).json() == first.json()
    problem(who.post("/patrols/rounds", said | {"remarks": "别的"}, command=command), 409)
    assert len(make.rows(Round)) == 1


def test_a_refused_round_keeps_its_words_for_the_sender() -> None:
    found = {"id": str(ids.new()), "way": "spot", "words": ""}
    answer = problem(Caller("grid1").post("/patrols/rounds", _round(patrols.route(), findings=[found])), 422)
    assert answer["errors"][0]["field"] == "findings"


def test_figures_are_counted_from_the_records() -> None:
    with clock.at(patrols.noon(4)):
        route = patrols.route()
    first, second, _ = patrols.points_of(route)
    raised = [FindingData(ids.new(), FindingWay.MATTER, f"第{n}件，路灯不亮", first) for n in range(2)]
    spot = FindingData(ids.new(), FindingWay.SPOT, "当场扶正了围栏", second)
    offer = OfferData(ids.new(), "愿出场地", "李店")
    patrols.walk("grid1", route, at=patrols.noon(3), findings=raised, offers=[offer])
    patrols.walk("grid1", route, at=patrols.noon(3) + timedelta(hours=1), slot=0, findings=[spot])
    patrols.walk("grid1", route, at=patrols.noon(1), ticks=patrols.fine([first]))
    make.act("counter", matters.accept, matter_id=raised[0].id)
    make.act("counter", matters.settle, matter_id=raised[0].id, words="换好了灯泡", outcome=Outcome.SOLVED)
    day = timezone.localdate(clock.now()) - timedelta(days=1)
    told = got("lead", "/patrols/figures", since=day - timedelta(days=3), until=day)
    assert told["total"] == {
        "asked": 4,
        "held": 2,
        "rounds": 3,
        "more": 1,
        "seen": 7,
        "skipped": 0,
        "matters": 2,
        "spots": 1,
    }
    assert (told["settled"], told["offers"]) == (1, {"open": 1, "taken": 0, "closed": 0})
    assert told["kinds"] == [{"kind": "street", "matters": 2, "spots": 1}]
    assert got("grid2", "/patrols/figures")["total"]["rounds"] == 0
    over_all = patrols.route("secretary", area=c.HOME, name="全社区")
    patrols.walk("grid2", over_all)
    assert got("lead", "/patrols/figures", area=c.GRIDS[1])["total"]["rounds"] == 0
    assert got("secretary", "/patrols/figures", area=c.HOME)["total"]["rounds"] == 4
    problem(Caller("lead").get("/patrols/figures", since="2026-02-01", until="2026-01-01"), 422)


def test_points_nobody_looked_at() -> None:
    with clock.at(clock.now() - timedelta(days=20)):
        route = patrols.route()
        patrols.route(name="新", area=c.GRIDS[1])
    first = patrols.points_of(route)[0]
    patrols.walk("grid1", route, ticks=patrols.fine([first]))
    told = got("lead", "/patrols/unseen", days=7, most=2)
    rest = got("lead", "/patrols/unseen", days=7, most=100, after=told["next"])
    names = {row["id"] for row in [*told["rows"], *rest["rows"]]}
    assert len(names) == 5
    assert str(first) not in names
    assert [(row["points"], row["unseen"]) for row in got("lead", "/patrols/coverage", days=7)] == [
        (3, 2),
        (3, 3),
    ]
    assert got("grid1", "/patrols/unseen", days=100)["rows"] == []
    assert len(got("lead", "/patrols/unseen", area=c.GRIDS[0])["rows"]) == 2


def test_lists_come_in_pages_and_are_narrowed() -> None:
    route = patrols.route()
    for hours in range(3):
        offer = OfferData(ids.new(), f"{hours}号资源", "李店")
        spot = FindingData(ids.new(), FindingWay.SPOT, f"{hours}号发现")
        patrols.walk("grid1", route, at=clock.now() - timedelta(hours=hours), findings=[spot], offers=[offer])
    for path in ("rounds", "findings", "offers"):
        first = got("lead", f"/patrols/{path}", most=2)
        rest = got("lead", f"/patrols/{path}", most=2, after=first["next"])
        assert len({row["id"] for row in [*first["rows"], *rest["rows"]]}) == 3, path
    assert got("lead", "/patrols/rounds", found=True, mine=True)["rows"] == []
    assert got("lead", "/patrols/findings", way="matter")["rows"] == []
    assert got("lead", "/patrols/offers", status="taken")["rows"] == []
    id = got("lead", "/patrols/offers")["rows"][0]["id"]
    said = {"status": "taken", "note": "用在周六", "version": 1}
    assert Caller("lead").post(f"/patrols/offers/{id}/handle", said).json()["status"] == "taken"
    assert len(got("lead", "/patrols/offers", status="taken")["rows"]) == 1


def test_the_phone_takes_along_what_is_ones_own() -> None:
    mine = patrols.route()
    patrols.route("secretary", area=c.HOME, name="指名", posts=[c.post_id("grid2")])
    whole = patrols.route("secretary", area=c.HOME, name="全社区")
    pack = Caller("grid1").post("/sync/pack", {"areas": [], "known": {}}).json()
    found = {one["id"]: one["content"] for one in pack["chunks"] if one["section"] == "patrols"}
    assert set(found) == {f"patrol:{mine}", f"patrol:{whole}", "patrol-days"}
    content = found[f"patrol:{mine}"]
    assert [one["name"] for one in content["points"]] == ["1号点", "2号点", "3号点"]
    assert content["schedules"][0]["slots"][0]["name"] == "全天"
    known = {one["id"]: one["stamp"] for one in pack["chunks"]}
    again = Caller("grid1").post("/sync/pack", {"areas": [], "known": known}).json()
    assert again["chunks"] == []


def test_a_sheet_is_printed() -> None:
    route = patrols.route()
    answer = Caller("grid1").post(f"/patrols/routes/{route}/print", {"on": "2026-11-27"})
    assert answer.status_code == 200
    assert answer.content.startswith(b"%PDF")
    problem(Caller("next_secretary").post(f"/patrols/routes/{route}/print", {"on": "2026-11-27"}), 404)
