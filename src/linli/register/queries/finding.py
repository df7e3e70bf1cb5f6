"""The register's one box: residents, dwellings, organisations and buildings found by what is typed, within what the
actor may see. The database looks, in one function that applies the scope; what it found is read under the wall."""

import base64
import binascii
import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db.models import Q

from linli.kit import sealing, statements
from linli.kit.actor import Actor, require
from linli.kit.areas import is_area
from linli.kit.errors import Refused
from linli.kit.paging import page_size
from linli.register.models import Resident
from linli.register.queries import dictionary, hits
from linli.register.queries.sight import areas_seen, visible_labels
from linli.register.rules import Permission
from linli.register.rules.finding import Dictionary, Noun, Way, ways
from linli.register.rules.fragments import CANDIDATES_MOST, SHOWN_MOST, Fragment, fit, fragment_ways

GROUP = 6
"""Rows of each noun where no noun is asked for."""
TOLD_MOST = 2000
"""Persons with a label known to few that are looked through."""
_NIL = UUID(int=0)


@dataclass(frozen=True, slots=True)
class Sought:
    """What is looked for, and where: below an area, those who are gone too, one noun or all."""

    query: str
    noun: Noun | None = None
    area: str = ""
    gone: bool = False
    after: str = ""
    most: int | None = None


@dataclass(frozen=True, slots=True)
class Start:
    """Where a page begins: the way, community, key and id that the last ended with."""

    way: int = 1
    home: str = ""
    key: str = ""
    id: UUID = field(default=_NIL)


def tail_keys() -> Callable[[str], int]:
    """The keyed hash by which the figures of a sealed number are found: eight bytes, as a signed number; for many."""
    index = sealing.indexer(field="register.tail")
    return lambda text: int.from_bytes(index(text)[:8], signed=True)


def tail_key(text: str) -> int:
    """That of one."""
    return tail_keys()(text)


def found(by: Actor, sought: Sought) -> dict[str, Any]:
    """A page of one noun, or the first of each. Forbidden to whoever does not see the register."""
    require(by, Permission.SEE, within=None)
    check_area(sought.area)
    nouns = [sought.noun] if sought.noun else list(Noun)
    most = page_size(sought.most) if sought.noun else min(sought.most or GROUP, GROUP)
    start = _read(sought.after) if sought.after and sought.noun else Start()
    known = known_words(by)
    asked = {noun: ways(sought.query, noun, known) for noun in nouns}
    pages = _pages(by, asked, sought, start, most)
    told = _told(by, asked.get(Noun.RESIDENT, []), sought, most) if not sought.after else []
    groups: list[dict[str, Any]] = []
    for noun, rows in pages.items():
        first = told if noun is Noun.RESIDENT else []
        seen = {row["id"] for row in first}
        page = rows[:most]
        next_ = _cursor(page[-1].ended) if len(rows) > most else None
        shown = [*first, *(row.told for row in page if row.told["id"] not in seen)]
        groups.append({"noun": noun.value, "rows": shown, "next": next_})
    return {"groups": groups, "understood": any(asked.values())}


def check_area(area: str) -> None:
    """Refuse what is no area code."""
    if area and not is_area(area):
        raise Refused("register/unknown-area", zh="区域编码不对", en="That is no area code")


def known_words(by: Actor) -> Dictionary:
    """The labels the actor may look for by name."""
    titles = {seat.title for seat in by.seats if seat.grants(Permission.SEE)}
    labels = {
        kind.name: (kind.code, bool(kind.seen_by))
        for kind in dictionary.kinds().values()
        if (kind.on_phone or not by.on_phone)
        and (not kind.seen_by or by.everywhere or titles & set(kind.seen_by))
    }
    return Dictionary(labels, tail_key)


@dataclass(frozen=True, slots=True)
class Row:
    """A row as it is told, and where it stands."""

    told: dict[str, Any]
    ended: Start


_CALL = (
    "register_search(%s, %s::text[], %s::text[], %s::text[], %s, %s::uuid[], %s, %s, %s, %s, %s, %s::uuid)"
    " WITH ORDINALITY AS f (thing, way, home, sorted, at)"
)


def _pages(
    by: Actor, asked: dict[Noun, list[Way]], sought: Sought, start: Start, most: int
) -> dict[Noun, list[Row]]:
    """One row more than a page of each noun, all in one go."""
    plain = {noun: [way for way in every if not way.told] for noun, every in asked.items()}
    wanted = [noun for noun, every in plain.items() if every]
    calls = [
        (hits.STATEMENTS[noun].format(found=_CALL), _values(by, noun, plain[noun], sought, start, most + 1))
        for noun in wanted
    ]
    answers = dict(zip(wanted, statements.several(calls), strict=True))
    return {noun: _rows(by, noun, plain[noun], answers.get(noun, [])) for noun in asked}


