"""Reading matters. Lists are encoded straight from rows, without a second validation."""

from datetime import date
from typing import Any
from uuid import UUID

import msgspec
from django.http import HttpResponse
from ninja import Query, Schema

from linli.kit.http import Request, reads
from linli.matters import queries
from linli.matters.api.router import router
from linli.matters.schemas import CategoryOut, Detail, Event, OrderAnswer, Page

_encoder = msgspec.json.Encoder()


class ListQuery(Schema):
    """What the list is narrowed to. `owner` is mine, waiting, first (met first, in others' hands), others, nobody or a
    post; `standing` is late, approaching or overdue; `since` and `until` the first and last day it came in on."""

    state: list[str] = []
    group: str = "open"
    category: str = ""
    area: str = ""
    door: str = ""
    urgency: str = ""
    standing: str = ""
    owner: str = ""
    reopening: bool = False
    supervised: bool = False
    since: date | None = None
    until: date | None = None
    q: str = ""
    order: str = "received"
    after: str = ""
    most: int | None = None


def json_answer(content: Any) -> HttpResponse:
    """An answer encoded by msgspec."""
    return HttpResponse(_encoder.encode(content), content_type="application/json")


@router.get("/categories", response=list[CategoryOut])
@reads
def list_categories(request: Request) -> list[Any]:
    """The tree of categories in order."""
    return queries.categories()


@router.get("", response=Page)
@reads
def list_matters(request: Request, query: Query[ListQuery]) -> HttpResponse:
    """A page of what the actor sees: open ones, newest first, unless asked otherwise."""
    asked = query.dict()
    after, most = asked.pop("after"), asked.pop("most")
    asked["state"] = tuple(asked["state"])
    return json_answer(queries.page(request.actor, queries.Filters(**asked), after=after, most=most))


@router.get("/{uuid:matter_id}", response=Detail)
@reads
def show_matter(request: Request, matter_id: UUID) -> HttpResponse:
    """One matter whole; the reporter masked."""
    return json_answer(queries.detail(request.actor, matter_id))


@router.get("/{uuid:matter_id}/timeline", response=list[Event])
@reads
def show_timeline(request: Request, matter_id: UUID) -> HttpResponse:
    """All that happened to it."""
    return json_answer(queries.timeline(request.actor, matter_id))


@router.get("/{uuid:matter_id}/order-answer", response=OrderAnswer)
@reads
def show_order_answer(request: Request, matter_id: UUID) -> dict[str, str]:
    """The answer in the form of the 12345 work order it came from."""
    return {"text": queries.order_answer(request.actor, matter_id)}
