"""Reading visits: who sees what (`sight`), whom is due (`doors`), visits and the journal (`told`), how far one has come
(`coverage`), campaigns and what came of them (`rounds`), what carries them out (`carried`), cadences."""

from linli.visits.queries.cadences import cadence_history, cadences, rows, told_cadences
from linli.visits.queries.campaigns import campaign, campaigns, targets
from linli.visits.queries.carried import can_carry, carried, rounds_due
from linli.visits.queries.coverage import by_building, coverage
from linli.visits.queries.doors import Narrowed, along, calendar, door, door_line, due_list
from linli.visits.queries.plans import board, planned_for, run, stop
from linli.visits.queries.sight import (
    visible_campaigns,
    visible_planned,
    visible_relief,
    visible_standing,
    visible_targets,
    visible_visits,
)
from linli.visits.queries.told import journal, journal_line, visit, visits

__all__ = [
    "Narrowed",
    "along",
    "board",
    "by_building",
    "cadence_history",
    "cadences",
    "calendar",
    "campaign",
    "campaigns",
    "can_carry",
    "carried",
    "coverage",
    "door",
    "door_line",
    "due_list",
    "journal",
    "journal_line",
    "planned_for",
    "rounds_due",
    "rows",
    "run",
    "stop",
    "targets",
    "told_cadences",
    "visible_campaigns",
    "visible_planned",
    "visible_relief",
    "visible_standing",
    "visible_targets",
    "visible_visits",
    "visit",
    "visits",
]
