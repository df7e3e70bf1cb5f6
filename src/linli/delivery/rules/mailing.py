"""What leaves the house, to whom and when, pure: what a person lets come by mail, quiet hours, days off, trying again,
the code that proves an address. An urgent kind never waits. Everything else waits for the end of quiet hours; what is
ordinary waits for a working day as well, because nobody has to work on it before."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Protocol

from linli.delivery.rules.templates import Weight
from linli.editions.rules import Noun, Row
from linli.kit.errors import Refused


class Choice(StrEnum):
    """Which kinds a person lets come by mail."""

    ALL = "all"
    PRESSING = "pressing"
    NONE = "none"


class Quiet(StrEnum):
    """Whose quiet hours hold for a person: the site's, his own, or nobody's. Whoever has switched them off gets
    everything at once, on days off too."""

    SITE = "site"
    OWN = "own"
    OFF = "off"


class LetterState(StrEnum):
    """Where a letter stands: it waits, went, was given up, or there was nobody to send it to."""

    WAITING = "waiting"
    SENT = "sent"
    FAILED = "failed"
    DROPPED = "dropped"


class Why(StrEnum):
    """Why a letter was not sent: kept as a code, shown in words."""

    VACANT = "vacant"
    NO_ADDRESS = "no-address"
    NOT_WANTED = "not-wanted"
    READ = "read"
    REFUSED = "refused"
    UNREACHABLE = "unreachable"


@dataclass(frozen=True, slots=True)
class Hours:
    """Quiet hours of a day, in the site's zone; from 21:00 until 07:30 goes over midnight. Nothing when both are the
    same."""

    begins: time
    ends: time

    def end_after(self, moment: datetime) -> datetime:
        """When the quiet that a moment falls into ends; the moment itself when it falls into none."""
        clock = moment.time()
        over_midnight = self.begins > self.ends
        quiet = (
            clock >= self.begins or clock < self.ends if over_midnight else self.begins <= clock < self.ends
        )
        if not quiet:
            return moment
        day = moment.date() + timedelta(days=1 if over_midnight and clock >= self.begins else 0)
        return datetime.combine(day, self.ends, moment.tzinfo)


class Days(Protocol):
    """What is asked of a working calendar."""

    def is_working_day(self, day: date) -> tuple[bool, bool]:
        """Whether the day is worked, and whether that is known."""
        ...


SITE_HOURS = Hours(time(21, 0), time(7, 30))
"""The site's quiet hours until its administrator sets others."""
DAYS_OFF_MOST = 30
"""Days off in a row after which a mail goes all the same."""


def wants(choice: Choice, weight: Weight) -> bool:
    """Whether a person lets a kind of this weight come by mail."""
    return choice is Choice.ALL or (choice is Choice.PRESSING and weight is not Weight.ORDINARY)


def may_go(now: datetime, weight: Weight, hours: Hours | None, days: Days) -> datetime:
    """When a mail may go, `now` (in the site's zone) or later. Without hours, and when urgent, at once."""
    if weight is Weight.URGENT or hours is None:
        return now
    at = hours.end_after(now)
    if weight is Weight.PRESSING:
        return at
    for _ in range(DAYS_OFF_MOST):
        if days.is_working_day(at.date())[0]:
            break
        morning = datetime.combine(at.date() + timedelta(days=1), time(), at.tzinfo)
        at = hours.end_after(morning)
    return at


WAITS = (1, 5, 15, 60, 240)
"""Minutes from one try to the next; after the last, a mail is given up: five and a half hours after the first try."""


def next_try(tries: int) -> timedelta | None:
    """How long to wait after so many failed tries; nothing when it is given up."""
    return timedelta(minutes=WAITS[tries - 1]) if tries <= len(WAITS) else None


LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""No letter that is easily taken for another."""
CODE_LENGTH = 8
"""Eight of 31 letters: 39 bits, and half an hour to guess in."""
CODE_LASTS = timedelta(minutes=30)
CODE_AGAIN = timedelta(seconds=60)
CODES_A_DAY = 10


def spell_code(numbers: bytes) -> str:
    """A code from random bytes, in two groups: K7MQ-4XWD."""
    letters = "".join(LETTERS[number % len(LETTERS)] for number in numbers[:CODE_LENGTH])
    return f"{letters[:4]}-{letters[4:]}"


def read_code(text: str) -> str:
    """A code as people type it: without spaces and dashes, in capitals."""
    return re.sub(r"[\s-]+", "", text).upper()


_ADDRESS = re.compile(
    r"[A-Za-z0-9._%+-]{1,64}@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,24}"
)
ADDRESS_MOST = 120


def check_address(text: str) -> str:
    """The address without space around it. Refused (`mail/bad-address`) unless it looks like one."""
    address = text.strip()
    if len(address) > ADDRESS_MOST or not _ADDRESS.fullmatch(address):
        zh, en = "邮箱地址不对，例如 wang@example.cn", "Not a mail address, such as wang@example.cn"
        field = {"field": "email", "title": zh, "title_en": en}
        raise Refused("mail/bad-address", zh=zh, en=en, fields=[field])
    return address


def read_hours(begins: str, ends: str) -> Hours:
    """Quiet hours from two clock times (21:00). Refused (`mail/bad-hours`) when one is none, or both are the same."""
    try:
        hours = Hours(time.fromisoformat(begins), time.fromisoformat(ends))
    except ValueError:
        hours = None
    if hours is None or hours.begins == hours.ends or hours.begins.tzinfo or hours.ends.tzinfo:
        raise Refused(
            "mail/bad-hours",
            zh="请填写免打扰的开始和结束时间，例如 21:00 到 07:30",
            en="Say when quiet hours begin and end, such as 21:00 and 07:30",
        )
    return hours


HOURS = Noun("quiet", "key")
"""The site's quiet hours as a set that has editions: one row."""


def hours_row(hours: Hours) -> list[Row]:
    """Quiet hours as an edition holds them."""
    return [{"key": "site", "begins": f"{hours.begins:%H:%M}", "ends": f"{hours.ends:%H:%M}"}]
