"""Routes of patrols: what is walked (`walks`), rounds and what they found (`rounds`), figures (`figures`)."""

from linli.patrols.api import figures, rounds, walks
from linli.patrols.api.router import router

__all__ = ["figures", "rounds", "router", "walks"]
