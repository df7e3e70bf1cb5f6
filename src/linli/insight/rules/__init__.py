"""What figures are called (`figures`), and what is wanted of every record so that an area is clear (`completeness`)."""

from linli.insight.rules.figures import ELDER, GROUPS, GROWN, OLDEST, UNITS, Figure, Period

__all__ = ["ELDER", "GROUPS", "GROWN", "OLDEST", "UNITS", "Figure", "Period"]
