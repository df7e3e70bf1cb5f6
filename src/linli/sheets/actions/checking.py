"""Checking a ledger against the register without touching it: every row is new, the same, changed, or wrong with its
reasons. People who can be taken are put away in parts, so that loading reads no file again."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from linli.kit.actor import Actor
from linli.kit.errors import Refused
from linli.kit.spreadsheets import reading
from linli.ledger import actions as ledger
from linli.register import queries as register
from linli.register.actions.changing import today
from linli.register.queries import Found, Ground
from linli.register.rules import writing
from linli.sheets.actions import parts, showing
from linli.sheets.actions.receiving import check_untouched, fail, move, unchecked
from linli.sheets.models import Load
from linli.sheets.queries.loads import locked, remembered
from linli.sheets.rules import headings, judging
from linli.sheets.rules import loads as rules
from linli.sheets.rules.headings import Head
from linli.sheets.rules.loads import PartKind, State
from linli.sheets.rules.people import REMARKS, Checker, Person, Place, Wrong
from linli.sheets.rules.places import Home
from linli.territory import queries as territory


def check(*, by: Actor, load_id: UUID) -> UUID:
    """Read the file, check its rows and say what loading it would do. Where no headings are found, or columns are
    missing without which nobody can be entered, the load stands as failed, with its sheets and the reason. Refused: a
    file that does not open, one that is gone, a load that is being loaded or done."""
    load = locked(by, load_id)
    if load.state not in rules.CHECK_FROM:
        raise rules.wrong_state()
    check_untouched(load)
    unchecked(load)
    with parts.unswept(), reading.opened(_file(load)) as file:
        heads = _heads(by, load, file)
        if (problem := _lacking(load, heads)) is not None:
            load.state = State.WAITING.value
            return fail(by=by, load_id=load.id, problem=problem, load=load)
        work = _Work(by, load)
        for number, head in heads.items():
            columns, width = columns_of(load.mapping, head), width_of(head)
            for at, batch in file.rows(number):
                first = max(head.below - at, 0)
                if first < len(batch):
                    work.batch(number, at + first + 1, batch[first:], columns, width)
        work.close()
    load.counts, load.remarks = work.told()
    load.part_count, load.part_done = work.parts, 0
    move(load, State.CHECKED)
    told = {name: load.counts[name] for name in ("rows", "new", "changed", "same", "wrong")}
    ledger.record("sheets.checked", by=by, area=load.area, subject=load.id, **told)
    return load.id


def _file(load: Load) -> bytes:
    """The file; refused where it is gone."""
    content = parts.the_file(load)
    if not content:
        raise rules.wrong_state()
    return content


def _heads(by: Actor, load: Load, file: reading.Opened) -> dict[int, Head]:
    """The sheets that are read, with their headings; what the sheets are is put down, and what each column is."""
    known = {**remembered(by, load.community, load.source), **load.mapping}
    chosen = {one["number"] for one in load.sheets if one.get("chosen")}
    heads: dict[int, Head] = {}
    told: list[dict[str, Any]] = []
    for sheet in file.sheets:
        head = headings.find(sheet.head, known) or headings.likely(sheet.head)
        fits = head is not None and any(headings.said(title, known) == "name" for title in head.titles)
        read = head is not None and (sheet.number in chosen if chosen else fits and not sheet.hidden)
        if read and head is not None:
            heads[sheet.number] = head
        told.append(
            {
                "number": sheet.number,
                "name": sheet.name[:60],
                "hidden": sheet.hidden,
                "rows": max(sheet.height - (head.below if head else 0), 0),
                "columns": sheet.width,
                "head": head.below if head else 0,
                "titles": [title for title in head.titles if title] if head else [],
                "heads": list(head.titles) if head else [],
                "chosen": read,
            }
        )
    load.sheets = told
    guessed = [one["heads"] for one in told if not one["hidden"]]
    titles = [head.titles for head in heads.values()] or guessed
    there = {headings.bare(title) for one in titles for title in one}
    mapped = {key: field for one in titles for key, field in headings.mapping_of(one, known).items()}
    load.mapping = mapped | {key: field for key, field in load.mapping.items() if key in there}
    return heads


def columns_of(mapping: Mapping[str, str], head: Head) -> dict[str, int]:
    """The column of each thing; of two columns that are the same thing the first."""
    columns: dict[str, int] = {}
    for at, title in enumerate(head.titles):
        field = mapping.get(headings.bare(title), headings.SKIP)
        if field and field not in columns:
            columns[field] = at
    return columns


def width_of(head: Head) -> int:
    """How many columns there are up to the last with a heading."""
    return max((at for at, title in enumerate(head.titles) if title), default=-1) + 1


def _lacking(load: Load, heads: Mapping[int, Head]) -> Refused | None:
    """What is missing for the file to be checked."""
    if not heads:
        return rules.nothing_chosen()
    lacks: dict[str, str] = {}
    for head in heads.values():
        columns = columns_of(load.mapping, head)
        lacks |= {headings.FIELDS[n][0]: headings.FIELDS[n][1] for n in rules.NEED if n not in columns}
        if not columns.keys() & {"room", "address"}:
            lacks["室号（或住址）"] = "Room (or Address)"
    return rules.missing_columns("、".join(lacks), ", ".join(lacks.values())) if lacks else None


class _Work:
    """One check: people gathered into parts, wrong and changed rows into packs, everything counted."""

    def __init__(self, by: Actor, load: Load) -> None:
        self.by, self.load = by, load
        self.checker = Checker(today())
        self.there: Ground = register.ground(by, load.community)
        self.counts: Counter[str] = Counter()
        self.parts = 0
        self._codes = rules.label_codes({c: k.name for c, k in register.labels_for(by).items()})
        self._grids = grids_of(by, load.community)
        self._labels_there: set[tuple[UUID, str]] = set()
        self.groups: dict[int, UUID] = {}
        """Households on the register that those of the ledger are."""
        self._columns: Mapping[str, int] = {}
        self._width = 0
        self._used: set[int] = set()
        self._homes: list[UUID | None] = []
        self._ready: list[Person] = []
        self._packs: dict[PartKind, list[Any]] = {kind: [] for kind in PartKind}
        self._packed: Counter[PartKind] = Counter()
        self._numbers: Counter[PartKind] = Counter()
        self._weights: Counter[PartKind] = Counter()
        self._kept = 0
        """How much of wrong rows was kept so far."""

    def batch(
        self, sheet: int, first: int, rows: Sequence[list[Any]], columns: Mapping[str, int], width: int
    ) -> None:
        """Check rows of a sheet, of as many columns as have headings, and put them where they belong."""
        self._columns, self._width = columns, width
        done = self.checker.batch(sheet, first, rows, columns)
        self._wrong(done.wrong)
        self._find_homes()
        known = register.people_by_number(
            self.by, self.load.community, [one.id_number for one in done.people if one.id_number]
        )
        there = self._there(done.people, known)
        self._labels_there = self._standing(done.people, known)
        for person in done.people:
            self._judge(person, known, there, rows[person.row - first])
        self._flush(rules.PART)

    def _there(self, people: Sequence[Person], known: Mapping[str, Found]) -> dict[UUID, list[Found]]:
        """Who lives in the dwellings of those the numbers did not find."""
        homes = {self._homes[one.place] for one in people if one.id_number not in known}
        wanted = [id for id in homes if id is not None]
        return register.people_at(self.by, wanted) if wanted else {}

    def _standing(self, people: Sequence[Person], known: Mapping[str, Found]) -> set[tuple[UUID, str]]:
        """Labels that stand on those the numbers found, and on their households."""
        found = [known[one.id_number] for one in people if one.labels and one.id_number in known]
        if not found:
            return set()
        return register.labels_standing(
            self.by, [one.id for one in found], [one.household for one in found if one.household]
        )

    def _labels(self, person: Person, found: Found | None) -> list[str]:
        """The labels of a row that are not there yet; those nobody knows are told."""
        codes = [self._codes.get(name) for name in person.labels]
        for code in codes:
            if code is None:
                self.checker.tell("label")
        if found is None:
            return []
        of = (found.id, found.household)
        return [code for code in codes if code and not {(one, code) for one in of} & self._labels_there]

    def _find_homes(self) -> None:
        """Where the dwellings that were met last are on the register."""
        for place in self.checker.places[len(self._homes) :]:
            self._homes.append(home_of(self.there, place.home))

    def _judge(
        self,
        person: Person,
        known: Mapping[str, Found],
        there: Mapping[UUID, list[Found]],
        cells: list[Any],
    ) -> None:
        """What a row is, counted and put away."""
        found, problem = known.get(person.id_number), None
        home = self._homes[person.place]
        if found is None and home is not None:
            found, problem = judging.alike(person, there.get(home, ()))
        if found is not None and found.state != "active":
            problem = judging.LEFT
        if problem is not None:
            self._wrong([Wrong(person.sheet, person.row, cells, [("name", problem)])])
            return
        labels = self._labels(person, found) if person.labels else []
        if found is None:
            self.counts["new"] += 1
            self._shown(PartKind.NEW, person, [])
        else:
            self._known(person, found, home, labels)
        self._used.add(person.place)
        if home is None and self._lost(self.checker.places[person.place]):
            self.checker.tell("grid")
        self._ready.append(person)

    def _grid(self, name: str) -> str | None:
        """The grid of a name, number or code; empty where none is said, or the community itself; None for a name nobody
        knows."""
        if not name:
            return ""
        return self._grids.get(writing.narrow(name))

    def _lost(self, place: Place) -> bool:
        """Whether a dwelling's building is new, and said to lie in a grid that nobody knows."""
        if self._grid(place.grid) is not None:
            return False
        return self.there.building(place.home.estate, place.home.building) is None

    def _known(self, person: Person, found: Found, home: UUID | None, labels: list[str]) -> None:
        differs = judging.differences(person, found)
        moved = home is None or found.dwelling != home
        if not moved and found.household:
            self.groups.setdefault(person.group, found.household)
        if not (differs or moved or labels):
            self.counts["same"] += 1
            return
        self.counts["changed"] += 1
        self.counts["moved"] += moved
        told = [["labels", "", "、".join(register.kinds()[code].name for code in labels)]] if labels else []
        self._shown(PartKind.CHANGED, person, [*showing.shown(differs, found, moved), *told])

    def _shown(self, kind: PartKind, person: Person, changes: list[Any]) -> None:
        if kind is PartKind.NEW and self._packed[kind] + len(self._packs[kind]) >= rules.SHOWN_MOST:
            return
        self._pack(
            kind,
            {
                "sheet": person.sheet,
                "row": person.row,
                "name": person.values[0],
                "place": self.checker.places[person.place].home.shown(),
                "changes": changes,
            },
        )

    def _wrong(self, rows: Sequence[Wrong]) -> None:
        for one in rows:
            self.counts["wrong"] += 1
            cells = [showing.plain(cell) for cell in one.cells[: self._width]]
            heavy = rules.weight(cells)
            if self._kept + heavy > rules.WRONG_MOST:
                self.checker.tell("unkept")
                continue
            self._kept += heavy
            told = [showing.problem(name, why, one, self._columns) for name, why in one.problems]
            at = self._columns.get("name", -1)
            row = {
                "sheet": one.sheet,
                "row": one.row,
                "name": str(showing.plain(one.cells[at]))[:40] if 0 <= at < len(one.cells) else "",
                "cells": cells,
                "problems": told,
            }
            self._pack(PartKind.WRONG, row, heavy)

    def _pack(self, kind: PartKind, row: Any, heavy: int = 0) -> None:
        pack = self._packs[kind]
        pack.append(row)
        self._weights[kind] += heavy
        if len(pack) >= rules.PACK or self._weights[kind] >= rules.PACK_BYTES:
            self._put_pack(kind)

    def _put_pack(self, kind: PartKind) -> None:
        pack = self._packs[kind]
        if pack:
            parts.put(self.load, kind.value, self._numbers[kind], pack, len(pack))
            self._packed[kind] += len(pack)
            self._numbers[kind] += 1
            self._packs[kind], self._weights[kind] = [], 0

    def _flush(self, least: int) -> None:
        """Put people away, whole dwellings at a time."""
        ready = self._ready
        while len(ready) >= max(least, 1):
            cut = min(least or len(ready), len(ready))
            while cut < len(ready) and ready[cut].place == ready[cut - 1].place:
                cut += 1
            if least and cut == len(ready) < 2 * least:  # the last dwelling may go on in the next rows
                break
            parts.put(self.load, PartKind.PEOPLE.value, self.parts, ready[:cut], cut)
            self.parts += 1
            ready = ready[cut:]
        self._ready = ready

    def close(self) -> None:
        """Put away what is left, and the homes."""
        self._flush(0)
        for kind in PartKind:
            self._put_pack(kind)
        self._join_groups()
        checker = self.checker
        homes = {
            "places": [
                (p.home, p.use, p.landlord, p.landlord_phone, n in self._used, self._grid(p.grid) or "")
                for n, p in enumerate(checker.places)
            ],
            "groups": checker.groups,
            "known": {str(group): id for group, id in self.groups.items()},
        }
        parts.put(self.load, PartKind.HOMES.value, 0, homes, len(checker.places))

    def _join_groups(self) -> None:
        """Members without a head join the one household that stands in their dwelling."""
        for group, place in enumerate(self.checker.groups):
            home = self._homes[place] if place >= 0 else None
            standing = self.there.households.get(home, ()) if home else ()
            if group not in self.groups and not self.checker.headed[group] and len(standing) == 1:
                self.groups[group] = standing[0]

    def told(self) -> tuple[dict[str, int], dict[str, int]]:
        """Counts, and remarks by code."""
        counts = {name: self.counts[name] for name in ("new", "changed", "same", "wrong", "moved")}
        counts["rows"] = sum(counts[name] for name in ("new", "changed", "same", "wrong"))
        new = [self.checker.places[n].home for n in self._used if self._homes[n] is None]
        estates = {home.estate for home in new if home.estate and home.estate not in self.there.estates}
        buildings = {
            (home.estate, home.building)
            for home in new
            if not self.there.building(home.estate, home.building)
        }
        counts["homes_changed"] = self._homes_changed()
        counts |= {"dwellings": len(new), "estates": len(estates), "buildings": len(buildings)}
        return counts, {code: count for code, count in self.checker.remarks.items() if code in REMARKS}

    def _homes_changed(self) -> int:
        """Homes of which the ledger says otherwise than the register."""
        wanted = {
            id: (place.use, place.landlord, place.landlord_phone)
            for number, (place, id) in enumerate(zip(self.checker.places, self._homes, strict=True))
            if id is not None
            and number in self._used
            and (place.use or place.landlord or place.landlord_phone)
        }
        return len(register.homes_differing(self.by, wanted)) if wanted else 0


def grids_of(by: Actor, community: str) -> dict[str, str]:
    """The grids of a community by what ledgers call them: name, with or without the community's before it, code, number
    (003, 3). The community itself is no grid."""
    own = writing.narrow(territory.name_of(community))
    named: dict[str, str] = {community: "", own: ""}
    for one in territory.grids(by, below=community, polygons=False, micro=False):
        code, name = one["code"], writing.narrow(one["name"])
        number = code[len(community) :]
        for word in (code, number, number.lstrip("0"), name, own + name, name.removeprefix(own)):
            named.setdefault(word, code)
            named.setdefault(word.removesuffix("网格") or word, code)
    return named


def home_of(there: Ground, home: Home) -> UUID | None:
    """The dwelling on the register that a ledger names."""
    building = there.building(home.estate, home.building)
    found = there.dwelling(building[0], home.entrance, home.room) if building else None
    return found[0] if found else None
