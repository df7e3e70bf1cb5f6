"""Loads as they stand. Whoever may load into a community sees its loads."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from linli.kit.actor import Actor, require
from linli.kit.areas import bounds, community_of
from linli.kit.errors import NotFound
from linli.kit.paging import cursor, page_size, read_cursor
from linli.register.rules import Permission
from linli.sheets.models import Load
from linli.sheets.models import Mapping as Columns
from linli.sheets.rules import loads as rules
from linli.sheets.rules.headings import FIELDS


def visible_loads(by: Actor) -> QuerySet[Load]:
    """Loads of the communities the actor may load into."""
    if by.everywhere:
        return Load.objects.all()
    seen = Q()
    for seat in by.seats:
        if seat.grants(Permission.LOAD):
            lo, hi = bounds(seat.area)
            seen |= Q(community__gte=lo, community__lt=hi)
    return Load.objects.filter(seen) if seen else Load.objects.none()


def missing() -> NotFound:
    """Not there, or not the actor's to see."""
    return NotFound("sheets/not-found", zh="没有这次导入", en="There is no such load")


def found(by: Actor, load_id: UUID) -> Load:
    """One load."""
    load = visible_loads(by).filter(id=load_id).first()
    if load is None:
        raise missing()
    return load


def locked(by: Actor, load_id: UUID) -> Load:
    """One load, held until the transaction ends."""
    load = visible_loads(by).select_for_update(of=("self",)).filter(id=load_id).first()
    if load is None:
        raise missing()
    require(by, Permission.LOAD, within=load.community)
    return load


def remembered(by: Actor, community: str, source: str) -> Mapping[str, str]:
    """What the headings of a source are, as somebody last set them."""
    row = Columns.objects.filter(community=community, source=source).first() if by.sees(community) else None
    return row.columns if row else {}


def sources(by: Actor, area: str) -> list[str]:
    """The sources ledgers of a community came from."""
    rows = visible_loads(by).filter(community=community_of(area)).order_by("source")
    return list(rows.values_list("source", flat=True).distinct()[:50])


def detail(by: Actor, load_id: UUID) -> dict[str, Any]:
    """A load as its page shows it."""
    load = found(by, load_id)
    return {**_told(load), "sheets": load.sheets, "mapping": load.mapping, "abilities": abilities(by, load)}


def abilities(by: Actor, load: Load) -> list[str]:
    """What the actor may do with a load where it stands; its rows are its sender's to see."""
    if not by.may(Permission.LOAD, load.community):
        return []
    allowed = {"remap": rules.CHECK_FROM, "start": rules.START_FROM, "drop": rules.DROP_FROM}
    names = [name for name, states in allowed.items() if load.state in states]
    if "start" in names and not (load.part_count and rules.has_news(load.counts)):
        names.remove("start")
    if "remap" in names and load.part_done:
        names.remove("remap")
    return [*names, "rows"] if by.everywhere or by.id == load.person else names


def history(by: Actor, *, area: str, after: str = "", size: int | None = None) -> dict[str, Any]:
    """Loads of an area, the latest first, a page of them."""
    most = page_size(size)
    lo, hi = bounds(area)
    rows = visible_loads(by).filter(community__gte=lo, community__lt=hi).order_by("-at", "-id")
    if after:
        at, id = read_cursor(after)
        rows = rows.filter(Q(at__lt=at) | Q(at=at, id__lt=id))
    page = list(rows[: most + 1])
    more = len(page) > most
    last = page[most - 1] if more else None
    return {"items": [_told(one) for one in page[:most]], "next": cursor(last.at, last.id) if last else None}


def _told(load: Load) -> dict[str, Any]:
    return {
        "id": load.id,
        "area": load.area,
        "name": load.name,
        "source": load.source,
        "state": load.state,
        "counts": load.counts,
        "remarks": load.remarks,
        "problem": load.problem or None,
        "part_count": load.part_count,
        "part_done": load.part_done,
        "person_name": load.person_name,
        "at": load.at,
        "changed_at": load.changed_at,
        "version": load.version,
    }


FIELD_NAMES = {code: (zh, en) for code, (zh, en, _) in FIELDS.items()}
"""What each column may be, as screens call it."""
