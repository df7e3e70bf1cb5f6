"""Which category of theirs is which of ours: by code, by full name, by the name of the leaf alone. Where it is not
plain a person says."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

_BREAKS = re.compile(r"[/／\\\-–—>＞→|｜·・:：]+")
_SIGNS = re.compile(r"[\W_]+")
_OTHER = ("其他", "其它")
"""Leaves called so are whatever is left of their branch: the name alone says nothing."""


@dataclass(frozen=True, slots=True)
class Ours:
    """A category that can be learnt: its code, its name, the name of its branch."""

    code: str
    name: str
    branch: str


class Matcher:
    """The dictionary, ready to be asked."""

    def __init__(self, ours: Iterable[Ours]) -> None:
        self._codes: dict[str, str] = {}
        self._full: dict[str, str] = {}
        self._leaves: dict[str, set[str]] = defaultdict(set)
        for one in ours:
            self._codes[one.code.casefold()] = one.code
            self._full[_plain(one.branch + one.name)] = one.code
            self._leaves[_plain(one.name)].add(one.code)

    def match(self, label: str) -> str:
        """Our category, or nothing. The levels of theirs may be parted by any sign; a leaf's name has to be the only
        one of its kind."""
        parts = [part.strip() for part in _BREAKS.split(label) if part.strip()]
        for said in (label, *parts[-1:]):
            if code := self._codes.get(said.strip().casefold()):
                return code
        for said in (label, "".join(parts[-2:])):
            if code := self._full.get(_plain(said)):
                return code
        for said in (label, *parts[-1:]):
            found = self._leaves.get(_plain(said), set())
            if len(found) == 1 and not (len(parts) > 1 and _plain(said).startswith(_OTHER)):
                return next(iter(found))
        return ""


def _plain(said: str) -> str:
    return _SIGNS.sub("", unicodedata.normalize("NFKC", said)).casefold()
