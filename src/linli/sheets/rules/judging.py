"""What a row is to the register: new, the same, changed, or not to be taken."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from linli.kit import sealing
from linli.sheets.rules.cells import Problem
from linli.sheets.rules.people import BORN, PLAIN, Person

if TYPE_CHECKING:
    from linli.register.queries import Found

LEFT: Problem = (
    "登记为已迁出或已去世，请先在底册里办返回",
    "On the register as moved away or dead; let him come back there first",
)
OTHER_NUMBER: Problem = (
    "本户有同名同生日的人，身份证号码不同，请核对",
    "Somebody of this name and birthday lives there, with another number",
)
TWO_ALIKE: Problem = (
    "本户有两个同名的人，分不清是谁，请写身份证号码",
    "Two of this name live there; give the identity number",
)
CHANGED: Problem = (
    "导入时底册里这个人刚有变化，没有改，请核对后再传",
    "His record changed while this was loaded, and was left; look at it and send the row again",
)
SEALED = {"id_number": "id_index", "phone": "phone_index", "other_phone": "other_index"}


@dataclass(frozen=True, slots=True)
class Differences:
    """What a row says otherwise than the register: plain values and sealed ones by name; whether he lives elsewhere."""

    values: dict[str, Any] = field(default_factory=dict[str, Any])
    sealed: dict[str, str] = field(default_factory=dict[str, str])

    def __bool__(self) -> bool:
        return bool(self.values or self.sealed)


def alike(person: Person, there: "Sequence[Found]") -> "tuple[Found | None, Problem | None]":
    """Who of those in the dwelling the person is: of the same name, with birthdays that do not contradict."""
    name, born = person.values[0], person.values[BORN]
    same = [one for one in there if one.values[0] == name and one.state == "active"]
    fits = [one for one in same if born and one.values[BORN] == born]
    fits = fits or [one for one in same if not (born and one.values[BORN])]
    if not fits:
        return _left(person, there), None
    if len(fits) > 1:
        return None, TWO_ALIKE
    if person.id_number and fits[0].id_index and not _is(fits[0].id_index, person.id_number, "id_number"):
        return (None, OTHER_NUMBER) if born and fits[0].values[BORN] == born else (None, None)
    return fits[0], None


def _left(person: Person, there: "Sequence[Found]") -> "Found | None":
    """Who of those that lived in the dwelling, and left or died, the person may be: of the same name, where neither
    birthdays nor numbers contradict."""
    name, born = person.values[0], person.values[BORN]
    for one in there:
        if one.state == "active" or one.values[0] != name or (born and one.values[BORN] not in {None, born}):
            continue
        if not (person.id_number and one.id_index) or _is(one.id_index, person.id_number, "id_number"):
            return one
    return None


def differences(person: Person, found: "Found") -> Differences:
    """What the row says that the register does not have so; an empty cell says nothing."""
    if person.values == found.values:
        values: dict[str, Any] = {}
    else:
        values = {
            name: now
            for name, now, before in zip(PLAIN, person.values, found.values, strict=True)
            if now is not None and now != before
        }
    told = {"id_number": person.id_number, "phone": person.phone, "other_phone": person.other_phone}
    sealed: dict[str, str] = {}
    for name, text in told.items():
        kept: bytes = getattr(found, SEALED[name])
        if text and not (kept and _is(kept, text, "id_number" if name == "id_number" else "phone")):
            sealed[name] = text
    return Differences(values, sealed)


def _is(kept: bytes, text: str, field: str) -> bool:
    """Whether a blind index is of a value; nearly always it was written under the current key."""
    return kept == sealing.index(text, field=field) or sealing.is_index_of(kept, text, field=field)
