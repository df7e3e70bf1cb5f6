"""What hot issues do by themselves: look through what came in, every few minutes; and everything once more at night."""

from collections.abc import Iterable
from datetime import timedelta

import structlog
from procrastinate.contrib.django import app

from linli.hotspots import actions
from linli.hotspots.rules import WINDOW_DAYS
from linli.kit import clock
from linli.kit.actor import system
from linli.kit.scope import scope
from linli.matters import queries as matters

log = structlog.get_logger(__name__)


@app.periodic(cron="*/5 * * * *")
@app.task(queueing_lock="hotspots.gather", name="hotspots.gather")
def gather(timestamp: int = 0) -> int:
    """Look through communities that something came into since yesterday. Returns how many issues are new or grew."""
    return _each(_communities(days=1))


@app.periodic(cron="41 2 * * *")
@app.task(queueing_lock="hotspots.gather_all", name="hotspots.gather_all")
def gather_all(timestamp: int = 0) -> int:
    """Look through everything of half a year once more, and find what came in late. Returns how many issues changed."""
    return _each(_communities(days=WINDOW_DAYS), whole=True)


def _communities(*, days: int) -> list[str]:
    by, since = system(), clock.now() - timedelta(days=days)
    with scope(by, write=False):
        rows = matters.visible_matters(by).filter(received_at__gte=since)
        return sorted(rows.order_by().values_list("community", flat=True).distinct())


def _each(communities: Iterable[str], *, whole: bool = False) -> int:
    by, changed = system(), 0
    for one in communities:
        try:
            with scope(by):
                changed += actions.gather(by=by, community=one, whole=whole)
        except Exception:
            log.exception("hot issues not looked for", community=one)
    return changed
