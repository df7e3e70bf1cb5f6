"""Area codes are prefixes: province 2 digits, city 4, district 6, subdistrict 9, community 12, grid 15, micro-grid 17
(GB/T 2260 for the first six, the statistical divisions for the next six, then the community's own). A column that
holds one is collated "C", so "below this area" is one range on a B-tree."""

from enum import IntEnum


class Level(IntEnum):
    """How deep an area lies; the value is the length of its code."""

    PROVINCE = 2
    CITY = 4
    DISTRICT = 6
    SUBDISTRICT = 9
    COMMUNITY = 12
    GRID = 15
    MICRO_GRID = 17


LENGTHS = frozenset(int(level) for level in Level)


def is_area(code: str) -> bool:
    """Whether the text has the form of an area code."""
    return len(code) in LENGTHS and code.isascii() and code.isdigit()


def bounds(area: str) -> tuple[str, str]:
    """Lower bound (included) and upper bound (excluded) of everything below an area."""
    return area, area + "~"


def community_of(area: str) -> str:
    """The 12-digit community an area lies in; a wider area is padded with zeros to a queue of its own."""
    return area[: Level.COMMUNITY].ljust(Level.COMMUNITY, "0")


def parent_of(area: str) -> str:
    """The next wider area, or nothing above a province."""
    return area[: max((n for n in LENGTHS if n < len(area)), default=0)]
