"""What a phone takes along, in pieces: each is sent again only when it has changed. A noun that wants something on the
phone adds a section; what is not for phones is left out by the noun's own queries, which see that it goes to one."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import msgspec

from linli.kit.actor import Actor, require
from linli.matters import queries as matters
from linli.patrols import queries as patrols
from linli.register import queries as register
from linli.register.rules import Permission
from linli.sync import rules
from linli.territory import queries as territory


@dataclass(frozen=True, slots=True)
class Chunk:
    """One piece: its name is the same each time, so that a phone can say which it has."""

    id: str
    content: Any


Section = Callable[[Actor, Sequence[str]], Iterable[Chunk]]


def _homes(by: Actor, areas: Sequence[str]) -> Iterator[Chunk]:
    for one in register.packed_homes(by, areas):
        yield Chunk(one.key, one.content)


def _organisations(by: Actor, areas: Sequence[str]) -> Iterator[Chunk]:
    for one in register.packed_organisations(by, areas):
        yield Chunk(one.key, one.content)


def _labels(by: Actor, _areas: Sequence[str]) -> Iterator[Chunk]:
    names = ("code", "name", "name_en")
    yield Chunk("labels", [{name: kind[name] for name in names} for kind in register.told_kinds(by)])


def _patrols(by: Actor, areas: Sequence[str]) -> Iterator[Chunk]:
    for id, content in patrols.packed_routes(by, areas):
        yield Chunk(id, content)
    if days := patrols.packed_days(by):
        yield Chunk("patrol-days", days)


def _categories(by: Actor, _areas: Sequence[str]) -> Iterator[Chunk]:
    yield Chunk("categories", matters.carried(by))


SECTIONS: dict[str, Section] = {
    "homes": _homes,
    "organisations": _organisations,
    "labels": _labels,
    "categories": _categories,
    "patrols": _patrols,
}
"""By the name their pieces bear."""


@dataclass(frozen=True, slots=True)
class Taken:
    """What goes to the phone: the areas, the pieces it has not or not so, the names of those that are gone. `first` has
    the households of each area of which homes go that the phone had not."""

    areas: list[str]
    households: int
    chunks: list[dict[str, Any]]
    gone: list[str]
    first: dict[str, int]

    def encoded(self) -> bytes:
        """As an answer; the pieces are encoded already."""
        areas = [{"code": area, "name": territory.name_of(area)} for area in self.areas]
        told = {"areas": areas, "households": self.households, "chunks": self.chunks, "gone": self.gone}
        return msgspec.json.encode(told)


def pack(by: Actor, *, chosen: Sequence[str], known: Mapping[str, str]) -> Taken:
    """What changed of what the actor's phone takes along; `known` are the stamps of what it has. Refused where grids
    are to be chosen first, or where those chosen are too many."""
    by = replace(by, on_phone=True)
    require(by, Permission.SEE, within=None)
    sees = {seat.area for seat in by.seats if seat.grants(Permission.SEE) and by.sees(seat.area)}
    areas = rules.areas_for(sees, chosen)
    households = {area: register.households_in(by, area) for area in areas}
    rules.check_size(households)
    found: dict[str, dict[str, Any]] = {}
    fresh: list[str] = []
    for section, pieces in SECTIONS.items():
        for one in pieces(by, areas):
            content = msgspec.json.encode(one.content)
            stamp = rules.stamp_of(content)
            if section == "homes" and one.id not in known:
                fresh.append(one.content["area"])
            found[one.id] = {
                "id": one.id,
                "section": section,
                "stamp": stamp,
                "content": msgspec.Raw(content),
            }
    return Taken(
        areas=areas,
        households=sum(households.values()),
        chunks=[one for id, one in found.items() if known.get(id) != one["stamp"]],
        gone=[id for id in known if id not in found],
        first={area: households[area] for area in areas if any(at.startswith(area) for at in fresh)},
    )
