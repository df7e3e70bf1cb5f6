"""What the actor may do with a record as it stands; the words are the last part of the routes."""

from linli.kit.actor import Actor
from linli.register.models import Dwelling, Household, Informant, Label, Organisation, Resident, Tie
from linli.register.rules import Permission
from linli.register.rules.kinds import ResidentState

GONE = frozenset({ResidentState.LEFT.value, ResidentState.DIED.value})


def _with(by: Actor, area: str, rights: dict[Permission, list[str]]) -> list[str]:
    return [verb for right, verbs in rights.items() if verbs and by.may(right, area) for verb in verbs]


def in_area(by: Actor, area: str) -> list[str]:
    """Of an estate, a building or a list of an area: `change` holds for what is in it too."""
    return _with(by, area, {Permission.KEEP: ["change", "close"]})


def to_add(by: Actor, area: str) -> list[str]:
    """Of a list of an area, or of all areas: whether something may be added to it."""
    return ["add"] if by.may(Permission.KEEP, area or None) else []


def of_dwelling(by: Actor, row: Dwelling, *, lived_in: bool) -> list[str]:
    """Of a dwelling."""
    verbs = ["change", "confirm", "found-household", "change-tenant", *([] if lived_in else ["close"])]
    hidden = len(row.landlord) or len(row.landlord_phone)
    return _with(by, row.area, {Permission.KEEP: verbs, Permission.REVEAL: ["reveal"] if hidden else []})


def of_household(by: Actor, row: Household) -> list[str]:
    """Of a household; of one that has ended nothing."""
    verbs = ["change", "add-resident", "move", "leave", "give-label", "add-tie"]
    return _with(by, row.area, {Permission.KEEP: verbs if row.ended_on is None else []})


def of_resident(by: Actor, row: Resident, *, hidden: bool) -> list[str]:
    """Of a resident, by the state of his record."""
    state = row.state
    keep, merge = list[str](), list[str]()
    if state == ResidentState.ACTIVE.value:
        keep = ["change", "move", "leave", "give-label"]
    elif state in GONE:
        keep = ["change", "come-back"]
    if state == ResidentState.MERGED.value:
        merge = ["part"]
    elif state != ResidentState.ANONYMISED.value:
        merge = ["merge"]
    reveal = ["reveal"] if hidden else []
    return _with(by, row.area, {Permission.KEEP: keep, Permission.REVEAL: reveal, Permission.MERGE: merge})


def of_organisation(by: Actor, row: Organisation, *, hidden: bool) -> list[str]:
    """Of an organisation."""
    verbs = ["change", "close"] if row.closed_at is None else ["change", "reopen"]
    return _with(by, row.area, {Permission.KEEP: verbs, Permission.REVEAL: ["reveal"] if hidden else []})


def of_label(by: Actor, row: Label) -> list[str]:
    """Of a label; of one that has ended nothing."""
    return _with(by, row.area, {Permission.KEEP: ["review", "end"] if row.until is None else []})


def of_tie(by: Actor, row: Tie) -> list[str]:
    """Of a tie; of one that has ended nothing but a look at what is still kept."""
    hidden = len(row.name) or len(row.phone)
    keep = ["change", "end"] if row.until is None else []
    return _with(by, row.area, {Permission.KEEP: keep, Permission.REVEAL: ["reveal"] if hidden else []})


def of_informant(by: Actor, row: Informant) -> list[str]:
    """Of an informant; of one whose time is over nothing."""
    return _with(by, row.area, {Permission.KEEP: ["end"] if row.until is None else []})
