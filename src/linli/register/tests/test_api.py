"""The routes of the register as a client meets them: what is sent, what comes back, by whom, in how many statements."""

from collections.abc import Generator
from contextlib import contextmanager
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from linli.kit import clock, ids
from linli.register.models import Resident
from linli.register.tests import factories as make
from linli.register.tests.factories import row, rows
from linli.tests import community as c
from linli.tests.calling import Caller, problem

pytestmark = pytest.mark.django_db


def day(ago: int = 1) -> str:
    return str(timezone.localdate(clock.now()) - timedelta(days=ago))


def good(answer: Any) -> Any:
    """What an answer holds, which must be one."""
    assert answer.status_code == 200, answer.content.decode()
    return answer.json()


@contextmanager
def statements(most: int) -> Generator[None]:
    """No more statements than these, those of the session and the scope among them."""
    with CaptureQueriesContext(connection) as told:
        yield
    found = [
        one["sql"] for one in told.captured_queries if not one["sql"].startswith(("SAVEPOINT", "RELEASE"))
    ]
    assert len(found) <= most, "\n".join(found)


# A story through the routes alone


@pytest.fixture
def let() -> dict[str, str]:
    """Ids of an estate with one building and one dwelling that is let."""
    desk = Caller("secretary")
    names = ("estate", "building", "dwelling", "family", "tenant")
    made = {name: str(ids.new()) for name in names}
    estate = {"id": made["estate"], "area": c.HOME, "name": "和平新村", "kind": "abandoned"}
    good(desk.post("/register/estates", estate))
    building = {"id": made["building"], "area": c.GRIDS[0], "estate": made["estate"], "number": "3幢"}
    told = good(desk.post("/register/buildings", building))
    assert (told["name"], told["estate_name"]) == ("和平新村3幢", "和平新村")
    dwelling = {"id": made["dwelling"], "building": made["building"], "entrance": "2单元", "room": "501室"}
    landlord = {"landlord": "王建国", "landlord_phone": "13812345678", "source": "入户走访"}
    told = good(desk.post("/register/dwellings", dwelling | landlord))
    assert (told["code"], told["landlord"], told["landlord_phone"]) == ("3-2-501", "王**", "138****5678")
    assert told["abilities"] == ["change", "confirm", "found-household", "change-tenant", "close", "reveal"]
    member = {"id": made["tenant"], "name": "李租客", "phone": "13900001111", "id_number": make.number()}
    family = {"id": made["family"], "dwelling": made["dwelling"], "tenant": True, "since": day(30)}
    told = good(desk.post("/register/households", family | {"members": [member]}))
    assert told["members"][0]["id_number"] == "970101********0015"
    assert told["members"][0]["relation"] == "head"
    assert told["stays"][0]["beginning"] == "entered"
    return made


def test_a_change_of_tenant_and_back_again(let: dict[str, str]) -> None:
    desk, old = Caller("secretary"), let["tenant"]
    change = {
        "on": day(),
        "household": str(ids.new()),
        "members": [{"id": str(ids.new()), "name": "新租客"}],
        "lease_ends_on": day(-20),
    }
    told = good(desk.post(f"/register/dwellings/{let['dwelling']}/change-tenant", change))
    assert [one["members"][0]["name"] for one in told["households"]] == ["新租客"]
    assert [(one["names"], one["ending"]) for one in told["before"]] == [(["李租客"], "tenancy")]
    assert [one["code"] for one in good(desk.get("/register/leases"))["rows"]] == ["3-2-501"]
    (stairs,) = good(desk.get(f"/register/buildings/{let['building']}"))["entrances"]
    cell = stairs["floors"][0]["dwellings"][0]
    assert (stairs["number"], stairs["floors"][0]["floor"]) == ("2", 5)
    assert (cell["use"], cell["households"], cell["residents"]) == ("let", 1, 1)
    back = {"on": day(0), "dwelling": let["dwelling"], "new_household": str(ids.new())}
    told = good(desk.post(f"/register/residents/{old}/come-back", back))
    assert (told["state"], [one["ending"] for one in told["stays"]]) == ("active", ["", "tenancy"])
    revealed = good(desk.post(f"/register/residents/{old}/reveal", {"reason": "通知退租事宜"}))
    assert revealed["phone"] == "13900001111"


# One command is one act


def test_sent_twice_it_is_done_once() -> None:
    by = c.actor("grid1")
    dwelling = make.dwelling(by, make.building(by, c.GRIDS[0]))
    desk, command = Caller("grid1"), ids.new()
    member = {"id": str(ids.new()), "name": "王秀英"}
    sent = {"id": str(ids.new()), "dwelling": str(dwelling), "members": [member]}
    first, second = (desk.post("/register/households", sent, command=command) for _ in range(2))
    assert good(first) == good(second)
    assert len(rows(Resident, dwelling=dwelling)) == 1
    problem(
        desk.post("/register/households", sent | {"note": "别的"}, command=command), 409, "command/other-body"
    )


