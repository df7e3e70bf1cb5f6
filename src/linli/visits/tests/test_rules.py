"""The rules of visits: how often, when next, what counts."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.kit.errors import Refused
from linli.visits.rules import Cadence, Seen, check, counted, due, of_label, team_lacks, weighed
from linli.visits.rules.kinds import Companion, Grade, Result, Way, Whom

DAY = date(2026, 11, 2)
NOW = datetime(2026, 11, 2, 9, tzinfo=UTC)
PLAIN = Cadence("household", Grade.GENERAL, 7, 90)
ID = UUID(int=40)


@pytest.mark.parametrize(
    ("days", "grade", "contact"),
    [(7, Grade.HIGH, 7), (3, Grade.HIGH, 3), (30, Grade.PRIORITY, 7), (90, Grade.GENERAL, 7)],
)
def test_a_label_says_how_much_care(days: int, grade: Grade, contact: int) -> None:
    assert of_label("x", days) == Cadence("label:x", grade, contact, days)


def test_the_oftenest_holds_and_gives_the_name() -> None:
    held = weighed(PLAIN, [of_label("hard_up", 30), of_label("living_alone_elder", 7)])
    assert held == Cadence("label:living_alone_elder", Grade.HIGH, 7, 7)
    assert weighed(PLAIN, []) == PLAIN
    assert weighed(PLAIN, [of_label("veteran", 90)]).code == "household"


@pytest.mark.parametrize(
    ("seen", "contact", "home"),
    [
        (Seen(DAY, DAY, DAY), DAY + timedelta(7), DAY + timedelta(90)),
        (Seen(DAY, DAY, None), DAY + timedelta(7), DAY + timedelta(1 + 40 % 90)),
        (Seen(DAY), DAY + timedelta(1 + 40 % 7), DAY + timedelta(41)),
        (Seen(DAY, DAY, DAY, next_on=DAY + timedelta(3)), DAY + timedelta(3), DAY + timedelta(90)),
        (Seen(DAY, DAY, DAY, next_on=DAY), DAY + timedelta(7), DAY + timedelta(90)),
        (Seen(DAY, DAY, DAY, urgent_on=DAY + timedelta(1)), DAY + timedelta(1), DAY + timedelta(90)),
        (Seen(DAY, None, None, excused_on=DAY), DAY + timedelta(7), DAY + timedelta(90)),
        (
            Seen(DAY, DAY + timedelta(100), DAY, declined_on=DAY + timedelta(100)),
            DAY + timedelta(107),
            DAY + timedelta(130),
        ),
    ],
)
def test_when_next(seen: Seen, contact: date, home: date) -> None:
    found = due(PLAIN, seen, ID)
    assert (found.contact_on, found.home_on, found.on) == (contact, home, min(contact, home))


@given(st.uuids(), st.integers(1, 366))
def test_a_new_list_is_spread_over_its_first_round(id: UUID, days: int) -> None:
    found = due(Cadence("x", Grade.GENERAL, days, None), Seen(DAY), id)
    assert found.home_on is None
    assert found.contact_on is not None
    assert DAY < found.contact_on <= DAY + timedelta(days)


@pytest.mark.parametrize(
    ("way", "result", "contact", "inside"),
    [
        (Way.HOME, Result.MET, True, True),
        (Way.PREMISES, Result.MET, True, True),
        (Way.DOOR, Result.MET, True, False),
        (Way.PHONE, Result.MET, True, False),
        (Way.HOME, Result.DECLINED, True, False),
        (Way.HOME, Result.NOBODY, False, False),
        (Way.PHONE, Result.UNREACHABLE, False, False),
    ],
)
def test_what_counts(way: Way, result: Result, contact: bool, inside: bool) -> None:
    found = counted(way, result)
    assert (found.contact, found.inside) == (contact, inside)


@pytest.mark.parametrize(
    ("noun", "way", "result", "why", "met", "at", "field"),
    [
        (Whom.HOUSEHOLD, Way.PREMISES, Result.MET, "", 0, NOW, "way"),
        (Whom.ORGANISATION, Way.HOME, Result.MET, "", 0, NOW, "way"),
        (Whom.HOUSEHOLD, Way.HOME, Result.NOBODY, "", 1, NOW, "met"),
        (Whom.HOUSEHOLD, Way.PHONE, Result.UNREACHABLE, "  ", 0, NOW, "note"),
        (Whom.HOUSEHOLD, Way.HOME, Result.MET, "", 0, NOW + timedelta(hours=1), "at"),
        (Whom.HOUSEHOLD, Way.HOME, Result.MET, "", 0, NOW - timedelta(days=367), "at"),
    ],
)
def test_what_cannot_be(
    noun: Whom, way: Way, result: Result, why: str, met: int, at: datetime, field: str
) -> None:
    with pytest.raises(Refused) as refusal:
        check(noun, way, result, why=why, met=met, at=at, now=NOW)
    assert refusal.value.fields[0]["field"] == field


def test_a_team_is_two_grid_members_and_a_pioneer() -> None:
    assert not team_lacks([Companion.GRID_MEMBER, Companion.PIONEER])
    assert not team_lacks(
        [Companion.GRID_MEMBER, Companion.PIONEER, Companion.NEIGHBOUR, Companion.NEIGHBOUR]
    )
    assert len(team_lacks([Companion.NEIGHBOUR])) == 2
    assert team_lacks([Companion.GRID_MEMBER]) == [("还差1名先锋", "a pioneer")]


@pytest.mark.parametrize(
    ("grade", "agreed", "contact"),
    [(Grade.GENERAL, 60, 37), (Grade.GENERAL, 20, 20), (Grade.HIGH, 60, 7), (Grade.PRIORITY, 3, 3)],
)
def test_how_far_a_day_agreed_on_puts_a_contact_off(grade: Grade, agreed: int, contact: int) -> None:
    cadence = Cadence("x", grade, 7, None)
    found = due(cadence, Seen(DAY, DAY, DAY, next_on=DAY + timedelta(agreed)), ID)
    assert found.contact_on == DAY + timedelta(contact)
