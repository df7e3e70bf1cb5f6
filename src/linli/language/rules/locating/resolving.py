"""From a mention to places: the building of an estate by its number, the room of a building, the shop of a trade beside
something, each with its reasons."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from linli.language.rules.locating.chains import Chain
from linli.language.rules.locating.gazetteer import Gazetteer, Meant
from linli.language.rules.locating.mentions import Mention
from linli.language.rules.locating.places import Candidate, Kind, Place, Reason, Room, Wanted
from linli.language.rules.locating.shadow import number
from linli.language.rules.locating.variants import SINGLE

ROOMS_MOST = 40
ALIKE_MOST = 12
"""Buildings of one number that are looked at where no estate is named."""
LIVES = 0.85
ELSEWHERE = 0.8
APART = 0.1
BROKEN = 0.5
VAGUE = 0.6
_BASE = {
    Kind.DWELLING: 0.98,
    Kind.BUILDING: 0.95,
    Kind.ORGANISATION: 0.94,
    Kind.POINT: 0.92,
    Kind.ESTATE: 0.86,
    Kind.GRID: 0.8,
}
_HOW = {
    "name": Reason("名称相同", "same name"),
    "short": Reason("简称", "short form of the name"),
    "alias": Reason("大家这样叫它", "a name people call it by"),
    "address": Reason("门牌地址相同", "same road and number"),
    "trade": Reason("店名相同，行当换了说法", "same name, the trade in other words"),
    "sound": Reason("读音相同", "sounds the same"),
    "near": Reason("名称差一个字", "one character differs"),
}
_NEAR = Reason("在您的片区里", "in your own area")
_ONLY = Reason("只有这一处", "the only one there")


@dataclass(frozen=True, slots=True)
class Read:
    """A mention with the places it may mean, and the rooms that are to be asked for. `broken` where it names what the
    register has not."""

    mention: Mention
    candidates: tuple[Candidate, ...] = ()
    wanted: tuple[Wanted, ...] = ()
    broken: bool = False


def resolve(known: Gazetteer, one: Mention, *, near: Sequence[str]) -> Read:
    """The places of a mention, without rooms."""
    if one.stranger:
        return Read(one, broken=True)
    if one.name is not None:
        one = replace(one, name=replace(one.name, meant=_likeliest(known, one.name.meant, near)))
    if one.trade:
        return _of_trade(known, one, near)
    if one.chain is not None:
        return _of_chain(known, one, one.chain, near)
    found = [_named(known, one, meant) for meant in (one.name.meant if one.name else ())]
    return Read(one, tuple(found), broken=_is_stranger(one))


def _likeliest(known: Gazetteer, every: Sequence[Meant], near: Sequence[str]) -> tuple[Meant, ...]:
    """Of the places a name may stand for those it stands for best: places elsewhere count less where some are near, and
    somebody else's short name gives way to a name in full."""
    here = [bool(near) and known.places[one.place].area.startswith(tuple(near)) for one in every]
    if any(here) and not all(here):
        every = [
            one if is_here else replace(one, quality=one.quality * ELSEWHERE)
            for one, is_here in zip(every, here, strict=True)
        ]
    best = max((one.quality for one in every), default=0.0)
    return tuple(one for one in every if one.quality > best - APART)


def _is_stranger(one: Mention) -> bool:
    """Whether something stands beside a place that the register has not (旁边的搅拌站)."""
    return bool(one.head and one.relation)


def _named(known: Gazetteer, one: Mention, meant: Meant) -> Candidate:
    place = known.places[meant.place]
    score = _BASE[place.kind] * meant.quality * (LIVES if one.lives else 1.0)
    why = [_HOW[meant.how]]
    if one.relation:
        score *= 0.96
        why.append(Reason(f"在它的{one.relation}", "beside it"))
    return _candidate(known, place, score, why, one)


def _candidate(
    known: Gazetteer, place: Place, score: float, why: Sequence[Reason], one: Mention, *, suffix: str = ""
) -> Candidate:
    return Candidate(
        kind=place.kind,
        id=place.id,
        code=place.code,
        name=place.name + suffix,
        area=place.area,
        score=round(score, 3),
        why=tuple(why),
        inside=tuple(_around(known, place)),
        start=one.start,
        end=one.end,
    )


def _around(known: Gazetteer, place: Place) -> Iterator[str]:
    """Ids of what a place lies in: building, estate, grids."""
    seen = known.place(place.parent)
    while seen is not None:
        yield seen.id
        seen = known.place(seen.parent)
    yield place.area
    yield place.area[:15]


