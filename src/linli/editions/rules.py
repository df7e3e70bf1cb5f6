"""What an edition is made of and how two of them differ, pure. A set is a list of flat rows in order, each known by one
of its columns."""

import hashlib
import json
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeAlias

from linli.kit.errors import Refused

Row: TypeAlias = dict[str, Any]
Rows: TypeAlias = list[Row]

REASON_LEAST, REASON_MOST = 2, 200
NAMED_MOST = 50
"""So many keys of one kind a ledger entry names; the counts are whole."""


@dataclass(frozen=True, slots=True)
class Noun:
    """A kind of set: its name, which begins the ledger's verb (`category.changed`), and the column its rows are known
    by."""

    name: str
    column: str


class Kind(StrEnum):
    """What became of a row."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    MOVED = "moved"


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One column of a row, before and after."""

    field: str
    before: Any
    after: Any


@dataclass(frozen=True, slots=True)
class Difference:
    """One row that is not as it was: its key, what a person calls it, and the columns that changed."""

    kind: Kind
    key: str
    label: str
    fields: tuple[FieldChange, ...] = ()


def digest(rows: Sequence[Mapping[str, Any]]) -> str:
    """A fingerprint of a set: the same rows in the same order give the same one, whatever the order of columns."""
    text = json.dumps(list(rows), sort_keys=True, ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("ascii")).hexdigest()


def differences(noun: Noun, before: Sequence[Row], after: Sequence[Row]) -> list[Difference]:
    """What became of the rows, in the order of the new set, what was taken out last. A row whose place changed among
    those that stayed is moved; of the rows that could be called so, the fewest are."""
    old = {str(row[noun.column]): row for row in before}
    new = {str(row[noun.column]): row for row in after}
    moved = _moved([key for key in old if key in new], [key for key in new if key in old])
    found: list[Difference] = []
    for key, row in new.items():
        if key not in old:
            found.append(Difference(Kind.ADDED, key, label_of(row, key)))
        elif fields := _changed(old[key], row):
            found.append(Difference(Kind.CHANGED, key, label_of(row, key), fields))
        elif key in moved:
            found.append(Difference(Kind.MOVED, key, label_of(row, key)))
    found += [Difference(Kind.REMOVED, key, label_of(row, key)) for key, row in old.items() if key not in new]
    return found


def put_back(noun: Noun, old: Sequence[Row], stands: Sequence[Row]) -> Rows:
    """An earlier set as it can be put back where records name its rows: what came later stays in it, switched off."""
    keys = {row[noun.column] for row in old}
    return [*old, *({**row, "active": False} for row in stands if row[noun.column] not in keys)]


def label_of(row: Mapping[str, Any], key: str) -> str:
    """What a person calls a row: by its name, else by its note or title, else by its key."""
    return str(row.get("name") or row.get("note") or row.get("title") or key)


def _changed(before: Row, after: Row) -> tuple[FieldChange, ...]:
    names = dict.fromkeys([*before, *after])
    return tuple(
        FieldChange(name, before.get(name), after.get(name))
        for name in names
        if before.get(name) != after.get(name)
    )


def _moved(before: list[str], after: list[str]) -> set[str]:
    """The keys that are out of the longest run that kept its order."""
    place = {key: number for number, key in enumerate(before)}
    ends: list[int] = []
    lengths: list[int] = []
    for key in after:
        at = bisect_left(ends, place[key])
        ends[at : at + 1] = [place[key]]
        lengths.append(at + 1)
    wanted, edge, kept = len(ends), len(before), set[str]()
    for key, length in zip(reversed(after), reversed(lengths), strict=True):
        if length == wanted and place[key] < edge:
            kept.add(key)
            wanted, edge = wanted - 1, place[key]
    return set(after) - kept


def facts_of(found: Sequence[Difference]) -> dict[str, list[str] | int]:
    """The differences as a ledger entry holds them: keys (50 of a kind at most), how many, names of columns, and no
    words."""
    facts: dict[str, list[str] | int] = {}
    for kind in Kind:
        keys = [one.key for one in found if one.kind is kind]
        if keys:
            facts[kind.value] = keys[:NAMED_MOST]
            facts[f"{kind.value}_count"] = len(keys)
    if fields := sorted({field.field for one in found for field in one.fields}):
        facts["fields"] = fields
    return facts


def check_reason(text: str) -> str:
    """The reason without needless space. Refused (`edition/no-reason`) when it says nothing or is longer than 200
    characters."""
    reason = " ".join(text.split())
    if not REASON_LEAST <= len(reason) <= REASON_MOST:
        zh, en = f"请写明改动的原因，{REASON_LEAST}到{REASON_MOST}字", "Say why, in 2 to 200 characters"
        field = {"field": "reason", "title": zh, "title_en": en}
        raise Refused("edition/no-reason", zh=zh, en=en, fields=[field])
    return reason


def refusal(kind: str, bad: Sequence[dict[str, Any]]) -> Refused:
    """A set refused whole, every mistake named; `kind` is the refusal's type."""
    return Refused(
        kind,
        zh=f"有{len(bad)}处需要修改，没有保存",
        en=f"{len(bad)} things to mend; nothing was saved",
        fields=bad,
    )


def mistake(key: object, column: str, zh: str, en: str) -> dict[str, Any]:
    """One mistake, or one thing to look at, in a row: which row, which column, why in two languages."""
    return {"field": f"{key}.{column}", "key": str(key), "column": column, "title": zh, "title_en": en}
