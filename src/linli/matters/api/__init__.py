"""Routes of matters: taking in (`intake`), reading (`reading`), the map (`maps`), the steps of the loop (`steps`)."""

from linli.matters.api import intake, maps, reading, steps
from linli.matters.api.router import router

__all__ = ["intake", "maps", "reading", "router", "steps"]
