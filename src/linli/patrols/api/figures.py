"""Routes of figures, and of points nobody looked at."""

from datetime import date
from typing import Any

from ninja import Field, Query, Schema

from linli.kit.http import Request, reads
from linli.patrols import queries
from linli.patrols.api.router import days, router
from linli.patrols.schemas.told import PatrolCovered, PatrolFigures, PatrolUnseenPage


class UnseenQuery(Schema):
    """For how many days nobody looked."""

    area: str = Field("", max_length=17)
    days: int = Field(7, ge=1, le=400)


class UnseenPageQuery(UnseenQuery):
    """The same in pages."""

    after: str = ""
    most: int | None = None


@router.get("/figures", response=PatrolFigures)
@reads
def show_figures(
    request: Request, area: str = "", since: date | None = None, until: date | None = None
) -> dict[str, Any]:
    """Figures of some days, the last thirty where none are said."""
    first, last = days(since, until)
    return queries.figures(request.actor, area=area, since=first, until=last)


@router.get("/coverage", response=list[PatrolCovered])
@reads
def show_coverage(request: Request, asked: Query[UnseenQuery]) -> list[dict[str, Any]]:
    """Points by grid, and how many nobody looked at for so many days."""
    return queries.coverage(request.actor, **asked.dict())


@router.get("/unseen", response=PatrolUnseenPage)
@reads
def list_unseen(request: Request, asked: Query[UnseenPageQuery]) -> dict[str, Any]:
    """Points nobody looked at for so many days, the longest first."""
    return queries.unseen(request.actor, **asked.dict())
