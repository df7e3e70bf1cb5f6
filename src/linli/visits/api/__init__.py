"""Routes of visits: whom is due and one door (`doors`), plans, visits and the journal (`visits`), campaigns and
cadences (`campaigns`), what is put on paper (`cards`, `notices`, `routesheets`), talks and noticeboards (`boards`)."""

from linli.visits.api import boards, campaigns, cards, doors, notices, plans, routesheets, visits
from linli.visits.api.router import router

__all__ = [
    "boards",
    "campaigns",
    "cards",
    "doors",
    "notices",
    "plans",
    "router",
    "routesheets",
    "visits",
]
