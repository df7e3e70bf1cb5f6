"""Coordinate systems: published examples of the way there, and the way back to where one came from."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.territory.rules.coordinates import Position, System, convert

WGS84, GCJ02, BD09 = System.WGS84, System.GCJ02, System.BD09

PUBLISHED: list[tuple[System, System, Position, Position]] = [
    (WGS84, GCJ02, (121.5272106, 31.1774276), (121.531541859215, 31.17530398364597)),
    (WGS84, GCJ02, (113.912316, 22.543847), (113.9171764808363, 22.540796131694766)),
    (WGS84, GCJ02, (116.377817, 39.911954), (116.38404722455657, 39.91334545536069)),
    (WGS84, GCJ02, (116.404, 39.915), (116.41024449916938, 39.91640428150164)),
    (GCJ02, BD09, (116.404, 39.915), (116.41036949371029, 39.92133699351021)),
]
"""Examples that the public open implementations of the formula agree on: Shanghai, Shenzhen, Beijing."""


@pytest.mark.parametrize(("source", "target", "place", "there"), PUBLISHED)
def test_published_examples(source: System, target: System, place: Position, there: Position) -> None:
    assert convert(place, source=source, target=target) == pytest.approx(there, abs=1e-10)


@pytest.mark.parametrize(("source", "target", "place", "there"), PUBLISHED)
def test_the_way_back_is_exact(source: System, target: System, place: Position, there: Position) -> None:
    assert convert(there, source=target, target=source) == pytest.approx(place, abs=1e-9)


def test_two_steps_are_one_after_the_other() -> None:
    place = (120.62, 31.30)
    shifted = convert(place, source=WGS84, target=GCJ02)
    turned = convert(shifted, source=GCJ02, target=BD09)
    assert convert(place, source=WGS84, target=BD09) == turned
    assert convert(turned, source=BD09, target=WGS84) == pytest.approx(place, abs=1e-9)


in_china = st.tuples(st.floats(73.5, 135.0), st.floats(3.5, 53.5))


@given(in_china, st.sampled_from(list(System)), st.sampled_from(list(System)))
def test_there_and_back_is_home(place: Position, one: System, other: System) -> None:
    there = convert(place, source=one, target=other)
    assert convert(there, source=other, target=one) == pytest.approx(place, abs=1e-9)
    moved = max(abs(a - b) for a, b in zip(there, place, strict=True))
    assert moved < 0.03
    assert (moved > 1e-4) == (one is not other)


@pytest.mark.parametrize(
    "place", [(-0.1276, 51.5072), (139.767125, 35.681236), (151.2, -33.86), (72.0, 30.0), (100.0, 0.8)]
)
@pytest.mark.parametrize("target", [GCJ02, BD09])
def test_outside_china_nothing_moves(place: Position, target: System) -> None:
    assert convert(place, source=WGS84, target=target) == place
    assert convert(place, source=target, target=WGS84) == place


@given(st.tuples(st.floats(-180, 180), st.floats(-90, 90)), st.sampled_from([GCJ02, BD09]))
def test_the_way_back_always_ends(place: Position, source: System) -> None:
    """Even at the edge of the box, where there may be no way back, it stops near by."""
    back = convert(place, source=source, target=WGS84)
    assert max(abs(a - b) for a, b in zip(back, place, strict=True)) < 0.5
