"""Routes of matters: taking in (`intake`), reading (`reading`), the steps of the loop (`steps`), the dictionary as an
administrator edits it (`dictionary`)."""

from linli.matters.api import dictionary, intake, reading, steps
from linli.matters.api.router import dictionary_router, router

__all__ = ["dictionary", "dictionary_router", "intake", "reading", "router", "steps"]
