"""四清, counted by grid: how many records there are of each noun, how many lack what, how many nobody has looked at for
too long and since when; and the records behind each of these numbers, in the order in which one walks past them."""

from collections.abc import Iterable
from typing import Any

from django.db import connection
from django.db.models import Case, CharField, F, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Cast, Coalesce, Collate, Concat, Left
from django.utils import timezone

from linli.insight.queries.records import LOOKS, Look, told
from linli.insight.queries.wants import conditions, rows_of, since_of
from linli.insight.rules.completeness import ANY, NOUNS, PARTS, STALE_DAYS, Part, wants_of
from linli.kit import clock
from linli.kit.actor import Actor, require
from linli.kit.areas import Level
from linli.kit.errors import NotFound
from linli.kit.paging import key as page_key
from linli.kit.paging import page_size, read_key
from linli.matters import queries as matters
from linli.matters.rules import Permission as OfMatters
from linli.register import queries as register
from linli.register.rules import Permission
from linli.territory import queries as territory


def completeness(by: Actor, *, area: str) -> dict[str, Any]:
    """What a community or a grid is not clear about, by grid, one statement for each noun. NotFound for an area that is
    neither; Forbidden without sight of the register there."""
    _check(by, area)
    nouns = nouns_of(by, area)
    counted = {noun: _counted(by, noun, area) for noun in nouns}
    return {
        "area": area,
        "area_name": territory.full_name_of(area),
        "at": clock.now(),
        "stale_days": STALE_DAYS,
        "parts": [_told_part(part, nouns) for part in PARTS if set(part.nouns) & set(nouns)],
        "grids": [
            {
                "area": grid,
                "name": name,
                "nouns": [counted[noun].get(grid) or _nothing(noun) for noun in nouns],
            }
            for grid, name in _grids(by, area, counted.values())
        ],
    }


def _check(by: Actor, area: str) -> None:
    require(by, Permission.SEE, within=area)
    if len(area) not in {Level.COMMUNITY, Level.GRID} or not territory.exists(area):
        raise NotFound(
            "figure/unknown-area", zh="没有这个社区或网格", en="There is no such community or grid"
        )


def nouns_of(by: Actor, area: str) -> list[str]:
    """The nouns somebody is told of: matters for those alone who see matters there."""
    return [one for one in NOUNS if one != "matter" or by.may(OfMatters.SEE, area)]


def _told_part(part: Part, nouns: list[str]) -> dict[str, Any]:
    return {
        "key": part.key,
        "name": part.zh,
        "name_en": part.en,
        "nouns": [
            {
                "noun": noun,
                "name": NOUNS[noun][0],
                "name_en": NOUNS[noun][1],
                "wants": [{"key": one.key, "name": one.zh, "name_en": one.en} for one in wants_of(noun)],
            }
            for noun in part.nouns
            if noun in nouns
        ],
    }


def _nothing(noun: str) -> dict[str, Any]:
    return {
        "noun": noun,
        "count": 0,
        "lacking": 0,
        "oldest": None,
        "lacks": {one.key: 0 for one in wants_of(noun)},
    }


def _grids(by: Actor, area: str, counted: Iterable[dict[str, Any]]) -> list[tuple[str, str]]:
    """The grids of an area by code, with what lies in none of them where something does."""
    drawn = territory.grids(by, below=area, polygons=False, micro=False)
    names = {one["code"]: one["name"] for one in drawn}
    for found in counted:
        for code in found:
            names.setdefault(code, territory.name_of(code) if len(code) == Level.GRID else "")
    return sorted(names.items())


def _counted(by: Actor, noun: str, area: str) -> dict[str, dict[str, Any]]:
    """By grid. What each row lacks is found out once (`OFFSET 0` keeps the database from asking again for each number
    it goes into), then counted."""
    since, flags = since_of(noun), _flags(by, noun, area)
    columns = ["grid", *([since] if since else []), *flags]
    rows = (
        rows_of(by, noun, area).annotate(grid=Left("area", Level.GRID), **flags).order_by().values(*columns)
    )
    inner, values = rows.query.sql_with_params()
    lacking = " OR ".join(flags)
    waits = "of_stale" if since == "checked_at" else lacking
    oldest = f"min({since}) FILTER (WHERE {waits})" if since else "NULL"
    each = ", ".join(f"count(*) FILTER (WHERE {flag})" for flag in flags)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT grid, count(*), count(*) FILTER (WHERE {lacking}), {oldest}, {each}"  # noqa: S608 - texts of ours
            f" FROM ({inner} OFFSET 0) AS rows GROUP BY grid",
            values,
        )
        found = cursor.fetchall()
    keys = [one.key for one in wants_of(noun)]
    return {
        grid: {
            "noun": noun,
            "count": count,
            "lacking": lacks,
            "oldest": oldest,
            "lacks": dict(zip(keys, numbers, strict=True)),
        }
        for grid, count, lacks, oldest, *numbers in found
    }