def _of_chain(known: Gazetteer, one: Mention, chain: Chain, near: Sequence[str]) -> Read:
    """Buildings by estate and number; without an estate every building of the number."""
    names = one.name.meant if one.name else ()
    if not chain.building:
        return _of_inside(known, one, chain, names, near)
    if names:
        found = [hit for meant in names for hit in _numbered(known, one, chain, meant)]
        if not found:
            here = [_named(known, one, meant) for meant in names]
            told = Reason(
                f"登记里没有{chain.building}号楼", f"the register has no building {chain.building} there"
            )
            return Read(one, tuple(replace(c, score=BROKEN, why=(*c.why, told)) for c in here), broken=True)
    else:
        alike = known.numbered.get(chain.building, [])
        found = [
            (
                known.places[at],
                0.86 if len(alike) == 1 else 0.66,
                [Reason(f"{chain.building}号楼", "its number")],
            )
            for at in alike
        ]
        found = _in_reach(found, near)[:ALIKE_MOST]
    return _buildings(known, one, chain, found, stated=bool(names))


def _numbered(
    known: Gazetteer, one: Mention, chain: Chain, meant: Meant
) -> Iterator[tuple[Place, float, list[Reason]]]:
    """The buildings with a number in what a name stands for: an estate, or the estates and buildings of a grid."""
    place = known.places[meant.place]
    every = known.buildings.get((place.id, chain.building), [])
    if place.kind is Kind.GRID:
        every = [
            at
            for at in known.numbered.get(chain.building, [])
            if known.places[at].area.startswith(place.code)
        ]
    for at in every:
        why = [_HOW[meant.how], Reason(f"{chain.building}号楼", f"building {chain.building}")]
        yield known.places[at], meant.quality * one.attached, why


def _in_reach(
    found: list[tuple[Place, float, list[Reason]]], near: Sequence[str]
) -> list[tuple[Place, float, list[Reason]]]:
    """Where no estate is named, buildings of the number in one's own area, if there are any."""
    here = [one for one in found if near and one[0].area.startswith(tuple(near))]
    return [(place, score + 0.06, [*why, _NEAR]) for place, score, why in here] or found


def _buildings(
    known: Gazetteer,
    one: Mention,
    chain: Chain,
    found: Sequence[tuple[Place, float, list[Reason]]],
    *,
    stated: bool,
) -> Read:
    candidates: list[Candidate] = []
    wanted: list[Wanted] = []
    stands = False
    for place, quality, why in found:
        score = (
            quality * _BASE[Kind.BUILDING] * (0.96 if one.relation else 1.0) * (LIVES if one.lives else 1.0)
        )
        fault = _fault(place, chain)
        if fault:
            if stated:
                candidates.append(_candidate(known, place, BROKEN, [*why, fault], one))
            continue
        stands = True
        if one.relation:
            why = [*why, Reason(f"在它的{one.relation}", "beside it")]
        suffix = f"{chain.entrance}单元" if chain.entrance else ""
        candidates.append(_candidate(known, place, score, why, one, suffix=suffix))
        if (chain.room or chain.floor) and not one.relation:
            floor = int(chain.floor) if chain.floor.isdigit() else None
            wanted.append(Wanted(place.id, chain.entrance, chain.room, None if chain.room else floor))
    return Read(one, tuple(candidates), tuple(wanted), broken=stated and not stands)


def _fault(place: Place, chain: Chain) -> Reason | None:
    """Why a building cannot be the one: it has no such entrance, or not so many floors."""
    if chain.entrance and place.entrances and chain.entrance not in {number(e) for e in place.entrances}:
        return Reason(f"这栋楼没有{chain.entrance}单元", f"the building has no entrance {chain.entrance}")
    if chain.floor.isdigit() and place.floors and int(chain.floor) > place.floors:
        return Reason(f"这栋楼没有{chain.floor}楼", f"the building has no floor {chain.floor}")
    return None


def _of_inside(
    known: Gazetteer, one: Mention, chain: Chain, names: Sequence[Meant], near: Sequence[str]
) -> Read:
    """An entrance or room without a building's number: of the building that was named, else of the only one of its
    estate."""
    found: list[tuple[Place, float, list[Reason]]] = []
    for meant in names:
        place = known.places[meant.place]
        if place.kind is Kind.BUILDING:
            found.append((place, meant.quality * one.attached, [_HOW[meant.how]]))
    if found:
        return _buildings(known, one, chain, found, stated=True)
    here = [_named(known, one, meant) for meant in names]
    told = Reason("没说几号楼", "no building is named")
    return Read(one, tuple(replace(c, why=(*c.why, told)) for c in here))


