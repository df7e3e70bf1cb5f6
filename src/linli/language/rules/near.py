"""What somebody may have meant who typed one character wrong, left one out, typed one too many or two in the wrong
order: the query's pairs with those that would be broken left away. Each way must keep half of the pairs."""

import re
from itertools import pairwise

from linli.language.rules.grams import query_grams

_HAN_RUN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff]+")
LONGEST = 24
"""Characters of a query that are varied; what is longer is a sentence, of which parts are tried as they stand."""
WAYS_MOST = 40


def ways(query: str) -> list[list[str]]:
    """Sets of pairs, each of which a text must hold whole to be near; the query as it stands is not among them."""
    asked = query[:LONGEST]
    strict = query_grams(asked)
    found: dict[tuple[str, ...], None] = {}
    for varied in _swapped(asked):
        found[tuple(query_grams(varied))] = None
    for broken in _broken(asked):
        kept = tuple(pair for pair in strict if pair not in broken)
        if kept and 2 * len(kept) >= len(strict):
            found[kept] = None
    found.pop(tuple(strict), None)
    return [list(way) for way in found if way][:WAYS_MOST]


def _swapped(query: str) -> list[str]:
    return [
        query[:at] + query[at + 1] + query[at] + query[at + 2 :]
        for at in range(len(query) - 1)
        if query[at] != query[at + 1] and _HAN_RUN.fullmatch(query[at : at + 2])
    ]


def _broken(query: str) -> list[set[str]]:
    """The pairs that one wrong character touches, and each pair alone for one too many or too few."""
    found: list[set[str]] = []
    for run in _HAN_RUN.finditer(query):
        pairs = [a + b for a, b in pairwise(run[0])]
        found += [{pair} for pair in pairs]
        found += [{a, b} for a, b in pairwise(pairs)]
    return found
