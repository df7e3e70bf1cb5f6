"""When mail goes and to whom, as tables of cases."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from linli.delivery.rules import mailing
from linli.delivery.rules.mailing import SITE_HOURS, Choice, Hours
from linli.delivery.rules.templates import Weight
from linli.kit.errors import Refused

ZONE = ZoneInfo("Asia/Shanghai")


class Week:
    """A working calendar: Monday to Friday, but 1 and 2 October are days off and Saturday 10 October is worked."""

    def is_working_day(self, day: date) -> tuple[bool, bool]:
        if day in {date(2026, 10, 1), date(2026, 10, 2)}:
            return False, True
        return day == date(2026, 10, 10) or day.weekday() < 5, True


def at(day: int, clock: str, month: int = 11) -> datetime:
    return datetime.combine(date(2026, month, day), time.fromisoformat(clock), ZONE)


NOON = Hours(time(12), time(14))
# 26 November 2026 is a Thursday
CASES: tuple[tuple[datetime, Weight, Hours | None, datetime], ...] = (
    (at(26, "15:00"), Weight.ORDINARY, SITE_HOURS, at(26, "15:00")),
    (at(26, "20:59"), Weight.ORDINARY, SITE_HOURS, at(26, "20:59")),
    (at(26, "21:00"), Weight.ORDINARY, SITE_HOURS, at(27, "07:30")),
    (at(27, "03:00"), Weight.PRESSING, SITE_HOURS, at(27, "07:30")),
    (at(27, "07:30"), Weight.PRESSING, SITE_HOURS, at(27, "07:30")),
    (at(27, "03:00"), Weight.URGENT, SITE_HOURS, at(27, "03:00")),
    (at(27, "22:00"), Weight.ORDINARY, SITE_HOURS, at(30, "07:30")),
    (at(27, "22:00"), Weight.PRESSING, SITE_HOURS, at(28, "07:30")),
    (at(28, "10:00"), Weight.ORDINARY, SITE_HOURS, at(30, "07:30")),
    (at(28, "10:00"), Weight.PRESSING, SITE_HOURS, at(28, "10:00")),
    (at(28, "23:00"), Weight.ORDINARY, None, at(28, "23:00")),
    (at(26, "13:00"), Weight.ORDINARY, NOON, at(26, "14:00")),
    (at(26, "23:00"), Weight.ORDINARY, NOON, at(26, "23:00")),
    (at(28, "13:00"), Weight.ORDINARY, NOON, at(30, "00:00")),
    (at(30, "22:00", 9), Weight.ORDINARY, SITE_HOURS, at(5, "07:30", 10)),
    (at(10, "10:00", 10), Weight.ORDINARY, SITE_HOURS, at(10, "10:00", 10)),
)


@pytest.mark.parametrize(("now", "weight", "hours", "goes"), CASES)
def test_when_a_mail_may_go(now: datetime, weight: Weight, hours: Hours | None, goes: datetime) -> None:
    assert mailing.may_go(now, weight, hours, Week()) == goes


def test_days_off_without_end_hold_nothing_for_ever() -> None:
    class Never:
        def is_working_day(self, day: date) -> tuple[bool, bool]:
            return False, True

    assert (mailing.may_go(at(1, "10:00"), Weight.ORDINARY, SITE_HOURS, Never()) - at(1, "10:00")).days <= 30


@pytest.mark.parametrize(
    ("choice", "taken"),
    [
        (Choice.ALL, {Weight.URGENT, Weight.PRESSING, Weight.ORDINARY}),
        (Choice.PRESSING, {Weight.URGENT, Weight.PRESSING}),
        (Choice.NONE, set()),
    ],
)
def test_what_a_person_lets_come(choice: Choice, taken: set[Weight]) -> None:
    assert {weight for weight in Weight if mailing.wants(choice, weight)} == taken


def test_trying_again_ends() -> None:
    waits = [mailing.next_try(tries) for tries in range(1, 8)]
    assert [wait.total_seconds() / 60 if wait else None for wait in waits] == [1, 5, 15, 60, 240, None, None]


@pytest.mark.parametrize("good", ["wang@example.cn", " li.si+a@mail.gov.cn ", "a_b-c@x-y.example.org"])
def test_addresses(good: str) -> None:
    assert mailing.check_address(good) == good.strip()


@pytest.mark.parametrize(
    "bad",
    [
        "",
        "wang",
        "wang@",
        "@x.cn",
        "a b@x.cn",
        "a@x",
        "a@x.cn\nBcc: b@x.cn",
        "王@x.cn",
        "a@-x.cn",
        "a" * 120 + "@x.cn",
    ],
)
def test_what_is_no_address(bad: str) -> None:
    with pytest.raises(Refused):
        mailing.check_address(bad)


def test_codes_are_read_as_people_type_them() -> None:
    code = mailing.spell_code(bytes(range(100, 116)))
    assert len(code) == 9
    assert mailing.read_code(f" {code.lower().replace('-', ' ')} ") == code.replace("-", "")
    assert not set(mailing.LETTERS) & set("01ILO")


@pytest.mark.parametrize(
    ("begins", "ends"), [("", "07:00"), ("25:00", "07:00"), ("21:00", "21:00"), ("x", "y")]
)
def test_hours_that_are_none(begins: str, ends: str) -> None:
    with pytest.raises(Refused):
        mailing.read_hours(begins, ends)
