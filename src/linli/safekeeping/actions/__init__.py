"""Changing keys (`resealing`), and removing what is kept no longer (`retention`)."""

from linli.safekeeping.actions.resealing import SECOND_FACTORS, TABLES, begin_again, heads, pending, step
from linli.safekeeping.actions.retention import MOST, Due, Swept, due, sweep

__all__ = [
    "MOST",
    "SECOND_FACTORS",
    "TABLES",
    "Due",
    "Swept",
    "begin_again",
    "due",
    "heads",
    "pending",
    "step",
    "sweep",
]
