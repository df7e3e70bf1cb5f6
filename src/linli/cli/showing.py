"""Figures on a terminal, for people and for other programs."""

import json
import sys
from datetime import date

from django.utils import timezone

from linli.cli.demo.places import COMMUNITY
from linli.insight import queries as insight
from linli.insight.rules import Figure, Period
from linli.kit import clock
from linli.kit.actor import system
from linli.kit.areas import Level
from linli.kit.errors import Refused
from linli.kit.scope import scope
from linli.territory import queries as territory


def figures(
    *,
    community: str = COMMUNITY,
    first: date | None = None,
    last: date | None = None,
    as_json: bool = False,
) -> int:
    """Print every figure of a community, or of a grid: a line each, or all as one JSON document. Figures of what
    happens in time are of the days from `first` to `last`, else of a year up to today. Refused for a code that is
    neither, and for a last day before the first."""
    period = _period(first, last)
    by = system("指标")
    with scope(by, write=False):
        if len(community) not in {Level.COMMUNITY, Level.GRID} or not territory.exists(community):
            raise Refused(
                "figure/unknown-area",
                zh=f"没有 {community} 这个社区或网格",
                en=f"There is no community or grid {community}",
            )
        found = insight.figures(by, area=community, period=period)
        name = territory.full_name_of(community)
    _say(name, community, period, found, as_json=as_json)
    return 0


def _period(first: date | None, last: date | None) -> Period:
    """What was asked for; what was left open is a year."""
    end = last or timezone.localdate(clock.now())
    year = Period.year_to(end)
    found = Period(first or year.first, end)
    if found.first > found.last:
        raise Refused("figure/no-days", zh="开始日期在结束日期之后", en="The first day is after the last")
    return found


def _say(name: str, community: str, period: Period, found: list[Figure], *, as_json: bool) -> None:
    if as_json:
        listed = [one.as_json() for one in found]
        json.dump(
            {
                "area": community,
                "name": name,
                "from": period.first.isoformat(),
                "to": period.last.isoformat(),
                "figures": listed,
            },
            sys.stdout,
            ensure_ascii=False,
            indent=1,
        )
        print()
        return
    print(f"{name} {community}  {period.first} – {period.last}")
    for one in found:
        value = one.as_json()["value"]
        print(f"{value:>10,} {one.unit or '':<4} {one.zh} {one.en}")
