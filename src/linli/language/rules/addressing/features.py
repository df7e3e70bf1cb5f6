"""What the tagger looks at for each token of an address: the characters around it, the next and the last word that
ends a part (省, 路, 号, 室), what came before and what is still to come, and whether the same stands elsewhere in the
address, as whoever writes his city twice means one of them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

ENDS = frozenset("省市区县旗镇乡街道路巷弄村社号栋幢楼层室元座园苑厦场厂院店校司部家里期桥口组队州城港")
"""Characters that often end a part of an address."""
_ROADS, _SPOTS = frozenset("路街道巷弄"), frozenset("区园苑厦场厂店院校司城寓庄村")
_DIVISIONS = frozenset("省市区县镇街道")
_NUMERALS, _SIDES, _SIGNS = (
    frozenset("一二三四五六七八九十零〇百廿"),
    frozenset("东南西北中上下前后左右"),
    frozenset("_"),
)
_WIDE = 4


def kind_of(token: str) -> str:
    """What a token is: figures, Latin, a numeral, a direction, another character, a sign."""
    if token.isdigit():
        return "d"
    if token.isascii() and token.isalpha():
        return "a"
    if token in _NUMERALS:
        return "c"
    if token in _SIDES:
        return "o"
    return "h" if "\u3400" <= token[0] <= "\u9fff" else "p"


@dataclass(slots=True)
class _Seen:
    """An address prepared: tokens and kinds with room on both sides, the next end of each, repetitions."""

    shapes: list[str]
    kinds: list[str]
    following: list[int | None]
    later: list[int]
    earlier: list[int]
    behind: list[frozenset[str]]


def features(tokens: Sequence[str]) -> list[list[str]]:
    """For each token what is to be seen there, as words."""
    seen = _prepared(tokens)
    passed: list[str] = []
    before: set[str] = set()
    begin = 0
    found: list[list[str]] = []
    for at, token in enumerate(tokens):
        upcoming = seen.following[at]
        end = "$" if upcoming is None else tokens[upcoming]
        found.append(
            [
                *_around(seen, at),
                *([f"raw={token}"] if token.isdigit() else []),
                *_upcoming(tokens, seen, at, begin),
                *_gone(seen, at, begin, passed, end),
                *_elsewhere(seen, at, end),
                *_whole(before, seen.behind[at], end),
            ]
        )
        if token in ENDS or token in _SIGNS:
            passed.append(token)
            before.add(token)
            begin = at + 1
    return found


def _prepared(tokens: Sequence[str]) -> _Seen:
    shapes = [
        f"#{min(len(t), 5)}" if t.isdigit() else "@" if t.isascii() and t.isalpha() else t for t in tokens
    ]
    kinds = [kind_of(token) for token in tokens]
    later, earlier = _repeated(tokens, kinds)
    following: list[int | None] = []
    behind: list[frozenset[str]] = []
    upcoming: int | None = None
    ends: frozenset[str] = frozenset()
    for at in range(len(tokens) - 1, -1, -1):
        behind.append(ends)
        if tokens[at] in ENDS:
            upcoming, ends = at, ends | {tokens[at]}
        following.append(upcoming)
    return _Seen(
        ["<s>"] * _WIDE + shapes + ["</s>"] * _WIDE,
        ["^"] * _WIDE + kinds + ["$"] * _WIDE,
        following[::-1],
        later,
        earlier,
        behind[::-1],
    )


def _repeated(tokens: Sequence[str], kinds: Sequence[str]) -> tuple[list[int], list[int]]:
    """For each token how long a stretch around it stands once more later, and stood earlier."""
    size = len(tokens)
    later, earlier = [0] * size, [0] * size
    for one in range(size):
        for other in range(one + 2, size):
            length = 0
            while (
                other + length < size
                and one + length < other
                and tokens[one + length] == tokens[other + length]
                and kinds[one + length] in "hco"
            ):
                length += 1
            for step in range(length if length > 1 else 0):
                later[one + step] = max(later[one + step], length)
                earlier[other + step] = max(earlier[other + step], length)
    return later, earlier


def _around(seen: _Seen, at: int) -> Iterator[str]:
    """The characters beside a token, alone and together, and what kinds they are."""
    here, shapes, kinds = at + _WIDE, seen.shapes, seen.kinds
    yield "bias"
    for step in range(-3, 4):
        yield f"c{step}={shapes[here + step]}"
    for step in range(-3, 3):
        yield f"b{step}={shapes[here + step]}{shapes[here + step + 1]}"
    for step in range(-2, 1):
        yield f"t{step}={''.join(shapes[here + step : here + step + 3])}"
    yield f"s={shapes[here - 1]}_{shapes[here + 1]}"
    yield f"k3={''.join(kinds[here - 1 : here + 2])}"
    yield f"k5={''.join(kinds[here - 2 : here + 3])}"
    yield f"pos={min(at, 6)}"
    yield f"end={min(len(seen.following) - at, 6)}"


def _upcoming(tokens: Sequence[str], seen: _Seen, at: int, begin: int) -> Iterator[str]:
    """The next character that ends a part, how far it is, what is up to it and behind it."""
    to = seen.following[at]
    if to is None:
        yield "n=none"
        return
    end, shapes = tokens[to], seen.shapes
    after = seen.following[to + 1] if to + 1 < len(tokens) else None
    yield f"n={end}"
    yield f"nd={end}{min(to - at, 6)}"
    yield f"nn={end}{'$' if after is None else tokens[after]}"
    yield f"nb={end}{shapes[to + 1 + _WIDE]}"
    yield f"ni={shapes[to - 1 + _WIDE]}{end}"
    if to - at <= 5:
        yield f"w={''.join(shapes[at + _WIDE : to + _WIDE + 1])}"
    if at - begin <= 6 and to - begin <= 7:
        yield f"z={''.join(shapes[begin + _WIDE : to + _WIDE + 1])}@{at - begin}"


def _gone(seen: _Seen, at: int, begin: int, passed: Sequence[str], end: str) -> Iterator[str]:
    """The last characters that ended parts, and what stands between the last one and here."""
    last = passed[-1] if passed else ""
    yield f"pd={last}{min(at - begin, 6)}"
    yield f"pp={passed[-2] if len(passed) > 1 else ''}{last}"
    yield f"pn={last}{end}{min(at - begin, 3)}"
    yield f"h={''.join(seen.shapes[begin + _WIDE : at + _WIDE + 1])[-5:]}"


def _elsewhere(seen: _Seen, at: int, end: str) -> Iterator[str]:
    """Whether the same stands in the address once more."""
    later, earlier = min(seen.later[at], 4), min(seen.earlier[at], 4)
    yield f"la={later}"
    yield f"ea={earlier}"
    yield f"le={later}{earlier}{end}"


def _whole(before: set[str], behind: frozenset[str], end: str) -> Iterator[str]:
    """Which parts there have been and are to come, as far as their ends tell."""
    yield from (f"S{one}" for one in sorted(before))
    yield from (f"A{one}" for one in sorted(behind))
    for name, ends in (("SR", before), ("AR", behind)):
        yield f"{name}{bool(ends & _ROADS):d}{'号' in ends:d}{bool(ends & _SPOTS):d}{end}"
    yield f"SM{''.join(sorted(before & _DIVISIONS))}{end}"
