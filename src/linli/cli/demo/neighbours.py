"""Who lives and trades in the demo community, as its register has them: those who report matters, and the shops that
matters are about."""

from dataclasses import dataclass
from datetime import date
from functools import cache

from linli.cli.synthetic import community, site
from linli.register.rules.numbers import age_on
from linli.register.rules.rows import OrganisationRow, Rows

ANY_DAY = date(2026, 1, 1)
"""Names, homes and shops are the same whatever the day; only dates move with it."""
GROWN = 18
HERE = frozenset({"here", "guest", "unknown"})
EATERIES = frozenset({"面馆", "早点铺", "烧烤店", "小饭馆", "麻辣烫店"})
GROCERIES = frozenset({"便利店", "超市", "水果店"})


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A grown-up who lives here: name, phone (maybe none), grid, building, and the dwelling as people say it."""

    name: str
    phone: str
    grid: str
    building: str
    address: str


@cache
def _register() -> Rows:
    return community.make(site.DEMO, ANY_DAY)


@cache
def neighbours() -> tuple[Neighbour, ...]:
    """Everybody of age who is here, by households."""
    rows = _register()
    buildings = {one.id: one for one in rows.buildings}
    estates = {one.id: one.name for one in rows.estates}
    homes = {one.id: one for one in rows.dwellings}
    found: list[Neighbour] = []
    for one in rows.residents:
        if one.presence in HERE and age_on(one.born_on, ANY_DAY) >= GROWN:
            home = homes[one.dwelling]
            building = buildings[home.building]
            address = estates[building.estate] + home.code
            found.append(Neighbour(one.name, one.phone, one.area, building.name, address))
    return tuple(found)


@cache
def shops(grid: str, trades: frozenset[str] = frozenset()) -> tuple[OrganisationRow, ...]:
    """A grid's shops, of some trades or any; where it has none of these, those of any."""
    here = tuple(one for one in _register().organisations if one.kind == "shop" and one.area == grid)
    return tuple(one for one in here if one.trade in trades) or here
