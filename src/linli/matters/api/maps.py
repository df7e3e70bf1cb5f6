"""Matters on the map."""

from django.http import HttpResponse
from ninja import Query, Schema

from linli.kit.http import Request, reads
from linli.matters import queries
from linli.matters.api.reading import json_answer
from linli.matters.api.router import router
from linli.matters.schemas import MapOut


class MapQuery(Schema):
    """What the map is narrowed to; `standing` is late, approaching or overdue."""

    area: str = ""
    category: str = ""
    standing: str = ""


@router.get("/map", response=MapOut)
@reads
def show_map(request: Request, query: Query[MapQuery]) -> HttpResponse:
    """Open matters as points and as counts by grid."""
    return json_answer(queries.on_map(request.actor, queries.MapFilters(**query.dict())))
