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
        return group in MENDED and urgency != "urgent" and settle[0] >= LONG_DAYS and settle[1] in {"day", "working_day"}
    if urgency == "urgent" and way in NEVER_URGENT:
        return False
    if way in {"held", "resumed"}:
        return group in STONE
    return way not in SENT_ON or group not in SMALL


@dataclass(frozen=True, slots=True)
class Exhibit:
    """A life that is always told: its way, what it is about, how many days before the end it came in, where (an
    estate's grid number, or 0 for anywhere) and by which door (or any that is always open). `again` tells of the same
    as the exhibit before it; `once` is told a single time however large the year."""

    way: str
    leaf: str
    oldest: float
    newest: float
    estate: int = 0
    door: str = ""
    again: bool = False
    once: bool = False


EXHIBITS: tuple[Exhibit, ...] = (
    Exhibit("waiting", "facility.amenity", 0.3, 0.02),
    Exhibit("waiting", "city.mess", 5, 3),
    Exhibit("unsent", "traffic.space", 4, 1.5),
    Exhibit("sent", "safety.corridor", 5, 3.2),
    Exhibit("stalled", "env.tree", 8, 6),
    Exhibit("merged", "env.tree", 0, 0, again=True),
    Exhibit("stalled", "house.leak", 22, 16),
    Exhibit("settled", "facility.lamp", 9, 7),
    Exhibit("asked", "env.garbage", 10, 8),
    Exhibit("displeased", "neighbour.noise_shop", 11, 9),
    Exhibit("held", "house.renewal", 120, 40),
    Exhibit("resumed", "property.owners", 200, 170),
    Exhibit("unsent", "env.cleaning", 9, 2, estate=15),
    Exhibit("unsent", "traffic.parking", 9, 2, estate=16),
    Exhibit("late", "facility.door", 90, 50),
    Exhibit("returned", "facility.drain", 80, 40),
    Exhibit("escalated", "city.illegal_building", 150, 60),
    Exhibit("reopened", "env.smell", 120, 60),
    Exhibit("withdrawn", "traffic.parking", 60, 20),
    Exhibit("declined", "talk.advice", 60, 20),
    Exhibit("referred", "refer.court", 60, 20),
    Exhibit("asking", "facility.road", 6, 4),
    Exhibit("extended", "property.service", 90, 40),
    Exhibit("refused", "property.service", 90, 40),
    Exhibit("pressed", "env.cleaning", 90, 40),
    Exhibit("late", "facility.lamp", 120, 60),
    Exhibit("split", "facility.lamp", 0, 0, again=True),
    Exhibit("ruled", "facility.road", 120, 60),
    Exhibit("supervised", "safety.wiring", 120, 60),
    # what waits for somebody today, once
    Exhibit("waiting", "env.smell", 0.4, 0.1, once=True),
    Exhibit("sent", "facility.lamp", 1.5, 0.8, estate=3, once=True),
    Exhibit("waiting", "facility.lamp", 0, 0, again=True, once=True),
    Exhibit("unsent", "facility.amenity", 1.6, 0.9, once=True),
    Exhibit("waiting", "facility.amenity", 0, 0, again=True, once=True),
    Exhibit("watched", "neighbour.noise_shop", 8, 6, once=True),
    Exhibit("asking", "house.leak", 5, 3, estate=3, once=True),
    Exhibit("asking", "property.fee", 8, 5, once=True),
    Exhibit("twice", "facility.road", 6, 5, once=True),
    Exhibit("twice_above", "facility.road", 6, 5, once=True),
    Exhibit("due_review", "house.renewal", 70, 50, once=True),
    Exhibit("sent", "property.service", 4, 3, door="meeting", once=True),
    Exhibit("stalled", "facility.road", 5, 4, door="letter", once=True),
    Exhibit("sent", "env.cleaning", 3, 1.5, estate=3, door="patrol", once=True),
    Exhibit("stalled", "utility.telecom", 6, 4, once=True),
    Exhibit("sent", "utility.heat", 1.5, 0.8, once=True),
)
"""So that a year of a hundred matters or more shows every state and step, some overdue and some that nobody owns, and
that every stack of the workbench holds something."""

EXHIBIT_EVERY = 400
"""The exhibits are told once more for every so many matters."""


def exhibit(number: int) -> Exhibit | None:
    """The exhibit a number tells, if any: a whole set at the start of every so many."""
    turn, place = divmod(number, EXHIBIT_EVERY)
    found = EXHIBITS[place] if place < len(EXHIBITS) else None
    return None if found is not None and found.once and turn else found
