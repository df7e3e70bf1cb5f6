"""Places of texts under both walls, and what people call places: put down, met in texts, ended."""

from typing import Any
from uuid import UUID

import pytest

from linli.kit import ids
from linli.kit.actor import system, visitor
from linli.kit.errors import Forbidden, NotFound, Refused
from linli.kit.scope import scope
from linli.ledger.models import Entry
from linli.register import actions, queries
from linli.register.actions import NamedPlace
from linli.register.models import Building, Nickname
from linli.register.tests import factories as make
from linli.register.tests.factories import act, ask, row, rows
from linli.tests import community as c
from linli.tests.calling import Caller

pytestmark = pytest.mark.django_db
G1, G2 = c.GRIDS[0], c.GRIDS[1]


@pytest.fixture
def homes() -> dict[str, UUID]:
    """An estate of two grids: a building with a home in each, a shop in the first."""
    by = system()
    found = {"estate": ids.new()}
    with scope(by):
        actions.put_estate(by=by, estate_id=found["estate"], area=c.HOME, values={"name": "玉景湾"})
        for area, number in ((G1, "2"), (G2, "3")):
            found[number] = actions.put_building(
                by=by, building_id=ids.new(), area=area, number=number, estate_id=found["estate"]
            )
    for number in ("2", "3"):
        found[f"home{number}"] = make.dwelling(by, found[number], room="301", entrance="1")
    found["shop"] = make.shop(by, G1, "顺发便利店", building_id=found["2"])
    return found


def _said(key: str, text: str, area: str = "") -> dict[str, Any]:
    return ask(key, queries.located, text=text, area=area)


def _sure(key: str, text: str, area: str = "") -> tuple[str, str]:
    answer = _said(key, text, area)
    assert answer["unsure"] == "", answer
    return answer["candidates"][0]["kind"], answer["candidates"][0]["id"]


class TestLocated:
    def test_counter_is_told_home_shop_and_grid(self, homes: dict[str, UUID]) -> None:
        assert _sure("counter", "玉景湾３幢１单元３０１漏水") == ("dwelling", str(homes["home3"]))
        assert _sure("counter", "瞬发便利店门口") == ("organisation", str(homes["shop"]))
        answer = _said("counter", "玉景湾3幢1单元301")
        assert (answer["candidates"][0]["code"], answer["candidates"][0]["area"]) == ("3-1-301", G2)
        assert answer["candidates"][0]["why"] == ["名称相同", "3号楼", "房号301"]

    def test_a_grid_worker_is_told_no_home_and_no_shop_elsewhere(self, homes: dict[str, UUID]) -> None:
        assert _sure("grid1", "玉景湾2幢1单元301") == ("dwelling", str(homes["home2"]))
        assert _sure("grid1", "玉景湾3幢1单元301") == ("building", str(homes["3"]))
        assert _sure("grid2", "玉景湾2幢1单元301") == ("building", str(homes["2"]))
        assert _said("grid2", "顺发便利店门口")["candidates"] == []

    def test_whoever_sees_no_register_is_told_nothing(self, homes: dict[str, UUID]) -> None:
        with pytest.raises(Forbidden):
            _said("volunteer", "玉景湾2幢")
        with scope(visitor(), write=False), pytest.raises(Forbidden):
            queries.located(visitor(), text="玉景湾2幢")

    def test_another_community_is_not_asked_about(self, homes: dict[str, UUID]) -> None:
        assert _said("far_secretary", "玉景湾2幢1单元301", c.HOME)["candidates"] == []
        assert _said("far_secretary", "玉景湾2幢1单元301")["candidates"] == []

    def test_what_changed_is_known_at_once(self, homes: dict[str, UUID]) -> None:
        assert _said("counter", "玉景湾5幢")["unsure"]
        act(
            "secretary",
            actions.put_building,
            building_id=ids.new(),
            area=G2,
            number="5",
            estate_id=homes["estate"],
        )
        assert _sure("counter", "玉景湾5幢")[0] == "building"
        act(
            "secretary",
            actions.put_estate,
            estate_id=homes["estate"],
            area=c.HOME,
            values={"name": "丽发新城"},
            version=1,
        )
        assert _said("counter", "玉景湾5幢")["unsure"]
        assert _sure("counter", "丽发新城5幢")[0] == "building"

    def test_many_ask_in_few_statements(
        self, homes: dict[str, UUID], django_assert_max_num_queries: Any
    ) -> None:
        _said("counter", "玉景湾2幢1单元301")
        with django_assert_max_num_queries(8):
            _said("counter", "玉景湾3幢1单元301")

    @pytest.mark.parametrize("area", ["nonsense", "97", "970101001001999999"])
    def test_odd_areas(self, homes: dict[str, UUID], area: str) -> None:
        answer = Caller("counter").post("/register/locate", {"text": "玉景湾2幢", "area": area})
        assert answer.status_code in (200, 422)


