"""The contact network (联系网络) of a community, a grid or a building: by how many threads each household is reached,
counted in the database; and the households themselves, in the order in which one walks past them."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import (
    BooleanField,
    Case,
    Count,
    DateTimeField,
    Expression,
    ExpressionWrapper,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Left, Length
from django.utils import timezone

from linli.insight.queries.completeness import in_order
from linli.insight.rules.network import (
    DAYS,
    ORDER,
    REACHES,
    REASONS,
    USUAL_DAYS,
    Reach,
    Thread,
    reach_of,
    reasons_of,
)
from linli.kit import clock
from linli.kit.actor import Actor, require
from linli.kit.areas import Level, bounds
from linli.kit.errors import NotFound
from linli.kit.paging import key as page_key
from linli.kit.paging import page_size, read_key
from linli.kit.roles import Role
from linli.register import queries as register
from linli.register.rules import Permission
from linli.territory import queries as territory
from linli.visits import queries as visits
from linli.visits.rules import Permission as OfVisits
from linli.workforce import queries as workforce
from linli.workforce.queries import PostRef

WORKERS = (Role.GRID_WORKER, Role.GRID_LEAD)
"""Roles of those who walk a grid."""


@dataclass(frozen=True, slots=True)
class Net:
    """What is looked at: an area (a community, a grid, a micro-grid), or one building of it; whoever bears a label
    alone; a visit counts for so many days."""

    area: str
    building: UUID | None = None
    label: str = ""
    days: int = USUAL_DAYS


def network(by: Actor, net: Net) -> dict[str, Any]:
    """How many households of an area are reached by how many threads, and for what lack of them, by grid and by
    building; who works in each grid. NotFound for an area above a community; Forbidden without sight of the register
    and of visits there."""
    check(by, net)
    counted = _counted(by, net)
    workers = workers_of(net.area)
    grids: dict[str, Counter[str]] = {}
    for (grid, _), sums in counted.items():
        grids.setdefault(grid, Counter()).update(sums)
    drawn = territory.grids(by, below=net.area, polygons=False, micro=False)
    names = {one["code"]: one["name"] for one in drawn}
    return {
        "area": net.area,
        "area_name": territory.full_name_of(net.area),
        "at": clock.now(),
        "days": net.days,
        "choices": list(DAYS),
        "reaches": [{"key": key, "name": one.zh, "name_en": one.en} for key, one in REACHES.items()],
        "reasons": [{"key": key, "name": one.zh, "name_en": one.en} for key, one in REASONS.items()],
        "total": _told_sums(sum(grids.values(), Counter[str]())),
        "grids": [
            {
                "area": code,
                "name": names.get(code) or territory.name_of(code),
                "workers": [told_post(one) for one in workers if one.area == code],
                **_told_sums(grids.get(code, Counter[str]())),
            }
            for code in sorted({*names, *grids})
        ],
        "buildings": _buildings(by, counted),
        "abilities": ["campaign"] if by.may(OfVisits.LEAD, net.area) else [],
    }


def check(by: Actor, net: Net) -> None:
    """What is looked at lies within one community, and the actor sees register and visits there."""
    require(by, Permission.SEE, within=net.area)
    require(by, OfVisits.SEE, within=net.area)
    if len(net.area) < Level.COMMUNITY or not territory.exists(net.area):
        raise NotFound(
            "figure/unknown-area", zh="没有这个社区或网格", en="There is no such community or grid"
        )


def workers_of(area: str) -> list[PostRef]:
    """The posts of an area's grids that somebody sits in."""
    return workforce.held_below(area=area[: Level.GRID], roles=WORKERS)


def told_post(post: PostRef) -> dict[str, Any]:
    """A post with who sits in it; its phone is the office's, which residents are shown too."""
    zh, en = workforce.title_called(post.title)
    return {
        "id": post.id,
        "name": post.name,
        "area": post.area,
        "title": zh,
        "title_en": en,
        "holder_name": post.stand_in_name or post.holder_name,
        "phone": post.phone,
    }


