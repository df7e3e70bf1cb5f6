"""Routes of matters: taking in (`intake`), reading (`reading`), the map (`maps`), the steps of the loop (`steps`),
papers and lists to take along (`papers`), whoever sent one (`senders`), what helps with an answer (`answering`), the
dictionary as an administrator edits it (`dictionary`)."""

from linli.matters.api import answering, dictionary, intake, maps, papers, reading, senders, steps
from linli.matters.api.router import dictionary_router, router

__all__ = [
    "answering",
    "dictionary",
    "dictionary_router",
    "intake",
    "maps",
    "papers",
    "reading",
    "router",
    "senders",
    "steps",
]
