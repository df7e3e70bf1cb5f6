"""Matters on the map."""

from datetime import datetime
from uuid import UUID

from django.http import HttpResponse
from ninja import Query, Schema

from linli.kit.http import Request, reads
from linli.matters import queries
from linli.matters.api.reading import json_answer
from linli.matters.api.router import router


class MapQuery(Schema):
    """What the map is narrowed to; `standing` is late, approaching or overdue."""

    area: str = ""
    category: str = ""
    standing: str = ""


class PointOut(Schema):
    """An open matter at its point, WGS-84."""

    id: UUID
    reference: str
    subject: str
    category: str
    category_name: str
    urgency: str
    area: str
    place: str
    longitude: float
    latitude: float
    due_at: datetime | None
    standing: str


class MapAreaOut(Schema):
    """Open matters of one grid (or of the community at large): all, the overdue, those without a point."""

    area: str
    name: str
    count: int
    overdue: int
    placeless: int


class MapOut(Schema):
    """Open matters on the map; `cut` when there are more points than are sent, the counts are of all."""

    points: list[PointOut]
    cut: bool
    areas: list[MapAreaOut]


@router.get("/map", response=MapOut)
@reads
def show_map(request: Request, query: Query[MapQuery]) -> HttpResponse:
    """Open matters as points and as counts by grid."""
    return json_answer(queries.on_map(request.actor, queries.MapFilters(**query.dict())))
