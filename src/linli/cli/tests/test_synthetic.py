"""The made-up community has the figures of a real one, is the same every time, hangs together, and every number in it
passes the checks and can be nobody's."""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

import pytest
from shapely.geometry import Point, shape

from linli.accounts.rules import check_phone
from linli.cli.demo import grids, places, timeline
from linli.cli.synthetic import community, marginals, site
from linli.register.rules import said, writing
from linli.register.rules.labels import SKILLS
from linli.register.rules.numbers import age_on, citizen_number, is_credit_code
from linli.register.rules.rows import ResidentRow, Rows

TODAY = date(2026, 11, 20)
UNTIL = datetime(2026, 11, 20, 15, 0, tzinfo=ZoneInfo("Asia/Shanghai"))


@cache
def whole() -> Rows:
    return community.make(site.DEMO, TODAY)


@cache
def another() -> Rows:
    return community.make(site.numbered("990201001007", 6, households=700, seed=5), TODAY)


def elders(rows: Rows, day: date) -> int:
    return sum(age_on(one.born_on, day) >= 60 for one in rows.residents)


def test_the_figures_are_those_of_the_seed() -> None:
    rows = whole()
    assert len(rows.estates) == 16
    assert len(rows.households) == 5426
    assert len(rows.residents) == 10163
    assert sum(one.kind == "party_member" for one in rows.labels) == 603
    assert sum(one.politics == "中共党员" for one in rows.residents) == 603
    assert sum(one.sex == "female" for one in rows.residents) == 4132
    assert elders(rows, TODAY) == 2902
    kept = {one.id for one in rows.estates if one.kind == "community"}
    assert sum(one.estate in kept for one in rows.buildings) == 46
    assert sum(one.kind == "shop" for one in rows.organisations) == 400
    assert sum(one.kind == "enterprise" and one.equipment > 0 for one in rows.organisations) == 31
    assert sum(one.equipment > 0 for one in rows.organisations) == 31
    assert sum(one.partner for one in rows.organisations) == 30
    assert {one.kind for one in rows.estates} == {"managed", "abandoned", "community"}


def test_the_number_of_elders_holds_for_a_year() -> None:
    assert elders(whole(), TODAY + timedelta(days=365)) == 2902


def test_the_same_community_every_time() -> None:
    assert community.make(site.DEMO, TODAY) == whole()
    assert another() != community.make(site.numbered("990201001007", 6, households=700, seed=6), TODAY)


def test_names_and_homes_do_not_hang_on_the_day() -> None:
    """The demo's matters are told by the same people whenever its register was loaded."""
    other = community.make(site.DEMO, date(2027, 3, 1))
    told = [(one.name, one.dwelling, one.phone, one.sex) for one in whole().residents]
    assert told == [(one.name, one.dwelling, one.phone, one.sex) for one in other.residents]
    assert [one.name for one in whole().organisations] == [one.name for one in other.organisations]


@pytest.mark.parametrize("households", [1, 2, 7, 60, 700, 9000])
def test_any_size_is_in_proportion(households: int) -> None:
    rows = community.make(site.numbered("990201001001", 0, households=households, seed=1), TODAY)
    wanted = marginals.of(households)
    assert len(rows.households) == households
    assert abs(len(rows.residents) - wanted.residents) <= 1
    assert abs(sum(one.sex == "female" for one in rows.residents) - wanted.women) <= 1
    assert abs(elders(rows, TODAY) - wanted.elders) <= 1
    assert sum(one.kind == "shop" for one in rows.organisations) == wanted.shops


def test_who_lives_together_fits() -> None:
    rows = whole()
    by_home: dict[str, list[ResidentRow]] = {one.id: [] for one in rows.households}
    for one in rows.residents:
        by_home[one.household].append(one)
    for home in rows.households:
        people = by_home[home.id]
        assert home.size == len(people)
        assert [one.relation for one in people].count("head") == 1
        assert len({one.name for one in people}) == len(people)
        assert {one.dwelling for one in people} == {home.dwelling}
        head = next(one for one in people if one.relation == "head")
        for one in people:
            if one.relation in {"son", "daughter"}:
                assert 20 <= age_on(head.born_on, TODAY) - age_on(one.born_on, TODAY) <= 40
            if one.relation == "spouse":
                assert one.sex != head.sex
    kinds = Counter(one.kind for one in rows.labels)
    assert kinds["living_alone_elder"] > 500
    assert kinds["empty_nest_elder"] > 1000
    assert all(kinds[kind] for kind in ("disabled", "veteran", "migrant", "child_in_need", "mental_disorder"))
    assert {one.kind for one in rows.skills} <= set(SKILLS)


@pytest.mark.parametrize("rows", [whole, another])
def test_dwellings_are_lived_in_in_every_way(rows: Callable[[], Rows]) -> None:
    uses = Counter(one.use for one in rows().dwellings)
    assert set(uses) == {"own", "let", "shared", "vacant", "unknown"}
    lived = [one.dwelling for one in rows().households]
    assert len(lived) == len(set(lived))
    codes = [(one.building, one.entrance, one.room) for one in rows().dwellings]
    assert len(codes) == len(set(codes))
    names = [one.name for one in rows().organisations]
    assert len(names) == len(set(names))


