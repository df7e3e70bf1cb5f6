"""The records behind a figure, a page at a time: what each is called, where it is, and a word about it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from linli.insight.queries.register import behind, indicator
from linli.kit import clock
from linli.kit.actor import Actor
from linli.kit.errors import NotFound
from linli.register.rules import kinds
from linli.register.rules.numbers import age_on

MOST = 50
Row = dict[str, Any]
Note = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Look:
    """How records of a noun are listed: the column that orders them, the columns read, and what is made of a row."""

    order: str
    columns: tuple[str, ...]
    title: Callable[[Row], str]
    place: Callable[[Row], str]
    note: Callable[[Row, date], Note]


_HOME = ("dwelling__building__name", "dwelling__code")


def _home(row: Row, before: str = "") -> str:
    """A dwelling after its building: 枇杷园3号楼 2-501."""
    building, code = row[f"{before}dwelling__building__name"], row[f"{before}dwelling__code"]
    return f"{building} {code.partition('-')[2] or code}" if building else ""


def _called(kind: type[kinds.Called], value: str) -> Note:
    one = kind(value)
    return one.zh, one.en


def _person(row: Row, today: date) -> Note:
    sex = kinds.Sex(row["sex"])
    if row["born_on"] is None:
        return sex.zh, sex.en
    age = age_on(row["born_on"], today)
    return f"{sex.zh}，{age}岁", f"{sex.en}, {age}"


def _label(row: Row, today: date) -> Note:
    return f"{row['since']} 起，{row['source']}", f"since {row['since']}, {row['source']}"


_RESIDENT = Look(
    "sort",
    ("name", "sex", "born_on", *_HOME),
    lambda row: row["name"],
    _home,
    _person,
)
_LABEL_HOMES = tuple(f"{of}__{column}" for of in ("resident", "household") for column in _HOME)
LOOKS: dict[str, Look] = {
    "estate": Look(
        "name",
        ("name", "kind", "keeper", "address"),
        lambda row: row["name"],
        lambda row: row["address"],
        lambda row, _: _called(kinds.EstateKind, row["kind"]),
    ),
    "building": Look(
        "sort",
        ("name", "address", "estate__kind"),
        lambda row: row["name"],
        lambda row: row["address"],
        lambda row, _: _called(kinds.EstateKind, row["estate__kind"]) if row["estate__kind"] else ("", ""),
    ),
    "dwelling": Look(
        "sort",
        ("building__name", "code", "use"),
        lambda row: f"{row['building__name']} {row['code'].partition('-')[2] or row['code']}",
        lambda row: "",
        lambda row, _: _called(kinds.DwellingUse, row["use"]),
    ),
    "household": Look(
        "id",
        ("size", *_HOME),
        _home,
        lambda row: "",
        lambda row, _: (f"{row['size']}人", f"{row['size']} people"),
    ),
    "resident": _RESIDENT,
    "skilled": _RESIDENT,
    "turned": _RESIDENT,
    "label": Look(
        "id",
        ("resident__name", "household_id", "since", "source", *_LABEL_HOMES),
        lambda row: row["resident__name"] or _home(row, "household__"),
        lambda row: "" if row["household_id"] else _home(row, "resident__"),
        _label,
    ),
    "organisation": Look(
        "sort",
        ("name", "premises", "kind"),
        lambda row: row["name"],
        lambda row: row["premises"],
        lambda row, _: _called(kinds.OrganisationKind, row["kind"]),
    ),
}


def records(by: Actor, *, area: str, key: str, after: UUID | None = None) -> dict[str, Any]:
    """Fifty of the records behind a figure, those after a record already shown. NotFound for a figure that is none or
    a record that is not among them; Forbidden without sight of the register there."""
    rows = behind(by, area=area, key=key)
    one = indicator(by, key)
    look, today = LOOKS[one.noun], timezone.localdate(clock.now())
    if after is not None:
        last = rows.filter(id=after).values_list(look.order, flat=True).first()
        if last is None:
            raise NotFound(
                "figure/unknown-record",
                zh="这一条已经不在了，请从头看",
                en="That record is not among them any more; begin again",
            )
        rows = rows.filter(Q(**{f"{look.order}__gt": last}) | Q(**{look.order: last, "id__gt": after}))
    found = list(rows.order_by(look.order, "id").values("id", "area", *look.columns)[: MOST + 1])
    shown = [told(look, row, today) for row in found[:MOST]]
    more = shown[-1]["id"] if len(found) > MOST else None
    return {"name": one.zh, "name_en": one.en, "noun": one.noun, "rows": shown, "next": more}


def told(look: Look, row: Row, today: date) -> Row:
    """A row as it is shown."""
    zh, en = look.note(row, today)
    return {
        "id": row["id"],
        "area": row["area"],
        "title": look.title(row),
        "place": look.place(row),
        "note": zh,
        "note_en": en,
    }
