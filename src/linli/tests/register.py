"""What the matrix says to the routes of the register, about a side's things, and which thing each address gets."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.utils import timezone

from linli.kit import clock, ids
from linli.tests.sides import Side

READY = {
    ("building", "close"): "empty_building",
    ("dwelling", "close"): "empty_dwelling",
    ("resident", "come-back"): "gone",
    ("resident", "part"): "merged",
    ("organisation", "reopen"): "closed_shop",
}
"""Steps that need a thing of their own, ready for them."""
NOUNS = (
    "building",
    "dwelling",
    "household",
    "resident",
    "organisation",
    "label",
    "tie",
    "informant",
    "nickname",
)

TIE: dict[str, Any] = {"kind": "neighbour", "other": None, "member": None, "phone": "13911113333"}
"""A contact outside the register, of all who live there."""


def thing(side: Side, noun: str, step: str) -> UUID:
    """The thing of a side that an address names."""
    return side.ids[READY.get((noun, step), noun)]


def body(path: str, side: Side) -> dict[str, Any]:
    """All that any of the routes may want; the caller takes what the route knows."""
    day = timezone.localdate(clock.now())
    member = {"id": str(ids.new()), "name": "新来的"}
    step = path.rsplit("/", 1)[-1]
    whole: dict[str, Any] = {
        "id": str(ids.new()),
        "area": side.area,
        "name": "新来的",
        "words": "老地方大烟囱",
        "number": "99",
        "room": "909",
        "building": str(side.ids["building"]),
        "dwelling": str(side.ids["dwelling"]),
        "household": str(side.ids["household"]),
        "resident": str(side.ids["resident"]),
        "residents": [str(side.ids["resident"])],
        "member": member,
        "members": [member],
        "drop": str(side.ids["double"]),
        "other": str(side.ids["double"]),
        "on": str(day - timedelta(days=1)),
        "reason": "要上门核实情况",
        "code": "living_alone_elder",
        "cadence_days": 7,
        "review_months": 6,
        "active": True,
        "kind": "shop",
    }
    return whole | _of_step(step, side) | (TIE if path.startswith("/api/register/ties") else {})


def _of_step(step: str, side: Side) -> dict[str, Any]:
    """What a step wants otherwise."""
    named: dict[str, dict[str, Any]] = {
        "estates": {"kind": "managed"},
        "households": {"kind": "family"},
        "change": {"kind": "family"},
        "end": {"on": str(timezone.localdate(clock.now()))},
        "labels": {"kind": "oldest_old", "household": None},
        "informants": {"area": "", "resident": str(side.ids["double"])},
        "move": {"household": None, "new_household": str(ids.new())},
        "come-back": {"dwelling": None, "new_household": None},
        "change-tenant": {"household": str(ids.new())},
    }
    return named.get(step, {})
