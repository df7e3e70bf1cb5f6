"""A report as a vector: pairs of characters of its subject and of how its text begins, those that tell most, each
weighed by how rare it is."""

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from sys import intern
from typing import TypeAlias

from linli.language.rules.grams import grams
from linli.language.rules.phrases import PHRASES

Vector: TypeAlias = dict[str, float]
"""Pairs and their weights; of length one, or empty where nothing tells."""

OF_WORDS = 0.4
"""What a pair of the text weighs that its subject does not hold: a text wanders, a subject names."""
WORDS_READ = 250
"""Characters of a text that are looked at; what a message is about stands at its beginning."""
KEPT = 100
"""Pairs of a report that are kept, the most telling ones."""
_FAR_BELOW = 20.0
"""How many reports the table of commonness begins with, so that among the first few a pair is not rare for being
new."""
_SAID_BY_ALL = re.compile(
    "询问|恳求|怎么办|什么时候|能否|加快|加大|力度|步伐|进一步|全覆盖|刻不容缓|合理吗|合法吗|迟迟|到底|究竟|再次|关于|对于|推进|推动|加强"
    f"|坚决|继续|早日|无法|导致|[A-Z]\\d?[市区县]|西地省|{PHRASES}"
)
"""What tells nothing of an issue: what is said of every matter, what is asked of every government, and how public
collections hide the names of towns."""


@dataclass(frozen=True, slots=True)
class Report:
    """One report: its subject, its text, where it says it is, when and by whom it was made, how many joined in or spoke
    against it."""

    id: str
    subject: str
    words: str
    at: datetime
    reporter: str = ""
    place: str = ""
    support: int = 0
    against: int = 0


def features(report: Report) -> Vector:
    """Pairs of a report with what they weigh before it is known how rare they are."""
    said: Vector = dict.fromkeys(_pairs(report.words[:WORDS_READ]), OF_WORDS)
    said.update(dict.fromkeys(_pairs(f"{report.subject}\n{report.place}"), 1.0))
    return said


def pairs_of(text: str) -> list[str]:
    """The pairs of a subject, without what everybody says."""
    return _pairs(text)


def bare(text: str) -> str:
    """A subject without what everybody says, blanks in its place."""
    return _SAID_BY_ALL.sub(" ", text)


def _pairs(text: str) -> list[str]:
    return [pair for pair in grams(bare(text)) if len(pair) > 1]


class Commonness:
    """How many of the reports hold a pair. What has been counted can be counted on."""

    def __init__(self) -> None:
        self.reports = 0
        self._holding: Counter[str] = Counter()

    def count(self, several: Iterable[Mapping[str, float]]) -> None:
        """Take some reports' features in."""
        for said in several:
            self._holding.update(said.keys())
            self.reports += 1

    def holding(self, pair: str) -> int:
        """How many reports hold the pair."""
        return self._holding[pair]

    def vector(self, said: Mapping[str, float], *, uncounted: int = 0) -> Vector:
        """A report's features as a vector of length one. A pair that no other report holds joins nothing and is left
        out. `uncounted` is 1 for a report that was not counted, and weighs as if it had been."""
        all_ = self.reports + uncounted + _FAR_BELOW
        holding, log = self._holding, math.log
        weighed = {
            pair: told * log(all_ / held)
            for pair, told in said.items()
            if (held := holding.get(pair, 0) + uncounted) > 1
        }
        if len(weighed) > KEPT:
            telling = sorted(weighed, key=weighed.__getitem__, reverse=True)[:KEPT]
            weighed = {pair: weighed[pair] for pair in telling}
        length = math.sqrt(sum(one * one for one in weighed.values()))
        return {intern(pair): one / length for pair, one in weighed.items()} if length else {}
