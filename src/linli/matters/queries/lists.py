"""Lists of matters: keyset pages as plain rows, searches, and capped counts. The hot path of every desk."""

import re
from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import UTC, datetime
from typing import Any, TypeAlias
from uuid import UUID

from linli.kit import clock, paging
from linli.kit.actor import Actor
from linli.matters.queries import arms, marking, search
from linli.matters.queries.arms import Condition, directly, sight_of
from linli.matters.queries.narrowing import Filters, arms_of, conditions, ends, still_open
from linli.matters.queries.rows import COLUMNS, SELECT, as_row
from linli.matters.rules import RUNNING, Permission, State
from linli.matters.rules.words import tidy_reference

FOUND_MOST = 500
NEVER = datetime.max.replace(tzinfo=UTC)
"""Where a page of rows without a deadline ended: after all that have one."""
NUMBER_LEAST = 6
_NUMBER = re.compile(r"(?=.*\d)[\w-]+", re.ASCII)
Rows: TypeAlias = list[tuple[Any, ...]]


def page(by: Actor, filters: Filters, *, after: str = "", most: int | None = None) -> dict[str, Any]:
    """One page of what the actor sees, newest first, or by deadline; `cut` where a search found more than it keeps,
    `near` where nothing holds the words sought and the rows only come near."""
    size = paging.page_size(most)
    now = clock.now()
    if filters.q.strip():
        return _sought(by, filters, after, size, now)
    ended = paging.read_cursor(after) if after else None
    among, where = arms_of(by, filters), conditions(by, filters, now=now)
    return _page(_rows(among, where, filters.order, ended, size + 1), filters.order, size, now)


def _page(rows: Rows, order: str, size: int, now: datetime) -> dict[str, Any]:
    more = len(rows) > size
    rows = rows[:size]
    where = COLUMNS.index("due_at" if order == "due" else "received_at")
    return {
        "rows": [as_row(row, now) for row in rows],
        "next": paging.cursor(rows[-1][where] or NEVER, rows[-1][0]) if more else None,
        "cut": False,
        "near": False,
    }


def _rows(
    among: list[arms.Arm],
    where: list[Condition],
    order: str,
    ended: tuple[datetime, UUID] | None,
    most: int,
    columns: str = SELECT,
) -> Rows:
    """So many rows from where a page ended: the newest first, or by deadline, those without one last."""
    if order != "due":
        earlier = "(matters_matter.received_at, matters_matter.id) < (%s, %s)"
        where = [*where, Condition(earlier, ended)] if ended else where
        return arms.rows(among, where, arms.NEWEST, columns, most=most)[0]
    due = [*where, Condition("matters_matter.due_at IS NOT NULL")]
    if ended:
        due.append(Condition("(matters_matter.due_at, matters_matter.id) > (%s, %s)", ended))
    rows: Rows = []
    if ended is None or ended[0] != NEVER:
        rows = arms.rows(among, due, arms.MOST_PRESSING, columns, most=most)[0]
    if len(rows) == most:
        return rows
    never = [*where, Condition("matters_matter.due_at IS NULL")]
    if ended and ended[0] == NEVER:
        never.append(Condition("matters_matter.id > %s", (ended[1],)))
    return rows + arms.rows(among, never, arms.BY_ID, columns, most=most - len(rows))[0]


def _sought(by: Actor, filters: Filters, after: str, size: int, now: datetime) -> dict[str, Any]:
    """A page of a search: what has just this number first, then the newest. Where the list is narrowed by what the
    search function knows nothing of, or in the order of deadlines, the newest 500 are found and then narrowed."""
    plainly = filters.order != "due" and _is_plain(filters)
    ended = paging.read_cursor(after) if after else None
    within = search.Within(still_open(filters), filters.area, ended if plainly else None, ends(filters))
    hits = search.found(by, filters.q, within, most=size + 1 if plainly else FOUND_MOST + 1)
    ids = hits.ids if plainly else hits.ids[:FOUND_MOST]
    among = [directly(sight_of(by, filters.area), one) for one in _either(ids, filters.q, first=not after)]
    where, since = conditions(by, filters, now=now), None if plainly else ended
    rows = _rows(among, where, filters.order, since, size + 1, columns=f"{SELECT}, matters_matter.words")
    marker = marking.Marker(filters.q, hits)
    rows = sorted(rows, key=lambda row: not marker.exact(_numbers(row)))
    told = _page([row[:-1] for row in rows], filters.order, size, now)
    for row, shown in zip(rows, told["rows"], strict=False):
        shown["hit"] = marker.hit(
            row[0], subject=shown["subject"], words=row[-1], place=shown["place"], numbers=_numbers(row)
        )
    return told | {"cut": not plainly and len(hits.ids) > FOUND_MOST, "near": hits.near}


