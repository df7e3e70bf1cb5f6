"""The tables of visits: how often (`cadences`), whom is due (`standing`), what happened (`visits`), lists of their own
(`campaigns`), the day's work (`plans`), what is put on paper (`papers`), talks and noticeboards (`boards`)."""

from linli.visits.models.boards import Board, Interview, Posting
from linli.visits.models.cadences import CadenceRow
from linli.visits.models.campaigns import Campaign, Target
from linli.visits.models.papers import ContactCard, Notice, RouteSheet, SheetLine
from linli.visits.models.plans import Planned, Planning
from linli.visits.models.standing import Standing
from linli.visits.models.visits import Companion, JournalNote, Relief, Visit

__all__ = [
    "Board",
    "CadenceRow",
    "Campaign",
    "Companion",
    "ContactCard",
    "Interview",
    "JournalNote",
    "Notice",
    "Planned",
    "Planning",
    "Posting",
    "Relief",
    "RouteSheet",
    "SheetLine",
    "Standing",
    "Target",
    "Visit",
]
