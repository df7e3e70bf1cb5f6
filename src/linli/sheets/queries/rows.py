"""Rows of a load: parts taken out of their seals."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

import msgspec

from linli.kit import sealing
from linli.kit.actor import Actor
from linli.sheets.models import Load, Part
from linli.sheets.queries.loads import found
from linli.sheets.rules.loads import PACK, PartKind


def taken_out(by: Actor, load: Load, kind: str, number: int, type: Any = Any) -> Any:
    """The rows of one part, as `type`; nothing where there is no such part."""
    part = Part.objects.filter(load=load, community=load.community, kind=kind, number=number).first()
    if part is None or not by.sees(load.area):
        return None
    content = sealing.unseal_bytes(part.content, of=part.id, field="sheets.part")
    return msgspec.msgpack.decode(content, type=type)


def page_of(by: Actor, load_id: UUID, kind: str, page: int) -> dict[str, Any]:
    """A page of the rows a preview shows: wrong, changed or new ones; and how many there are."""
    load = found(by, load_id)
    parts = Part.objects.filter(load=load, kind=kind).order_by("number")
    total = sum(parts.values_list("rows", flat=True))
    return {"items": taken_out(by, load, kind, page) or [], "total": total, "page": page, "size": PACK}


def wrong_rows(by: Actor, load_id: UUID) -> Iterator[dict[str, Any]]:
    """All wrong rows of a load, in order."""
    load = found(by, load_id)
    count = Part.objects.filter(load=load, kind=PartKind.WRONG.value).count()
    for number in range(count):
        yield from taken_out(by, load, PartKind.WRONG.value, number) or []
