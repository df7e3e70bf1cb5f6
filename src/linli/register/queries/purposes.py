"""What is kept of people, field by field: what for, on what basis, who may look at it, how long after it is over."""

import csv
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings

from linli.kit.actor import Actor
from linli.kit.keeping import Kept
from linli.kit.roles import Role, granted
from linli.register.queries.dictionary import kinds

FILE = Path(__file__).parent.parent / "data" / "purposes.csv"


@cache
def rows() -> tuple[dict[str, str], ...]:
    """The table as shipped."""
    with FILE.open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


def purposes(by: Actor) -> dict[str, Any]:
    """The whole table, the labels that only some titles see after the fields. It is no secret: whoever is asked for his
    data may be told."""
    return {"rows": [*map(_field, rows()), *(_label(kind) for kind in kinds().values() if kind.seen_by)]}


def _field(row: dict[str, str]) -> dict[str, Any]:
    right = row["right"]
    kept = row["keep"]
    texts = ("noun", "field", "name", "name_en", "purpose", "purpose_en", "basis", "basis_en")
    return {
        **{name: row[name] for name in texts},
        "encrypted": row["sealed"] == "1",
        "roles": [str(role) for role in Role if right and right in granted(role)],
        "titles": [],
        "kept": kept,
        "days": settings.LINLI_KEEP_DAYS[Kept(kept)] if kept in set(Kept) else None,
    }


def _label(kind: Any) -> dict[str, Any]:
    return {
        "noun": "label",
        "field": kind.code,
        "name": kind.name,
        "name_en": kind.name_en,
        "encrypted": False,
        "purpose": kind.purpose,
        "purpose_en": "",
        "basis": kind.basis,
        "basis_en": "",
        "roles": [],
        "titles": list(kind.seen_by),
        "kept": Kept.RESIDENT.value,
        "days": settings.LINLI_KEEP_DAYS[Kept.RESIDENT],
    }
