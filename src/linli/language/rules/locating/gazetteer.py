"""The names of one community, ready to be met in a text: as written by Aho-Corasick, by how they sound, and with one
character wrong, missing, too many or changed places."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ahocorasick_rs import AhoCorasick, MatchKind

from linli.language.rules.locating.near_names import Near
from linli.language.rules.locating.places import Kind, Place
from linli.language.rules.locating.shadow import number
from linli.language.rules.locating.variants import TRADE_OF, Variant, key_of, trade_of, variants
from linli.language.rules.sounds import sound


@dataclass(frozen=True, slots=True)
class Meant:
    """A place a name may stand for, by number in the gazetteer."""

    place: int
    quality: float
    how: str
    follow: bool
    head: int


@dataclass(frozen=True, slots=True)
class Hit:
    """A stretch of a shadow that names places, or a trade. `how` is name, short, alias, address, trade, sound or near;
    `called` is the name it was taken for."""

    start: int
    end: int
    meant: tuple[Meant, ...]
    trade: str = ""
    how: str = ""
    called: str = ""


class Gazetteer:
    """Names, buildings by number, organisations by trade. Made once from the rows of a register and asked often."""

    def __init__(self, places: Iterable[Place]) -> None:
        self.places = tuple(places)
        self.at = {place.id: number for number, place in enumerate(self.places)}
        self.names: dict[str, list[Meant]] = {}
        self.buildings: dict[tuple[str, str], list[int]] = {}
        self.numbered: dict[str, list[int]] = {}
        self.trades: dict[str, list[int]] = {}
        self._roads = frozenset(self._before())
        for at, place in enumerate(self.places):
            self._take(at, place)
        keys = [*self.names, *(word for word in TRADE_OF if word not in self.names)]
        self._keys = keys
        self._written = AhoCorasick(keys, matchkind=MatchKind.LeftmostLongest)
        self._codes: dict[str, str] = {}
        heard = [key for key in self.names if self._is_heard(key)]
        self._heard_keys: dict[str, list[str]] = {}
        for key in heard:
            self._heard_keys.setdefault(self._heard_as(key), []).append(key)
        self._sounds = list(self._heard_keys)
        self._heard = AhoCorasick(self._sounds, matchkind=MatchKind.LeftmostLongest)
        self._near = Near(key for key in heard if len(key) > 2)

    def _before(self) -> Iterator[str]:
        """Roads and estates, which shops are often called after."""
        for place in self.places:
            if place.kind is Kind.ESTATE:
                yield key_of(place.name)
            road = key_of(place.address).rstrip("0123456789号-") if place.address else ""
            if len(road) > 1:
                yield road
                yield road[:-1]

    def _take(self, at: int, place: Place) -> None:
        if place.kind is Kind.BUILDING:
            called = number(key_of(place.number))
            self.buildings.setdefault((place.parent, called), []).append(at)
            self.numbered.setdefault(called, []).append(at)
            if self._is_called_by_number(place):
                wanted = [one for one in variants(place, before=self._roads) if one.how == "alias"]
                return self._name(at, wanted)
        if place.kind is Kind.ORGANISATION and (trade := trade_of(place)):
            self.trades.setdefault(trade, []).append(at)
        return self._name(at, variants(place, before=self._roads))

    def _is_called_by_number(self, place: Place) -> bool:
        """Whether a building's name says no more than its estate and number."""
        parent = self.place(place.parent)
        rest = key_of(place.name).removeprefix(key_of(parent.name) if parent else "")
        return not rest or any(sign.isdigit() for sign in rest)

    def _name(self, at: int, every: Iterable[Variant]) -> None:
        for one in every:
            known = self.names.setdefault(one.key, [])
            if not any(other.place == at for other in known):
                known.append(Meant(at, one.quality, one.how, one.follow, one.head))

    def place(self, id: str) -> Place | None:
        """A place by id."""
        at = self.at.get(id)
        return None if at is None else self.places[at]

    def _is_heard(self, key: str) -> bool:
        """Whether a name may be met by ear or misspelt: addresses and the like are met as written alone."""
        return any(one.how in ("name", "short", "alias") and not one.follow for one in self.names[key])

    def _heard_as(self, text: str) -> str:
        codes = self._codes
        return "".join([codes.get(char) or self._coded(char) for char in text])

    def _coded(self, char: str) -> str:
        """One private character for each sound, so that sounds are searched as letters are."""
        if not "\u3400" <= char <= "\u9fff":
            code = char
        else:
            heard = f"~{sound(char)}"
            code = self._codes.setdefault(heard, chr(0xF0000 + len(self._codes)))
        self._codes[char] = code
        return code

    def hits(self, text: str) -> list[Hit]:
        """Every name and trade in a shadow, as written where it is so written, none overlapping another."""
        written = [self._hit(start, end, self._keys[at]) for at, start, end in self._found(text)]
        named = [hit for hit in written if hit.meant]
        firm = [hit for hit in named if not all(one.follow for one in hit.meant)]
        loose = [hit for hit in (*self._by_ear(text), *self._misspelt(text)) if not _met(hit, firm)]
        kept: list[Hit] = []
        for hit in sorted(loose, key=lambda one: (one.how != "sound", one.start - one.end)):
            if not _met(hit, kept):
                kept.append(hit)
        solid = [hit for hit in kept if not all(one.follow for one in hit.meant)]
        rest = [hit for hit in written if hit not in firm and not _met(hit, solid if hit.trade else kept)]
        return sorted([*firm, *kept, *rest], key=lambda hit: hit.start)

    def _found(self, text: str) -> list[tuple[int, int, int]]:
        return self._written.find_matches_as_indexes(text)

    def _hit(self, start: int, end: int, key: str) -> Hit:
        meant = tuple(self.names.get(key, ()))
        return Hit(start, end, meant, TRADE_OF.get(key, "") if not meant else "", called=key)

    def _by_ear(self, text: str) -> Iterator[Hit]:
        for at, start, end in self._heard.find_matches_as_indexes(self._heard_as(text)):
            keys = self._heard_keys[self._sounds[at]]
            if text[start:end] in keys:
                continue
            same = max(sum(a == b for a, b in zip(text[start:end], key, strict=True)) for key in keys)
            quality = 0.9 if same else 0.7
            if end - start > 2 or same:
                yield self._loose(start, end, keys, quality, "sound", end - start == 2)

    def _misspelt(self, text: str) -> Iterator[Hit]:
        for start, end, keys, quality, follow in self._near.misspelt(text, heads=self._heads):
            yield self._loose(start, end, keys, quality, "near", follow)

    def _heads(self, key: str) -> int:
        """How many characters of a name tell it from others of its kind."""
        return min((one.head for one in self.names[key]), default=0)

    def _is_shop(self, key: str) -> bool:
        return all(self.places[one.place].kind is Kind.ORGANISATION for one in self.names[key])

    def _loose(self, start: int, end: int, keys: list[str], quality: float, how: str, follow: bool) -> Hit:
        meant = [
            Meant(one.place, one.quality * quality, how, one.follow or follow, one.head)
            for key in keys
            for one in self.names[key]
            if one.how != "address"
        ]
        return Hit(start, end, tuple(meant), how=how, called=keys[0])


def _met(hit: Hit, others: list[Hit]) -> bool:
    return any(hit.start < other.end and other.start < hit.end for other in others)
