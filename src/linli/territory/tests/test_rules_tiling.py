"""Whether grids fit together: overlaps, gaps, micro-grids in their grid, holes, and a boundary laid against others."""

from collections.abc import Iterable

import pytest
from shapely import Polygon, box

from linli.cli.demo.grids import grids as demo_grids
from linli.kit.errors import Refused
from linli.territory import rules
from linli.territory.rules import Finding, Tile, planes

HOME = "970101001001"
HERE = planes.plane_at(120.0, 31.0)
A, B, C = HOME + "001", HOME + "002", HOME + "003"


Corners = tuple[float, float, float, float]


def tile(
    code: str, west: float, south: float, east: float, north: float, *, hole: Corners | None = None
) -> Tile:
    """A rectangle in metres from 120° east 31° north: west, south, east, north."""
    flat: Polygon = box(west, south, east, north)
    if hole:
        flat = Polygon(flat.exterior, [box(*hole).exterior])
    return Tile(code, f"格{code[12:]}", HERE.round(flat))


def sizes(found: Iterable[Finding]) -> list[tuple[tuple[str, ...], int]]:
    return [(one.codes, round(one.square_metres, -1)) for one in found]  # pyright: ignore[reportReturnType]


def test_neighbours_that_share_a_side_fit() -> None:
    fit = rules.fit([tile(A, 0, 0, 200, 300), tile(B, 200, 0, 400, 300), tile(C, 0, 300, 400, 500)])
    assert fit == rules.Fit((), (), ())


def test_nothing_fits_nothing() -> None:
    assert rules.fit([]) == rules.Fit((), (), ())


@pytest.mark.parametrize(
    ("east", "overlap"),
    [
        (250.0, [((A, B), 15_000)]),
        (202.0, [((A, B), 600)]),
        (200.9, []),
        (200.0, []),
    ],
    ids=["fifty metres", "two metres", "thinner than a metre", "a shared side"],
)
def test_overlaps(east: float, overlap: list[tuple[tuple[str, ...], int]]) -> None:
    fit = rules.fit([tile(A, 0, 0, east, 300), tile(B, 200, 0, 400, 300)])
    assert sizes(fit.overlaps) == overlap
    assert fit.gaps == ()


def test_an_overlap_smaller_than_ten_square_metres_is_the_hand() -> None:
    fit = rules.fit([tile(A, 0, 0, 203, 3), tile(B, 200, 0, 400, 300)])
    assert fit.overlaps == ()


@pytest.mark.parametrize(
    ("west", "gap"),
    [
        (200.8, []),
        (210.0, [((A, B), 3000)]),
        (229.0, [((A, B), 8700)]),
        (240.0, []),
    ],
    ids=["thinner than a metre", "a lane", "just a strip", "far apart"],
)
def test_open_strips(west: float, gap: list[tuple[tuple[str, ...], int]]) -> None:
    fit = rules.fit([tile(A, 0, 0, 200, 300), tile(B, west, 0, 400, 300)])
    assert sizes(fit.gaps) == gap


def test_what_is_enclosed_is_a_gap_of_any_size() -> None:
    ring = [tile(A, 0, 0, 600, 200), tile(B, 0, 400, 600, 600), tile(C, 0, 200, 200, 400)]
    ring.append(tile(HOME + "004", 400, 200, 600, 400))
    fit = rules.fit(ring)
    assert sizes(fit.gaps) == [((A, B, C, HOME + "004"), 40_000)]
    filled = rules.fit([*ring, tile(HOME + "005", 200, 200, 400, 400)])
    assert filled.gaps == ()


def test_about_one_grid_alone() -> None:
    tiles = [tile(A, 0, 0, 210, 300), tile(B, 200, 0, 400, 300), tile(C, 390, 0, 600, 300)]
    assert len(rules.fit(tiles).overlaps) == 2
    assert sizes(rules.fit(tiles, about=C).overlaps) == [((B, C), 3000)]


