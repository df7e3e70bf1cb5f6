"""Reading patrols: who sees what (`sight`), routes (`routes`), what is asked and how it stands (`days`), rounds
(`rounds`), what was found and offered (`found`), figures, and what a phone takes along (`packing`)."""

from linli.patrols.queries.days import asked_of, day, mine
from linli.patrols.queries.figures import coverage, figures, unseen
from linli.patrols.queries.found import findings, offer, offers
from linli.patrols.queries.packing import packed_days, packed_routes
from linli.patrols.queries.rounds import round_, rounds
from linli.patrols.queries.routes import printable, route, routes, sheet_paper, stands
from linli.patrols.queries.sight import visible_findings, visible_offers, visible_rounds, visible_routes

__all__ = [
    "asked_of",
    "coverage",
    "day",
    "figures",
    "findings",
    "mine",
    "offer",
    "offers",
    "packed_days",
    "packed_routes",
    "printable",
    "round_",
    "rounds",
    "route",
    "routes",
    "sheet_paper",
    "stands",
    "unseen",
    "visible_findings",
    "visible_offers",
    "visible_rounds",
    "visible_routes",
]
