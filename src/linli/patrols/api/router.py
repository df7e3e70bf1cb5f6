"""The router of patrols, and what its routes share."""

from collections.abc import Callable
from datetime import date, timedelta
from uuid import UUID

from django.utils import timezone
from ninja import Router

from linli.commands.actions import run_once
from linli.kit import clock
from linli.kit.http import Request
from linli.patrols.rules import refused

router = Router(tags=["patrols"])
DAYS_MOST = 400


def once(request: Request, do: Callable[[], UUID], result: UUID | None = None) -> UUID:
    """Do a command once."""
    return run_once(request.command, by=request.actor, do=do, result=result)


def days(since: date | None, until: date | None) -> tuple[date, date]:
    """Some days, the last thirty where none are said. Refused the wrong way round or over 400 days."""
    last = until or timezone.localdate(clock.now())
    first = since or last - timedelta(days=29)
    if first > last or (last - first).days > DAYS_MOST:
        raise refused("since", "请选择最长400天的起止日期", "Choose days the right way round, at most 400")
    return first, last