def test_micro_grids_lie_in_their_grid_and_fill_it() -> None:
    grid = tile(A, 0, 0, 200, 200)
    halves = [tile(A + "01", 0, 0, 100, 200), tile(A + "02", 100, 0, 200, 200)]
    assert rules.fit([grid, *halves]) == rules.Fit((), (), ())
    short = rules.fit([grid, halves[0], tile(A + "02", 100, 0, 180, 200)])
    assert sizes(short.gaps) == [((A, A + "02"), 4000)]
    long = rules.fit([grid, halves[0], tile(A + "02", 100, 0, 220, 200)])
    assert sizes(long.outside) == [((A + "02", A), 4000)]
    over = rules.fit([grid, halves[0], tile(A + "02", 90, 0, 200, 200)])
    assert sizes(over.overlaps) == [((A + "01", A + "02"), 2000)]


def test_a_micro_grid_without_its_grid_is_no_error() -> None:
    assert rules.fit([tile(A + "01", 0, 0, 100, 200)]) == rules.Fit((), (), ())


def test_the_demo_community_fits() -> None:
    tiles = [Tile(g.code, g.name, rules.read_polygon(g.polygon)) for g in demo_grids()]
    assert len(tiles) == 80
    assert rules.fit(tiles) == rules.Fit((), (), ())


def test_the_largest_first_and_fifty_at_most() -> None:
    wide = [tile(f"{HOME}{n:03d}", 0, n * 10, 200 + n, n * 10 + 10) for n in range(1, 61)]
    lies_over_all = tile(A[:-3] + "900", 0, 0, 400, 700)
    fit = rules.fit([*wide, lies_over_all])
    assert len(fit.overlaps) == 50
    assert fit.overlaps[0].square_metres > fit.overlaps[-1].square_metres


def test_a_hole_is_filled_by_another_grid_or_refused() -> None:
    around = tile(A, 0, 0, 300, 300, hole=(100, 100, 200, 200))
    with pytest.raises(Refused, match="territory/hole") as refused:
        rules.check_holes(around, [tile(B, 300, 0, 600, 300)])
    longitude, latitude = refused.value.extra["at"]
    assert HERE.flat(box(longitude, latitude, longitude, latitude).centroid).x == pytest.approx(150, abs=60)
    rules.check_holes(around, [tile(B, 100, 100, 200, 200)])
    with pytest.raises(Refused, match="territory/hole"):
        rules.check_holes(around, [tile(B, 100, 100, 150, 200)])


def test_a_market_in_a_hole_fits() -> None:
    fit = rules.fit([tile(A, 0, 0, 300, 300, hole=(100, 100, 200, 200)), tile(B, 100, 100, 200, 200)])
    assert fit == rules.Fit((), (), ())


def test_overlaps_are_refused_by_name_unless_accepted() -> None:
    fit = rules.fit([tile(A, 0, 0, 250, 300), tile(B, 200, 0, 400, 300)])
    with pytest.raises(Refused, match="territory/overlaps") as refused:
        rules.check_overlaps(fit, names={A: "东格", B: "西格"})
    assert "“东格”与“西格”重叠约15,0" in refused.value.zh
    assert refused.value.extra["overlaps"][0]["codes"] == [A, B]
    rules.check_overlaps(rules.Fit((), fit.overlaps, ()), names={})


@pytest.mark.parametrize(
    ("drawn", "after"),
    [
        ((190, 0, 400, 300), (200, 0, 400, 300)),
        ((210, 0, 400, 300), (200, 0, 400, 300)),
        ((200, 0, 400, 300), None),
        ((10, 10, 190, 290), None),
    ],
    ids=["cut where it overlaps", "filled where a strip is left", "nothing to do", "nothing left"],
)
def test_laid_against_a_neighbour(drawn: Corners, after: Corners | None) -> None:
    found = rules.fitted(tile(B, *drawn), [tile(A, 0, 0, 200, 300)])
    if after is None:
        assert found is None
    else:
        assert found is not None
        assert HERE.flat(found).symmetric_difference(box(*after)).area < 1


def test_a_micro_grid_is_cut_to_its_grid() -> None:
    found = rules.fitted(tile(A + "01", -50, -50, 100, 250), [tile(A, 0, 0, 200, 200)])
    assert found is not None
    assert HERE.flat(found).symmetric_difference(box(0, 0, 100, 200)).area < 1
