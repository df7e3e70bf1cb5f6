"""Setting and lifting blocks, remembering where a matter came from, counting knocks."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.db import connection

from linli.blocks import queries, rules
from linli.blocks.models import Block, Knock, Sender
from linli.blocks.rules import Kind, Permission
from linli.kit import clock, ids, keyring, sealing
from linli.kit.actor import Actor, require, require_system
from linli.kit.areas import Level, community_of, is_area
from linli.kit.errors import Conflict, Refused
from linli.ledger import actions as ledger


def block(
    *, by: Actor, area: str, kind: Kind, value: str, reason: str, days: int, id: UUID | None = None
) -> UUID:
    """Close the public doors of an area to a phone or an address for some days; return the block's id. Refused: no
    reason, too many days, neither phone nor address, an area that is not the actor's."""
    return block_hash(
        by=by,
        area=area,
        kind=kind,
        hash=queries.hash_of(by, kind=kind, value=value),
        reason=reason,
        days=days,
        id=id,
    )


def block_hash(
    *,
    by: Actor,
    area: str,
    kind: Kind,
    hash: bytes,
    reason: str,
    days: int,
    key: int | None = None,
    matter: UUID | None = None,
    id: UUID | None = None,
) -> UUID:
    """The same of what is known by its hash alone, such as where a matter came from; `key` is the number of the key it
    was hashed under, if not the current one."""
    if not is_area(area) or len(area) < Level.DISTRICT:
        raise Refused("block/bad-area", zh="请选择社区或街道", en="Choose a community or subdistrict")
    require(by, Permission.SET, within=area)
    now = clock.now()
    made = Block(
        id=id or ids.new(),
        community=community_of(area),
        area=area,
        kind=Kind(kind).value,
        hash=hash,
        key=key or keyring.current().number,
        reason=rules.check_reason(reason),
        matter=matter,
        at=now,
        until=now + timedelta(days=rules.check_days(days, Kind(kind))),
        by=by.id,
        by_name=by.name[:80],
    )
    made.save(force_insert=True)
    ledger.record("block.set", by=by, area=area, subject=made.id, kind=made.kind, days=days, matter=matter)
    return made.id


def lift(*, by: Actor, block_id: UUID) -> UUID:
    """End a block before its time. NotFound when the actor does not see it, Conflict when it has ended already."""
    row = queries.locked(by, block_id)
    require(by, Permission.SET, within=row.area)
    now = clock.now()
    if row.lifted_at is not None or row.until <= now:
        raise Conflict("block/ended", zh="这条拦截已经结束了", en="This block has ended already")
    row.lifted_at, row.lifted_by = now, by.id
    row.save(update_fields=["lifted_at", "lifted_by"])
    ledger.record("block.lifted", by=by, area=row.area, subject=row.id, kind=row.kind)
    return row.id


def remember_sender(*, by: Actor, matter: UUID, area: str, network: str) -> None:
    """Keep for a month which address a matter came from, as a keyed hash; nothing where it says nothing."""
    if not rules.names_somebody(network):
        return
    hash = queries.address_hash(by, network)
    key = keyring.current().number
    Sender(matter=matter, community=community_of(area), area=area, hash=hash, key=key, at=clock.now()).save(
        force_insert=True
    )


@dataclass(frozen=True, slots=True)
class Tried:
    """Something tried: what, by whom, and for how many seconds it counts."""

    what: str
    who: str
    seconds: int

    @property
    def id(self) -> UUID:
        """What it is counted under; whoever reads the table learns neither."""
        return UUID(bytes=sealing.index(f"{self.what}/{self.who}", field="block.knock"))


_COUNT = (
    "INSERT INTO blocks_knock AS k (id, n, until) VALUES (%s, %s, %s) ON CONFLICT (id) DO UPDATE SET"
    " n = CASE WHEN k.until <= %s THEN excluded.n ELSE k.n + excluded.n END,"
    " until = CASE WHEN k.until <= %s THEN excluded.until ELSE k.until END RETURNING n"
)


def count(*, by: Actor, tried: Tried, amount: int = 1) -> int:
    """Count something tried and return how often it was by now, this time included. Call it outside every transaction,
    so that a refusal counts too; of two at once each sees another number."""
    now = clock.now()
    until = now + timedelta(seconds=tried.seconds)
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, [tried.id, amount, until, now, now])
        return int(cursor.fetchall()[0][0])


def uncount(*, by: Actor, tried: Sequence[Tried]) -> None:
    """Take back one of each: what was tried was right."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE blocks_knock SET n = n - 1 WHERE id = ANY(%s) AND n > 0", [[one.id for one in tried]]
        )


def forget(*, by: Actor, tried: Sequence[Tried]) -> None:
    """Begin to count anew."""
    Knock.objects.filter(id__in=[one.id for one in tried]).delete()


def remove_old(*, by: Actor) -> int:
    """Remove counts that count no more, senders after a month, blocks half a year after their end; return how many. The
    system's nightly job, forbidden to all others."""
    require_system(by)
    now = clock.now()
    ended = now - timedelta(days=rules.ENDED_KEPT_DAYS)
    gone = [
        Knock.objects.filter(until__lt=now).delete(),
        Sender.objects.filter(at__lt=now - timedelta(days=rules.SENDERS_KEPT_DAYS)).delete(),
        Block.objects.filter(until__lt=ended).delete(),
    ]
    return sum(number for number, _ in gone)