def test_a_move_sent_twice_moves_once() -> None:
    who = make.member()
    dwelling, _ = make.home(c.actor("grid1"), c.GRIDS[0], who)
    command = ids.new()
    sent = {
        "residents": [str(who.id)],
        "on": day(),
        "dwelling": str(dwelling),
        "new_household": str(ids.new()),
    }
    first, second = (
        Caller("grid1").post("/register/residents/move", sent, command=command) for _ in range(2)
    )
    assert good(first)["id"] == good(second)["id"] == sent["new_household"]
    assert row(Resident, id=who.id).version == 2


# Only what is said is written


def test_what_is_not_said_stays_and_what_is_said_empty_goes() -> None:
    who = make.member(note="左邻", occupation="教师", phone="13812345678", other_phone="13900001111")
    make.home(c.actor("grid1"), c.GRIDS[0], who)
    told = good(
        Caller("grid1").post(f"/register/residents/{who.id}/change", {"note": "", "phone": "", "version": 1})
    )
    assert (told["note"], told["occupation"], told["name"]) == ("", "教师", "王秀英")
    assert (told["phone"], told["other_phone"]) == ("", "139****1111")


def test_a_stale_version_is_answered_with_both_values() -> None:
    who = make.member(phone="13812345678", born_on=date(1950, 1, 2))
    make.home(c.actor("grid1"), c.GRIDS[0], who)
    path = f"/register/residents/{who.id}/change"
    good(Caller("counter").post(path, {"note": "新的", "version": 1}))
    late = {"note": "旧的", "phone": "13900001111", "born_on": "1950-01-03", "sex": "unknown", "version": 1}
    told = problem(Caller("grid1").post(path, late), 409, "register/changed")
    assert (told["version"], told["changed_by"]) == (2, "counter者")
    assert told["differs"] == [
        {"field": "note", "now": "新的", "said": "旧的"},
        {"field": "born_on", "now": "1950-01-02", "said": "1950-01-03"},
        {"field": "phone", "now": "138****5678", "said": "139****1111"},
    ] or sorted(one["field"] for one in told["differs"]) == ["born_on", "note", "phone"]
    assert "13900001111" not in str(told)


# Bad forms


@pytest.mark.parametrize(
    ("path", "sent", "field"),
    [
        ("/register/estates", {"area": "9"}, "area"),
        ("/register/estates", {"name": ""}, "name"),
        ("/register/estates", {"kind": "castle"}, "kind"),
        ("/register/buildings", {"number": " "}, "number"),
        ("/register/buildings", {"floors": 10**30}, "floors"),
        ("/register/organisations", {"name": "店", "credit_code": "1"}, "credit_code"),
        ("/register/organisations", {"name": "店", "longitude": 999}, "longitude"),
    ],
)
def test_a_bad_field_is_named_in_two_languages(path: str, sent: dict[str, Any], field: str) -> None:
    whole = {"id": str(ids.new()), "area": c.HOME, "number": "9"} | sent
    told = problem(Caller("secretary").post(path, whole), 422)
    assert field in told["errors"][0]["field"]
    assert told["errors"][0]["title"]
    assert told["errors"][0]["title_en"]


@pytest.mark.parametrize("after", ["x", "AAAA", "é", "a" * 500])
def test_a_page_that_was_not_issued_here_is_refused(after: str) -> None:
    for path in ("residents", "buildings", "organisations", "labels/due", "leases"):
        problem(Caller("grid1").get(f"/register/{path}", after=after), 422, "paging/bad-cursor")


@pytest.mark.parametrize(
    "asked", [{"age_from": -1}, {"age_to": 10**40}, {"checked_before": "0001-01-01"}, {"sex": "robot"}]
)
def test_no_question_is_an_error_of_ours(asked: dict[str, Any]) -> None:
    assert Caller("grid1").get("/register/residents", **asked).status_code in {200, 422}


# Who is answered what


@pytest.mark.parametrize("who", ["volunteer", "property", "police", "department", "admin"])
def test_whoever_has_no_sight_of_the_register_is_refused(who: str) -> None:
    make.home(c.actor("grid1"), c.GRIDS[0], make.member())
    for path in ("estates", "buildings", "residents", "organisations", "leases", "doubles", "labels/due"):
        problem(Caller(who).get(f"/register/{path}"), 403)


def test_a_neighbouring_grid_shows_its_buildings_and_nobody_in_them() -> None:
    who = make.member()
    dwelling, family = make.home(c.actor("grid2"), c.GRIDS[1], who)
    desk = Caller("grid1")
    (building,) = good(desk.get("/register/buildings"))["rows"]
    assert (building["dwellings"], building["residents"], building["abilities"]) == (0, 0, [])
    for area, may in ((c.GRIDS[0], ["add"]), (c.GRIDS[1], [])):
        assert good(desk.get("/register/buildings", area=area))["abilities"] == may
    assert good(desk.get(f"/register/buildings/{building['id']}"))["entrances"][0]["floors"] == []
    for path in (f"dwellings/{dwelling}", f"households/{family}", f"residents/{who.id}"):
        problem(desk.get(f"/register/{path}"), 404)
    assert good(desk.get("/register/residents"))["rows"] == []
    assert good(Caller("next_counter").get("/register/buildings"))["rows"] == []


