"""Rows of a load, put away sealed and taken out again."""

import gc
from collections import Counter
from collections.abc import Generator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

import msgspec

from linli.kit import clock, ids, sealing
from linli.sheets.models import Load, Part
from linli.sheets.rules.loads import PIECE, PartKind

FIELD = "sheets.part"


@contextmanager
def unswept() -> Generator[None]:
    """Without the search for rings of garbage, which rows do not make, and which looks through all of them anew."""
    swept = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if swept:
            gc.enable()


def put(load: Load, kind: str, number: int, rows: Any, count: int) -> None:
    """Keep rows as one part of a load."""
    put_bytes(load, kind, number, msgspec.msgpack.encode(rows), count)


def put_file(load: Load, content: bytes) -> None:
    """Keep the file itself, in pieces."""
    for number, at in enumerate(range(0, len(content), PIECE)):
        put_bytes(load, PartKind.FILE.value, number, content[at : at + PIECE], 0)


def the_file(load: Load) -> bytes:
    """The file, put together again; nothing where it is gone."""
    pieces = Part.objects.filter(load=load, kind=PartKind.FILE.value).order_by("number")
    return b"".join(
        sealing.unseal_bytes(content, of=id, field=FIELD)
        for id, content in pieces.values_list("id", "content").iterator(chunk_size=1)
    )


def put_bytes(load: Load, kind: str, number: int, content: bytes, count: int) -> None:
    """Keep bytes as one part of a load."""
    id = ids.new()
    sealed = sealing.seal_bytes(content, of=id, field=FIELD)
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


def taken(part: Part, told: Any) -> None:
    """Put down that a part is on the register, and what came of it, which is all that stays of it."""
    part.content = sealing.seal_bytes(msgspec.msgpack.encode(told), of=part.id, field=FIELD)
    part.done_at = clock.now()
    part.save(update_fields=["content", "done_at"])


def done(load: Load) -> int:
    """How many parts of people are on the register."""
    return Part.objects.filter(load=load, kind=PartKind.PEOPLE.value, done_at__isnull=False).count()


def came_of(load: Load) -> Counter[str]:
    """What came of the parts that are on the register."""
    told: Counter[str] = Counter()
    rows = Part.objects.filter(load=load, kind=PartKind.PEOPLE.value, done_at__isnull=False)
    for id, content in rows.values_list("id", "content"):
        told.update(
            msgspec.msgpack.decode(sealing.unseal_bytes(content, of=id, field=FIELD), type=dict[str, int])
        )
    return told


def numbers(load_id: UUID, kind: str) -> list[int]:
    """The numbers of the parts of a kind that are not done."""
    found = Part.objects.filter(load=load_id, kind=kind, done_at=None)
    return list(found.order_by("number").values_list("number", flat=True))
