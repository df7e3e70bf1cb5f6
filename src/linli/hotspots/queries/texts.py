"""Matters as hot issues read them."""

from typing import Any

from linli.hotspots.rules import TITLE_MOST
from linli.language.rules.hot import Report

READ = ("id", "subject", "words", "place", "received_at")
"""Columns of a matter a report is made of."""


def report_of(row: dict[str, Any]) -> Report:
    """A matter as a report."""
    words = row["words"]
    subject = row["subject"] or words[:TITLE_MOST]
    return Report(str(row["id"]), subject, words, row["received_at"], place=row["place"])


def day_of(row: dict[str, Any]) -> int:
    """The day it came in, as a number."""
    day: int = row["received_at"].toordinal()
    return day
