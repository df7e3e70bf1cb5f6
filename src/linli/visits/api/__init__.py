"""Routes of visits: whom is due and one door (`doors`), plans, visits and the journal (`visits`), campaigns and
cadences (`campaigns`)."""

from linli.visits.api import campaigns, doors, plans, visits
from linli.visits.api.router import router

__all__ = ["campaigns", "doors", "plans", "router", "visits"]
