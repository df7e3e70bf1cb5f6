"""The register as a ledger to take along: the residents of an area, in the order of their homes, read through a cursor
of the server."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from linli.kit import sealing
from linli.kit.actor import Actor, Seat
from linli.kit.areas import bounds
from linli.kit.errors import Forbidden, Refused
from linli.language.rules import masking, names
from linli.register.models import Resident
from linli.register.queries.dictionary import kinds
from linli.register.queries.matching import PEOPLE
from linli.register.queries.sight import visible_labels, visible_residents
from linli.register.rules import Permission
from linli.register.rules.numbers import mask_number

ROWS_MOST = 30_000
CHUNK = 2000
_READ = (
    "id",
    "area",
    "household_id",
    "dwelling_id",
    *PEOPLE,
    "dwelling__building__estate__name",
    "dwelling__building__number",
    "dwelling__entrance__number",
    "dwelling__room",
    "dwelling__use",
    "dwelling__landlord",
    "dwelling__landlord_phone",
    "secret__id_number",
    "secret__phone",
    "secret__other_phone",
)
_ORDER = ("area", "dwelling__building__sort", "dwelling__building_id", "dwelling__sort", "household_id")


@dataclass(frozen=True, slots=True)
class Ledger:
    """A ledger about to be taken along: the post it is taken from, how many people, and the people as they are read."""

    seat: Seat
    rows: int
    people: Iterator[dict[str, Any]]


def exporting(by: Actor, area: str) -> tuple[Actor, Seat]:
    """The actor as far as his posts may take ledgers along, and the post it is done from. Forbidden where none may."""
    seats = tuple(seat for seat in by.seats if seat.grants(Permission.EXPORT))
    fits = [seat for seat in seats if area.startswith(seat.area)]
    if not fits:
        raise Forbidden(
            "register/no-export",
            zh="您的岗位不能导出这个区域的台账",
            en="Your post may not export a ledger of this area",
        )
    return replace(by, seats=seats), min(fits, key=lambda seat: len(seat.area))


def ledger(by: Actor, *, area: str, clear: bool = False) -> Ledger:
    """Who is on the register of an area, with home and labels; numbers and phones masked unless `clear`. Labels that
    name who may see them, and those the dictionary keeps out of exports, are left out. Refused over 30,000 people."""
    one, seat = exporting(by, area)
    lo, hi = bounds(area)
    rows = visible_residents(one).filter(area__gte=lo, area__lt=hi, state="active")
    count = rows.order_by()[: ROWS_MOST + 1].count()
    if count > ROWS_MOST:
        raise Refused(
            "register/too-many-rows",
            zh=f"超过{ROWS_MOST // 10_000}万人，请按网格分别导出",
            en=f"More than {ROWS_MOST} people: export grid by grid",
        )
    return Ledger(seat, count, _people(one, rows, clear))


def _people(by: Actor, rows: QuerySet[Resident], clear: bool) -> Iterator[dict[str, Any]]:
    found = rows.order_by(*_ORDER, "id").values(*_READ).iterator(chunk_size=CHUNK)
    batch: list[dict[str, Any]] = []
    for row in found:
        batch.append(row)
        if len(batch) == CHUNK:
            yield from _told(by, batch, clear)
            batch = []
    yield from _told(by, batch, clear)


def _told(by: Actor, batch: list[dict[str, Any]], clear: bool) -> Iterator[dict[str, Any]]:
    labels = _labels(by, batch)
    hide = _clear if clear else _masked
    for row in batch:
        home = row["dwelling_id"]
        told = {name: row[name] for name in ("area", *PEOPLE)}
        told |= {
            "estate": row["dwelling__building__estate__name"] or "",
            "building": row["dwelling__building__number"] or "",
            "entrance": row["dwelling__entrance__number"] or "",
            "room": row["dwelling__room"] or "",
            "use": row["dwelling__use"] or "",
            "labels": labels.get(row["id"], []) + labels.get(row["household_id"], []),
        }
        for name in ("id_number", "phone", "other_phone"):
            plain = sealing.unseal(row[f"secret__{name}"] or b"", of=row["id"], field=f"resident.{name}")
            told[name] = hide(name, plain)
        for name in ("landlord", "landlord_phone"):
            sealed = row[f"dwelling__{name}"] or b""
            told[name] = hide(name, sealing.unseal(sealed, of=home, field=f"dwelling.{name}") if home else "")
        yield told


def _clear(name: str, text: str) -> str:
    return text


def _masked(name: str, text: str) -> str:
    if not text:
        return ""
    if name == "id_number":
        return mask_number(text)
    return names.mask_name(text) if name == "landlord" else masking.mask_phone(text)


def _labels(by: Actor, batch: list[dict[str, Any]]) -> dict[UUID, list[str]]:
    """Names of the labels that may go out, by resident or household."""
    out = {code: kind.name for code, kind in kinds().items() if kind.in_export and not kind.seen_by}
    rows = visible_labels(by).filter(until=None, restricted=False, kind__in=out)
    told: dict[UUID, list[str]] = {}
    for field, of in (("resident_id", "id"), ("household_id", "household_id")):
        ids = [row[of] for row in batch if row[of]]
        for id, kind in rows.filter(**{f"{field}__in": ids}).order_by("kind").values_list(field, "kind"):
            told.setdefault(id, []).append(out[kind])
    return told
