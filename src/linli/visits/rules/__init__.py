"""The rules of visits: who may do what (`grants`), what columns say (`kinds`), how often and when next (`cadences`),
what a visit must say and what it counts for (`results`)."""

from linli.visits.rules.cadences import AFTER_CHANGE, Cadence, Due, Seen, due, of_label, weighed
from linli.visits.rules.grants import GRANTS, KEPT, Permission
from linli.visits.rules.results import check, counted, refused, team_lacks

__all__ = [
    "AFTER_CHANGE",
    "GRANTS",
    "KEPT",
    "Cadence",
    "Due",
    "Permission",
    "Seen",
    "check",
    "counted",
    "due",
    "of_label",
    "refused",
    "team_lacks",
    "weighed",
]
