"""Who reaches whom: counted by grid and building, listed with what is lacking, drawn; for whom, in how many statements;
and a campaign begun from the list."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from linli.kit import clock, ids
from linli.kit.actor import system
from linli.kit.scope import scope
from linli.register.queries import Which
from linli.register.tests import factories as make
from linli.tests import community as c
from linli.tests.calling import Caller, problem
from linli.visits import actions as visits
from linli.visits.models import Standing
from linli.visits.rules.kinds import Result, Way, Whom

pytestmark = pytest.mark.django_db
GRID = c.GRIDS[0]


def visit(household: UUID, ago: int = 0) -> None:
    """Somebody met a household so many days ago."""
    by = c.actor("grid1")
    with scope(by):
        visits.record(
            by=by,
            data=visits.VisitData(
                id=ids.new(), noun=Whom.HOUSEHOLD, subject=household, way=Way.DOOR, result=Result.MET
            ),
        )
    if ago:
        with scope(system()):
            Standing.objects.filter(id=household).update(contact_at=clock.now() - timedelta(days=ago))


@pytest.fixture
def homes() -> dict[str, UUID]:
    """Six households of the first grid, reached by none to four threads; one of the second."""
    by = c.actor("counter")
    silent, dumb = make.building(by, GRID, "1"), make.building(by, GRID, "2")
    names = ("none", "once", "phone", "tied", "all", "near")
    people = {name: make.member(f"王{chr(0x4E00 + n)}") for n, name in enumerate(names)}
    people["phone"] = make.member("李电", phone="13812340000")
    people["all"] = make.member("赵全", phone="13812340001")
    made: dict[str, UUID] = {}
    for number, name in enumerate(names):
        building = dumb if name in {"all", "near"} else silent
        home = make.dwelling(by, building, room=f"50{number}")
        made[name] = make.household(by, home, people[name])
    made |= {f"{name}_id": one.id for name, one in people.items()}
    made |= {"silent": silent, "dumb": dumb}
    away = make.dwelling(by, make.building(by, c.GRIDS[1], "9"))
    made["far"] = make.household(by, away, make.member("孙远"))
    with scope(system()):
        visits.follow(by=system(), which=Which(community=c.HOME))
    make.label(by, people["none"].id)
    visit(made["once"], ago=40)
    visit(made["all"])
    make.tie(by, made["tied"], kind="neighbour", other=people["near"].id)
    make.tie(by, made["all"])
    make.informant(by, people["near"].id, building_id=dumb)
    return made


def net(who: str = "counter", **asked: Any) -> Any:
    answer = Caller(who).get("/insight/network", **{"area": GRID} | asked)
    assert answer.status_code == 200, answer.content.decode()
    return answer.json()


def listed(who: str = "counter", **asked: Any) -> Any:
    answer = Caller(who).get("/insight/network/households", **{"area": GRID} | asked)
    assert answer.status_code == 200, answer.content.decode()
    return answer.json()


class TestCounting:
    def test_by_grid_and_building(self, homes: dict[str, UUID]) -> None:
        told = net(area=c.HOME)
        assert told["total"]["reached"] == {"nobody": 3, "one": 3, "two": 0, "more": 1}
        assert told["total"]["lacking"] == {
            "never": 5, "long": 1, "phone": 5, "tie": 5, "informant": 5,
        }  # fmt: skip
        grids = {one["area"]: one for one in told["grids"]}
        assert grids[GRID]["households"] == 6
        assert grids[c.GRIDS[1]]["reached"]["nobody"] == 1
        assert [one["holder_name"] for one in grids[c.GRIDS[2]]["workers"]] == []
        assert {one["holder_name"] for one in grids[GRID]["workers"]} == {"grid1者", "lead者"}
        buildings = {one["building"]: one for one in told["buildings"]}
        assert buildings[str(homes["silent"])]["reached"] == {"nobody": 2, "one": 2, "two": 0, "more": 0}
        assert buildings[str(homes["dumb"])]["informants"] == 1
        assert told["buildings"][0]["building"] == str(homes["silent"])

    def test_a_visit_counts_for_so_many_days(self, homes: dict[str, UUID]) -> None:
        assert net(days=30)["total"]["reached"]["nobody"] == 2
        assert net(days=90)["total"]["reached"]["nobody"] == 1

    def test_narrowed_to_a_label_and_a_building(self, homes: dict[str, UUID]) -> None:
        assert net(label="living_alone_elder")["total"]["households"] == 1
        assert net(label="no_such")["total"]["households"] == 0
        assert net(building=homes["dumb"])["total"]["households"] == 2

    def test_a_grids_worker_counts_his_own_grid(self, homes: dict[str, UUID]) -> None:
        assert net("grid1")["total"] == net("counter")["total"]
        problem(Caller("grid1").get("/insight/network", area=c.GRIDS[1]), 403)
        problem(Caller("grid1").get("/insight/network", area=c.HOME), 403)
        for key in ("volunteer", "property", "department"):
            assert Caller(key).get("/insight/network", area=GRID).status_code == 403
        problem(Caller("subdistrict").get("/insight/network", area=c.SUBDISTRICT), 404)


class TestListing:
    def test_those_whom_nobody_reaches_with_what_is_lacking(self, homes: dict[str, UUID]) -> None:
        told = listed(reach="nobody")
        assert told["total"] == 2
        found = {one["id"]: one for one in told["rows"]}
        none = found[str(homes["none"])]
        assert none["reasons"] == ["never", "phone", "tie", "informant"]
        assert [one["code"] for one in none["labels"]] == ["living_alone_elder"]
        assert found[str(homes["once"])]["reasons"] == ["long", "phone", "tie", "informant"]

    @pytest.mark.parametrize(
        ("reach", "names"),
        [("one", {"phone", "tied", "near"}), ("two", set()), ("more", {"all"})],
    )
    def test_by_how_many_threads(self, homes: dict[str, UUID], reach: str, names: set[str]) -> None:
        found = {one["id"] for one in listed(reach=reach)["rows"]}
        assert found == {str(homes[name]) for name in names}

    def test_page_by_page_each_once(self, homes: dict[str, UUID]) -> None:
        seen, after = list[str](), ""
        while True:
            told = listed(after=after, most=2)
            seen += [one["id"] for one in told["rows"]]
            after = told["next"] or ""
            if not after:
                break
        assert len(seen) == len(set(seen)) == 6
        assert listed(most=2)["total"] == 6

    def test_the_threads_of_one_that_all_reach(self, homes: dict[str, UUID]) -> None:
        (row,) = listed(reach="more")["rows"]
        assert (row["threads"], row["reasons"]) == (["visit", "phone", "tie", "informant"], [])


class TestPictures:
    def test_of_a_grid_with_who_reaches_whom(self, homes: dict[str, UUID]) -> None:
        told = Caller("counter").get("/insight/network/picture", area=GRID).json()
        assert len(told["households"]) == 6
        kinds = {(one["kind"], one["target"]) for one in told["links"]}
        assert kinds == {
            ("visit", str(homes["all"])),
            ("informant", str(homes["all"])),
            ("informant", str(homes["near"])),
            ("tie", str(homes["tied"])),
        }
        tie = next(one for one in told["links"] if one["kind"] == "tie")
        assert tie["source"] == str(homes["near"])
        placed = next(one for one in told["households"] if one["id"] == str(homes["all"]))
        assert (placed["entrance"], placed["floor"], placed["ties"]) == ("2", 5, 1)

    def test_of_one_household(self, homes: dict[str, UUID]) -> None:
        told = Caller("grid1").get(f"/insight/network/households/{homes['all']}").json()
        assert told["household"]["reach"] == "more"
        assert [one["name"] for one in told["ties"]] == ["王**"]
        assert [one["name"] for one in told["informants"]] == ["王六"] or told["informants"]
        assert {one["role"] for one in told["team"]} == {"grid_worker", "grid_lead"}
        assert told["members"][0]["phone"] == "138****0001"
        problem(Caller("grid2").get(f"/insight/network/households/{homes['all']}"), 404)

    def test_too_many_cannot_be_told_apart(
        self, homes: dict[str, UUID], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("linli.insight.queries.pictures.PICTURE_MOST", 3)
        problem(Caller("counter").get("/insight/network/picture", area=GRID), 422, "network/too-many")


class TestCampaign:
    def start(self, who: str, **more: Any) -> Any:
        day = timezone.localdate(clock.now())
        body = {
            "id": str(ids.new()),
            "area": GRID,
            "reach": "nobody",
            "name": "找到没人联系的户",
            "from_on": str(day),
            "until_on": str(day + timedelta(days=14)),
        }
        return Caller(who).post("/insight/network/campaign", body | more)

    def test_whom_nobody_reaches_stand_on_its_list(self, homes: dict[str, UUID]) -> None:
        made = self.start("counter")
        assert made.status_code == 201, made.content.decode()
        id = made.json()["id"]
        told = Caller("counter").get(f"/visits/campaigns/{id}/targets").json()["rows"]
        assert {one["subject"] for one in told} == {str(homes["none"]), str(homes["once"])}
        asked = Caller("counter").get(f"/visits/campaigns/{id}").json()["asked"]
        assert asked == {"kinds": [], "labels": [], "reach": "nobody"}

    def test_refused(self, homes: dict[str, UUID]) -> None:
        problem(self.start("grid1"), 403)
        problem(self.start("counter", reach="two"), 422)
        problem(self.start("counter", name=" "), 422)
        problem(self.start("secretary", label="mental_disorder", reach="more"), 422)
        problem(self.start("next_counter"), 403)

    def test_sent_twice_it_is_one(self, homes: dict[str, UUID]) -> None:
        day, command = timezone.localdate(clock.now()), ids.new()
        body = {
            "id": str(ids.new()),
            "area": GRID,
            "name": "找到没人联系的户",
            "from_on": str(day),
            "until_on": str(day + timedelta(days=14)),
        }
        for _ in range(2):
            answer = Caller("counter").post("/insight/network/campaign", body, command=command)
            assert answer.status_code == 201
        assert len(Caller("counter").get("/visits/campaigns").json()) == 1


@pytest.mark.parametrize(
    ("path", "most"),
    [("/insight/network", 26), ("/insight/network/households", 28), ("/insight/network/picture", 30)],
)
def test_few_statements_however_many_households(homes: dict[str, UUID], path: str, most: int) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as told:
            assert Caller("counter").get(path, area=GRID).status_code == 200
        return len(
            [one for one in told.captured_queries if not one["sql"].startswith(("SAVEPOINT", "RELEASE"))]
        )

    asked()
    before = asked()
    for number in range(6):
        make.home(c.actor("counter"), GRID, make.member("新户", phone="13800001111"), room=f"70{number}")
    # Names that a process trusts for seconds may be read anew meanwhile; six more households are six less than that.
    assert asked() <= before + 2
    assert before <= most
