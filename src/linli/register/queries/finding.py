"""The register's one box: residents, dwellings, organisations and buildings found by what is typed, within what the
actor may see. The database looks, in one function that applies the scope; what it found is read under the wall."""

import base64
import binascii
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
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
LOOKED_AT = 2000
"""Persons with a label known to few that are looked through at once."""
AMONG_MOST = 500
"""Of them, those the database is asked about in one statement; it answers with no more."""
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
    """Where a page begins: the way, community, key and id that the last ended with. Ways by labels that few may see
    come first and are numbered downwards from -1, the others upwards from 1; 0 is the beginning."""

    way: int = 0
    home: str = ""
    key: str = ""
    id: UUID = field(default=_NIL)


_TAIL = "register.tail"


def tail_key() -> Callable[[str], int]:
    """The keyed hash that the figures of a sealed number are kept under: eight bytes, as a signed number."""
    return _short(sealing.indexer(field=_TAIL))


def tail_keys() -> list[Callable[[str], int]]:
    """Those the figures may have been kept under, until what an older key sealed is sealed anew; the current first."""
    return [_short(index) for index in sealing.indexers(field=_TAIL)]


def _short(index: Callable[[str], bytes]) -> Callable[[str], int]:
    return lambda text: int.from_bytes(index(text)[:8], signed=True)


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
    if any(way.told for way in asked.get(Noun.RESIDENT, [])):
        every = asked[Noun.RESIDENT]
        pages[Noun.RESIDENT] = _with_told(by, every, sought, start, most, pages[Noun.RESIDENT])
    groups: list[dict[str, Any]] = []
    for noun, rows in pages.items():
        next_ = _cursor(rows[most - 1].ended) if len(rows) > most else None
        groups.append({"noun": noun.value, "rows": [row.told for row in rows[:most]], "next": next_})
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
    return Dictionary(labels, tail_keys())


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


def _with_told(
    by: Actor, every: Sequence[Way], sought: Sought, start: Start, most: int, page: list[Row]
) -> list[Row]:
    """A page of residents, and one more: first those found by labels that few may see, then those of a page found by
    all else, and of the pages after it until this one is full. Nobody comes twice."""
    plain, told = [way for way in every if not way.told], [way for way in every if way.told]
    rows = list(islice(_told(by, told, sought, start), most + 1)) if start.way <= 0 else []
    while len(rows) <= most and page:
        twice = _met(by, told, sought, [row.told["id"] for row in page])
        rows += [row for row in page if row.told["id"] not in twice]
        last = page[-1].ended
        page = _pages(by, {Noun.RESIDENT: plain}, sought, last, most)[Noun.RESIDENT] if page[most:] else []
    return rows[: most + 1]


def _told(by: Actor, told: Sequence[Way], sought: Sought, start: Start) -> Iterator[Row]:
    """Residents found by labels that few may see, from a start on: the labels are read under the wall, and those who
    bear them are looked through, some at a time, in the list's order."""
    for number, way in enumerate(told, 1):
        if -number > start.way and start.way:
            continue
        at = start if start.way == -number else Start(-number)
        while some := _bearing(by, way.told, after=at):
            for few in (some[first : first + AMONG_MOST] for first in range(0, len(some), AMONG_MOST)):
                rows = _among(by, way, sought, [id for _, _, id in few])
                twice = _met(by, told[: number - 1], sought, [row.told["id"] for row in rows])
                yield from (
                    replace(row, ended=replace(row.ended, way=-number))
                    for row in rows
                    if row.told["id"] not in twice
                )
            at = Start(-number, *some[-1])


def _met(by: Actor, told: Sequence[Way], sought: Sought, ids: Sequence[UUID]) -> set[UUID]:
    """Which of some residents are found by one of these ways."""
    met: set[UUID] = set()
    for way in told if ids else []:
        bearing = [id for _, _, id in _bearing(by, way.told, of=ids)]
        met |= {row.told["id"] for row in _among(by, way, sought, bearing)}
    return met


def _among(by: Actor, way: Way, sought: Sought, ids: Sequence[UUID]) -> list[Row]:
    """Those of some residents, of AMONG_MOST at most, who are found by a way's words, in the list's order."""
    if not ids:
        return []
    values = _values(by, Noun.RESIDENT, [way], sought, Start(), AMONG_MOST, ids)
    answer = statements.rows(hits.STATEMENTS[Noun.RESIDENT].format(found=_CALL), values)
    return _rows(by, Noun.RESIDENT, [way], answer)


def fitting(by: Actor, fragment: Fragment, *, area: str = "") -> list[dict[str, Any]]:
    """Residents who fit some clues, the likeliest first, each with which of them fit."""
    check_area(area)
    every = fragment_ways(fragment, known_words(by))
    sought = Sought("", Noun.RESIDENT, area)
    told = [way for way in every if way.told]
    rows = [row.told for row in islice(_told(by, told, sought, Start()), CANDIDATES_MOST)]
    page = _pages(by, {Noun.RESIDENT: every}, sought, Start(), CANDIDATES_MOST)[Noun.RESIDENT]
    rows += [row.told for row in page]
    best: dict[UUID, tuple[int, dict[str, Any]]] = {}
    for row in rows:
        why = [(one["word"], one["by"]) for one in row["why"]]
        fits = fit(fragment, why, age=row["age"], sex=row["sex"])
        if row["id"] not in best or fits.points > best[row["id"]][0]:
            clues = [{"clue": clue, "fits": right} for clue, right in fits.clues]
            best[row["id"]] = (fits.points, {**row, "clues": clues})
    return [row for _, row in sorted(best.values(), key=lambda one: -one[0])[:SHOWN_MOST]]


def _bearing(
    by: Actor, codes: Sequence[str], *, after: Start | None = None, of: Sequence[UUID] | None = None
) -> list[tuple[str, str, UUID]]:
    """Who bears all of some labels, himself or by his household, of those whose labels the actor may see: the first of
    them after a place in the list, or those among some; each with where in the list he stands."""
    rows = Resident.objects.all() if of is None else Resident.objects.filter(id__in=list(of))
    for code in codes:
        labels = visible_labels(by).filter(kind=code, until=None)
        persons = labels.filter(resident__isnull=False).values("resident_id")
        homes = labels.filter(household__isnull=False).values("household_id")
        rows = rows.filter(Q(id__in=persons) | Q(household_id__in=homes))
    if after and after.home:
        rows = rows.filter(
            Q(community__gt=after.home)
            | Q(community=after.home, sort__gt=after.key)
            | Q(community=after.home, sort=after.key, id__gt=after.id)
        )
    return list(rows.order_by("community", "sort", "id").values_list("community", "sort", "id")[:LOOKED_AT])


def _cursor(end: Start) -> str:
    text = json.dumps([end.way, end.home, end.key, end.id.hex], ensure_ascii=False)
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def _read(text: str) -> Start:
    try:
        raw = json.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
        way, home, key, id = raw
        if not (isinstance(way, int) and -100 < way < 100 and isinstance(home, str) and isinstance(key, str)):
            raise ValueError(text)
        return Start(way, home.replace("\x00", ""), key.replace("\x00", ""), UUID(hex=id))
    except (ValueError, TypeError, AttributeError, binascii.Error) as error:
        raise Refused(
            "paging/bad-cursor",
            zh="翻页位置无效，请回到第一页",
            en="Bad page position; go back to the first page",
        ) from error
