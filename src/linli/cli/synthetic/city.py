"""A made-up city of any number of households: communities as large as the demo's, twelve to a subdistrict and ten of
those to a district, below an area of the province 99, which is on no map."""

from collections.abc import Iterator
from dataclasses import dataclass

from linli.cli.synthetic import site
from linli.cli.synthetic.marginals import WHOLE
from linli.cli.synthetic.site import Site
from linli.kit.areas import Level

MADE_UP = "99"
AREA = "9902"
"""Where a city is made up unless somebody says where."""
LARGEST = 12_000
"""Households one community may have."""
_COMMUNITIES, _SUBDISTRICTS = 12, 10
_NAMES = {4: "虚构第{}市", 6: "第{}区", 9: "第{}街道"}


@dataclass(frozen=True, slots=True)
class Place:
    """A division of the city."""

    code: str
    name: str


def check(households: int, area: str) -> None:
    """Refuse (ValueError) an area that is on the map, and more households than fit into it."""
    lengths = {int(level) for level in (Level.CITY, Level.DISTRICT, Level.SUBDISTRICT, Level.COMMUNITY)}
    if not area.isascii() or not area.isdigit() or len(area) not in lengths or not area.startswith(MADE_UP):
        raise ValueError(
            f"合成数据只灌进 99 开头的区划（4、6、9 或 12 位），{area} 不是"
            f" made-up data go below a code of 4, 6, 9 or 12 digits that begins with 99, {area} is none"
        )
    most = LARGEST if len(area) == Level.COMMUNITY else WHOLE.households * _room(area)
    if not 1 <= households <= most:
        raise ValueError(f"户数应在1与{most}之间 between 1 and {most} households")


def _room(area: str) -> int:
    """How many communities an area can hold."""
    return {Level.SUBDISTRICT: 999, Level.DISTRICT: 999 * _COMMUNITIES}.get(
        Level(len(area)), 99 * _SUBDISTRICTS * _COMMUNITIES
    )


def sites(households: int, area: str, *, seed: int) -> list[Site]:
    """The communities, all whole but the last."""
    each = households if len(area) == Level.COMMUNITY else WHOLE.households
    sizes = [each] * (households // each) + [households % each] * bool(households % each)
    return [
        site.numbered(_code(area, number), number, households=size, seed=seed)
        for number, size in enumerate(sizes)
    ]


def _code(area: str, number: int) -> str:
    if len(area) == Level.COMMUNITY:
        return area
    if len(area) == Level.SUBDISTRICT:
        return f"{area}{number + 1:03d}"
    street, community = divmod(number, _COMMUNITIES)
    if len(area) == Level.DISTRICT:
        return f"{area}{street + 1:03d}{community + 1:03d}"
    district, street = divmod(street, _SUBDISTRICTS)
    return f"{area}{district + 1:02d}{street + 1:03d}{community + 1:03d}"


def divisions(wanted: list[Site]) -> Iterator[Place]:
    """Every division from the city down, each once, by code."""
    found: dict[str, str] = {}
    for one in wanted:
        for length, name in _NAMES.items():
            code = one.code[:length]
            found[code] = (
                name.format(int(code[-2:] if length < Level.SUBDISTRICT else code[-3:])) + "（合成）"
            )
        found[one.code] = one.name
    return (Place(code, name) for code, name in sorted(found.items()))
