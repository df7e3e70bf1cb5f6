"""Shops along the streets and in the market, enterprises with and without special equipment, public bodies and social
organisations; the partner units are among them."""

import random
from dataclasses import dataclass

from linli.cli.demo.places import Estate
from linli.cli.synthetic import names
from linli.cli.synthetic.marginals import Marginals
from linli.cli.synthetic.numbers import Numbers
from linli.cli.synthetic.people import Dates
from linli.cli.synthetic.site import Site
from linli.register.rules.rows import BuildingRow, ContactRow, OrganisationRow, ResidentRow, Rows

OTHERS = {"enterprise": 14, "public": 14, "social": 8}
"""Beside shops and firms with equipment, in a community as large as the demo's."""
_CODES = {"shop": "92", "enterprise": "91", "public": "12", "social": "52"}


@dataclass(slots=True)
class _Firm:
    """An organisation before it has premises."""

    kind: str
    trade: str
    premises: str = ""
    employees: int = 0
    equipment: int = 0


def open_up(site: Site, wanted: Marginals, numbers: Numbers, dates: Dates, rows: Rows, *, whole: int) -> None:
    """Put the organisations of a community in with their contacts; `whole` is the households of the demo's."""
    rng = site.rng("firms")
    firms = _firms(rng, wanted, wanted.households / whole)
    maker = _Maker(site, rng, numbers, dates, rows)
    for firm in firms:
        maker.open(firm)
    for row in _partners(rng, rows.organisations, wanted.partners):
        row.partner = True


def _firms(rng: random.Random, wanted: Marginals, share: float) -> list[_Firm]:
    found = [_shop(rng) for _ in range(wanted.shops)]
    for n in range(wanted.equipped + round(OTHERS["enterprise"] * share)):
        equipment = rng.choice((1, 1, 1, 2, 2, 3, 4, 6)) if n < wanted.equipped else 0
        firm = rng.choice(names.FIRMS)
        found.append(_Firm("enterprise", firm, employees=rng.randint(8, 160), equipment=equipment))
    for kind, trades in (("public", names.PUBLIC), ("social", names.SOCIAL)):
        found += [
            _Firm(kind, trades[n % len(trades)], employees=rng.randint(3, 60))
            for n in range(round(OTHERS[kind] * share))
        ]
    return found


def _shop(rng: random.Random) -> _Firm:
    trade, premises, _, hands = rng.choices(names.TRADES, weights=[one[2] for one in names.TRADES])[0]
    return _Firm("shop", trade, premises, rng.randint(1, hands))


def _partners(rng: random.Random, rows: list[OrganisationRow], count: int) -> list[OrganisationRow]:
    """Public bodies before social organisations, enterprises and shops."""
    first = {"public": 0, "social": 1, "enterprise": 2, "shop": 3}
    mixed = sorted(((first[row.kind], rng.random(), n) for n, row in enumerate(rows)))
    return [rows[n] for _, _, n in mixed[:count]]


class _Maker:
    """Gives firms a name, premises in a building and somebody one speaks to."""

    def __init__(self, site: Site, rng: random.Random, numbers: Numbers, dates: Dates, rows: Rows) -> None:
        self.site, self.rng, self.numbers, self.dates, self.rows = site, rng, numbers, dates, rows
        self._taken: set[str] = set()
        self._by_estate: dict[str, list[BuildingRow]] = {}
        for building in (one for one in rows.buildings if one.use == "mixed"):
            self._by_estate.setdefault(building.area, []).append(building)
        self._grown = [one for one in rows.residents if one.occupation in {"个体经营", "营业员"}]
        self._units: dict[str, int] = {}

    def open(self, firm: _Firm) -> None:
        """Put one in."""
        (estate, building), rng = self._building(firm), self.rng
        longitude, latitude = building.longitude, building.latitude
        row = OrganisationRow(
            id=f"{self.site.prefix('organisation')}{len(self.rows.organisations):012x}",
            area=building.area,
            building=building.id,
            kind=firm.kind,
            partner=False,
            name=self._name(firm, estate),
            trade=firm.trade,
            small_premises=firm.premises,
            credit_code=self.numbers.credit(_CODES[firm.kind]),
            premises=self._premises(firm, building),
            square_metres=float(rng.randint(18, 140) if firm.kind == "shop" else rng.randint(120, 2400)),
            employees=firm.employees,
            equipment=firm.equipment,
            longitude=longitude,
            latitude=latitude,
            checked_on=self.dates.checked(rng),
        )
        self.rows.organisations.append(row)
        self._contacts(row, firm)

    def _building(self, firm: _Firm) -> tuple[Estate, BuildingRow]:
        weights = [_pull(estate.kind, firm.kind) for estate in self.site.estates]
        estate = self.rng.choices(self.site.estates, weights=weights)[0]
        return estate, self.rng.choice(self._by_estate[f"{self.site.code}{estate.grid:03d}"])

    def _name(self, firm: _Firm, estate: Estate) -> str:
        """A name nobody has yet: by road and trade for public bodies, else with a lucky word, by itself or after the
        road or the estate."""
        rng = self.rng
        name = f"{rng.choice((rng.choice(estate.roads), '', ''))}{rng.choice(names.HEADS)}{firm.trade}"
        if firm.kind in {"public", "social"}:
            name = f"{rng.choice(estate.roads)[:2]}{firm.trade}"
        while name in self._taken:
            name = f"{rng.choice((estate.name, *estate.roads))}{rng.choice(names.HEADS)}{firm.trade}"
        self._taken.add(name)
        return name

    def _premises(self, firm: _Firm, building: BuildingRow) -> str:
        if firm.kind == "public":
            return f"{building.address}{self.rng.randint(2, 198)}号"
        if firm.kind == "shop":
            self._units[building.id] = self._units.get(building.id, 0) + 1
            return f"{building.name}底商{self._units[building.id]}号"
        return f"{building.name}{self.rng.randint(1, building.floors)}层"

    def _contacts(self, row: OrganisationRow, firm: _Firm) -> None:
        duties = [
            "负责人",
            *(["安全管理员"] if firm.equipment or firm.premises in {"hostel", "internet"} else []),
        ]
        for order, duty in enumerate(duties):
            owner = self._owner(row)
            name = owner.name if owner else names.person(self.rng, self.rng.choice(("male", "female")), 46)
            self.rows.contacts.append(
                ContactRow(
                    id=f"{self.site.prefix('contact')}{len(self.rows.contacts):012x}",
                    area=row.area,
                    organisation=row.id,
                    resident=owner.id if owner else "",
                    name=name,
                    duty=duty,
                    phone=(owner.phone if owner else "") or self.numbers.phone(),
                    order=order,
                )
            )

    def _owner(self, row: OrganisationRow) -> ResidentRow | None:
        """Now and then a shopkeeper lives in the community."""
        if row.kind != "shop" or not self._grown or self.rng.random() > 0.25:
            return None
        return self.rng.choice(self._grown)


def _pull(estate: str, kind: str) -> float:
    """How many of a kind of organisation an estate draws."""
    if kind == "shop":
        return {"market": 9, "park": 0.8}.get(estate, 1)
    return {"park": 14, "market": 2}.get(estate, 1) if kind == "enterprise" else 1
