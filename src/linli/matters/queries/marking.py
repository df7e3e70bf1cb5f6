"""What is shown of a match: why a row was found, and the words that matched, as pieces of text that are by turns plain
and marked, so that no page has to put markup into somebody's words."""

import re
from typing import Any
from uuid import UUID

from linli.language.rules import sounds
from linli.language.rules.plain import plain
from linli.matters.queries.search import Hits
from linli.matters.rules.words import digits_of, tidy_reference

BEFORE, AFTER = 14, 46
"""Characters shown before and after the first match in the words."""
LOOKED_AT = 2000
_TERM = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]+|[^\W_\u3400-\u4dbf\u4e00-\u9fff]+(?:-[^\W_]+)*")
Range = tuple[int, int]


class Marker:
    """Marks one query's matches; made once a page."""

    def __init__(self, query: str, hits: Hits) -> None:
        self._hits = hits
        self._reference, self._digits = tidy_reference(query), digits_of(query)
        self._query = query
        terms = [term for term in _TERM.findall(plain(query)) if len(term) > 1]
        pairs = [term[at : at + 2] for term in terms if not term.isascii() for at in range(len(term) - 1)]
        self._typed = _pattern([term for term in _TERM.findall(query) if len(term) > 1])
        self._whole = _pattern(terms)
        self._parts = _pattern([*terms, *pairs])

    def hit(
        self, id: UUID, *, subject: str, words: str, place: str, numbers: tuple[str, str]
    ) -> dict[str, Any]:
        """Why a row was found (reference, place, words, reporter, sound), and its matches in subject and words."""
        if self.exact(numbers):
            return {"why": "reference", "subject": [subject], "snippet": []}
        in_subject, in_words = self._ranges(subject), self._ranges(words[:LOOKED_AT])
        why = "words" if in_subject or in_words else "place" if self._ranges(place) else "words"
        if id in self._hits.reported and not in_subject and not in_words:
            why = "reporter"
        snippet = _snippet(words, in_words) if in_words and not self._repeats(subject, words) else []
        return {"why": why, "subject": pieces(subject, in_subject), "snippet": snippet}

    def exact(self, numbers: tuple[str, str]) -> bool:
        """Whether the query is just this matter's number, its own or the 12345 order's."""
        reference, external = numbers
        return (bool(self._reference) and reference == self._reference) or (
            bool(external) and self._query.strip() == external
        )

    def _repeats(self, subject: str, words: str) -> bool:
        return words.startswith(subject.removesuffix("…")) and len(words) <= len(subject) + AFTER // 2

    def _ranges(self, text: str) -> list[Range]:
        if self._typed and (found := [match.span() for match in self._typed.finditer(text)]):
            return _joined(found)
        shadow = plain(text)
        for pattern in (self._whole, self._parts):
            if pattern and (found := [match.span() for match in pattern.finditer(shadow)]):
                return _joined(found)
        return _joined(sounds.heard(self._query, text)) if self._hits.near else []


def _pattern(terms: list[str]) -> re.Pattern[str] | None:
    longest = sorted(dict.fromkeys(terms), key=len, reverse=True)[:60]
    return re.compile("|".join(map(re.escape, longest))) if longest else None


def _joined(ranges: list[Range]) -> list[Range]:
    """Ranges that touch or overlap as one."""
    found: list[Range] = []
    for start, end in sorted(ranges):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found


def pieces(text: str, ranges: list[Range]) -> list[str]:
    """The text cut into pieces: plain, marked, plain … beginning with a plain one, which may be empty."""
    found, at = list[str](), 0
    for start, end in ranges:
        found += [text[at:start], text[start:end]]
        at = end
    return [*found, text[at:]] if at < len(text) or not found else found


def _snippet(words: str, ranges: list[Range]) -> list[str]:
    """The stretch of the words around the first match, on one line."""
    start = max(0, ranges[0][0] - BEFORE)
    end = min(len(words), ranges[0][1] + AFTER)
    inside = [(max(a, start) - start, min(b, end) - start) for a, b in ranges if a < end]
    cut = pieces(words[start:end].replace("\n", " "), inside)
    cut[0] = ("…" if start else "") + cut[0]
    cut[-1] += "…" if end < len(words) and len(cut) % 2 else ""
    return cut
