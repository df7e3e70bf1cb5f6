"""Doors, hands and days for the tests of a plan."""

from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st

from linli.planning.rules.week.doors import Door, Fixed, Hand, Hours, Span, Walk, Way

MONDAY = date(2026, 11, 30)
DAYS = [MONDAY + timedelta(number) for number in range(5)]
MORNING, AFTERNOON, EVENING = (540, 720), (810, 1050), (1110, 1230)
EVERY_DAY = frozenset(range(7))


def door(id: str, **but: Any) -> Door:
    """A household at the origin that takes ten minutes and is due all week."""
    usual: dict[str, Any] = {
        "place": (0.0, 0.0),
        "walk": Walk("b1", 1, 1, id),
        "area": "01",
        "minutes": 10,
        "earliest": DAYS[0],
        "latest": DAYS[-1],
    }
    return Door(id=id, **(usual | but))


def hand(id: str, *spans: Span, days: list[date] | None = None, areas: tuple[str, ...] = ("",)) -> Hand:
    """Somebody who goes out at these spans of every day."""
    return Hand(id, areas, (0.0, 0.0), dict.fromkeys(DAYS if days is None else days, spans))


@st.composite
def some_doors(draw: st.DrawFn) -> list[Door]:
    """Up to forty doors of every kind."""
    count = draw(st.integers(0, 40))
    return [draw(_doors(f"d{number:02d}")) for number in range(count)]


@st.composite
def _doors(draw: st.DrawFn, id: str) -> Door:
    building = draw(st.integers(0, 5))
    first, last = sorted((draw(st.integers(0, 4)), draw(st.integers(0, 4))))
    begins = draw(st.integers(500, 1150))
    hours = Hours(
        frozenset(draw(st.sets(st.integers(0, 6), min_size=1))), begins, begins + draw(st.integers(5, 300))
    )
    return door(
        id,
        place=(building * 170.0, building % 3 * 90.0),
        walk=Walk(f"b{building}", draw(st.integers(1, 2)), draw(st.integers(-1, 8)), id),
        area=draw(st.sampled_from(["01", "02", "0201"])),
        minutes=draw(st.sampled_from([1, 2, 18, 60, 200])),
        earliest=DAYS[first],
        latest=DAYS[last],
        weight=draw(st.sampled_from([1.0, 3.0])),
        hours=draw(st.sampled_from([(), (), (hours,)])),
        two=draw(st.integers(0, 5)) == 0,
        knows=draw(st.sampled_from([frozenset[str](), frozenset({"a"})])),
        way=draw(st.sampled_from([Way.DOOR, Way.DOOR, Way.PHONE])),
        fixed=draw(st.sampled_from([None, None, None, Fixed(DAYS[2], "a", draw(st.integers(0, 9)))])),
    )


@st.composite
def some_hands(draw: st.DrawFn) -> list[Hand]:
    """Up to three, each with his own areas and spans; some have a day of leave."""
    found: list[Hand] = []
    for id in ("a", "b", "c")[: draw(st.integers(0, 3))]:
        days = {
            day: tuple(sorted(draw(st.sets(st.sampled_from([MORNING, AFTERNOON, EVENING])))))
            for day in DAYS
            if draw(st.integers(0, 4))
        }
        areas = draw(st.sampled_from([("",), ("01",), ("01", "02"), ("0201",)]))
        found.append(Hand(id, areas, (draw(st.sampled_from([0.0, 300.0])), 0.0), days))
    return found
