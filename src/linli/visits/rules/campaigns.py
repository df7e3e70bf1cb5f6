"""How the lines of a campaign are dealt among posts, and when its next round runs, pure."""

from calendar import monthrange
from datetime import date

CARRIERS_MOST = 20


def dealt(lines: int, hands: int) -> list[int]:
    """For each of some lines in walking order, whose it is: stretches that hang together, their lengths one apart at
    most."""
    return [line * hands // lines for line in range(lines)]


def month_of(day: date) -> tuple[date, date]:
    """The first and the last day of a day's month."""
    return day.replace(day=1), day.replace(day=monthrange(day.year, day.month)[1])
