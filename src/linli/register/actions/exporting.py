"""Ledgers taken along: written down, and with what reason numbers and phones went out in clear."""

from collections.abc import Sequence
from uuid import UUID

from linli.kit import clock, ids
from linli.kit.actor import Actor, require
from linli.kit.areas import community_of
from linli.ledger import actions as ledger
from linli.register.actions.reveals import tell_answering
from linli.register.models import Change
from linli.register.queries.ledgers import exporting
from linli.register.rules import Permission, writing
from linli.territory import queries as territory


def check_clear(*, by: Actor, area: str, reason: str) -> str:
    """The reason for which numbers and phones may go out in clear. Refused without one, forbidden to who may not look
    behind a mask there."""
    require(by, Permission.REVEAL, within=area)
    return writing.check_reason(reason)


def log_export(
    *, by: Actor, export_id: UUID, area: str, rows: int, columns: Sequence[str], reason: str = ""
) -> UUID:
    """Write down that a ledger was taken along: by whom, of what area, how many people, which columns, whether in
    clear; whoever answers for it is told of each in clear.
    Forbidden to who may not export there, or, with a reason, not look behind a mask."""
    _, seat = exporting(by, area)
    if reason:
        words = check_clear(by=by, area=area, reason=reason)
        Change.objects.create(
            id=ids.new(),
            community=community_of(area),
            area=area,
            noun="ledger",
            subject=export_id,
            field="revealed",
            after=words,
            by=by.id,
            by_name=by.name[:80],
            at=clock.now(),
        )
        tell_answering(
            by=by,
            area=area,
            kind="register.clear-export",
            title=f"{by.name}导出了{territory.name_of(area)}台账，{rows}人的证件号码和电话是全号",
            title_en=f"{by.name} took along {rows} people of {territory.name_of(area)} with full numbers",
        )
    ledger.record(
        "register.exported",
        by=by,
        area=area,
        subject=export_id,
        post=seat.post,
        rows=rows,
        columns=list(columns),
        clear=bool(reason),
    )
    return export_id
