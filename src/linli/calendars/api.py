"""Routes of the calendar."""

from datetime import date
from typing import Any

from ninja import Router

from linli.calendars import actions, queries
from linli.calendars.schemas import (
    DayOut,
    HistoryOut,
    YearChange,
    YearDraft,
    YearEdited,
    YearOut,
    YearPutBack,
    YearRead,
    YearText,
    YearTried,
)
from linli.commands.actions import run_once
from linli.kit.http import Request, asks, reads, writes

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


@router.get("/years/edited", response=YearEdited)
@reads
def show_year_edited(request: Request, year: int) -> dict[str, Any]:
    """A year as an administrator edits it."""
    return queries.year_edited(request.actor, year=year)


@router.get("/years/editions", response=HistoryOut)
@reads
def list_year_editions(request: Request, year: int, before: int = 0) -> dict[str, Any]:
    """The editions of a year, the newest first."""
    return queries.year_editions(request.actor, year=year, before=before)


@router.post("/years/read", response=YearRead)
@asks
def read_year(request: Request, body: YearText) -> dict[str, Any]:
    """The days that stand in a pasted notice, typed lines or CSV; nothing is stored."""
    return queries.read_year(request.actor, **body.dict())


@router.post("/years/try", response=YearTried)
@asks
def try_year(request: Request, body: YearDraft) -> dict[str, Any]:
    """What a draft would change, and what is wrong with it; nothing is stored."""
    return queries.try_year(request.actor, wanted=body.wanted())


@router.post("/years", response=YearEdited)
@writes
def change_year(request: Request, body: YearChange) -> dict[str, Any]:
    """Put a new edition of a year in force."""
    by = request.actor
    run_once(
        request.command,
        by=by,
        do=lambda: actions.change_year(by=by, wanted=body.wanted(), seen=body.seen, reason=body.reason),
    )
    return queries.year_edited(by, year=body.year)


@router.post("/years/put-back", response=YearEdited)
@writes
def put_year_back(request: Request, body: YearPutBack) -> dict[str, Any]:
    """Put an earlier edition of a year in force again."""
    by = request.actor
    run_once(request.command, by=by, do=lambda: actions.put_year_back(by=by, **body.dict()))
    return queries.year_edited(by, year=body.year)