@pytest.mark.parametrize(
    ("key", "abilities"),
    [
        ("grid1", ["change", "move", "leave", "give-label", "reveal"]),
        ("counter", ["change", "move", "leave", "give-label", "reveal", "merge"]),
        ("subdistrict", ["change", "move", "leave", "give-label", "reveal", "merge"]),
        ("supervisor", []),
    ],
)
def test_abilities_are_what_the_routes_allow(key: str, abilities: list[str]) -> None:
    who = make.member(phone="13812345678")
    make.home(c.actor("grid1"), c.GRIDS[0], who)
    desk, path = Caller(key), f"/register/residents/{who.id}"
    assert good(desk.get(path))["abilities"] == abilities
    for verb, sent in (("reveal", {"reason": "核对"}), ("change", {"note": "好"})):
        assert desk.post(f"{path}/{verb}", sent).status_code == (200 if verb in abilities else 403)


# Lists


@pytest.fixture
def street() -> list[UUID]:
    """Twelve residents in six dwellings of one building."""
    by = c.actor("grid1")
    building = make.building(by, c.GRIDS[0])
    made: list[UUID] = []
    for number in range(6):
        dwelling = make.dwelling(
            by, building, f"{number + 1}01", values={"use": "let" if number < 2 else "own"}
        )
        pair = [
            make.member(f"{first}一{'甲乙丙丁戊己'[number]}", sex=sex, born_on=date(1940 + 10 * number, 1, 1))
            for first, sex in (("张", "male"), ("李", "female"))
        ]
        make.household(by, dwelling, *pair)
        made += [one.id for one in pair]
    return made


def test_pages_hold_everybody_once_in_order(street: list[UUID]) -> None:
    desk, seen, after = Caller("grid1"), list[str](), ""
    first = good(desk.get("/register/residents", most=5))
    assert (first["count"], first["more"]) == (12, False)
    while after is not None:
        page = good(desk.get("/register/residents", most=5, after=after))
        seen += [one["name"] for one in page["rows"]]
        after = page["next"]
    assert len(seen) == len(set(seen)) == 12
    assert [name[0] for name in seen] == ["李"] * 6 + ["张"] * 6


@pytest.mark.parametrize(
    ("asked", "count"),
    [
        ({"sex": "male"}, 6),
        ({"use": "let"}, 4),
        ({"age_from": 60}, 6),
        ({"age_to": 59}, 6),
        ({"age_from": 66, "age_to": 76}, 4),
        ({"state": "left"}, 0),
        ({"presence": "unknown"}, 12),
        ({"presence": "hung"}, 0),
        ({"area": c.GRIDS[1]}, 0),
        ({"area": c.GRIDS[0]}, 12),
        ({"label": "disabled"}, 1),
        ({"label": "hard_up"}, 2),
        ({"label": "no_such"}, 0),
        ({"checked_before": "2020-01-01"}, 0),
        ({"checked_before": "2090-01-01"}, 12),
    ],
)
def test_narrowed(street: list[UUID], asked: dict[str, Any], count: int) -> None:
    by = c.actor("grid1")
    make.label(by, street[0], kind="disabled")
    make.label_home(by, row(Resident, id=street[2]).household_id)  # type: ignore[arg-type]
    assert good(Caller("grid1").get("/register/residents", **asked))["count"] == count


def test_no_statement_more_for_more_rows(street: list[UUID]) -> None:
    by = c.actor("grid1")
    for one in street:
        make.label(by, one, kind="disabled")
    make.shop(by, c.GRIDS[0])
    desk = Caller("grid1")
    (building,) = good(desk.get("/register/buildings"))["rows"]
    resident = good(desk.get(f"/register/residents/{street[0]}"))
    paths = {
        "estates": 7,
        "buildings": 9,
        f"buildings/{building['id']}": 16,
        f"dwellings/{resident['dwelling']}": 13,
        f"households/{resident['household']}": 13,
        f"residents/{street[0]}": 13,
        "residents": 9,
        "organisations": 6,
        "labels/due?until=2090-01-01": 6,
        "leases": 7,
        "doubles": 11,
    }
    for path, most in paths.items():
        with statements(most):
            good(desk.get(f"/register/{path}"))


def test_a_refusal_names_whose_field_is_wrong(let: dict[str, str]) -> None:
    members = [{"id": str(ids.new()), "name": name} for name in ("许听云", "许小满")]
    sent = {"id": str(ids.new()), "dwelling": let["dwelling"], "members": members}
    members[1]["id_number"] = "970101199001011234"
    said = problem(Caller("secretary").post("/register/households", sent), 422)
    assert [one["field"] for one in said["errors"]] == ["members.1.id_number"]
    members[1] = {"id": str(ids.new()), "name": "3号楼"}
    said = problem(Caller("secretary").post("/register/households", sent), 422)
    assert [one["field"] for one in said["errors"]] == ["members.1.name"]
