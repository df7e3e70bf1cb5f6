"""The tables of visits: how often (`cadences`), whom is due (`standing`), what happened (`visits`), lists of their own
(`campaigns`), the day's work (`plans`)."""

from linli.visits.models.cadences import CadenceRow
from linli.visits.models.campaigns import Campaign, Target
from linli.visits.models.plans import Planned, Planning
from linli.visits.models.standing import Standing
from linli.visits.models.visits import Companion, JournalNote, Relief, Visit

__all__ = [
    "CadenceRow",
    "Campaign",
    "Companion",
    "JournalNote",
    "Planned",
    "Planning",
    "Relief",
    "Standing",
    "Target",
    "Visit",
]
