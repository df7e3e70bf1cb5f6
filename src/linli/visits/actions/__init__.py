"""Writing visits: one recorded (`recording`), what is said afterwards (`following`), campaigns, cadences, and keeping
true who is due (`standing`)."""

from linli.visits.actions.cadences import change_cadences
from linli.visits.actions.campaigns import Asked, close_campaign, start_campaign
from linli.visits.actions.following import agree, heed, tell_change, write_journal
from linli.visits.actions.made_up import Walker, load_made_up
from linli.visits.actions.recording import CompanionData, ReliefData, VisitData, record
from linli.visits.actions.standing import follow

__all__ = [
    "Asked",
    "CompanionData",
    "ReliefData",
    "VisitData",
    "Walker",
    "agree",
    "change_cadences",
    "close_campaign",
    "follow",
    "heed",
    "load_made_up",
    "record",
    "start_campaign",
    "tell_change",
    "write_journal",
]
