"""Residents: households get their dwellings, people their names, birthdays, numbers, presence and what else a register
asks for."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from linli.cli.synthetic import marginals, names
from linli.cli.synthetic.homes import Place
from linli.cli.synthetic.households import CHILD, Home, Person
from linli.cli.synthetic.numbers import Numbers
from linli.cli.synthetic.site import Site
from linli.register.rules.rows import HouseholdRow, ResidentRow, Rows

FAR = (
    "望川市",
    "槐阳县",
    "青埠县",
    "双桥市",
    "临漳县",
    "白水洼县",
    "云岫市",
    "长汀口镇",
    "北屯子镇",
    "石门坎乡",
)
"""Where guests are registered: places of the invented province."""
WORK = names.words("work")
GIG = frozenset({"快递员", "外卖骑手", "网约车司机"})
_ETHNIC = ("汉族",) * 46 + ("满族", "回族", "朝鲜族", "蒙古族")


@dataclass(slots=True)
class Lived:
    """A household with everybody in it, for whoever gives labels."""

    home: Home
    row: HouseholdRow
    residents: list[ResidentRow]
    presence: str


class Dates:
    """Days counted back from today, each made once."""

    def __init__(self, today: date) -> None:
        self.today = today
        self._made: dict[int, date] = {}

    def ago(self, days: int) -> date:
        """The day so many days ago."""
        found = self._made.get(days)
        if found is None:
            found = self._made[days] = self.today - timedelta(days=days)
        return found

    def checked(self, rng: random.Random) -> date | None:
        """When somebody last looked: mostly in the last months, some long ago, some never."""
        chance = rng.random()
        return None if chance < 0.03 else self.ago(int(rng.expovariate(1 / 55)) % 540)

    def born(self, rng: random.Random, age: int) -> date:
        """A birthday of somebody of this age, not within two days of it."""
        return self.ago(int(age * 365.2425) + rng.randint(3, 362))


def live(
    site: Site, homes: list[Home], places: list[list[Place]], numbers: Numbers, dates: Dates, rows: Rows
) -> list[Lived]:
    """Put the households of a community in their dwellings, and return them."""
    rng, found = site.rng("people"), list[Lived]()
    made = _Maker(site, rng, numbers, dates, rows)
    for home, place in zip(homes, _chosen(site, places, rng), strict=True):
        found.append(made.household(home, place))
    members = _members(found, rng, made.party)
    for resident in members:
        resident.politics = "中共党员"
    return found


def _chosen(site: Site, places: list[list[Place]], rng: random.Random) -> Iterator[Place]:
    """The dwellings that are lived in: tenants, who come first, in the market and the park before anywhere else."""
    chosen: list[tuple[bool, float, Place]] = []
    for estate, dwellings in zip(site.estates, places, strict=True):
        late = estate.kind not in {"market", "park"}
        for n in sorted(rng.sample(range(len(dwellings)), estate.households)):
            chosen.append((late, rng.random(), dwellings[n]))  # noqa: PERF401 - chance is drawn in this order
    chosen.sort(key=lambda one: one[:2])
    return (place for _, _, place in chosen)


def _members(lived: list[Lived], rng: random.Random, count: int) -> list[ResidentRow]:
    """Who is in the Party: grown-ups, those who are old twice as likely."""
    pool = [
        (rng.random() * (1 if person.age < 50 else 0.5), n, resident)
        for n, one in enumerate(lived)
        for person, resident in zip(one.home.people, one.residents, strict=True)
        if person.age >= 22
    ]
    pool.sort(key=lambda one: one[:2])
    return [resident for _, _, resident in pool[:count]]


class _Maker:
    """Makes households and residents, and counts them."""

    def __init__(self, site: Site, rng: random.Random, numbers: Numbers, dates: Dates, rows: Rows) -> None:
        self.site, self.rng, self.numbers, self.dates, self.rows = site, rng, numbers, dates, rows
        self.party = marginals.of(site.households).members
        self._homes, self._people, self._stays = (site.prefix(n) for n in ("household", "resident", "stay"))

    def household(self, home: Home, place: Place) -> Lived:
        """A household in its dwelling."""
        rng, presence = self.rng, self._presence(home)
        longest = 1400 if home.kind.tenant else 12_000
        since = self.dates.ago(rng.randint(20, min(longest, 365 * (home.people[0].age - 17))))
        checked = self.dates.checked(rng)
        dwelling = place.dwelling
        dwelling.checked_on = checked
        self._use(home, place, presence)
        row = HouseholdRow(
            id=f"{self._homes}{len(self.rows.households):012x}",
            area=dwelling.area,
            dwelling=dwelling.id,
            kind="collective" if home.kind.key == "many" else "family",
            tenant=home.kind.tenant,
            size=len(home.people),
            since=since,
            checked_on=checked,
        )
        self.rows.households.append(row)
        lived = Lived(home, row, [], presence)
        for person in home.people:
            lived.residents.append(self._resident(person, lived, place))
        return lived

    def _presence(self, home: Home) -> str:
        chance = self.rng.random()
        if home.kind.tenant:
            return "guest" if chance < 0.97 else "unknown"
        if chance < 0.935:
            return "here"
        return (
            "away"
            if chance < 0.975
            else "hung"
            if chance < 0.983
            else "guest"
            if chance < 0.995
            else "unknown"
        )

    def _use(self, home: Home, place: Place, presence: str) -> None:
        dwelling, rng = place.dwelling, self.rng
        if not home.kind.tenant:
            empty = presence in {"away", "hung"}
            dwelling.use = "vacant" if empty else "own" if rng.random() < 0.99 else "unknown"
            return
        dwelling.use = "shared" if home.kind.key in {"fellows", "many"} else "let"
        dwelling.landlord = names.person(rng, rng.choice(("male", "female")), 1968)
        dwelling.landlord_phone = self.numbers.phone()
        dwelling.lease_ends_on = self.dates.ago(rng.randint(-500, 12))

    def _resident(self, person: Person, lived: Lived, place: Place) -> ResidentRow:
        rng = self.rng
        born = self.dates.born(rng, person.age)
        guest = lived.presence == "guest"
        row = ResidentRow(
            id=f"{self._people}{len(self.rows.residents):012x}",
            stay=f"{self._stays}{len(self.rows.residents):012x}",
            area=place.dwelling.area,
            household=lived.row.id,
            dwelling=place.dwelling.id,
            since=max(lived.row.since, born),
            relation=_relation(person),
            name=self._name(person, born, lived),
            sex=person.sex,
            born_on=born,
            presence=lived.presence,
            registered_at=rng.choice(FAR) if guest else place.address,
            ethnicity=rng.choice(_ETHNIC),
            politics="共青团员" if 14 <= person.age <= 26 and rng.random() < 0.4 else "群众",
            education=_education(rng, person.age),
            marriage=_marriage(rng, person, lived.home),
            occupation=_occupation(rng, person.age),
            workplace="",
            id_number=""
            if rng.random() < 0.02
            else self.numbers.citizen(born, woman=person.sex == "female", guest=guest),
            phone=self.numbers.phone() if person.age >= 12 and rng.random() < 0.93 else "",
            checked_on=lived.row.checked_on,
        )
        self.rows.residents.append(row)
        return row

    def _name(self, person: Person, born: date, lived: Lived) -> str:
        """Children are called after the man of the house, or the one who is there; nobody twice in a home."""
        taken = {one.name for one in lived.residents}
        surname = ""
        if person.relation in {"child", "grandchild"}:
            parents = [one for one in lived.residents[:2] if one.relation in {"head", "spouse"}]
            surname = next((one.name[0] for one in parents if one.sex == "male"), parents[0].name[0])
        while True:
            name = names.person(self.rng, person.sex, born.year, surname)
            if name not in taken:
                return name


def _relation(person: Person) -> str:
    if person.relation == "child":
        return "son" if person.sex == "male" else "daughter"
    return person.relation


_SCHOOLS = ("小学", "初中", "高中", "中专", "大专", "本科", "研究生")


def _education(rng: random.Random, age: int) -> str:
    if age < 7:
        return ""
    if age < 18:
        return "小学" if age < 13 else "初中" if age < 16 else "高中"
    weights = (22, 34, 20, 9, 9, 5, 1) if age >= 60 else (3, 26, 18, 13, 22, 16, 2)
    return rng.choices(_SCHOOLS, weights=weights)[0]


def _marriage(rng: random.Random, person: Person, home: Home) -> str:
    if home.kind.pair and person.relation in {"head", "spouse"}:
        return "已婚"
    if person.age >= 60:
        return "丧偶" if rng.random() < 0.85 else "离异"
    if person.band == CHILD or person.age < 30:
        return "未婚" if person.relation != "head" or person.band != "young" else "离异"
    return rng.choice(("未婚", "离异", "已婚"))


def _occupation(rng: random.Random, age: int) -> str:
    if age >= 60:
        return "退休"
    return rng.choice(WORK) if age >= 18 else "学生" if age >= 6 else ""
