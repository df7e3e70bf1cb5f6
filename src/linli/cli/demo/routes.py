"""Whose a matter of the demo becomes: the shipped categories and responsibility rules, read from their files, with the
community's own rules before them; and, where several posts share a title and an area, which of them does this work."""

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from linli.cli.demo.people import Post, Roster
from linli.cli.demo.places import COMMUNITY, DEMO_RULES

DATA = Path(__file__).parents[2] / "matters" / "data"
LENGTHS = {"grid": 15, "community": 12, "subdistrict": 9, "district": 6}

DESKS: tuple[tuple[str, str], ...] = (
    ("env.smell", "enforcement"),
    ("env.dust", "urban"),
    ("env.river", "works"),
    ("facility.road", "works"),
    ("utility.", "supply"),
    ("property.fee", "works"),
    ("house.quality", "housing"),
    ("house.renewal", "works"),
    ("house.demolition", "works"),
    ("house.developer", "housing"),
    ("traffic.flow", "traffic"),
    ("traffic.bus", "traffic"),
    ("neighbour.noise_site", "enforcement"),
    ("safety.live_in", "order"),
    ("city.illegal_building", "enforcement"),
    ("city.unlicensed", "enforcement"),
    ("city.planning", "housing"),
    ("welfare.care", "care"),
    ("welfare.family", "care"),
    ("work.wage", "affairs"),
    ("service.school", "school"),
    ("service.clinic", "school"),
    ("service.consumer", "market"),
    ("service.finance", "market"),
    ("culture.activity", "culture"),
)
"""Where several posts have the title and area the shipped rules name, which of them does it: category prefix, post key.
The post always bears the title of the rule, so the list can also stand before the shipped rules."""


CUSTOMS: dict[str, tuple[str, float]] = {"safety.corridor": ("property_company", 1.0)}
"""What people here do otherwise than the rules name, and how often: things kept in stairwells are cleared away by the
property company, which the window knows, while the rules still send the grid worker."""


@dataclass(frozen=True, slots=True)
class Category:
    """What the story needs of a row of `categories.csv`; limits are (amount, unit)."""

    code: str
    name: str
    kind: str
    urgency: str
    refer_to: str
    accept: tuple[float, str]
    respond: tuple[float, str]
    settle: tuple[float, str]


def _rows(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@cache
def categories() -> dict[str, Category]:
    """Every second-level category by code."""

    def limit(row: dict[str, str], clock: str) -> tuple[float, str]:
        return float(row[f"{clock}_amount"]), row[f"{clock}_unit"]

    return {
        row["code"]: Category(
            row["code"],
            row["name"],
            row["kind"],
            row["urgency"],
            row["refer_to"],
            limit(row, "accept"),
            limit(row, "respond"),
            limit(row, "settle"),
        )
        for row in _rows("categories.csv")
        if row["parent"]
    }


@cache
def _rules() -> tuple[tuple[str, str, str, str, str], ...]:
    """Area, category, urgency, title, level in the order they are tried."""
    own = [(area, category, "", title, level) for area, category, title, level, _ in DEMO_RULES]
    shipped = sorted(_rows("responsibility.csv"), key=lambda row: int(row["order"]))
    return (*own, *((r["area"], r["category"], r["urgency"], r["title"], r["level"]) for r in shipped))


def duty(category: str, urgency: str, area: str) -> tuple[str, str]:
    """Title and area the first fitting rule names; a community-wide area leaves a grid rule without a grid."""
    for where, prefix, when, title, level in _rules():
        if area.startswith(where) and category.startswith(prefix) and when in {"", urgency}:
            return title, area[: LENGTHS[level]]
    return "counter_worker", COMMUNITY


def owner(roster: Roster, category: str, urgency: str, area: str, *, vacant: bool = True) -> Post | None:
    """The post the rules give it to, or None when there is none; `vacant` false passes over empty posts."""
    title, where = duty(category, urgency, area)
    posts = [p for p in roster.held(title, where) if p.person or (vacant and p.last)]
    desk = next((key for prefix, key in DESKS if category.startswith(prefix)), "")
    return next((p for p in posts if p.key == desk), posts[0] if posts else None)


def usual(roster: Roster, category: str, grid: str) -> tuple[Post | None, float]:
    """The post of a grid that such a thing is given to by custom, whatever the rules say, and how often."""
    title, share = CUSTOMS.get(category, ("", 0.0))
    return next((post for post in roster.held(title, grid) if post.person), None), share
