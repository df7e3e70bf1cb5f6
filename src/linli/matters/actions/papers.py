"""What is put on paper or taken along, into the ledger: each print and each export is an act of its own, told by codes
and counts."""

from collections.abc import Sequence
from uuid import UUID

from linli.kit import ids
from linli.kit.actor import Actor
from linli.ledger import actions as ledger
from linli.matters import queries
from linli.matters.actions.moving import record
from linli.matters.queries.narrowing import Filters
from linli.matters.rules.papers import Paper
from linli.matters.rules.sheets import Form, Sheet


def log_print(*, by: Actor, matter_id: UUID, paper: Paper, code: bool = False) -> UUID:
    """Write down that a paper about a matter was printed, and whether the code was on it (never which). NotFound or
    Forbidden where the actor may not print it."""
    return record(queries.printable(by, matter_id), "printed", by=by, paper=paper.value, code=code)


def log_export(
    *,
    by: Actor,
    filters: Filters,
    sheet: Sheet,
    form: Form,
    rows: int,
    columns: Sequence[str],
    id: UUID | None = None,
) -> UUID:
    """Write down that a list was taken along: which, by whom, how narrowed, how many rows, which columns. The words
    that were sought are not told, only that some were. Forbidden to who may not export there."""
    _, seat = queries.exporting(by, filters.area)
    subject = id or ids.new()
    ledger.record(
        "matter.exported",
        by=by,
        area=filters.area or seat.area,
        subject=subject,
        post=seat.post,
        sheet=sheet.value,
        form=form.value,
        rows=rows,
        columns=list(columns),
        filters=queries.coded(filters),
        searched=bool(filters.q.strip()),
    )
    return subject
