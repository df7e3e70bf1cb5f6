"""Names met with one slip: a character wrong, missing, too many, or two that changed places. Names that differ where
they are told apart (二小 and 三小, 东园 and 西园, two shops of one trade) are never taken for each other."""

from collections.abc import Callable, Iterable, Iterator

from linli.language.rules.sounds import sound

LONGEST = 12
READ_MOST = 400
"""Characters of a text that are looked through for slips."""
_TELLING = frozenset("十百廿卅0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ东南西北中上下前后左右大小新老甲乙丙丁")
_ENDS = frozenset("园苑里坊院村舍区厂场湾城府庭街路巷店铺行馆站所学")


class Near:
    """Names by what is left of them when one character is left out."""

    def __init__(self, keys: Iterable[str]) -> None:
        self._keys = {key for key in keys if 3 <= len(key) <= LONGEST}
        self._left: dict[str, list[str]] = {}
        self._pairs = {key[at : at + 2] for key in self._keys for at in range(len(key) - 1)}
        self._over = {key[0] + key[2] for key in self._keys if len(key) == 3}
        for key in self._keys:
            for less in _less_one(key):
                self._left.setdefault(less, []).append(key)

    def misspelt(
        self, text: str, *, heads: Callable[[str], int]
    ) -> Iterator[tuple[int, int, list[str], float, bool]]:
        """Stretches that are a name but for one slip: start, end, the names, how good, and whether it counts only where
        a number or an estate's word follows. `heads` says how many characters tell a name apart."""
        for start, end in self._stretches(text):
            part = text[start:end]
            if part in self._keys:
                continue
            found = {key: q for key in self._alike(part) if (q := _likeness(part, key, heads(key)))}
            best = max(found.values(), default=0.0)
            keys = sorted(key for key, quality in found.items() if quality > best - 0.05)
            if keys:
                yield start, end, keys, best, best < 0.8

    def _alike(self, part: str) -> set[str]:
        found = set(self._left.get(part, ()))
        for less in _less_one(part):
            if less in self._keys:
                found.add(less)
            found.update(self._left.get(less, ()))
        return found

    def _stretches(self, text: str) -> Iterator[tuple[int, int]]:
        """Stretches with as many pairs of characters from names as one slip leaves, longer ones first."""
        size, pairs = min(len(text), READ_MOST), self._pairs
        counted = [0]
        for at in range(size - 1):
            counted.append(counted[-1] + (text[at : at + 2] in pairs))
        for start in range(size - 2):
            if counted[min(size - 1, start + LONGEST)] == counted[start]:
                if self._changed_places(text[start : start + 3]):
                    yield start, start + 3
                continue
            for end in range(min(size, start + LONGEST + 1), start + 3, -1):
                if counted[end - 1] - counted[start] >= max(1, end - start - 4):
                    yield start, end
            if counted[start + 2] > counted[start] or self._changed_places(text[start : start + 3]):
                yield start, start + 3

    def _changed_places(self, part: str) -> bool:
        """Whether first and last character of a name of three are among three, in whatever two places."""
        return part[::2] in self._over or part[:2] in self._over or part[1:] in self._over


def _less_one(key: str) -> set[str]:
    return {key[:at] + key[at + 1 :] for at in range(len(key))}


def _likeness(part: str, key: str, head: int) -> float:
    """How good a misspelt name is, 0 where it is another name."""
    if len(part) == len(key):
        apart = [at for at in range(len(key)) if part[at] != key[at]]
        if len(apart) == 2 and apart[1] == apart[0] + 1 and part[apart[0]] == key[apart[1]]:
            return 0.86 if part[apart[1]] == key[apart[0]] else 0.0
        return _replaced(part, key, apart[0], head) if len(apart) == 1 else 0.0
    longer, shorter = (part, key) if len(part) > len(key) else (key, part)
    at = next((n for n, sign in enumerate(shorter) if sign != longer[n]), len(shorter))
    if longer[:at] + longer[at + 1 :] != shorter or longer[at] in _TELLING:
        return 0.0
    if longer is key and len(key) == 3:
        return 0.0
    if longer is part and at in (0, len(part) - 1):
        return 0.0  # a character before or behind a name is no slip
    if longer is key and at < head <= 2:
        return 0.72
    return 0.84 if len(key) > 3 else 0.74


def _replaced(part: str, key: str, at: int, head: int) -> float:
    """One character for another: sure where the sounds are alike, else by how much of the name is left."""
    wrong, right = part[at], key[at]
    if wrong in _TELLING or right in _TELLING:
        return 0.0
    if sound(wrong) == sound(right):
        return 0.88
    if right in _ENDS and wrong in _ENDS:
        return 0.0
    if at < head <= 2 and len(key) > 3:
        return 0.72
    return 0.74 if len(key) == 3 else 0.84
