"""Routes of matters: taking in (`intake`), reading (`reading`), the steps of the loop (`steps`),
papers and lists to take along (`papers`)."""

from linli.matters.api import intake, papers, reading, steps
from linli.matters.api.router import router

__all__ = ["intake", "papers", "reading", "router", "steps"]
