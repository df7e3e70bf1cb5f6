"""Who lives together: kinds of households in proportion, their numbers bent until residents and elders are exact, then
ages and sexes so that the women are exact too."""

import random
from dataclasses import dataclass

from linli.cli.synthetic.marginals import Marginals, shared

ELDER, ADULT, CHILD, GROWN, YOUNG = "elder", "adult", "child", "grown", "young"
"""Bands of age: sixty and over; eighteen to fifty-eight; under eighteen; the grown child of an elder; a young parent.
Nobody is fifty-nine, so that the number of elders holds for a year."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of household: how often, who is in it (relation to the first, band of age); `pair` says that the first two
    are man and wife, `tenant` that they rent."""

    key: str
    share: float
    who: tuple[tuple[str, str], ...]
    pair: bool = False
    tenant: bool = False


KINDS = (
    Kind("elder_alone", 15.5, (("head", ELDER),)),
    Kind("elders", 13.5, (("head", ELDER), ("spouse", ELDER)), pair=True),
    Kind("single", 19.5, (("head", ADULT),)),
    Kind("couple", 7.5, (("head", ADULT), ("spouse", ADULT)), pair=True),
    Kind("family", 10.5, (("head", YOUNG), ("spouse", YOUNG), ("child", CHILD)), pair=True),
    Kind("family_of_four", 2, (("head", YOUNG), ("spouse", YOUNG), ("child", CHILD), ("child", CHILD)), pair=True),
    Kind("parent", 3.5, (("head", YOUNG), ("child", CHILD))),
    Kind(
        "generations",
        2.5,
        (("head", YOUNG), ("spouse", YOUNG), ("child", CHILD), ("parent", ELDER)),
        pair=True,
    ),
    Kind("elder_and_grown", 6, (("head", ELDER), ("child", GROWN))),
    Kind("elders_and_grown", 1.5, (("head", ELDER), ("spouse", ELDER), ("child", GROWN)), pair=True),
    Kind("elders_and_grandchild", 1, (("head", ELDER), ("spouse", ELDER), ("grandchild", CHILD)), pair=True),
    Kind("tenant", 9, (("head", ADULT),), tenant=True),
    Kind("tenants", 3, (("head", ADULT), ("spouse", ADULT)), pair=True, tenant=True),
    Kind("fellows", 3.5, (("head", ADULT), ("tenant", ADULT), ("tenant", ADULT)), tenant=True),
    Kind("many", 1, (("head", ADULT), *(("tenant", ADULT),) * 4), tenant=True),
)  # fmt: skip
BY_KEY = {kind.key: kind for kind in KINDS}


@dataclass(slots=True)
class Person:
    """Somebody before he has a name."""

    relation: str
    band: str
    age: int = 0
    sex: str = ""


@dataclass(slots=True)
class Home:
    """A household before it has a dwelling."""

    kind: Kind
    people: list[Person]


def settle(wanted: Marginals, rng: random.Random) -> list[Home]:
    """All households of a community, in an order of chance, tenants first."""
    counts = _counts(wanted)
    homes = [_home(kind, rng) for kind in KINDS for _ in range(counts[kind.key])]
    _sexes(homes, wanted.women, rng)
    rng.shuffle(homes)
    homes.sort(key=lambda home: not home.kind.tenant)
    return homes


def _counts(wanted: Marginals) -> dict[str, int]:
    """How many households of each kind, so that elders and residents come out as wanted."""
    parts = shared(wanted.households, [kind.share for kind in KINDS])
    counts = {kind.key: part for kind, part in zip(KINDS, parts, strict=True)}
    _bend(counts, "single", "elder_alone", wanted.elders - _people(counts, ELDER))
    _bend(counts, "couple", "elders", (wanted.elders - _people(counts, ELDER)) // 2)
    _bend(counts, "single", "couple", wanted.residents - _people(counts))
    _bend(counts, "tenant", "fellows", (wanted.residents - _people(counts)) // 2)
    return counts


def _people(counts: dict[str, int], band: str = "") -> int:
    return sum(
        count * sum(not band or one == band for _, one in BY_KEY[key].who) for key, count in counts.items()
    )


def _bend(counts: dict[str, int], one: str, other: str, by: int) -> None:
    """Make households of one kind into another kind, or back, as far as there are any."""
    step = max(-counts[other], min(counts[one], by))
    counts[one] -= step
    counts[other] += step


def _home(kind: Kind, rng: random.Random) -> Home:
    people = [Person(relation, band) for relation, band in kind.who]
    _ages(people, kind, rng)
    return Home(kind, people)


def _ages(people: list[Person], kind: Kind, rng: random.Random) -> None:
    """Ages that go together: spouses are near, parents 22 to 34 years older than their children."""
    first, bands = people[0], {person.band for person in people}
    if first.band == ELDER:
        first.age = rng.randint(62, 76) if GROWN in bands or CHILD in bands else elder(rng)
    elif first.band == YOUNG:
        children = [person for person in people if person.band == CHILD]
        eldest = rng.randint(1, 17)
        for person in children:
            person.age = eldest if person is children[0] else max(1, eldest - rng.randint(1, 6))
        first.age = eldest + rng.randint(22, 34)
    else:
        first.age = max(grown_up(rng, young=kind.tenant), 23 if kind.pair else 18)
    for person in people[1:]:
        person.age = person.age or _beside(person, first.age, rng)


def _beside(person: Person, first: int, rng: random.Random) -> int:
    if person.relation == "spouse":
        low, high = (60, 98) if person.band == ELDER else (20, 58)
        return min(high, max(low, first + rng.randint(-3, 3)))
    if person.band == ELDER:
        return min(96, max(60, first + rng.randint(22, 34)))
    if person.band == GROWN:
        return min(58, max(20, first - rng.randint(22, 34)))
    if person.relation == "grandchild":
        return rng.randint(2, 15)
    return grown_up(rng, young=True)


def elder(rng: random.Random) -> int:
    """An age of sixty or more, fewer and fewer."""
    return min(99, 60 + int(rng.expovariate(1 / 10.5)))


def grown_up(rng: random.Random, *, young: bool) -> int:
    """An age between eighteen and fifty-eight; tenants are younger."""
    return round(rng.triangular(18, 58, 27 if young else 44))


def _sexes(homes: list[Home], women: int, rng: random.Random) -> None:
    """Man and wife for pairs; of the others so many women of each band that their number comes out as wanted."""
    free: dict[str, list[Person]] = {ELDER: [], CHILD: [], ADULT: []}
    fixed = 0
    for home in homes:
        rest = home.people
        if home.kind.pair:
            wife, fixed = rng.random() < 0.35, fixed + 1
            rest[0].sex, rest[1].sex = ("female", "male") if wife else ("male", "female")
            rest = rest[2:]
        for person in rest:
            free[person.band if person.band in free else ADULT].append(person)
    left = women - fixed
    elders = min(len(free[ELDER]), round(0.55 * len(free[ELDER])), max(0, left))
    children = min(round(0.47 * len(free[CHILD])), max(0, left - elders))
    adults = min(len(free[ADULT]), max(0, left - elders - children))
    for band, count in ((ELDER, elders), (CHILD, children), (ADULT, adults)):
        chosen = set(rng.sample(range(len(free[band])), count))
        for n, person in enumerate(free[band]):
            person.sex = "female" if n in chosen else "male"
