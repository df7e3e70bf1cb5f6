"""Routes of matters: taking in (`intake`), reading (`reading`), the map (`maps`), the steps of the loop (`steps`),
papers and lists to take along (`papers`), whoever sent one (`senders`), what helps with an answer (`answering`), the
dictionary as an administrator edits it (`dictionary`), files to learn from (`labelled`)."""

from linli.matters.api import answering, dictionary, intake, labelled, maps, papers, reading, senders, steps
from linli.matters.api.router import dictionary_router, labelled_router, router

__all__ = [
    "answering",
    "dictionary",
    "dictionary_router",
    "intake",
    "labelled",
    "labelled_router",
    "maps",
    "papers",
    "reading",
    "router",
    "senders",
    "steps",
]
