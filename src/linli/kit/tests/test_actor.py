"""What an actor sees and may, by tables: areas are prefixes, rights come from seats, and nothing means everything."""

from dataclasses import replace
from uuid import UUID, uuid4

import pytest

from linli.kit import roles
from linli.kit.actor import Actor, ActorKind, Seat, require, require_system, system, visitor
from linli.kit.errors import Forbidden
from linli.kit.roles import Role

HOME, NEXT = "970101001001", "970101001002"


def sits(*seats: tuple[str, Role]) -> Actor:
    made = tuple(Seat(post=uuid4(), area=area, role=role, title=role.value) for area, role in seats)
    return Actor(id=uuid4(), kind=ActorKind.PERSON, name="某人", seats=made)


@pytest.fixture(autouse=True)
def _grants(monkeypatch: pytest.MonkeyPatch) -> None:
    given: roles.Grants = {
        Role.COUNTER: frozenset({"thing:take", "thing:see"}),
        Role.HELPER: frozenset({"thing:see"}),
        Role.VISITOR: frozenset({"thing:take"}),
    }
    monkeypatch.setattr(roles, "_granted", dict(given))


@pytest.mark.parametrize(
    ("seats", "areas"),
    [
        ([], ()),
        ([(HOME, Role.COUNTER)], (HOME,)),
        ([(HOME, Role.HELPER)], ()),
        ([(HOME, Role.DEPARTMENT)], ()),
        ([(HOME, Role.COUNTER), (HOME, Role.SECRETARY)], (HOME,)),
        ([(HOME + "001", Role.GRID_WORKER), (HOME, Role.COUNTER)], (HOME,)),
        ([(NEXT, Role.COUNTER), (HOME, Role.COUNTER)], (HOME, NEXT)),
        ([("970101", Role.ADMINISTRATOR), (HOME, Role.COUNTER), (NEXT, Role.COUNTER)], ("970101",)),
    ],
)
def test_areas_seen_whole(seats: list[tuple[str, Role]], areas: tuple[str, ...]) -> None:
    assert sits(*seats).areas == areas


@pytest.mark.parametrize(
    ("seats", "within", "may"),
    [
        ([(HOME, Role.COUNTER)], HOME, True),
        ([(HOME, Role.COUNTER)], HOME + "001", True),
        ([(HOME, Role.COUNTER)], NEXT, False),
        ([(HOME, Role.COUNTER)], HOME[:9], False),
        ([(HOME, Role.COUNTER)], "", False),
        ([(HOME, Role.COUNTER)], None, True),
        ([(HOME, Role.HELPER), (NEXT, Role.COUNTER)], HOME, False),
        ([(HOME, Role.HELPER), (NEXT, Role.COUNTER)], NEXT, True),
        ([], None, False),
        ([], HOME, False),
    ],
)
def test_may(seats: list[tuple[str, Role]], within: str | None, may: bool) -> None:
    by = sits(*seats)
    assert by.may("thing:take", within) is may
    if may:
        require(by, "thing:take", within=within)
    else:
        with pytest.raises(Forbidden):
            require(by, "thing:take", within=within)


def test_an_unknown_right_is_nobodys() -> None:
    assert not sits((HOME, Role.COUNTER)).may("thing:break", HOME)


def test_a_visitor_has_the_rights_of_visitors_and_sees_no_area() -> None:
    by = visitor()
    assert by.may("thing:take", HOME)
    assert not by.may("thing:see", HOME)
    assert not by.sees(HOME)
    assert by.community == ""
    assert by.matter is None


def test_the_system_is_everywhere_and_has_a_name() -> None:
    by = system("夜班")
    assert by.sees("")
    assert by.sees(HOME)
    assert by.may("anything", None)
    assert by.name == "夜班"
    require_system(by)
    with pytest.raises(Forbidden):
        require_system(sits((HOME, Role.ADMINISTRATOR)))


def test_acting_from_the_closest_post() -> None:
    by = sits((HOME, Role.COUNTER), (HOME + "001", Role.COUNTER), (HOME + "001", Role.HELPER))
    seat = by.seat_for("thing:take", HOME + "001")
    assert seat is not None
    assert (seat.area, seat.role) == (HOME + "001", Role.COUNTER)
    assert by.seat_for("thing:take", NEXT) is None


def test_the_community_is_that_of_the_first_post() -> None:
    assert sits((HOME + "001", Role.GRID_WORKER), (NEXT, Role.COUNTER)).community == HOME
    assert sits((HOME[:9], Role.SUBDISTRICT)).community == HOME[:9]


def test_a_copy_counts_its_own_posts() -> None:
    by = sits((HOME, Role.COUNTER))
    assert by.posts == (by.seats[0].post,)
    assert replace(by, seats=()).posts == ()
    assert replace(by, matter=UUID(int=7)).areas == (HOME,)