def found(by: Actor, filters: Filters) -> list[UUID]:
    """Ids of the newest matters that a search finds, one more than are kept."""
    within = search.Within(still_open(filters), filters.area, until=ends(filters))
    return search.found(by, filters.q, within, most=FOUND_MOST + 1).ids


def _is_plain(filters: Filters) -> bool:
    """Whether the search function itself can narrow to what is asked for."""
    usual = Filters(group=filters.group, area=filters.area, q=filters.q, order=filters.order)
    return filters == usual


def _either(ids: list[UUID], query: str, *, first: bool) -> list[Condition]:
    """What was found; on the first page also what has just this number, its own or the 12345 order's."""
    either = [Condition("matters_matter.id = ANY(%s::uuid[])", (ids,))]
    number = query.strip()
    if not first:
        return either
    if reference := tidy_reference(number):
        either.append(Condition("matters_matter.reference = %s", (reference,)))
    if reference or (_NUMBER.fullmatch(number) and len(number) >= NUMBER_LEAST):
        external = "(matters_matter.external_number = %s AND matters_matter.external_number <> '')"
        either.append(Condition(external, (number,)))
    return either


def _numbers(row: tuple[Any, ...]) -> tuple[str, str]:
    return row[COLUMNS.index("reference")], row[COLUMNS.index("external_number")]


BUCKETS: dict[str, Filters] = {
    "waiting": Filters(owner="waiting", state=tuple(s.value for s in sorted(RUNNING)), order="due"),
    "late": Filters(standing="late", order="due"),
    "nobody": Filters(owner="nobody", state=tuple(s.value for s in sorted({*RUNNING, State.LONG_TERM}))),
    "rated_bad": Filters(reopening=True, state=(State.RATED.value,)),
    "to_follow_up": Filters(owner="others", state=(State.RESOLVED.value,)),
    "first": Filters(owner="first"),
    "asking": Filters(owner="asking", state=("dispatched", "in_hand"), order="due"),
    "supervised": Filters(supervised=True, order="due"),
}
"""The workbench's boxes; those in the order of deadlines hold nothing without one. Nobody's are those with work left to
do whose post is missing, empty or closed; `first` are those the actor met first and others have now."""

_RIGHTS = {
    "waiting": Permission.HANDLE,
    "rated_bad": Permission.REOPEN,
    "to_follow_up": Permission.FOLLOW_UP,
    "first": Permission.RAISE,
    "asking": Permission.DISPATCH,
    "supervised": Permission.REMIND,
}


def buckets(by: Actor, names: Sequence[str], *, most: int = 8) -> dict[str, dict[str, Any]]:
    """Boxes of the workbench: of each a capped count, the first rows, and the list's filters that give the same rows;
    empty for who has no right to act on it. All are asked for in one go."""
    now = clock.now()
    opened = [name for name in names if name not in _RIGHTS or by.may(_RIGHTS[name])]
    sight = replace(sight_of(by), gathered=True)
    asked = {name: box for name in opened if (box := _box(by, BUCKETS[name], sight, now)).arms}
    told = arms.boxes(sight, list(asked.values()), SELECT, most=most, count=paging.COUNT_MOST + 1)
    found = dict(zip(asked, told, strict=True))
    return {
        name: _boxed(BUCKETS[name], *found[name], now)
        if name in found
        else _nothing(name in opened, BUCKETS[name])
        for name in names
    }


def _nothing(opened: bool, filters: Filters) -> dict[str, Any]:
    return {"count": 0, "more": False, "rows": [], "query": _asked(filters) if opened else {}}


def _box(by: Actor, filters: Filters, sight: arms.Sight, now: datetime) -> arms.Box:
    """What a box is read by; without arms where nothing could be in it."""
    order = arms.MOST_PRESSING if filters.order == "due" else arms.NEWEST
    due = [Condition("matters_matter.due_at IS NOT NULL")] if filters.order == "due" else []
    return arms.Box(arms_of(by, filters, sight), [*conditions(by, filters, now=now), *due], order)


def _boxed(filters: Filters, rows: Rows, count: int, now: datetime) -> dict[str, Any]:
    return {
        "count": min(count, paging.COUNT_MOST),
        "more": count > paging.COUNT_MOST,
        "rows": [as_row(row, now) for row in rows],
        "query": _asked(filters),
    }


_USUAL = asdict(Filters())


def _asked(filters: Filters) -> dict[str, str | list[str]]:
    """The filters as the address of a list says them, without those that are as usual."""
    query = dict[str, str | list[str]]()
    for name, usual in _USUAL.items():
        if (value := getattr(filters, name)) != usual:
            query[name] = list(value) if name == "state" else "true" if value is True else str(value)
    return query
