"""Whether two matters look like one: how many telling pairs of characters their words share, whether they name the same
place or lie close together, whether the same person reports. Pairs that everybody uses weigh little."""

import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from linli.language.rules.grams import grams
from linli.language.rules.phrases import SAID_BY_ALL
from linli.language.rules.plain import digits

LEAST = 0.26
"""From this score on two matters are shown as alike; tuned on real messages, see decision record 0014."""
NEAR_METRES = 120.0
PAIRS_LEAST = 3
"""Telling pairs that must be shared: two words in common are a topic, not a matter."""
_PLACE_BONUS, _NEAR_BONUS, _PHONE_BONUS = 0.12, 0.08, 0.12
_ELSEWHERE, _ANOTHER_PLACE = 0.6, 0.3
_WEIGHT_UNKNOWN = 6.2
"""The weight of a pair that fewer than one matter in two hundred holds."""
_LIGHT = frozenset(
    "的了是在我有们和也都就不这那个到说要会着没很上下来去对把被请与及等为以吗呢吧啊呀您你他她它"
)
_PLACED = re.compile("[巷街路弄里园苑村栋幢楼门桥坊舍场城]")
_BUILDING = re.compile(r"(?<![0-9])([0-9]{1,3})(?:号楼|幢|栋|座|#楼)")
_EARTH_METRES = 6_371_000.0


@dataclass(frozen=True, slots=True)
class Said:
    """What is known of one matter: its words, where it is, what pairs it holds."""

    words: str
    place: str = ""
    point: tuple[float, float] | None = None
    area: str = ""


@dataclass(frozen=True, slots=True)
class Likeness:
    """How alike, 0 to 1, and why: words, place, near, reporter."""

    score: float
    why: tuple[str, ...]


def weights(shares: Mapping[str, float]) -> Callable[[str], float]:
    """How much a pair tells, from the share of matters that hold it."""

    def weight(pair: str) -> float:
        share = shares.get(pair)
        told = _WEIGHT_UNKNOWN if share is None else min(_WEIGHT_UNKNOWN, -math.log(max(share, 1e-4)) + 0.5)
        return told * 0.4 if not _LIGHT.isdisjoint(pair) else told

    return weight


def telling(said: Said, weight: Callable[[str], float], *, most: int) -> list[str]:
    """The pairs of a draft that tell most; to look for candidates by."""
    pairs = _pairs(said)
    return sorted(pairs, key=lambda pair: -weight(pair))[:most]


def likeness(
    one: Said, other: Said, weight: Callable[[str], float], *, same_reporter: bool = False
) -> Likeness:
    """How alike a draft and a matter are. The words decide; place, nearness and the same reporter add to them, a
    different building takes away."""
    mine, theirs = _pairs(one), _pairs(other)
    shared = mine & theirs
    score = _share(mine, theirs, shared, weight)
    why = ["words"] if score >= LEAST / 2 and _telling_enough(shared, weight) else []
    if _same_place(one, other):
        score += _PLACE_BONUS
        why.append("place")
    elif _other_building(one, other):
        score -= _ELSEWHERE
    elif _other_place(one, other):
        score -= _ANOTHER_PLACE
    if _metres(one.point, other.point) <= NEAR_METRES:
        score += _NEAR_BONUS
        why.append("near")
    if same_reporter:
        score += _PHONE_BONUS
        why.append("reporter")
    likely = "words" in why or (same_reporter and score >= LEAST)
    return Likeness(round(max(0.0, min(1.0, score)), 3) if likely else 0.0, tuple(why))


def _pairs(said: Said) -> set[str]:
    return {pair for pair in grams(SAID_BY_ALL.sub(" ", f"{said.place}\n{said.words}")) if len(pair) > 1}


def _share(mine: set[str], theirs: set[str], shared: set[str], weight: Callable[[str], float]) -> float:
    """The weight of what is shared, against both; a short draft is not blamed for what a long text says besides."""
    both = sum(map(_squared(weight), shared))
    if not both:
        return 0.0
    a, b = (sum(map(_squared(weight), pairs)) for pairs in (mine, theirs))
    longer = max(a, b)
    shorter = min(a, b)
    return both / (shorter**0.65 * longer**0.35)


def _squared(weight: Callable[[str], float]) -> Callable[[str], float]:
    return lambda pair: weight(pair) ** 2


def _telling_enough(shared: set[str], weight: Callable[[str], float]) -> bool:
    return sum(weight(pair) >= 3.0 for pair in shared) >= PAIRS_LEAST


def _same_place(one: Said, other: Said) -> bool:
    """Whether they name the same place; in the draft it may stand among the words."""
    a, b = (digits("".join(said.place.split())) for said in (one, other))
    if len(b) > 2 and b in digits(one.words):
        return True
    return len(a) > 2 and len(b) > 2 and (a in b or b in a)


def _other_place(one: Said, other: Said) -> bool:
    """Whether the draft names a place, and nothing of the place the matter is at."""
    said = f"{one.place}\n{one.words}"
    theirs = {pair for pair in grams(other.place) if len(pair) > 1}
    return bool(theirs) and bool(_PLACED.search(said)) and not theirs & set(grams(said))


def _other_building(one: Said, other: Said) -> bool:
    """Whether both name buildings, and none in common."""
    a, b = (set(_BUILDING.findall(digits(f"{said.place}\n{said.words}"))) for said in (one, other))
    return bool(a) and bool(b) and not a & b


def _metres(one: tuple[float, float] | None, other: tuple[float, float] | None) -> float:
    """The distance of two points (longitude, latitude in degrees); endless where one is unknown."""
    if one is None or other is None:
        return math.inf
    east = math.radians(other[0] - one[0]) * math.cos(math.radians((one[1] + other[1]) / 2))
    return _EARTH_METRES * math.hypot(east, math.radians(other[1] - one[1]))
