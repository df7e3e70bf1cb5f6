"""Routes of figures, and of points nobody looked at."""

from datetime import date
from typing import Annotated, Any

from ninja import Query

from linli.kit.http import Request, reads
from linli.patrols import queries
from linli.patrols.api.router import days, router
from linli.patrols.schemas.told import PatrolCovered, PatrolFigures, PatrolUnseenPage

Days = Annotated[int, Query(ge=1, le=400)]


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
def show_coverage(request: Request, area: str = "", days: Days = 7) -> list[dict[str, Any]]:
    """Points by grid, and how many nobody looked at for so many days."""
    return queries.coverage(request.actor, area=area, days=days)


@router.get("/unseen", response=PatrolUnseenPage)
@reads
def list_unseen(
    request: Request, area: str = "", days: Days = 7, after: str = "", most: int | None = None
) -> dict[str, Any]:
    """Points nobody looked at for so many days, the longest first."""
    return queries.unseen(request.actor, area=area, days=days, after=after, most=most)
