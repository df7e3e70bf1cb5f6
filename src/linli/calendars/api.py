"""Routes of the calendar: reads alone."""

from datetime import date
from typing import Any

from ninja import Router

from linli.calendars import queries
from linli.calendars.schemas import DayOut, YearOut
from linli.kit.http import Request, reads

router = Router(tags=["calendars"])


@router.get("/years", response=list[YearOut])
@reads
def list_years(request: Request) -> list[dict[str, Any]]:
    """Which years' holidays are known and from which notices, newest first; the coming year is always among
    them."""
    return queries.years(request.actor)


@router.get("/days", response=list[DayOut])
@reads
def list_days(request: Request, since: date, until: date) -> list[dict[str, Any]]:
    """Holidays and make-up days from one date to another, 400 days at most; other days are as their weekday says."""
    return queries.exceptions(request.actor, since=since, until=until)
