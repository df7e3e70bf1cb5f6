"""The first wall taken away: the queries narrow nothing any more, so that the database's wall stands alone."""

import sys
from collections.abc import Callable, Generator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

from django.db.models import Q

from linli.blocks import queries as blocks
from linli.delivery import queries as delivery
from linli.delivery.models import Message
from linli.feedback import queries as feedback
from linli.habits.models import Habit, PutAside
from linli.habits.queries import visible_habits, visible_put_aside
from linli.hotspots.models import HotIssue, HotReport
from linli.hotspots.queries import visible_issues, visible_reports
from linli.ledger import queries as ledger
from linli.matters.models import Matter
from linli.matters.queries import lists, narrowing, visible_matters, whole
from linli.matters.queries.arms import Sight
from linli.patrols.queries.sight import within as patrols_within
from linli.register.queries import finding, looks
from linli.register.queries import sight as register_sight
from linli.register.queries.sight import within
from linli.regrouping.models import Regrouping
from linli.regrouping.queries import visible_regroupings
from linli.sheets.models import Load
from linli.sheets.queries.loads import visible_loads
from linli.visits.models import Campaign, ContactCard, Notice
from linli.visits.queries.seen import visible_cards, visible_notices
from linli.visits.queries.sight import visible_campaigns
from linli.visits.queries.sight import within as visits_within

WHOLE: dict[Callable[..., Any], Callable[..., Any]] = {
    visible_matters: lambda _: Matter.objects.all(),
    visible_loads: lambda _: Load.objects.all(),
    visible_regroupings: lambda _: Regrouping.objects.all(),
    visible_issues: lambda _: HotIssue.objects.all(),
    visible_reports: lambda _: HotReport.objects.all(),
    visible_habits: lambda _: Habit.objects.all(),
    visible_put_aside: lambda _: PutAside.objects.all(),
    visible_campaigns: lambda _: Campaign.objects.all(),
    visible_cards: lambda _: ContactCard.objects.all(),
    visible_notices: lambda _: Notice.objects.all(),
}
"""Queries that narrow a table, and what they give when they narrow nothing."""

WITHIN: dict[str, Callable[..., Any]] = {
    "register": within,
    "visits": visits_within,
    "patrols": patrols_within,
}
"""By app, what narrows all of its tables."""


@contextmanager
def without_filters() -> Generator[None]:
    """Take the first wall away: the queries narrow nothing any more."""
    everything: list[tuple[Any, str, Callable[..., Any]]] = [
        (delivery, "own", lambda _: Message.objects.all()),
        (delivery, "_of_my_areas", lambda _: Q()),
        (feedback, "_within", lambda _: Q()),
        (blocks, "_within", lambda _: Q()),
        (ledger, "_in_areas", lambda _, rows: rows),
        (register_sight, "_told", lambda _, rows: rows),
        (looks, "_answered_for", lambda _, rows: rows),
        (finding, "areas_seen", lambda _: ("",)),
        (lists, "sight_of", lambda *_: Sight(everything=True)),
        (narrowing, "sight_of", lambda *_: Sight(everything=True)),
        (whole, "sight_of", lambda *_: Sight(everything=True)),
    ]
    for name, module in list(sys.modules.items()):
        for query, rows in WHOLE.items():
            if name.startswith("linli.") and vars(module).get(query.__name__) is query:
                everything.append((module, query.__name__, rows))
        app = name.removeprefix("linli.").partition(".queries.")[0]
        if app in WITHIN and vars(module).get("within") is WITHIN[app]:
            everything.append((module, "within", lambda _, rows: rows))
    patches = [patch.object(module, name, instead) for module, name, instead in everything]
    for one in patches:
        one.start()
    try:
        yield
    finally:
        for one in patches:
            one.stop()