def _ids(rows: Rows) -> Iterator[str]:
    for noun in Rows.__slots__:
        yield from (one.id for one in getattr(rows, noun))
    yield from (one.stay for one in rows.residents)


def test_ids_are_apart() -> None:
    found = [*_ids(whole()), *_ids(another())]
    assert len(found) == len(set(found))
    assert all(
        re.fullmatch(r"[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}", id) for id in found
    )


def test_numbers_pass_every_check_and_are_nobodys() -> None:
    residents = [*whole().residents, *another().residents]
    numbers = [one.id_number for one in residents if one.id_number]
    assert len(numbers) == len(set(numbers)) > 9900
    for one in residents:
        if one.id_number:
            read = citizen_number(one.id_number, today=TODAY)
            assert (read.born_on, read.sex.value) == (one.born_on, one.sex)
            assert one.id_number[:2] in {"98", "99"}
    codes = [one.credit_code for one in [*whole().organisations, *another().organisations]]
    assert all(is_credit_code(code) and code[2:8] == "990101" for code in codes)
    assert len(codes) == len(set(codes))


def test_phones_pass_the_check_and_ring_nowhere() -> None:
    phones = [one.phone for rows in (whole(), another()) for one in rows.residents if one.phone]
    assert len(phones) == len(set(phones)) > 8000
    landlords = [one.landlord_phone for one in whole().dwellings if one.landlord_phone]
    for phone in [*phones, *landlords, *(one.phone for one in whole().contacts)]:
        assert check_phone(phone) == phone
        assert re.fullmatch(r"194\d{8}", phone)
        assert not phone.startswith("1940000")  # the demo's own staff


def test_buildings_stand_in_their_grids() -> None:
    shapes = {grid.code: shape(grid.polygon) for grid in grids.grids()}
    assert Counter(one.area for one in whole().buildings) == Counter(
        {f"{places.COMMUNITY}{estate.grid:03d}": estate.buildings for estate in places.ESTATES}
    )
    for one in whole().buildings:
        assert shapes[one.area].contains(Point(one.longitude, one.latitude))
    far = site.numbered("990201001007", 6, households=700, seed=5)
    drawn = {code: shape(polygon) for code, _, _, polygon in far.polygons()}
    for one in another().buildings:
        assert drawn[one.area].contains(Point(one.longitude, one.latitude))
    assert not shape(grids.outline()).intersects(next(iter(drawn.values())))


def test_values_are_such_as_people_may_enter() -> None:
    """What is made up would pass the checks of whoever typed it in."""
    for one in whole().residents[::37]:
        for field in (
            "name",
            "sex",
            "relation",
            "presence",
            "registered_at",
            "ethnicity",
            "politics",
            "education",
        ):
            value = getattr(one, field)
            assert said.RESIDENT[field](value, field, TODAY) == value
    for one in whole().organisations:
        for field in ("kind", "name", "trade", "small_premises", "credit_code", "premises", "equipment"):
            value = getattr(one, field)
            assert said.ORGANISATION[field](value, field, TODAY) == value
    for one in whole().dwellings[::11]:
        assert one.code == writing.dwelling_code(_number(one.building), one.entrance_number, one.room)
        assert writing.floor_of(one.room) == one.floor


@cache
def _numbers() -> dict[str, str]:
    return {one.id: one.number for one in whole().buildings}


def _number(building: str) -> str:
    return _numbers()[building]


def test_who_reports_lives_here_and_what_is_named_is_there() -> None:
    """The matters point at the register: reporters are residents of it, at their own address; entrances, buildings and
    shops that are named stand in it."""
    rows = community.make(site.DEMO, TODAY)
    homes = {one.id: one for one in rows.dwellings}
    estates = {one.id: one.name for one in rows.estates}
    buildings = {one.id: one for one in rows.buildings}
    living = {
        (
            one.name,
            one.area,
            estates[buildings[homes[one.dwelling].building].estate] + homes[one.dwelling].code,
        )
        for one in rows.residents
    }
    phones = {one.phone for one in rows.residents if one.phone}
    entrances = {f"{buildings[one.building].name}{one.number}单元" for one in rows.entrances}
    named = {one.name for one in rows.buildings} | entrances
    shops = {f"{one.name}（{one.premises}）" for one in rows.organisations if one.kind == "shop"}
    found = Counter[str]()
    for story in timeline.stories(1500, UNTIL):
        who = story.reporter
        assert who is None or (who.name, story.grid, who.address) in living
        assert who is None or not who.phone or who.phone in phones
        found["shop"] += story.place in shops
        found["building"] += story.place in named
        assert "号楼" not in story.place or story.place in named | shops, story.place
        assert who is None or who.grid == story.grid
        found["roof"] += who is not None and story.place.startswith(who.building)
    assert found["building"] > 400
    assert found["shop"] > 10
    assert found["roof"] > 200
