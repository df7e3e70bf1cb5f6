"""How much of marked addresses was read right: parts with their exact ends and kind."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

Entity: TypeAlias = tuple[int, int, str]


@dataclass(frozen=True, slots=True)
class Score:
    """Shares from 0 to 1: of what was told how much is right, of what is there how much was told, and both in one."""

    precision: float
    recall: float
    f1: float


def entities(tags: Sequence[str]) -> set[Entity]:
    """The parts tags mark: first token, the one after the last, kind. A part that begins with I- begins there."""
    found: set[Entity] = set()
    begin, kind = -1, ""
    for at, tag in enumerate([*tags, "O"]):
        mark, _, of = tag.partition("-")
        if kind and (mark != "I" or of != kind):
            found.add((begin, at, kind))
            kind = ""
        if of and not kind:
            begin, kind = at, of
    return found


def score(pairs: Iterable[tuple[Sequence[str], Sequence[str]]]) -> Score:
    """What pairs of marked and told tags come to, over all parts of all addresses."""
    right = told = there = 0
    for marked, said in pairs:
        ours, theirs = entities(said), entities(marked)
        right, told, there = right + len(ours & theirs), told + len(ours), there + len(theirs)
    precision, recall = right / told if told else 0.0, right / there if there else 0.0
    both = precision + recall
    return Score(precision, recall, 2 * precision * recall / both if both else 0.0)
