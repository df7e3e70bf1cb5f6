"""Counting: what the register tells of an area (`register`), put together with its ground and its posts (`figures`)."""

from linli.insight.queries.figures import figures
from linli.insight.queries.register import behind

__all__ = ["behind", "figures"]
