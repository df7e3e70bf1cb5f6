"""联系网络: by how many threads a community reaches a household, and why by none. Four are counted: somebody met it
within some days, a phone of whoever lives there is known, somebody is in touch with it, its building or micro-grid has
an informant. A grid's worker is no thread of his own: he is one once he has been there."""

from dataclasses import dataclass
from enum import StrEnum

DAYS = (7, 30, 90, 180)
USUAL_DAYS = 30
"""Days within which a visit counts as being in touch, where nobody says otherwise."""
PICTURE_MOST = 400
"""Households of one picture; more cannot be told apart."""


class Thread(StrEnum):
    """One way in which a household is reached."""

    VISIT = "visit"
    PHONE = "phone"
    TIE = "tie"
    INFORMANT = "informant"


class Reach(StrEnum):
    """How well a household is reached: by nobody, by one thread that must not break, by two, by three or more."""

    NOBODY = "nobody"
    ONE = "one"
    TWO = "two"
    MORE = "more"


ORDER = tuple(Reach)
"""From nobody on; the place is the number of threads, the last holds all above."""


@dataclass(frozen=True, slots=True)
class Called:
    """A word of the picture in Chinese and English."""

    zh: str
    en: str


REACHES: dict[Reach, Called] = {
    Reach.NOBODY: Called("无人联系", "Reached by nobody"),
    Reach.ONE: Called("单线联系", "By one thread"),
    Reach.TWO: Called("两线联系", "By two threads"),
    Reach.MORE: Called("多线联系", "By three or more"),
}
REASONS: dict[str, Called] = {
    "never": Called("从未走访到", "Never met"),
    "long": Called("近期没见到", "Not met lately"),
    "phone": Called("没有电话", "No phone"),
    "tie": Called("没有联系人", "No contact"),
    "informant": Called("没有信息员", "No informant"),
    "worker": Called("网格没人在岗", "Nobody in the grid's post"),
}
"""What is lacking, in the order it is told."""


def reach_of(threads: int) -> Reach:
    """How well so many threads reach."""
    return ORDER[min(max(threads, 0), len(ORDER) - 1)]


def reasons_of(threads: frozenset[Thread], *, ever: bool, worker: bool) -> list[str]:
    """What is lacking for a household to be reached: keys of `REASONS`. `ever` says that somebody met it once, `worker`
    that somebody sits in the post of its grid."""
    lacking = {
        "never": Thread.VISIT not in threads and not ever,
        "long": Thread.VISIT not in threads and ever,
        "phone": Thread.PHONE not in threads,
        "tie": Thread.TIE not in threads,
        "informant": Thread.INFORMANT not in threads,
        "worker": not worker,
    }
    return [key for key in REASONS if lacking[key]]
