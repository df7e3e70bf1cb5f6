"""How often a community reaches whom: what ships, what the labels of the register's dictionary set, and what the
community says itself."""

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from linli.editions import queries as editions
from linli.editions.rules import Noun, Rows
from linli.kit.actor import Actor, require
from linli.register import queries as register
from linli.visits.models import CadenceRow
from linli.visits.rules import Cadence, Permission, of_label, weighed
from linli.visits.rules.kinds import Grade

SHIPPED = Path(__file__).parent.parent / "data" / "cadences.csv"
LABEL = "label:"
CADENCES = Noun("cadence", "code")
"""The set that editions keep, one part a community."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of household or organisation as shipped."""

    cadence: Cadence
    name: str
    name_en: str
    noun: str


@cache
def shipped() -> dict[str, Kind]:
    """The kinds that ship, by code."""
    with SHIPPED.open(encoding="utf-8", newline="") as file:
        return {row["code"]: _kind(row) for row in csv.DictReader(file)}


def _kind(row: dict[str, str]) -> Kind:
    days = [int(row[name]) if row[name] else None for name in ("contact_days", "home_days")]
    return Kind(
        Cadence(row["code"], Grade(row["grade"]), days[0], days[1]), row["name"], row["name_en"], row["noun"]
    )


@dataclass(frozen=True)
class Cadences:
    """What holds in one community, by code; `said` are the codes it says itself."""

    by_code: dict[str, Cadence]
    said: frozenset[str]

    def of(self, kind: str, labels: "tuple[str, ...] | list[str]") -> Cadence:
        """What holds for somebody of a kind with labels; a label that sets none changes nothing."""
        base = self.by_code.get(kind) or self.by_code["household"]
        set_ = [self.by_code[LABEL + one] for one in labels if LABEL + one in self.by_code]
        return weighed(base, set_)


def cadences(by: Actor, community: str) -> Cadences:
    """The cadences of a community, its own rows before what ships. Labels that must reach no phone set none: the due
    list goes to phones, and a short cadence without a reason would tell."""
    found = {code: kind.cadence for code, kind in shipped().items()}
    for code, kind in register.kinds().items():
        if kind.active and kind.cadence_days and kind.on_phone:
            found[LABEL + code] = of_label(code, kind.cadence_days)
    own = {row.code: _own(row) for row in CadenceRow.objects.filter(community=community) if row.code in found}
    return Cadences(found | own, frozenset(own))


def _own(row: CadenceRow) -> Cadence:
    return Cadence(row.code, Grade(row.grade), row.contact_days, row.home_days)


def rows(by: Actor, community: str) -> Rows:
    """The cadences of a community as its editor has them."""
    held = cadences(by, community)
    return [_row(one) for one in held.by_code.values()]


def _row(one: Cadence) -> dict[str, Any]:
    return {
        "code": one.code,
        "name": name_of(one.code),
        "name_en": name_of(one.code, english=True),
        "grade": one.grade.value,
        "contact_days": one.contact_days,
        "home_days": one.home_days,
    }


def name_of(code: str, *, english: bool = False) -> str:
    """What a kind or label is called."""
    if code.startswith(LABEL):
        kind = register.kinds().get(code.removeprefix(LABEL))
        return (kind.name_en if english else kind.name) if kind else ""
    known = shipped().get(code)
    return (known.name_en if english else known.name) if known else ""


def told_cadences(by: Actor, community: str) -> dict[str, Any]:
    """A community's cadences as its editor shows them, and what he may do. Forbidden without sight of its visits."""
    require(by, Permission.SEE, within=community)
    return {
        "community": community,
        "number": editions.number_of(by, CADENCES, part=community),
        "rows": rows(by, community),
        "abilities": ["change"] if by.may(Permission.CHANGE_CADENCE, community) else [],
    }


def cadence_history(by: Actor, community: str, *, before: int = 0) -> dict[str, Any]:
    """Ten editions of them, the newest first."""
    require(by, Permission.SEE, within=community)
    return editions.history(by, CADENCES, part=community, before=before)