def households(by: Actor, net: Net) -> QuerySet[Any]:
    """The households of a net that somebody lives in, each with `contact_at`, the threads that hold (`of_visit` …) and
    how many they are (`threads`)."""
    lo, hi = bounds(net.area)
    rows = register.visible_households(by).filter(
        community=net.area[: Level.COMMUNITY], area__gte=lo, area__lt=hi, ended_on=None, size__gt=0
    )
    if net.building:
        rows = rows.filter(dwelling__building=net.building)
    if net.label:
        rows = rows.filter(_bearing(by, net.label))
    stood = visits.visible_standing(by).filter(id=OuterRef("pk")).values("contact_at")[:1]
    rows = rows.annotate(contact_at=Subquery(stood, output_field=DateTimeField()))
    flags = {f"of_{one}": _flag(condition) for one, condition in _threads(by, net).items()}
    threads = sum((_number(F(name)) for name in flags), start=Value(0))
    return rows.annotate(**flags).annotate(
        threads=ExpressionWrapper(threads, output_field=IntegerField()),
        grid=Left("area", Level.GRID),
        building=F("dwelling__building_id"),
    )


def _bearing(by: Actor, label: str) -> Q:
    """Households of which somebody bears a label, or which bear it themselves."""
    people = register.visible_residents(by).filter(register.bearing(by, label), state="active")
    homes = register.standing_labels(by).filter(kind=label, household__isnull=False)
    return Q(id__in=people.filter(household__isnull=False).values("household")) | Q(
        id__in=homes.values("household")
    )


def _threads(by: Actor, net: Net) -> Mapping[Thread, Q]:
    lo, hi = bounds(net.area)
    here = register.visible_residents(by).filter(
        area__gte=lo, area__lt=hi, state="active", household__isnull=False
    )
    phoned = here.filter(~Q(secret__phone=b"") | ~Q(secret__other_phone=b""), secret__isnull=False)
    tied = register.visible_ties(by).filter(area__gte=lo, area__lt=hi, until=None)
    informing = register.standing_informants(by).filter(area__gte=lo, area__lt=hi)
    served = informing.filter(building__isnull=False).values("building")
    micro = informing.annotate(depth=Length("area")).filter(building=None, depth=Level.MICRO_GRID)
    return {
        Thread.VISIT: Q(contact_at__gte=since(net.days)),
        Thread.PHONE: Q(id__in=phoned.values("household")),
        Thread.TIE: Q(id__in=tied.values("household")),
        Thread.INFORMANT: Q(dwelling__building__in=served) | Q(area__in=micro.values("area")),
    }


def since(days: int) -> datetime:
    """The moment from which on a visit counts as being in touch."""
    today = timezone.localdate(clock.now())
    return timezone.make_aware(datetime.combine(today - timedelta(days=days), time()))


def _flag(condition: Q) -> Case:
    yes, no = Value(value=True), Value(value=False)
    return Case(When(condition, then=yes), default=no, output_field=BooleanField())


def _number(flag: F) -> Expression:
    return Case(When(Q(**{flag.name: True}), then=Value(1)), default=Value(0), output_field=IntegerField())


_FLAGS = tuple(f"of_{one}" for one in Thread)
_SUMS = (
    "count(*)",
    *(
        f"count(*) FILTER (WHERE threads {'>=' if n == len(ORDER) - 1 else '='} {n})"
        for n in range(len(ORDER))
    ),
    "count(*) FILTER (WHERE contact_at IS NULL)",
    "count(*) FILTER (WHERE contact_at IS NOT NULL AND NOT of_visit)",
    *(f"count(*) FILTER (WHERE NOT {flag})" for flag in _FLAGS[1:]),
)
_NAMES = (
    "households",
    *(one.value for one in ORDER),
    "never",
    "long",
    *(one.value for one in Thread if one != "visit"),
)


def _counted(by: Actor, net: Net) -> dict[tuple[str, UUID | None], Counter[str]]:
    """By grid and building. What holds of each household is found out once (`OFFSET 0`), then counted."""
    columns = ("grid", "building", "contact_at", "threads", *_FLAGS)
    inner, values = households(by, net).order_by().values(*columns).query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT grid, building, {', '.join(_SUMS)} FROM ({inner} OFFSET 0) AS rows GROUP BY 1, 2",  # noqa: S608
            values,
        )
        return {
            (grid, building): Counter(dict(zip(_NAMES, sums, strict=True)))
            for grid, building, *sums in cursor.fetchall()
        }


