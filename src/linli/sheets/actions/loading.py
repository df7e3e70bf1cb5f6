"""Loading what was checked, part by part, each in a transaction of its own: whatever stops it, it goes on where it
stopped. Every row is matched against the register again, so nobody is entered twice though others work meanwhile."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import msgspec

from linli.kit import clock, ids
from linli.kit.actor import Actor
from linli.ledger import actions as ledger
from linli.register import actions as register
from linli.register import queries
from linli.register.actions import Correction, HomeData, LabelData, Newcomer, NewHousehold
from linli.register.actions.changing import today
from linli.register.actions.numbers import hold as hold_numbers
from linli.register.queries import Found
from linli.sheets.actions import parts
from linli.sheets.actions.receiving import clear, let_find, move
from linli.sheets.models import Load, Part
from linli.sheets.queries.loads import found as found_load
from linli.sheets.queries.loads import locked
from linli.sheets.queries.rows import taken_out
from linli.sheets.rules import judging, mending
from linli.sheets.rules import loads as rules
from linli.sheets.rules.cells import Problem
from linli.sheets.rules.loads import PartKind, State
from linli.sheets.rules.people import Person
from linli.sheets.rules.places import Home

_RENTED = frozenset({"let", "shared"})
_PERSON, _HOUSEHOLD, _DWELLING = range(3)


class _Homes(msgspec.Struct):
    """The part that tells of homes."""

    places: list[tuple[Home, str | None, str, str, bool, str]]
    groups: list[int]
    known: dict[str, UUID]


@dataclass
class Ready:
    """A load whose homes are there: the dwelling and area of each place, the household and tenancy of each group, the
    labels by name, the parts that are still to be loaded."""

    load_id: UUID
    places: list[tuple[UUID, str]]
    groups: list[int]
    known: dict[int, UUID]
    rented: frozenset[int]
    labels: dict[str, str] = field(default_factory=dict[str, str])
    waiting: list[int] = field(default_factory=list[int])
    again: bool = False
    """Whether the load stopped before, so that others may have worked in its homes."""
    homes: list[Home] = field(default_factory=list[Home])

    def household(self, group: int) -> tuple[UUID, bool]:
        """A group's household, and whether it is one of the ledger's own."""
        known = self.known.get(group)
        return (known, False) if known else (ids.within(self.load_id, group * 4 + _HOUSEHOLD), True)


def prepare(*, by: Actor, load_id: UUID) -> Ready:
    """Make the homes a load needs, and say what is still to be loaded. Refused unless it is being loaded."""
    load = locked(by, load_id)
    if load.state != State.LOADING.value:
        raise rules.wrong_state()
    told: _Homes | None = taken_out(by, load, PartKind.HOMES.value, 0, _Homes)
    if told is None:
        raise rules.wrong_state()
    begun = Part.objects.filter(load=load, kind=PartKind.HOMES.value, done_at=None).update(
        done_at=clock.now()
    )
    homes = [
        HomeData(ids.within(load.id, number * 4 + _DWELLING), *_words(home), use, landlord, phone, grid)
        for number, (home, use, landlord, phone, used, grid) in enumerate(told.places)
        if used
    ]
    made = register.make_homes(
        by=by, area=load.area, homes=homes, subject=load.id, source=load.source, synthetic=load.synthetic
    )
    at = iter(made.at)
    standing = {id for ids_ in made.households.values() for id in ids_}
    ledger.record("sheets.prepared", by=by, area=load.area, subject=load.id)
    return Ready(
        load_id=load.id,
        places=[next(at) if used else (load.id, load.area) for *_, used, _ in told.places],
        groups=told.groups,
        known={int(group): id for group, id in told.known.items() if id in standing},
        rented=frozenset(n for n, (_, use, *_rest) in enumerate(told.places) if use in _RENTED),
        labels=rules.label_codes({code: kind.name for code, kind in queries.labels_for(by).items()}),
        waiting=parts.numbers(load.id, PartKind.PEOPLE.value),
        again=not begun,
        homes=[home for home, *_ in told.places],
    )


def _words(home: Home) -> tuple[str, str, str, str]:
    return home.estate, home.building, home.entrance, home.room


def load_part(*, by: Actor, ready: Ready, number: int) -> bool:
    """Load one part; whether it still was to be loaded."""
    part = Part.objects.select_for_update(of=("self",)).filter(
        load=ready.load_id, kind=PartKind.PEOPLE.value, number=number, done_at=None
    )
    row = part.defer("content").first()
    load = found_load(by, ready.load_id)
    if row is None or load.state != State.LOADING.value:
        return False
    people: list[Person] = taken_out(by, load, PartKind.PEOPLE.value, number, list[Person])
    work = _Part(by, load, ready, people)
    with parts.unswept():
        work.run()
    _put_skipped(load, ready, number, work.skipped)
    parts.taken(row, work.came_of())
    facts: dict[str, Any] = {**work.counts, "skipped": len(work.skipped)}
    ledger.record("sheets.part_loaded", by=by, area=load.area, subject=load.id, part=number, **facts)
    return True


def _put_skipped(load: Load, ready: Ready, number: int, skipped: Sequence[tuple[Person, Problem]]) -> None:
    """Rows that could not be taken any more, kept beside those the check found wrong."""
    heads = {one["number"]: one["heads"] for one in load.sheets}
    rows = [
        {
            "sheet": person.sheet,
            "row": person.row,
            "cells": mending.cells(person, ready.homes[person.place], heads[person.sheet], load.mapping),
            "problems": [{"field": "name", "value": "", "title": why[0], "title_en": why[1]}],
        }
        for person, why in skipped
    ]
    for at in range(0, len(rows), rules.PACK):
        pack = rows[at : at + rules.PACK]
        own = rules.LATE + number * 1000 + at // rules.PACK
        parts.put(load, PartKind.WRONG.value, own, pack, len(pack))


class _Part:
    """The people of one part on their way into the register."""

    def __init__(self, by: Actor, load: Load, ready: Ready, people: Sequence[Person]) -> None:
        self.by, self.load, self.ready, self.people = by, load, ready, people
        self.counts = {"entered": 0, "corrected": 0, "moved": 0, "labels": 0}
        self.skipped: list[tuple[Person, Problem]] = []
        self._changed: set[UUID] = set()
        """Those on the register of whom a row says something else."""
        self._same: set[UUID] = set()
        self._rows: dict[UUID, Person] = {}
        self._labels_there: set[tuple[UUID, str]] = set()
        self._households: dict[int, NewHousehold] = {}
        self._group: dict[int, tuple[UUID, bool]] = {}
        self._newcomers: list[Newcomer] = []
        self._corrections: list[Correction] = []
        self._moves: dict[int, list[tuple[UUID, str]]] = {}
        self._labels: list[LabelData] = []

    def run(self) -> None:
        """Match them again, then write; meanwhile nobody at a counter enters a number."""
        hold_numbers(self.load.community, alone=False)
        keys = [one.id_number for one in self.people if one.id_number]
        known = queries.people_by_number(self.by, self.load.community, keys)
        homes = {self.ready.places[one.place][0] for one in self.people if one.id_number not in known}
        there = queries.people_at(self.by, list(homes)) if self._some_are_there(homes) else {}
        self._labels_there = self._standing(known)
        for person in self.people:
            self._place(person, known, there)
        told: dict[str, Any] = {"by": self.by, "community": self.load.community, "subject": self.load.id}
        told["source"] = self.load.source
        if self._newcomers:
            self.counts["entered"] = register.enter_many(
                **told,
                households=list(self._households.values()),
                people=self._newcomers,
                synthetic=self.load.synthetic,
            )
        if self._corrections:
            written = register.correct_many(**told, corrections=self._corrections)
            self.counts["corrected"] = len(written)
            for one in self._corrections:
                if one.found.id not in written:
                    self._changed.discard(one.found.id)
                    self.skipped.append((self._rows[one.found.id], judging.CHANGED))
        for group, movers in self._moves.items():
            self._move(group, movers)
        if self._labels:
            self.counts["labels"] = register.label_many(**told, labels=self._labels)

    def _some_are_there(self, homes: set[UUID]) -> bool:
        """Whether somebody may be in these dwellings: some were there before this load, or it stopped once."""
        return self.ready.again or any(home.int >> 40 != self.load.id.int >> 40 for home in homes)

    def _place(
        self, person: Person, known: Mapping[str, Found], there: Mapping[UUID, Sequence[Found]]
    ) -> None:
        dwelling, area = self.ready.places[person.place]
        found = known.get(person.id_number)
        if found is None and dwelling in there:
            found, problem = judging.alike(person, there[dwelling])
            if problem is not None:
                self.skipped.append((person, problem))
                return
        if found is None:
            resident, household = self._enter(person, dwelling, area)
        elif found.state == "active":
            resident, household = found.id, self._correct(person, found, dwelling)
        else:
            self.skipped.append((person, judging.LEFT))
            return
        for name in person.labels:
            if code := self.ready.labels.get(name):
                self._labels.append(LabelData(resident, household, area, code))

    def _enter(self, person: Person, dwelling: UUID, area: str) -> tuple[UUID, UUID]:
        household, own = self._household(person.group)
        if own:
            if person.group not in self._households:
                rented = person.place in self.ready.rented
                self._households[person.group] = NewHousehold(household, dwelling, area, rented)
            self._households[person.group].size += 1
        base = (person.sheet << 24 | person.row) * 4
        id = ids.within(self.load.id, base + _PERSON)
        self._newcomers.append(
            Newcomer(
                id,
                household,
                dwelling,
                area,
                person.values,
                person.id_number,
                person.phone,
                person.other_phone,
            )
        )
        return id, household

    def _household(self, group: int) -> tuple[UUID, bool]:
        known = self._group.get(group)
        if known is None:
            known = self._group[group] = self.ready.household(group)
        return known

    def _correct(self, person: Person, found: Found, dwelling: UUID) -> UUID:
        differs = judging.differences(person, found)
        self._rows[found.id] = person
        news = bool(differs) or found.dwelling != dwelling or self._gives_labels(person, found)
        (self._changed if news else self._same).add(found.id)
        if differs:
            self._corrections.append(Correction(found, differs.values, differs.sealed))
        if found.dwelling != dwelling:
            self._moves.setdefault(person.group, []).append((found.id, person.values[3] or "other"))
            return self._household(person.group)[0]
        return found.household or self._household(person.group)[0]

    def _standing(self, known: Mapping[str, Found]) -> set[tuple[UUID, str]]:
        """Labels that stand on those the numbers found, and on their households."""
        found = [known[one.id_number] for one in self.people if one.labels and one.id_number in known]
        if not found:
            return set()
        homes = [one.household for one in found if one.household]
        return queries.labels_standing(self.by, [one.id for one in found], homes)

    def _gives_labels(self, person: Person, found: Found) -> bool:
        """Whether a row gives labels that are not there yet."""
        codes = [code for name in person.labels if (code := self.ready.labels.get(name))]
        of = (found.id, found.household)
        return any(not {(one, code) for one in of} & self._labels_there for code in codes)

    def came_of(self) -> dict[str, int]:
        """What came of the rows, as a load counts them."""
        return {
            "new": self.counts["entered"],
            "changed": len(self._changed),
            "same": len(self._same),
            "moved": self.counts["moved"],
            "skipped": len(self.skipped),
        }

    def _move(self, group: int, movers: Sequence[tuple[UUID, str]]) -> None:
        """Those who live elsewhere now move into their household there."""
        household, _ = self.ready.household(group)
        dwelling, _ = self.ready.places[self.ready.groups[group]]
        stands = queries.visible_households(self.by).filter(id=household, ended_on=None).exists()
        register.move(
            by=self.by,
            residents=[id for id, _ in movers],
            on=today(),
            household_id=household if stands else None,
            dwelling_id=None if stands else dwelling,
            new_household=None if stands else household,
            relations=dict(movers),
            source=self.load.source,
        )
        self.counts["moved"] += len(movers)


def finish(*, by: Actor, load_id: UUID) -> bool:
    """Put down how far a load is; whether all of it is done. Then its counts say what was done, its file and its people
    go; the wrong rows stay, to be mended."""
    load = locked(by, load_id)
    if load.state != State.LOADING.value:
        return False
    done = parts.done(load)
    load.part_done = done
    whole = done >= load.part_count
    if whole:
        _tell(load)
        clear(load, kinds=[kind.value for kind in PartKind if kind is not PartKind.WRONG])
        told = {name: load.counts.get(name, 0) for name in ("new", "changed", "same", "wrong")}
        ledger.record("sheets.loaded", by=by, area=load.area, subject=load.id, **told)
        let_find(load)
    move(load, State.DONE if whole else State.LOADING)
    return whole


def _tell(load: Load) -> None:
    """Let the counts say what was really done with the rows the check had taken."""
    told = parts.came_of(load)
    wrong = load.counts.get("wrong", 0) + told["skipped"]
    done = {name: told[name] for name in ("new", "changed", "same", "moved")}
    load.counts = {**load.counts, **done, "wrong": wrong}
    if told["skipped"]:
        load.counts["skipped"] = told["skipped"]
