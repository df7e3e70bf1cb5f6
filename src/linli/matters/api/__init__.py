"""Routes of matters: taking in (`intake`), reading (`reading`), the map (`maps`), the steps of the loop (`steps`),
papers and lists to take along (`papers`), whoever sent one (`senders`)."""

from linli.matters.api import intake, maps, papers, reading, senders, steps
from linli.matters.api.router import router

__all__ = ["intake", "maps", "papers", "reading", "router", "senders", "steps"]
