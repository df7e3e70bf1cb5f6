"""Places in texts whose names were made anonymous (A市, A3区, L5县): which city letter and which district a message is
about. Letters with a figure are districts; a letter alone before 区 is a section of an estate, and no place."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from linli.language.rules.plain import plain

_TOKEN = re.compile(
    r"(?<![A-Z0-9])(?P<letter>[A-M])(?:(?P<number>1[0-9]|[1-9]) ?(?P<kind>[区县市州])|(?P<city>市))(?P<road>"
    r"[东南西北中]?(?:路(?!口镇|[灯面段网况边])|大道)|山(?:国家|风景|景区|大学|南路)|南站|州部落)?"
)
_LOWER = re.compile(r"[a-mａ-ｍ]")
_SECTION = re.compile(r"(?:[洲城苑园湾庭府里期]|小区|新村|广场|之/)$")
_NAMED_AFTER_PLACE = 0.25


@dataclass(frozen=True, slots=True)
class SyntheticArea:
    """A city letter (`A`), and the district's token (`A3区`) where the text names one."""

    city: str
    district: str | None


@dataclass(frozen=True, slots=True)
class _Mention:
    city: str
    district: str | None
    weight: float


def synthetic_area(subject: str, *bodies: str) -> SyntheticArea | None:
    """The area a message is about, or None where it names none: the subject decides, bodies fill what it leaves open.

    A district of the subject stands if a road was not merely named after it; of several the most frequent in the
    whole message wins, then the earliest. A city that the subject names alone keeps districts of other cities out.
    """
    head = list(_mentions(subject))
    body = [mention for text in bodies for mention in _mentions(text)]
    cities = _most(mention.city for mention in head if mention.district is None)
    told = [mention for mention in head if mention.district and mention.weight == 1.0]
    within = told or [one for one in head + body if one.district and (not cities or one.city in cities)]
    if district := _heaviest(within, told, head + body):
        return SyntheticArea(district[0], district)
    city = cities[:1] or _most(mention.city for mention in head + body)[:1]
    return SyntheticArea(city[0], None) if city else None


def _mentions(text: str) -> Iterable[_Mention]:
    shadow = plain(text)
    for place in _TOKEN.finditer(shadow):
        if _LOWER.match(text[place.start()]) or _is_section(place, shadow):
            continue
        district = None if place["city"] else f"{place['letter']}{place['number']}{place['kind']}"
        yield _Mention(place["letter"], district, _NAMED_AFTER_PLACE if place["road"] else 1.0)


def _is_section(place: re.Match[str], shadow: str) -> bool:
    """Whether a token such as E5区 stands behind an estate's name and so is a part of the estate."""
    return (
        place["kind"] == "区"
        and _SECTION.search(shadow[max(0, place.start() - 2) : place.start()]) is not None
    )


def _most(values: Iterable[str]) -> list[str]:
    """The values, the most frequent first, earlier ones before later ones."""
    return [value for value, _ in Counter(values).most_common()]


def _heaviest(candidates: list[_Mention], told: list[_Mention], everything: list[_Mention]) -> str | None:
    """The candidate district with the greatest weight in the whole message; the earliest of equals."""
    weights: dict[str, float] = {}
    for mention in candidates:
        weights.setdefault(mention.district or "", 0.0)
    for mention in everything:
        if mention.district in weights:
            weights[mention.district] += mention.weight
    if not weights:
        return None
    best = max(weights, key=lambda token: weights[token])
    return best if told or weights[best] >= 1.0 else None
