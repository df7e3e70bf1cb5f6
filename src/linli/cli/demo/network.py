"""Who is in touch with whom in the demo's community: whom nobody reaches, who has family and neighbours to call, who
informs for which building. Invented, of nobody; chosen the same every time."""

import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

ALONE = frozenset({"living_alone_elder", "empty_nest_elder", "hard_up", "disabled", "oldest_old"})
"""Labels of those of whom one would first know whom to call."""
GIVEN = ("建华", "丽娟", "志强", "晓燕", "国平", "海燕", "明辉", "雪梅", "卫东", "静怡", "永康", "玉兰")
KINS = ("child", "child", "child", "sibling", "nephew", "grandchild")
NOTES = {
    "child": ("每周日回来", "在外地上班，晚上能接电话", "住得近，半小时能到"),
    "neighbour": ("有备用钥匙", "每天早上敲门问一声", "白天多半在家"),
}
INFORMS = ("退休教师，认得全楼的人", "爱下棋，消息灵通", "原来的楼长，热心", "常在楼下晒太阳，什么都听得到")
SILENT, ALONE_SILENT = 30, 8
"""Households that nobody reaches, and how many of them live alone or are hard up."""
TIED, NEIGHBOURS = 220, 0.45
INFORMED = 0.7
"""Share of the buildings that have an informant."""


@dataclass(frozen=True, slots=True)
class Home:
    """A household where it lives: its members as the register packs them, the labels of all."""

    id: UUID
    building: UUID
    members: tuple[Mapping[str, Any], ...]
    labels: frozenset[str]


@dataclass(frozen=True, slots=True)
class Said:
    """A tie as it is entered: of whom, what to him, by which resident or by which name and phone."""

    household: UUID
    member: UUID
    kind: str
    kin: str
    name: str
    phone: str
    other: UUID | None
    note: str
    emergency: bool
    has_key: bool


@dataclass(frozen=True, slots=True)
class Plan:
    """All of it: households that stay silent, ties, and informants by building with what is said of them."""

    silent: Sequence[Home]
    ties: Sequence[Said]
    informants: Mapping[UUID, tuple[UUID, str]]


def homes_in(packed: Iterable[Mapping[str, Any]]) -> list[Home]:
    """The households of some packed buildings, in the order of their ids."""
    found = [
        Home(
            one["id"],
            building["id"],
            tuple(one["members"]),
            frozenset([*one["labels"], *(label for who in one["members"] for label in who["labels"])]),
        )
        for building in packed
        for dwelling in building.get("dwellings", ())
        for one in dwelling["households"]
        if one["members"]
    ]
    return sorted(found, key=lambda home: home.id)


def plan(homes: Sequence[Home]) -> Plan:
    """Choose."""
    draw = random.Random("demo-network")
    alone = [home for home in homes if home.labels & ALONE]
    others = [home for home in homes if not home.labels & ALONE]
    silent = [*draw.sample(alone, min(ALONE_SILENT, len(alone)))]
    silent += draw.sample(others, min(SILENT - len(silent), len(others)))
    quiet = {home.id for home in silent}
    talking = [*draw.sample(alone, len(alone)), *draw.sample(others, len(others))]
    tied = [home for home in talking if home.id not in quiet][:TIED]
    beside = _beside(homes)
    said = [one for number, home in enumerate(tied) for one in _of(home, beside, number, draw)]
    return Plan(silent, said, _informants(homes, quiet, draw))


def _beside(homes: Sequence[Home]) -> dict[UUID, list[Home]]:
    found: dict[UUID, list[Home]] = {}
    for home in homes:
        found.setdefault(home.building, []).append(home)
    return found


def _of(home: Home, beside: Mapping[UUID, list[Home]], number: int, draw: random.Random) -> list[Said]:
    who = home.members[0]
    kin = draw.choice(KINS)
    relative = Said(
        household=home.id,
        member=who["id"],
        kind="relative",
        kin=kin,
        name=str(who["name"])[:1] + draw.choice(GIVEN),
        phone=f"1949{number:07d}",
        other=None,
        note=draw.choice(NOTES["child"]) if kin == "child" else "",
        emergency=True,
        has_key=draw.random() < 0.3,
    )
    near = [one for one in beside[home.building] if one.id != home.id]
    if not near or draw.random() > NEIGHBOURS:
        return [relative]
    other = draw.choice(near).members[0]
    note, key = draw.choice(NOTES["neighbour"]), draw.random() < 0.4
    neighbour = Said(
        home.id, who["id"], "neighbour", "", "", "", other["id"], note, emergency=False, has_key=key
    )
    return [relative, neighbour]


def _informants(homes: Sequence[Home], quiet: set[UUID], draw: random.Random) -> dict[UUID, tuple[UUID, str]]:
    """In most buildings somebody who has time; none where those live whom nobody reaches."""
    dumb = {home.building for home in homes if home.id in quiet}
    found: dict[UUID, tuple[UUID, str]] = {}
    for building, there in _beside(homes).items():
        able = [who["id"] for home in there for who in home.members if who["age"] and 55 <= who["age"] <= 74]
        if building not in dumb and able and draw.random() < INFORMED:
            found[building] = (draw.choice(able), draw.choice(INFORMS))
    return found
