"""Habits are counted at night, community by community, each in a transaction of its own. It bears repeats: what was
counted is put down anew."""

from collections.abc import Callable
from datetime import timedelta
from itertools import groupby
from typing import TypeVar

import structlog
from procrastinate.contrib.django import app

from linli.habits import actions
from linli.habits.rules import WINDOW_DAYS
from linli.habits.rules.counting import Group, counted
from linli.kit import clock
from linli.kit.actor import system
from linli.kit.areas import Level, community_of
from linli.kit.scope import scope
from linli.matters.queries import settled

log = structlog.get_logger(__name__)
KEPT_DAYS = 3
"""Nights after which what could not be counted anew is dropped."""
R = TypeVar("R")


@app.periodic(cron="53 4 * * *")
@app.task(lock="habits.count", queueing_lock="habits.count", name="habits.count")
def count(timestamp: int = 0) -> int:
    """Count who settled what in every community something came into within a year, then subdistrict by subdistrict; one
    that fails is left as it was. Returns how many communities were counted."""
    by, begun, done = system(), clock.now(), 0
    with scope(by, write=False):
        communities = settled.communities_since(by, begun - timedelta(days=WINDOW_DAYS))
    for subdistrict, members in groupby(communities, key=lambda code: code[: Level.SUBDISTRICT]):
        counts = [_done(code, lambda c=code: actions.count(by=by, community=c)) for code in members]
        done += sum(found is not None for found in counts)
        if None not in counts:
            _whole(subdistrict, [group for found in counts for group in found or ()])
    with scope(by):
        actions.forget(by=by, before=begun - timedelta(days=KEPT_DAYS))
    return done


def _whole(subdistrict: str, groups: list[Group]) -> None:
    """What is usual in a subdistrict as a whole."""
    queue, cells = community_of(subdistrict), counted(groups, Level.SUBDISTRICT)
    _done(queue, lambda: actions.keep(by=system(), community=queue, cells=cells))


def _done(community: str, act: Callable[[], R]) -> R | None:
    try:
        with scope(system()):
            return act()
    except Exception:
        log.exception("habits not counted", community=community)
        return None
