"""Routes of matters: taking in (`intake`), reading (`reading`), the steps of the loop (`steps`), whoever
sent one (`senders`)."""

from linli.matters.api import intake, reading, senders, steps
from linli.matters.api.router import router

__all__ = ["intake", "reading", "router", "senders", "steps"]
