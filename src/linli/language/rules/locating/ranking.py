"""Which place is meant. Every mention gives candidates with a score and reasons; the likeliest stands only where it
is good enough and no other place comes near it, else it is said to be unsure and why."""

from collections.abc import Iterable, Sequence

from linli.language.rules.locating import resolving
from linli.language.rules.locating.gazetteer import Gazetteer
from linli.language.rules.locating.mentions import Mention, mentions
from linli.language.rules.locating.places import Candidate, Located, Reason, Rooms
from linli.language.rules.locating.shadow import shadow

SURE = 0.65
MARGIN = 0.07
SHOWN_MOST = 5
MENTIONS_MOST = 8

_NOTHING = Reason("没有提到登记里的地方", "names no place of the register")
_DOUBT = Reason("提到的地方登记里没有", "speaks of a place the register has not")
_WEAK = Reason("说得太模糊", "is too vague")
_RIVALS = Reason("不止一处对得上", "fits more than one place")


def locate(known: Gazetteer, text: str, *, rooms: Rooms, near: Sequence[str] = ()) -> Located:
    """The place a text speaks of. `near` are area codes where whoever writes works or lives: they decide between places
    that are called the same."""
    said = mentions(known, shadow(text))[:MENTIONS_MOST]
    if not said:
        return Located((), _NOTHING)
    read = [resolving.resolve(known, one, near=near) for one in said]
    asked = list(dict.fromkeys(wanted for one in read for wanted in one.wanted))[: resolving.ROOMS_MOST]
    answered = rooms(asked)
    found = [resolving.with_rooms(known, one, answered) for one in read]
    every = _best(candidate for one in found for candidate in one.candidates)
    return Located(tuple(every[:SHOWN_MOST]), _unsure(every, said, any(one.broken for one in found)))


def _best(every: Iterable[Candidate]) -> list[Candidate]:
    """Each place once, with its best score, the likeliest first."""
    kept: dict[str, Candidate] = {}
    for one in every:
        before = kept.get(one.id)
        if before is None or one.score > before.score:
            kept[one.id] = one
    return sorted(kept.values(), key=lambda one: (-one.score, one.start, one.name))


def _unsure(every: list[Candidate], said: Sequence[Mention], broken: bool) -> Reason | None:
    if not every:
        return _DOUBT if broken or any(one.stranger for one in said) else _NOTHING
    top = every[0]
    if broken:
        return _DOUBT
    if top.score < SURE:
        return _WEAK
    rivals = [one for one in every[1:] if one.score > top.score - MARGIN and not _one_in_other(top, one)]
    return _RIVALS if rivals else None


def _one_in_other(one: Candidate, other: Candidate) -> bool:
    return one.id in other.inside or other.id in one.inside
