"""拦截: set, seen, lifted, over; and counts of knocks."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from linli.blocks import actions, jobs, queries
from linli.blocks.actions import Tried
from linli.blocks.models import Block, Knock, Sender
from linli.blocks.rules import Kind, check_address, check_days, check_reason, network_of
from linli.kit import clock
from linli.kit.actor import Actor, visitor
from linli.kit.errors import Conflict, Forbidden, NotFound, Refused
from linli.kit.scope import scope
from linli.ledger.models import Entry
from linli.matters import actions as matters
from linli.matters.actions import ReporterData
from linli.matters.tests import factories as make
from linli.tests import community as c
from linli.tests.calling import Caller, problem

pytestmark = pytest.mark.django_db
PHONE = "13812345678"
NET = "203.0.113.7"


def _block(by: Actor, **values: Any) -> UUID:
    said: dict[str, Any] = {
        "area": c.HOME,
        "kind": Kind.PHONE,
        "value": PHONE,
        "reason": "反复提交广告",
        "days": 7,
    } | values
    with scope(by):
        return actions.block(by=by, **said)


def _holds(area: str = c.GRIDS[0], network: str = NET, phone: str = "") -> bool:
    with scope(visitor(), write=False):
        return queries.is_blocked(visitor(), area=area, network=network, phone=phone)


def test_it_holds_in_its_area_for_its_time() -> None:
    _block(c.actor("counter"))
    assert _holds(phone=PHONE)
    assert not _holds(phone="13812345679")
    assert not _holds(area=c.NEXT_DOOR, phone=PHONE)
    for days, holds in ((6.9, True), (7.1, False)):
        with clock.at(clock.now() + timedelta(days=days)):
            assert _holds(phone=PHONE) is holds


def test_a_wider_office_blocks_below() -> None:
    _block(c.actor("admin"), area=c.DISTRICT, kind=Kind.ADDRESS, value=NET)
    assert _holds()
    assert _holds(area=c.NEXT_DOOR)
    assert not _holds(area=c.ELSEWHERE)


def test_nothing_is_kept_in_clear() -> None:
    id = _block(c.actor("counter"))
    with scope(c.actor("counter")):
        row = Block.objects.get(id=id)
        entry = Entry.objects.get(subject=id)
    assert len(bytes(row.hash)) == 16
    assert (entry.verb, entry.facts) == ("block.set", {"kind": "phone", "days": 7, "matter": None})
    assert PHONE not in str(vars(row))


def test_lifted() -> None:
    by = c.actor("secretary")
    id = _block(c.actor("counter"))
    with scope(by):
        assert actions.lift(by=by, block_id=id) == id
    assert not _holds(phone=PHONE)
    with scope(by), pytest.raises(Conflict):
        actions.lift(by=by, block_id=id)
    with scope(by):
        assert [e.verb for e in Entry.objects.filter(subject=id).order_by("at")] == [
            "block.set",
            "block.lifted",
        ]


def test_who_may() -> None:
    for key in ("grid1", "lead", "supervisor", "volunteer", "property", "department", "next_counter"):
        with pytest.raises(Forbidden):
            _block(c.actor(key))
    with pytest.raises(Forbidden):
        _block(visitor())
    id = _block(c.actor("counter"))
    for key in ("supervisor", "grid1"):
        by = c.actor(key)
        with scope(by), pytest.raises((Forbidden, NotFound)):
            actions.lift(by=by, block_id=id)


@pytest.mark.parametrize(
    "values",
    [
        {"reason": " "},
        {"reason": "长" * 201},
        {"days": 0},
        {"days": 91},
        {"kind": Kind.ADDRESS, "value": NET, "days": 8},
        {"kind": Kind.ADDRESS, "value": "三号楼"},
        {"value": "12"},
        {"area": "97x"},
        {"area": "97"},
    ],
)
def test_refused(values: dict[str, Any]) -> None:
    with pytest.raises(Refused):
        _block(c.actor("counter"), **values)
    with scope(c.actor("counter"), write=False):
        assert Block.objects.count() == 0


def test_both_walls() -> None:
    id = _block(c.actor("counter"))
    for key, sees in (
        ("counter", 1),
        ("admin", 1),
        ("subdistrict", 1),
        ("next_counter", 0),
        ("far_secretary", 0),
    ):
        by = c.actor(key)
        with scope(by):
            assert queries.visible(by).count() == sees, key
            assert Block.objects.count() == sees, key
    with scope(visitor()):
        assert (Block.objects.count(), Sender.objects.count()) == (0, 0)
        assert Block.objects.filter(id=id).delete()[0] == 0


def test_the_sender_of_a_matter_is_blocked_unseen() -> None:
    matter = make.from_resident(reporter=ReporterData(name="张三", phone=PHONE))
    by = visitor(matter)
    with scope(by):
        actions.remember_sender(by=by, matter=matter, area=c.GRIDS[0], network=NET)
    by = c.actor("counter")
    with scope(by):
        matters.block_sender(by=by, matter_id=matter, reason="反复辱骂", days=30)
        rows = queries.blocks(by)["rows"]
    assert {row["kind"]: (row["until"] - row["at"]).days for row in rows} == {"phone": 30, "address": 7}
    assert _holds()
    assert _holds(network="198.51.100.1", phone=PHONE)
    with scope(c.actor("grid1")), pytest.raises(Forbidden):
        matters.block_sender(by=c.actor("grid1"), matter_id=matter, reason="反复辱骂", days=3)


def test_of_nothing_known_nothing_is_blocked() -> None:
    matter = make.raised()
    by = c.actor("counter")
    with scope(by), pytest.raises(Refused) as told:
        matters.block_sender(by=by, matter_id=matter, reason="反复辱骂", days=3)
    assert told.value.type == "block/unknown-sender"


def test_nobody_leaves_traces_at_anothers_matter() -> None:
    matter = make.from_resident()
    from django.db import Error

    with pytest.raises(Error), scope(visitor()):
        actions.remember_sender(by=visitor(), matter=matter, area=c.GRIDS[0], network=NET)


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("203.0.113.7", "203.0.113.7"),
        (" 203.0.113.7 ", "203.0.113.7"),
        ("::ffff:203.0.113.7", "203.0.113.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
    ],
)
def test_networks(address: str, network: str) -> None:
    assert network_of(address) == network == check_address(address)


def test_rules() -> None:
    assert check_reason("  反复\n提交 ") == "反复 提交"
    assert check_days(90, Kind.PHONE) == 90
    with pytest.raises(Refused) as told:
        check_days(8, Kind.ADDRESS)
    assert "7天" in told.value.zh


def _count(tried: Tried, amount: int = 1) -> int:
    return actions.count(by=visitor(), tried=tried, amount=amount)


def test_knocks_are_counted_for_their_time() -> None:
    here, there = Tried("raise", NET, 3600), Tried("raise", "198.51.100.1", 3600)
    assert [_count(here), _count(here, 3), _count(there)] == [1, 4, 1]
    with clock.at(clock.now() + timedelta(minutes=59)):
        assert _count(here) == 5
    with clock.at(clock.now() + timedelta(minutes=61)):
        assert _count(here) == 1
    actions.uncount(by=visitor(), tried=[there])
    assert _count(there) == 1
    actions.forget(by=visitor(), tried=[here])
    assert _count(here) == 1


def test_what_goes_at_night() -> None:
    _block(c.actor("counter"))
    matter = make.from_resident()
    by = visitor(matter)
    with scope(by):
        actions.remember_sender(by=by, matter=matter, area=c.GRIDS[0], network=NET)
    _count(Tried("raise", NET, 3600))
    left: list[tuple[int, int, int]] = []
    for days in (0, 2, 31, 200):
        with clock.at(clock.now() + timedelta(days=days)):
            jobs.tidy()
        with scope(c.actor("counter"), write=False):
            left.append((Knock.objects.count(), Sender.objects.count(), Block.objects.count()))
    assert left == [(1, 1, 1), (0, 1, 1), (0, 0, 1), (0, 0, 0)]
    with scope(c.actor("admin")), pytest.raises(Forbidden):
        actions.remove_old(by=c.actor("admin"))


def test_the_routes() -> None:
    counter = Caller("counter")
    body = {"kind": "phone", "value": "138-1234-5678", "area": c.HOME, "reason": "反复提交广告", "days": 30}
    made = counter.post("/blocks", body)
    assert made.status_code == 201
    assert "5678" not in made.content.decode()
    row = made.json()
    assert (row["kind"], row["holds"], row["abilities"], row["area_name"]) == (
        "phone",
        True,
        ["lift"],
        "本社区",
    )
    assert counter.get("/blocks", area=c.HOME).json()["rows"] == [row]
    assert counter.post("/blocks/find", {"kind": "phone", "value": PHONE}).json()["rows"] == [row]
    assert counter.post("/blocks/find", {"kind": "phone", "value": "13800000000"}).json()["rows"] == []
    assert Caller("supervisor").get("/blocks").json()["rows"][0]["abilities"] == []
    problem(Caller("grid1").get("/blocks"), 403)
    problem(counter.post("/blocks", body | {"value": "7"}), 422, "account/bad-phone")
    lifted = counter.post(f"/blocks/{row['id']}/lift")
    assert lifted.json()["holds"] is False
    problem(counter.post(f"/blocks/{row['id']}/lift"), 409, "block/ended")
    problem(Caller("next_counter").post(f"/blocks/{row['id']}/lift"), 404)


def test_pages() -> None:
    by = c.actor("counter")
    for number in range(3):
        with clock.at(clock.now() - timedelta(minutes=number)):
            _block(by, reason=f"第{number}条")
    with scope(by, write=False):
        first = queries.blocks(by, area=c.HOME, most=2)
        rest = queries.blocks(by, area=c.HOME, after=first["next"], most=2)
    assert [row["reason"] for row in first["rows"] + rest["rows"]] == ["第0条", "第1条", "第2条"]
    assert rest["next"] is None