def _told_sums(sums: Mapping[str, int]) -> dict[str, Any]:
    return {
        "households": sums.get("households", 0),
        "reached": {one.value: sums.get(one.value, 0) for one in ORDER},
        "lacking": {key: sums.get(key, 0) for key in REASONS if key != "worker"},
    }


def _buildings(by: Actor, counted: Mapping[tuple[str, UUID | None], Counter[str]]) -> list[dict[str, Any]]:
    """The buildings, those first of which most households are reached by nobody."""
    sums: dict[UUID, Counter[str]] = {}
    for (_, building), one in counted.items():
        if building is not None:
            sums.setdefault(building, Counter()).update(one)
    known = register.visible_buildings(by).filter(id__in=list(sums)).select_related("estate")
    informed = dict(
        register.standing_informants(by)
        .filter(building__in=list(sums))
        .values_list("building")
        .annotate(n=Count("id"))
        .order_by()
    )
    found = [
        {
            "building": one.id,
            "name": one.name,
            "area": one.area,
            "informants": informed.get(one.id, 0),
            **_told_sums(sums[one.id]),
        }
        for one in known.order_by("estate__name", "sort", "id")
    ]
    return sorted(found, key=lambda one: (-one["reached"]["nobody"], -one["reached"]["one"]))


def told_households(by: Actor, rows: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Households as lists and pictures show them: whom they are called by, where they live, labels, threads, and what
    is lacking."""
    page = list(rows)
    ids = [row["id"] for row in page]
    names = register.door_names(by, households=ids)
    labels = register.labels_of_households(by, ids)
    held = {one.area for one in workers_of(page[0]["area"][: Level.COMMUNITY])} if page else set[str]()
    return [_told(row, names.get(row["id"], {}), labels.get(row["id"], []), held) for row in page]


def _told(
    row: dict[str, Any], named: Mapping[str, Any], labels: list[dict[str, str]], held: Collection[str]
) -> dict[str, Any]:
    threads = frozenset(one for one in Thread if row[f"of_{one}"])
    worker = row["area"][: Level.GRID] in held
    return {
        "id": row["id"],
        "area": row["area"],
        "dwelling": row["dwelling_id"],
        "building": row["dwelling__building"],
        "name": named.get("name", ""),
        "place": named.get("place", ""),
        "people": row["size"],
        "labels": labels,
        "threads": [one.value for one in Thread if one in threads],
        "reach": reach_of(len(threads)).value,
        "reasons": reasons_of(threads, ever=row["contact_at"] is not None, worker=worker),
        "contact_at": row["contact_at"],
    }


COLUMNS = ("id", "area", "dwelling_id", "dwelling__building", "size", "contact_at", *_FLAGS)
"""What is read of a household."""


def reached(by: Actor, net: Net, reach: Reach | None = None) -> QuerySet[Any]:
    """The households of a net that are reached so well; all of them where nothing is said."""
    rows = households(by, net)
    if reach is None:
        return rows
    number = ORDER.index(reach)
    return rows.filter(threads__gte=number) if reach is ORDER[-1] else rows.filter(threads=number)


def unreached(
    by: Actor, net: Net, *, reach: Reach | None = None, after: str = "", most: int | None = None
) -> dict[str, Any]:
    """A page of those households in the order one walks past them; the first tells how many there are."""
    check(by, net)
    size = page_size(most)
    rows = reached(by, net, reach)
    total = None if after else rows.count()
    rows = rows.annotate(place_key=in_order("dwelling__"))
    if after:
        text, id = read_key(after)
        rows = rows.filter(Q(place_key__gt=text) | Q(place_key=text, id__gt=id))
    found = list(rows.order_by("place_key", "id").values("place_key", *COLUMNS)[: size + 1])
    end = found[size - 1] if len(found) > size else None
    return {
        "rows": told_households(by, found[:size]),
        "total": total,
        "next": page_key(end["place_key"], end["id"]) if end else None,
    }
