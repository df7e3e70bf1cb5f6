"""What counts as working time (`hours`, `working`), how a table of holidays must look (`tables`), and who may
load one."""

from enum import StrEnum

from linli.calendars.rules.hours import USUAL_HOURS, OfficeHours, read_office_hours
from linli.calendars.rules.tables import Almanac, DayRow, Kind, NoticeRow, read_almanac
from linli.calendars.rules.working import APPROACHING, Unit, WorkingCalendar
from linli.kit.roles import Grants, Role

__all__ = [
    "APPROACHING",
    "GRANTS",
    "USUAL_HOURS",
    "Almanac",
    "DayRow",
    "Kind",
    "NoticeRow",
    "OfficeHours",
    "Permission",
    "Unit",
    "WorkingCalendar",
    "read_almanac",
    "read_office_hours",
]


class Permission(StrEnum):
    """Rights over the calendar; reading it needs none."""

    LOAD = "calendar:load"


GRANTS: Grants = {
    Role.ADMINISTRATOR: frozenset({Permission.LOAD}),
    Role.SYSTEM: frozenset({Permission.LOAD}),
}
