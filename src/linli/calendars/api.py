"""Routes of the calendar: one read."""

from typing import Any

from ninja import Router

from linli.calendars import queries
from linli.calendars.schemas import YearOut
from linli.kit.http import Request, reads

router = Router(tags=["calendars"])


@router.get("/years", response=list[YearOut])
@reads
def list_years(request: Request) -> list[dict[str, Any]]:
    """Which years' holidays are known and from which notices, newest first; the coming year is always among
    them."""
    return queries.years(request.actor)