def _values(
    by: Actor,
    noun: Noun,
    every: Sequence[Way],
    sought: Sought,
    start: Start,
    most: int,
    among: Sequence[UUID] | None = None,
) -> list[Any]:
    places = [""] if by.everywhere else list(areas_seen(by))
    return [
        noun.value,
        padded(every),
        [way.start for way in every],
        places,
        sought.area,
        None if among is None else list(among),
        sought.gone,
        most,
        start.way,
        start.home,
        start.key,
        start.id,
    ]


def padded(every: Sequence[Way]) -> list[str]:
    """Ways as the database takes them: tokens with spaces between, the same number in each."""
    longest = max((len(way.tokens) for way in every), default=0)
    return [" ".join([*way.tokens, *way.tokens[-1:] * (longest - len(way.tokens))]) for way in every]


def _rows(by: Actor, noun: Noun, every: Sequence[Way], answer: Iterable[tuple[Any, ...]]) -> list[Row]:
    return [
        Row(hits.told(by, noun, rest, every[way - 1].why), Start(way, home, key, rest[0]))
        for way, home, key, *rest in answer
    ]


def _told(by: Actor, every: Sequence[Way], sought: Sought, most: int) -> list[dict[str, Any]]:
    """Residents found by labels that few may see: the labels are read under the wall, then those who bear them are
    looked through."""
    if sought.noun not in {None, Noun.RESIDENT}:
        return []
    shown: dict[UUID, dict[str, Any]] = {}
    for way in [one for one in every if one.told][:2]:
        among = _bearing(by, way.told)
        if among:
            values = _values(by, Noun.RESIDENT, [way], sought, Start(), most, among)
            answer = statements.rows(hits.STATEMENTS[Noun.RESIDENT].format(found=_CALL), values)
            shown |= {row.told["id"]: row.told for row in _rows(by, Noun.RESIDENT, [way], answer)}
    return list(shown.values())[:most]


def fitting(by: Actor, fragment: Fragment, *, area: str = "") -> list[dict[str, Any]]:
    """Residents who fit some clues, the likeliest first, each with which of them fit."""
    check_area(area)
    every = fragment_ways(fragment, known_words(by))
    sought = Sought("", Noun.RESIDENT, area)
    rows = _told(by, every, sought, CANDIDATES_MOST)
    rows += [
        row.told
        for row in _pages(by, {Noun.RESIDENT: every}, sought, Start(), CANDIDATES_MOST)[Noun.RESIDENT]
    ]
    best: dict[UUID, tuple[int, dict[str, Any]]] = {}
    for row in rows:
        why = [(one["word"], one["by"]) for one in row["why"]]
        fits = fit(fragment, why, age=row["age"], sex=row["sex"])
        if row["id"] not in best or fits.points > best[row["id"]][0]:
            clues = [{"clue": clue, "fits": right} for clue, right in fits.clues]
            best[row["id"]] = (fits.points, {**row, "clues": clues})
    return [row for _, row in sorted(best.values(), key=lambda one: -one[0])[:SHOWN_MOST]]


def _bearing(by: Actor, codes: Sequence[str]) -> list[UUID]:
    """Who bears all of some labels, himself or by his household, of those whose labels the actor may see."""
    rows = Resident.objects.filter(state="active")
    for code in codes:
        labels = visible_labels(by).filter(kind=code, until=None)
        persons = labels.filter(resident__isnull=False).values("resident_id")
        homes = labels.filter(household__isnull=False).values("household_id")
        rows = rows.filter(Q(id__in=persons) | Q(household_id__in=homes))
    return list(rows.values_list("id", flat=True)[:TOLD_MOST])


def _cursor(end: Start) -> str:
    text = json.dumps([end.way, end.home, end.key, end.id.hex], ensure_ascii=False)
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def _read(text: str) -> Start:
    try:
        raw = json.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
        way, home, key, id = raw
        if not (isinstance(way, int) and 0 < way < 100 and isinstance(home, str) and isinstance(key, str)):
            raise ValueError(text)
        return Start(way, home.replace("\x00", ""), key.replace("\x00", ""), UUID(hex=id))
    except (ValueError, TypeError, AttributeError, binascii.Error) as error:
        raise Refused(
            "paging/bad-cursor",
            zh="翻页位置无效，请回到第一页",
            en="Bad page position; go back to the first page",
        ) from error
