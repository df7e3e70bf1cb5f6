"""Rows of a load: parts taken out of their seals."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

import msgspec

from linli.kit import sealing
from linli.kit.actor import Actor
from linli.sheets.models import Load, Part
from linli.sheets.queries.loads import found
from linli.sheets.rules.loads import PACK, PartKind, not_the_sender


def taken_out(by: Actor, load: Load, kind: str, number: int, type: Any = Any) -> Any:
    """The rows of one part, as `type`; nothing where there is no such part."""
    part = Part.objects.filter(load=load, community=load.community, kind=kind, number=number).first()
    if part is None or not by.sees(load.area):
        return None
    content = sealing.unseal_bytes(part.content, of=part.id, field="sheets.part")
    return msgspec.msgpack.decode(content, type=type)


def page_of(by: Actor, load_id: UUID, kind: str, page: int) -> dict[str, Any]:
    """A page of the rows a preview shows: wrong, changed or new ones; and how many there are. Forbidden to all but the
    sender."""
    load = _own(by, load_id)
    rows: list[Any] = []
    at, first = 0, page * PACK
    for number, count in _packs(load, kind):
        if at < first + PACK and at + count > first:
            pack = taken_out(by, load, kind, number) or []
            rows += pack[max(first - at, 0) : first + PACK - at]
        at += count
    return {"items": rows, "total": at, "page": page, "size": PACK}


def wrong_rows(by: Actor, load_id: UUID) -> Iterator[dict[str, Any]]:
    """All wrong rows of a load, in order. Forbidden to all but the sender."""
    load = _own(by, load_id)
    packs = _packs(load, PartKind.WRONG.value)
    return (row for number, _ in packs for row in taken_out(by, load, PartKind.WRONG.value, number) or [])


def _own(by: Actor, load_id: UUID) -> Load:
    """A load of the actor's own: its rows were packed for his titles, and its file has numbers in clear."""
    load = found(by, load_id)
    if not (by.everywhere or by.id == load.person):
        raise not_the_sender(load.person_name)
    return load


def _packs(load: Load, kind: str) -> list[tuple[int, int]]:
    """The packs of a kind by number, with how many rows each holds."""
    rows = Part.objects.filter(load=load, kind=kind).order_by("number")
    return list(rows.values_list("number", "rows"))
