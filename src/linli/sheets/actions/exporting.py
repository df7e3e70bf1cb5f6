"""Files of a load that go out again: its wrong rows, to be mended and sent once more."""

from uuid import UUID

from linli.kit.actor import Actor
from linli.ledger import actions as ledger
from linli.sheets.queries.loads import locked


def log_wrong_rows(*, by: Actor, load_id: UUID, rows: int) -> UUID:
    """Write down that the wrong rows of a load were taken along, which are as they came. Forbidden to who may not load
    there."""
    load = locked(by, load_id)
    ledger.record("sheets.wrong_taken", by=by, area=load.area, subject=load.id, rows=rows)
    return load.id
