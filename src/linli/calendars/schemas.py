"""What the calendar answers."""

from datetime import date

from ninja import Schema


class SourceOut(Schema):
    """A notice that decides days of a year."""

    number: str
    title: str
    title_en: str
    issued_on: date
    url: str


class YearOut(Schema):
    """A year; where it is not known, days are counted as plain weekdays."""

    year: int
    known: bool
    holidays: int
    makeup_days: int
    sources: list[SourceOut]


class DayOut(Schema):
    """A day that is not what its weekday says: a holiday, or a weekend day worked in exchange."""

    day: date
    working: bool
    name: str
    name_en: str
