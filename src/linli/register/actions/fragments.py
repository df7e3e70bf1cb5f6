"""Looking for somebody from fragments. It shows persons one did not name, so every such look is in the ledger: who
looked, by what kinds of clues, how many were shown; what was typed is kept nowhere."""

from typing import Any

from linli.kit import ids
from linli.kit.actor import Actor, require
from linli.ledger import actions as ledger
from linli.register.queries import finding
from linli.register.queries.sight import areas_seen
from linli.register.rules import Permission, fragments
from linli.register.rules.fragments import Fragment


def look_for(*, by: Actor, fragment: Fragment, area: str = "") -> dict[str, Any]:
    """Residents who fit some clues, the likeliest first, each with which of them fit. Refused where nothing but age or
    sex is said, and to whoever does not see the register."""
    require(by, Permission.SEE, within=None)
    fragments.check(fragment)
    rows = finding.fitting(by, fragment, area=area)
    ledger.record(
        "register.searched",
        by=by,
        area=area if area and by.sees(area) else _widest(by),
        subject=ids.new(),
        clues=fragment.clues,
        shown=len(rows),
    )
    return {"rows": rows}


def _widest(by: Actor) -> str:
    """The area the look is entered under: the widest of the actor's, of several the first."""
    seen = areas_seen(by)
    return min(seen, key=len) if seen else "00"
