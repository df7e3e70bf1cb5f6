"""The list to sign for goods, put on paper: an act of its own."""

from linli.kit import ids
from linli.kit.actor import Actor, require
from linli.ledger import actions as ledger
from linli.visits.queries import relief as queries
from linli.visits.queries.relief import Wanted
from linli.visits.rules import Permission
from linli.visits.rules.papers import Paper, Whole


def print_list(*, by: Actor, want: Wanted, blank: bool, whole: Whole | None = None) -> dict[str, object]:
    """The list to sign as paper content, written down with how many lines it has. Names are masked unless it is said
    what they are wanted whole for, and that is written down too. Forbidden to who records no visits there; refused as
    the queries refuse."""
    require(by, Permission.RECORD, within=want.area)
    rows, total = (
        (queries.beforehand(by, want, whole=whole is not None), "")
        if blank
        else queries.listed(by, want, whole=whole is not None)
    )
    content = queries.paper(by, want, rows, total=total, blank=blank)
    ledger.record(
        "relief.printed",
        by=by,
        area=want.area,
        subject=ids.new(),
        paper=Paper.RELIEF.value,
        rows=len(rows),
        blank=blank,
        whole=whole.value if whole else "",
        campaign=want.campaign,
    )
    return content
