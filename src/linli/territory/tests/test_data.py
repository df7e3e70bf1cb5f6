"""The shipped divisions: 598 communities below four districts, each with its line above, and outlines that can be
drawn."""

from linli.cli.keeping import shipped_divisions
from linli.kit.areas import Level, is_area, parent_of
from linli.territory import rules

ROWS = shipped_divisions()


def test_every_code_is_a_division_once() -> None:
    codes = [row.code for row in ROWS]
    assert all(is_area(code) and len(code) <= Level.COMMUNITY for code in codes)
    assert len(codes) == len(set(codes))
    assert sum(len(code) == Level.COMMUNITY for code in codes) == 598
    assert not [code for code in codes if rules.trimmed(code) != code]


def test_every_community_has_its_subdistrict_and_district() -> None:
    codes = {row.code for row in ROWS}
    for code in codes:
        if len(code) > Level.DISTRICT:
            assert parent_of(code) in codes


def test_the_four_outlines_can_be_drawn() -> None:
    outlines = {row.code: row.outline for row in ROWS if row.outline}
    assert set(outlines) == {"220202", "320402", "320507", "320508"}
    for row in ROWS:
        assert row.source
        if row.outline:
            shape = row.outline["features"][0]["geometry"] if "features" in row.outline else row.outline
            assert rules.read_polygon(shape.get("geometry", shape)).area > 0