def _of_trade(known: Gazetteer, one: Mention, near: Sequence[str]) -> Read:
    """Organisations by trade: at or beside a place that is named, else near whoever writes, else the only one."""
    every = [known.places[at] for at in known.trades.get(one.trade, [])]
    anchors = _anchors(known, one)
    told = Reason(f"{one.head}", "its trade")
    if anchors:
        there = [place for place in every if _beside(known, place, anchors)]
        found = [_candidate(known, place, 0.7, [told, _beside_of(anchors[0])], one) for place in there]
        if len(found) == 1:
            return Read(one, (replace(found[0], why=(*found[0].why, _ONLY)),))
        at = [_candidate(known, place, 0.55, [_beside_of(place)], one) for place in anchors]
        return Read(one, tuple([*found, *at][:ALIKE_MOST]), broken=True)
    single = one.trade in SINGLE
    here = [place for place in every if near and place.area.startswith(tuple(near))]
    if len(here) == 1:
        return Read(one, (_candidate(known, here[0], 0.68 if single else VAGUE, [told, _NEAR, _ONLY], one),))
    if len(every) == 1:
        return Read(one, (_candidate(known, every[0], 0.72 if single else VAGUE, [told, _ONLY], one),))
    some = (here or every)[:ALIKE_MOST]
    return Read(one, tuple(_candidate(known, place, 0.4, [told], one) for place in some))


def _anchors(known: Gazetteer, one: Mention) -> list[Place]:
    if one.chain is not None and one.name is not None:
        found = [p for meant in one.name.meant for p, _, _ in _numbered(known, one, one.chain, meant)]
        if found:
            return found
    return [known.places[meant.place] for meant in one.name.meant] if one.name else []


def _beside_of(place: Place) -> Reason:
    return Reason(f"在{place.name}里面或旁边", f"at or beside {place.name}")


def _beside(known: Gazetteer, place: Place, anchors: Sequence[Place]) -> bool:
    around = set(_around(known, place))
    return any(anchor.id in around or anchor.area[:15] == place.area[:15] for anchor in anchors)


def with_rooms(known: Gazetteer, read: Read, answered: Mapping[str, Sequence[Room]]) -> Read:
    """A mention with the rooms that are there: one room is meant, of several the building; a building without the room
    is none where its estate was not named."""
    if not read.wanted:
        return read
    kept: list[Candidate] = []
    stands = False
    stated = read.mention.name is not None
    by_id = {wanted.building: wanted for wanted in read.wanted}
    for candidate in read.candidates:
        if candidate.id not in by_id or candidate.id not in answered:
            stands = stands or candidate.score > BROKEN
            kept.append(candidate)
            continue
        rooms = answered[candidate.id]
        if rooms or not by_id[candidate.id].room:
            stands = True
        if rooms:
            kept += _roomed(candidate, by_id[candidate.id], rooms)
        elif stated:
            told = Reason("楼里没有这个房号", "the building has no such room")
            kept.append(replace(candidate, score=BROKEN, why=(*candidate.why, told)))
    return replace(read, candidates=tuple(kept), broken=read.broken or (stated and not stands))


def _roomed(building: Candidate, wanted: Wanted, rooms: Sequence[Room]) -> Iterator[Candidate]:
    """The rooms of a building: one alone is meant; of several the building is, and they follow it."""
    single = len(rooms) == 1
    base = building.score / _BASE[Kind.BUILDING] * _BASE[Kind.DWELLING]
    for room in rooms[:ALIKE_MOST]:
        told = Reason(f"房号{room.room}", f"room {room.room}")
        yield Candidate(
            kind=Kind.DWELLING,
            id=room.id,
            code=room.code,
            name=f"{building.name.removesuffix(f'{wanted.entrance}单元')}"
            + (f"{room.entrance}单元" if room.entrance else "")
            + f"{room.room}室",
            area=room.area,
            score=round(base if single else building.score - 0.05, 3),
            why=(*building.why, told),
            inside=(building.id, *building.inside),
            start=building.start,
            end=building.end,
        )
    yield (
        building
        if single
        else replace(building, why=(*building.why, Reason("没说哪个单元或哪一户", "which home is not said")))
    )