class TestRoute:
    def test_answers(self, homes: dict[str, UUID]) -> None:
        told = Caller("counter").post("/register/locate", {"text": "玉景湾2幢1单元301"}).json()
        assert told["unsure"] == ""
        first = told["candidates"][0]
        assert (first["kind"], first["name"], first["area_name"]) == (
            "dwelling",
            "玉景湾2幢1单元301室",
            first["area_name"],
        )

    def test_too_long_is_refused(self) -> None:
        answer = Caller("counter").post("/register/locate", {"text": "长" * 2001})
        assert answer.status_code == 422

    @pytest.mark.parametrize("text", ["", "\u0000", "😡", "\u202e3幢", "' OR 1=1 --", "%s %d {0}", "\ud83d"])
    def test_odd_texts_are_no_fault(self, text: str) -> None:
        assert Caller("counter").post("/register/locate", {"text": text}).status_code in (200, 422)


class TestNicknames:
    def _add(self, key: str, words: str, **of: Any) -> UUID:
        return act(key, actions.add_nickname, nickname_id=ids.new(), words=words, place=NamedPlace(**of))

    def test_texts_are_read_by_it_until_it_is_ended(self, homes: dict[str, UUID]) -> None:
        assert _said("counter", "红砖房门口")["candidates"] == []
        id = self._add("grid1", "红砖房", building_id=homes["2"])
        assert _sure("counter", "红砖房门口") == ("building", str(homes["2"]))
        assert "大家这样叫它" in _said("counter", "红砖房门口")["candidates"][0]["why"]
        act("grid1", actions.end_nickname, nickname_id=id)
        act("grid1", actions.end_nickname, nickname_id=id)
        assert _said("counter", "红砖房门口")["candidates"] == []
        assert row(Nickname, id=id).version == 2
        with scope(system(), write=False):
            verbs = list(Entry.objects.filter(subject=id).order_by("at", "id").values_list("verb", flat=True))
        assert verbs == ["nickname.entered", "nickname.ended"]

    def test_of_an_estate_a_shop_and_a_spot(self, homes: dict[str, UUID]) -> None:
        self._add("secretary", "老油库", estate_id=homes["estate"])
        self._add("grid1", "胖嫂家", organisation_id=homes["shop"])
        self._add("grid1", "南大坑", area=G1, longitude=120.1, latitude=31.2)
        assert _sure("counter", "老油库3幢1单元301") == ("dwelling", str(homes["home3"]))
        assert _sure("counter", "胖嫂家门口") == ("organisation", str(homes["shop"]))
        spot = _said("counter", "南大坑边上")["candidates"][0]
        assert (spot["kind"], spot["longitude"], spot["latitude"]) == ("point", 120.1, 31.2)
        listed = ask("counter", queries.nicknames, estate_id=homes["estate"])
        assert [one["words"] for one in listed] == ["老油库"]

    def test_one_name_is_one_place(self, homes: dict[str, UUID]) -> None:
        first = self._add("secretary", "红砖房", building_id=homes["2"])
        assert self._add("secretary", "红砖房", building_id=homes["2"]) == first
        with pytest.raises(Refused) as refusal:
            self._add("secretary", "红砖房", building_id=homes["3"])
        assert refusal.value.type == "register/nickname-taken"
        assert self._add("grid2", "红砖房", building_id=homes["3"]) != first, (
            "grid2 does not see the other one"
        )
        assert _said("counter", "红砖房门口")["unsure"]

    @pytest.mark.parametrize("words", ["", "a", "3号楼", "超市", "小区", "门口", "长" * 21, "🏠🏠"])
    def test_what_could_be_any_place_is_refused(self, homes: dict[str, UUID], words: str) -> None:
        with pytest.raises(Refused):
            self._add("secretary", words, building_id=homes["2"])

    def test_who_may(self, homes: dict[str, UUID]) -> None:
        with pytest.raises(Forbidden):
            self._add("grid2", "红砖房", building_id=homes["2"])
        with pytest.raises(NotFound):
            self._add("far_secretary", "红砖房", building_id=homes["2"])
        id = self._add("grid1", "红砖房", building_id=homes["2"])
        with pytest.raises(NotFound):
            act("far_secretary", actions.end_nickname, nickname_id=id)

    def test_it_goes_along_to_its_buildings_grid(self, homes: dict[str, UUID]) -> None:
        id = self._add("grid1", "红砖房", building_id=homes["2"])
        version = row(Building, id=homes["2"]).version
        act(
            "secretary",
            actions.put_building,
            building_id=homes["2"],
            area=G2,
            number="2",
            estate_id=homes["estate"],
            version=version,
        )
        assert row(Nickname, id=id).area == G2

    def test_it_goes_along_with_its_estate(self, homes: dict[str, UUID]) -> None:
        id = self._add("secretary", "老油库", estate_id=homes["estate"])
        act(
            "secretary",
            actions.put_estate,
            estate_id=homes["estate"],
            area=G1,
            values={"name": "玉景湾"},
            version=1,
        )
        assert row(Nickname, id=id).area == G1

    def test_the_same_command_twice_is_one(self, homes: dict[str, UUID]) -> None:
        body = {"id": str(ids.new()), "words": "红砖房", "building": str(homes["2"])}
        desk = Caller("secretary")
        assert desk.post("/register/nicknames", body).status_code == 200
        assert desk.post("/register/nicknames", body | {"id": str(ids.new())}).status_code == 200
        assert len(rows(Nickname)) == 1
        ended = desk.post(f"/register/nicknames/{body['id']}/end", {})
        assert ended.status_code == 200
        assert Caller("secretary").get(f"/register/nicknames?building={homes['2']}").json() == {"rows": []}
