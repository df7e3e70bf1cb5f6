"""Every way through the loop that the demo's year tells, by name; how often each is told; and those always told."""

from collections.abc import Callable
from dataclasses import dataclass

from linli.cli.demo import doubles, paths, pressing
from linli.cli.demo.life import Life

WAYS: dict[str, Callable[[Life], None]] = {
    "normal": paths.normal,
    "quick": paths.quick,
    "late": paths.late,
    "unsent": paths.unsent,
    "sent": paths.sent,
    "stalled": paths.stalled,
    "settled": paths.settled,
    "asked": paths.asked,
    "displeased": paths.displeased,
    "returned": paths.returned,
    "twice": paths.twice,
    "twice_above": paths.twice_above,
    "ruled": paths.ruled,
    "escalated": paths.escalated,
    "reopened": paths.reopened,
    "held": paths.held,
    "due_review": paths.due_review,
    "resumed": paths.resumed,
    "withdrawn": paths.withdrawn,
    "declined": paths.declined,
    "referred": paths.referred,
    "waiting": paths.waiting,
    "asking": pressing.asking,
    "extended": pressing.extended,
    "refused": pressing.refused,
    "reminded": pressing.reminded,
    "waited": pressing.waited,
    "pressed": pressing.pressed,
    "watched": pressing.watched,
    "supervised": pressing.supervised,
    "merged": doubles.merged,
    "split": doubles.split,
}

YEAR: dict[str, float] = {
    "normal": 54,
    "quick": 5,
    "late": 5,
    "extended": 14,
    "refused": 3,
    "reminded": 3,
    "pressed": 1.5,
    "supervised": 1.9,
    "returned": 4,
    "ruled": 0.8,
    "escalated": 3.5,
    "reopened": 3,
    "held": 0.5,
    "resumed": 0.8,
    "withdrawn": 2,
    "declined": 1.6,
    "referred": 0.5,
}
"""Out of about a hundred, what becomes of what came in over the year."""

FRESH: dict[str, float] = {
    "normal": 84,
    "sent": 3,
    "waited": 1,
    "asking": 2,
    "supervised": 1,
    "held": 0.5,
    "returned": 3.5,
    "escalated": 2,
    "displeased": 3,
}
"""The ways of what came in lately, most of which is not over yet."""

FRESH_DAYS = 12

STONE = frozenset({"house", "facility", "property", "traffic", "city"})
SMALL = frozenset({"talk", "culture", "permit", "urgent", "work", "welfare", "service"})
NEVER_URGENT = frozenset(
    {"held", "resumed", "declined", "sent", "late", "waited", "reminded", "pressed", "supervised"}
)
MENDED = STONE | {"env"}
ASKS_FOR_TIME = frozenset({"asking", "extended", "refused"})
SENT_ON = frozenset({"returned", "ruled", "escalated", "supervised"})
LONG_DAYS = 5
"""Nobody asks for more time where there is less than this to begin with."""

DOUBLE_EVERY = 38
"""One in so many is about something told of before, if there is such a thing."""

SPLIT_SHARE = 0.15


def fits(way: str, group: str, urgency: str, settle: tuple[float, str]) -> bool:
    """Whether such a life is likely: only things of stone and rules are put off, small services are not sent up."""
    if way in ASKS_FOR_TIME:
        long = settle[0] >= LONG_DAYS and settle[1] in {"day", "working_day"}
        return long and group in MENDED and urgency != "urgent"
    if urgency == "urgent" and way in NEVER_URGENT:
        return False
    if way in {"held", "resumed"}:
        return group in STONE
    return way not in SENT_ON or group not in SMALL


@dataclass(frozen=True, slots=True)
class Exhibit:
    """A life that is always told: its way, what it is about (the first time, and each further time), how many days
    before the end it came in, where (an estate's grid number, or 0 for anywhere), by which door (or any that is always
    open) and by whose hand. `again` tells of the same as the exhibit before it; `once` is told a single time however
    large the year."""

    way: str
    leaves: tuple[str, ...]
    oldest: float
    newest: float
    estate: int = 0
    door: str = ""
    by: str = ""
    again: bool = False
    once: bool = False


def _of(way: str, leaves: str, oldest: float, newest: float, estate: int = 0) -> Exhibit:
    return Exhibit(way, tuple(leaves.split()), oldest, newest, estate)


def _again(way: str, *, once: bool = False) -> Exhibit:
    return Exhibit(way, (), 0, 0, again=True, once=once)


