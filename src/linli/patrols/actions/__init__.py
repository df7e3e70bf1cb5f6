"""Writing patrols: routes drawn, changed and archived (`routes`), rounds recorded with all that was found
(`recording`), what became of offers (`offers`)."""

from linli.patrols.actions.offers import handle_offer
from linli.patrols.actions.recording import FindingData, OfferData, RoundData, record
from linli.patrols.actions.routes import PointData, RouteData, archive, change, draw, log_print

__all__ = [
    "FindingData",
    "OfferData",
    "PointData",
    "RoundData",
    "RouteData",
    "archive",
    "change",
    "draw",
    "handle_offer",
    "log_print",
    "record",
]
