"""Counting: what the register tells of an area (`register`), put together with its ground and its posts (`figures`),
and the records behind a figure (`records`); what an area is not clear about (`completeness`), as conditions
(`wants`)."""

from linli.insight.queries.completeness import completeness, incomplete
from linli.insight.queries.figures import figures, profile
from linli.insight.queries.records import records
from linli.insight.queries.register import behind

__all__ = ["behind", "completeness", "figures", "incomplete", "profile", "records"]
