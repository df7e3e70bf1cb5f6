"""Routes of visits: whom is due and one door (`doors`), visits and the journal (`visits`), campaigns and cadences
(`campaigns`)."""

from linli.visits.api import campaigns, doors, visits
from linli.visits.api.router import router

__all__ = ["campaigns", "doors", "router", "visits"]
