"""Reading blocks: the list for those who set them, and whether somebody is blocked now."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Max, Q, QuerySet

from linli.accounts.rules import check_phone
from linli.blocks import rules
from linli.blocks.models import Block, Sender
from linli.blocks.rules import Kind, Permission
from linli.kit import clock, sealing
from linli.kit.actor import Actor, require, require_system
from linli.kit.areas import bounds
from linli.kit.errors import NotFound
from linli.kit.paging import cursor, page_size, read_cursor
from linli.territory import queries as territory

PHONE_FIELD = "phone"
"""The kind of field phones of reporters are indexed under, so that a block finds them and they find a block."""

ADDRESS_FIELD = "block.address"
_COLUMNS = ("id", "area", "kind", "reason", "matter", "at", "until", "by_name", "lifted_at")


def hash_of(by: Actor, *, kind: Kind, value: str) -> bytes:
    """The keyed hash of a phone or an address as typed, under the current key. Refused when it is none."""
    return hashes_of(by, kind=kind, value=value)[0]


def hashes_of(by: Actor, *, kind: Kind, value: str) -> list[bytes]:
    """The keyed hashes it may be kept by, one for each key. Refused when it is neither phone nor address."""
    if kind is Kind.PHONE:
        return sealing.indexes(check_phone(value), field=PHONE_FIELD)
    return sealing.indexes(rules.check_address(value), field=ADDRESS_FIELD)


def address_hash(by: Actor, network: str) -> bytes:
    """The keyed hash of a network, under the current key."""
    return sealing.index(network, field=ADDRESS_FIELD)


def visible(by: Actor) -> QuerySet[Block]:
    """The blocks set at and below the areas in which the actor may see them."""
    rows = Block.objects.all()
    return rows if by.everywhere else rows.filter(_within(by))


def _within(by: Actor) -> Q:
    condition = Q(pk__in=[])
    for seat in by.seats:
        if by.may(Permission.SEE, seat.area):
            lo, hi = bounds(seat.area)
            condition |= Q(area__gte=lo, area__lt=hi)
    return condition


def blocks(by: Actor, *, area: str = "", after: str = "", most: int | None = None) -> dict[str, Any]:
    """A page of blocks at and below an area, newest first. Needs the right to see them."""
    require(by, Permission.SEE, within=area or None)
    rows = visible(by).order_by("-at", "-id")
    if area:
        lo, hi = bounds(area)
        rows = rows.filter(area__gte=lo, area__lt=hi)
    if after:
        moment, id = read_cursor(after)
        rows = rows.filter(Q(at__lt=moment) | Q(at=moment, id__lt=id))
    size = page_size(most)
    found = list(rows.values(*_COLUMNS)[: size + 1])
    page = found[:size]
    more = cursor(page[-1]["at"], page[-1]["id"]) if len(found) > size else None
    return {"rows": [_shown(by, row) for row in page], "next": more}


def found(by: Actor, *, kind: Kind, value: str) -> dict[str, Any]:
    """The blocks of a phone or an address that somebody names, newest first."""
    require(by, Permission.SEE, within=None)
    hashes = hashes_of(by, kind=kind, value=value)
    rows = visible(by).filter(kind=kind.value, hash__in=hashes).order_by("-at", "-id").values(*_COLUMNS)[:50]
    return {"rows": [_shown(by, row) for row in rows], "next": None}


def block(by: Actor, id: UUID) -> dict[str, Any]:
    """One block. NotFound when the actor does not see it."""
    row = visible(by).filter(id=id).values(*_COLUMNS).first()
    if row is None:
        raise NotFound("block/not-found", zh="没有这条拦截", en="There is no such block")
    return _shown(by, row)


def locked(by: Actor, id: UUID) -> Block:
    """A block for changing, locked. NotFound when the actor does not see it."""
    row = visible(by).select_for_update(of=("self",)).filter(id=id).first()
    if row is None:
        raise NotFound("block/not-found", zh="没有这条拦截", en="There is no such block")
    return row


def _shown(by: Actor, row: dict[str, Any]) -> dict[str, Any]:
    holds = row["lifted_at"] is None and row["until"] > clock.now()
    may = holds and by.may(Permission.SET, row["area"])
    return {
        **row,
        "area_name": territory.name_of(row["area"]),
        "holds": holds,
        "abilities": ["lift"] if may else [],
    }


def sender_of(by: Actor, matter: UUID) -> tuple[bytes, int] | None:
    """The hash of the address a matter was sent from, and the number of its key, while it is known and if the actor
    sees the area."""
    found = Sender.objects.filter(matter=matter).values_list("hash", "key").first()
    return (bytes(found[0]), found[1]) if found is not None else None


def last_under(by: Actor, key: int) -> datetime | None:
    """Until when blocks, and what can still be blocked, are known by hashes under a key; nothing where none is. The
    plain values are not kept, so they cannot be hashed anew."""
    require_system(by)
    now = clock.now()
    standing = Block.objects.filter(key=key, lifted_at=None, until__gt=now)
    ends = [standing.aggregate(last=Max("until"))["last"]]
    if sent := Sender.objects.filter(key=key).aggregate(last=Max("at"))["last"]:
        ends.append(sent + timedelta(days=rules.SENDERS_KEPT_DAYS))
    return max((end for end in ends if end is not None), default=None)


def is_blocked(by: Actor, *, area: str, network: str, phone: str = "") -> bool:
    """Whether the public doors of an area are closed to an address or a phone at this moment. It answers nobody what is
    blocked or why: the database says yes or no."""
    hashes = sealing.indexes(network, field=ADDRESS_FIELD) + sealing.indexes(phone, field=PHONE_FIELD)
    with connection.cursor() as cursor:
        cursor.execute("SELECT blocks_hold(%s, %s, %s)", [hashes, area, clock.now()])
        return bool(cursor.fetchall()[0][0])