def _once(
    way: str, leaf: str, oldest: float, newest: float, estate: int = 0, *, door: str = "", by: str = ""
) -> Exhibit:
    return Exhibit(way, (leaf,), oldest, newest, estate, door, by, once=True)


EXHIBITS: tuple[Exhibit, ...] = (
    _of("waiting", "facility.amenity env.smell traffic.space property.charger city.planning", 0.3, 0.02),
    _once("waiting", "city.mess", 5, 3),
    _of("unsent", "traffic.space env.pet city.unlicensed house.rent property.fee", 4, 1.5),
    _once("sent", "safety.corridor", 5, 3.2),
    _of("stalled", "env.tree traffic.ebike env.sorting facility.door city.mess", 6, 4),
    _again("merged"),
    _once("stalled", "house.leak", 22, 16),
    _of("settled", "facility.lamp env.pet traffic.ebike facility.door", 9, 7),
    _of("asked", "env.garbage city.stall traffic.parking env.cleaning", 10, 8),
    _of("displeased", "neighbour.noise_shop property.service env.smell traffic.space house.leak", 11, 9),
    _of("held", "house.renewal traffic.space property.owners city.illegal_building", 160, 100),
    _of("resumed", "property.owners house.renewal facility.road", 200, 170),
    _once("unsent", "env.cleaning", 9, 2, 15),
    _of("unsent", "traffic.parking env.tree", 9, 2, 16),
    _of("late", "facility.door neighbour.noise_home", 90, 50),
    _of("returned", "facility.drain env.sorting", 80, 40),
    _of("escalated", "property.service city.stall neighbour.noise_home", 150, 60),
    _of("reopened", "env.smell facility.lift", 120, 60),
    _of("withdrawn", "traffic.parking env.pet", 60, 20),
    _of("declined", "talk.advice", 60, 20),
    _of("referred", "refer.court", 60, 20),
    _of("extended", "property.service house.leak", 90, 40),
    _of("refused", "property.service traffic.space", 90, 40),
    _of("pressed", "env.cleaning traffic.parking", 90, 40),
    _of("late", "facility.lamp", 120, 60),
    _again("split", once=True),
    _of("ruled", "facility.road", 120, 60),
    _of("supervised", "safety.wiring neighbour.noise_home", 120, 60),
    # what waits for somebody today, or was met first by somebody who has it no more
    _once("waiting", "env.smell", 0.4, 0.1),
    _once("sent", "facility.lamp", 1.5, 0.8, 3),
    _again("waiting", once=True),
    _once("unsent", "facility.amenity", 1.6, 0.9),
    _again("waiting", once=True),
    _once("watched", "neighbour.noise_shop", 8, 6),
    _once("asking", "house.leak", 5, 3, 3),
    _once("asking", "property.service", 5, 4),
    _once("asking", "property.fee", 8, 5),
    _once("twice", "facility.road", 6, 5),
    _once("twice_above", "facility.road", 6, 5),
    _once("due_review", "house.renewal", 70, 50),
    _once("sent", "safety.exit", 0.5, 0.1, 3),
    _once("sent", "utility.heat", 1.5, 0.8),
    _once("stalled", "utility.telecom", 6, 4),
    _once("sent", "property.service", 4, 3, door="meeting"),
    _once("stalled", "facility.road", 5, 4, door="letter", by="enforcement"),
    _once("stalled", "facility.amenity", 4, 3, door="letter", by="works"),
    _once("sent", "env.cleaning", 3, 1.5, 3, door="patrol"),
    _once("stalled", "property.charger", 5, 3, door="counter", by="counter1"),
    _once("stalled", "facility.door", 3, 2, 3, door="phone", by="lead03"),
    _once("stalled", "facility.road", 5, 3, 3, door="visit", by="property03"),
    _once("stalled", "traffic.ebike", 3, 2, door="phone", by="police1"),
    _once("stalled", "house.rent", 5, 3, door="letter", by="supply"),
)
"""So that a year of a hundred matters or more shows every state and step, some overdue and some that nobody owns, and
that every stack of the workbench holds something."""

EXHIBIT_EVERY = 400
"""The exhibits are told once more for every so many matters."""


def exhibit(number: int) -> tuple[Exhibit | None, str]:
    """The exhibit a number tells and what it is about, if any: a whole set at the start of every so many."""
    turn, place = divmod(number, EXHIBIT_EVERY)
    found = EXHIBITS[place] if place < len(EXHIBITS) else None
    if found is None or (found.once and turn):
        return None, ""
    return found, found.leaves[turn % len(found.leaves)] if found.leaves else ""
