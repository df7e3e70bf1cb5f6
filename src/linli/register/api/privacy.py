"""What is kept of people and why; who looked behind a mask."""

from datetime import date
from typing import Any
from uuid import UUID

from ninja import Query, Schema

from linli.kit.http import Request, reads
from linli.register import queries
from linli.register.api.router import router
from linli.register.schemas.privacy import PurposesOut, RevealsOut


@router.get("/purposes", response=PurposesOut)
@reads
def list_purposes(request: Request) -> dict[str, Any]:
    """What is kept of people: what for, on what basis, who may look at it, how long."""
    return queries.purposes(request.actor)


class RevealsQuery(Schema):
    """What the list is narrowed to: who looked (`by`), at whom or what (`about`), the first and the last day."""

    area: str = ""
    by: str = ""
    about: UUID | None = None
    since: date | None = None
    until: date | None = None
    after: str = ""


@router.get("/reveals", response=RevealsOut)
@reads
def list_reveals(request: Request, query: Query[RevealsQuery]) -> dict[str, Any]:
    """Who looked behind a mask in the actor's areas, the newest first."""
    asked = queries.Looked(query.area, query.by, query.about, query.since, query.until)
    return queries.reveals(request.actor, asked, after=query.after)
