"""Writing visits: one recorded (`recording`), what is said afterwards (`following`), one struck out
(`striking`), campaigns, cadences, and keeping
true who is due (`standing`)."""

from linli.visits.actions.cadences import change_cadences
from linli.visits.actions.campaigns import (
    Asked,
    Carrying,
    begin_round,
    close_campaign,
    give_campaign,
    start_campaign,
)
from linli.visits.actions.carrying import carry_on, record
from linli.visits.actions.following import agree, heed, tell_change, write_journal
from linli.visits.actions.made_up import Walker, load_made_up
from linli.visits.actions.planning import ask_plan, drop_planned, give_up, make_plan, move_planned
from linli.visits.actions.recording import CompanionData, ReliefData, VisitData
from linli.visits.actions.standing import follow
from linli.visits.actions.striking import strike

__all__ = [
    "Asked",
    "Carrying",
    "CompanionData",
    "ReliefData",
    "VisitData",
    "Walker",
    "agree",
    "ask_plan",
    "begin_round",
    "carry_on",
    "change_cadences",
    "close_campaign",
    "drop_planned",
    "follow",
    "give_campaign",
    "give_up",
    "heed",
    "load_made_up",
    "make_plan",
    "move_planned",
    "record",
    "start_campaign",
    "strike",
    "tell_change",
    "write_journal",
]
