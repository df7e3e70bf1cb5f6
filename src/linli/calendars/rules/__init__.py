"""What counts as working time (`hours`, `working`), how a table of holidays must look (`tables`), how the days
of a year are read from a text (`reading`) and checked (`years`), and who may change them."""

from enum import StrEnum

from linli.calendars.rules.hours import USUAL_HOURS, OfficeHours, read_office_hours
from linli.calendars.rules.reading import MAKEUP_WORD, ReadDay, english_of, read_days
from linli.calendars.rules.tables import Almanac, DayKind, DayRow, NoticeRow, read_almanac
from linli.calendars.rules.working import APPROACHING, Unit, WorkingCalendar
from linli.calendars.rules.years import CALENDAR, Year, check_year, doubts, rows_of, year_from, year_of
from linli.kit.roles import Grants, Role

__all__ = [
    "APPROACHING",
    "CALENDAR",
    "GRANTS",
    "MAKEUP_WORD",
    "USUAL_HOURS",
    "Almanac",
    "DayKind",
    "DayRow",
    "NoticeRow",
    "OfficeHours",
    "Permission",
    "ReadDay",
    "Unit",
    "WorkingCalendar",
    "Year",
    "check_year",
    "doubts",
    "english_of",
    "read_almanac",
    "read_days",
    "read_office_hours",
    "rows_of",
    "year_from",
    "year_of",
]


class Permission(StrEnum):
    """Rights over the calendar; reading it needs none."""

    LOAD = "calendar:load"


GRANTS: Grants = {
    Role.ADMINISTRATOR: frozenset({Permission.LOAD}),
    Role.SYSTEM: frozenset({Permission.LOAD}),
}
