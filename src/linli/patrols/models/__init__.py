"""The tables of patrols: what is walked (`routes`), and what was (`rounds`)."""

from linli.patrols.models.rounds import Finding, Offer, Round, Tick
from linli.patrols.models.routes import Point, Route, Schedule

__all__ = ["Finding", "Offer", "Point", "Round", "Route", "Schedule", "Tick"]