def _flags(by: Actor, noun: str, area: str) -> dict[str, Any]:
    """Of each row whether it lacks what, in the order of the wants."""
    asked = conditions(by, noun, area)
    return {
        f"of_{one.key}": Case(When(asked[one.key], then=Value(value=True)), default=Value(value=False))
        for one in wants_of(noun)
    }


def in_order(before: str) -> Any:
    """A text by which rows come in the order one walks past them: estate, building, dwelling."""
    building = f"{before}building__"
    parts = [F(f"{building}estate__name"), F(f"{building}sort"), F(f"{before}sort")]
    return _text(parts)


def _text(parts: list[Any]) -> Any:
    joined: list[Any] = []
    for part in parts:
        joined += [Coalesce(Cast(part, CharField()), Value("")), Value(" ")]
    return Collate(Concat(*joined, output_field=CharField()), "C")


_ORDER: dict[str, Any] = {
    "dwelling": lambda: in_order(""),
    "household": lambda: in_order("dwelling__"),
    "resident": lambda: in_order("dwelling__"),
    "building": lambda: _text([F("estate__name"), F("sort")]),
    "organisation": lambda: _text([F("sort")]),
    "matter": lambda: _text([F("reference")]),
}
_MATTER = Look(
    "reference",
    ("subject", "place", "reference", "category"),
    lambda row: row["subject"],
    lambda row: row["place"],
    lambda row, _: (f"{row['reference']} {matters.category_name(row['category'])}", row["reference"]),
)
_LOOKS = {**{noun: LOOKS[noun] for noun in NOUNS if noun in LOOKS}, "matter": _MATTER}
_OPENS = {"household": "dwelling"}
"""What a record is corrected at, where that is not a page of its own."""


def incomplete(
    by: Actor, *, area: str, noun: str, lack: str = ANY, after: str = "", most: int | None = None
) -> dict[str, Any]:
    """A page of the records that lack something, each with all that it lacks and since when nobody looked at it.
    NotFound for a noun or a lack that is none, and what `completeness` does not find or forbids."""
    _check(by, area)
    asked = conditions(by, noun, area) if noun in nouns_of(by, area) else {}
    if lack not in asked:
        raise NotFound("figure/unknown", zh="没有这个指标", en="There is no such figure")
    size = page_size(most)
    rows = _listed(by, noun, area).filter(asked[lack])
    if after:
        text, id = read_key(after)
        rows = rows.filter(Q(place_key__gt=text) | Q(place_key=text, id__gt=id))
    flags = _flags(by, noun, area)
    look, since = _LOOKS[noun], since_of(noun)
    columns = ["id", "area", "place_key", *look.columns, *_more(noun), *([since] if since else [])]
    found = list(rows.annotate(**flags).order_by("place_key", "id").values(*columns, *flags)[: size + 1])
    end = found[size - 1] if len(found) > size else None
    return {
        "rows": [_told(noun, look, row) for row in found[:size]],
        "next": page_key(end["place_key"], end["id"]) if end else None,
    }


def _listed(by: Actor, noun: str, area: str) -> QuerySet[Any]:
    rows = rows_of(by, noun, area).annotate(place_key=_ORDER[noun]())
    if noun != "household":
        return rows
    heads = register.visible_residents(by).filter(household=OuterRef("pk"), state="active")
    first = Case(When(relation="head", then=Value(0)), default=Value(1))
    return rows.annotate(head=Subquery(heads.order_by(first, "born_on", "id").values("name")[:1]))


def _more(noun: str) -> tuple[str, ...]:
    return {"household": ("head", "dwelling_id")}.get(noun, ())


def _told(noun: str, look: Look, row: dict[str, Any]) -> dict[str, Any]:
    since = since_of(noun)
    shown = told(look, row, timezone.localdate(clock.now()))
    if noun == "household":
        shown["title"], shown["place"] = row["head"] or shown["title"], shown["title"] if row["head"] else ""
    return shown | {
        "lacks": [one.key for one in wants_of(noun) if row[f"of_{one.key}"]],
        "since": row[since] if since else None,
        "opens": _OPENS.get(noun, noun),
        "opens_id": row["dwelling_id"] if noun == "household" else row["id"],
    }
