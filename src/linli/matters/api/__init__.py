"""Routes of matters: taking in (`intake`), reading (`reading`), the steps of the loop (`steps`)."""

from linli.matters.api import intake, reading, steps
from linli.matters.api.router import router

__all__ = ["intake", "reading", "router", "steps"]
