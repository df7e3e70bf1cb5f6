"""What is kept of people no longer: who it is, and removing it now."""

import math
from uuid import UUID

from linli.kit.actor import system
from linli.kit.keeping import Kept
from linli.kit.scope import scope
from linli.safekeeping import actions, jobs

_WORDS = {
    Kept.SECRETS: "证件号码和电话 numbers and phones",
    Kept.NOTES: "备注和改动 notes and changes",
    Kept.RESIDENT: "匿名 anonymised",
    Kept.CONTACT: "停业单位的联系人、注销房屋的房东 contacts of what has closed",
    Kept.REPORTER: "反映人 reporters",
}


def run(*, dry: bool) -> int:
    """Remove what is kept no longer and print how many, or only say who would go: no names, since whoever keeps the
    machine is not told them."""
    if dry:
        for kind in Kept:
            _tell(kind)
        return 0
    told = jobs.sweep_all(until=math.inf)
    for kind in Kept:
        held = f"，{told[kind, 'held']} 个还有事没办完，先留着 held" if told[kind, "held"] else ""
        print(f"{_WORDS[kind]}: {told[kind, 'removed']}{held}")
    return 0


def _tell(kind: Kept) -> None:
    """Each record that would lose this kind: id, where, how it stands, since when."""
    by, number, held = system(), 0, 0
    last: UUID | None = None
    while True:
        with scope(by, write=False):
            found = actions.due(by=by, kind=kind, after=last)
        for one in found:
            number, held = number + (not one.held), held + one.held
            mark = "  先留着，还有事没办完 held" if one.held else ""
            print(f"  {one.id} {one.area} {one.state} {one.day}{mark}")
        if kind is Kept.CONTACT or len(found) < actions.MOST:
            break
        last = found[-1].id
    print(f"{_WORDS[kind]}: {number}（留 held {held}）")
