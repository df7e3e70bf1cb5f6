"""Rows of a load, put away sealed and taken out again."""

from typing import Any
from uuid import UUID

import msgspec

from linli.kit import ids, sealing
from linli.sheets.models import Load, Part

FIELD = "sheets.part"


def put(load: Load, kind: str, number: int, rows: Any, count: int) -> None:
    """Keep rows as one part of a load."""
    id = ids.new()
    sealed = sealing.seal_bytes(msgspec.msgpack.encode(rows), of=id, field=FIELD)
    Part.objects.create(
        id=id,
        community=load.community,
        area=load.area,
        load=load,
        kind=kind,
        number=number,
        rows=count,
        content=sealed,
    )


def numbers(load_id: UUID, kind: str) -> list[int]:
    """The numbers of the parts of a kind that are not done."""
    found = Part.objects.filter(load=load_id, kind=kind, done_at=None)
    return list(found.order_by("number").values_list("number", flat=True))
