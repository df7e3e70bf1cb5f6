"""What the calendar answers."""

from datetime import date

from ninja import Field, Schema

from linli.calendars.rules import DayKind, DayRow, NoticeRow, Year
from linli.editions.schemas import DifferenceOut, MistakeOut, PutBack
from linli.editions.schemas import HistoryOut as HistoryOut
from linli.kit.schemas import Asked


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


class NoticeRowOut(Asked):
    """A notice as it is edited."""

    number: str = Field(..., max_length=40)
    title: str = Field(..., max_length=120)
    title_en: str = Field("", max_length=160)
    issued_on: date
    url: str = Field("", max_length=200)


class DayRowOut(Asked):
    """A day as it is edited; `source` is the number of the notice that decides it."""

    day: date
    kind: DayKind
    name: str = Field(..., max_length=40)
    name_en: str = Field("", max_length=80)
    source: str = Field(..., max_length=40)


class YearEdited(Schema):
    """A year in force, the number of its edition, what the actor may do with it."""

    year: int
    number: int
    abilities: list[str]
    notices: list[NoticeRowOut]
    days: list[DayRowOut]


class YearDraft(Asked):
    """A year as it would be."""

    year: int = Field(..., ge=2000, le=2100)
    notices: list[NoticeRowOut] = Field(..., max_length=20)
    days: list[DayRowOut] = Field(..., max_length=200)

    def wanted(self) -> Year:
        """The draft as the rules take it."""
        notices = [NoticeRow(year=self.year, **notice.dict()) for notice in self.notices]
        return Year(self.year, tuple(notices), tuple(DayRow(**row.dict()) for row in self.days))


class YearChange(YearDraft):
    """A new year, the edition the sender saw as the last, and why."""

    seen: int = Field(..., ge=0, le=2_000_000_000)
    reason: str = Field(..., max_length=200)


class YearPutBack(PutBack):
    """Which year's edition is put back."""

    year: int = Field(..., ge=2000, le=2100)


class YearText(Asked):
    """A text the days of a year stand in."""

    year: int = Field(..., ge=2000, le=2100)
    text: str = Field(..., max_length=20_000)


class DayRead(Schema):
    """A day as it was read."""

    day: date
    kind: DayKind
    name: str
    name_en: str


class LineBad(Schema):
    """A line that could not be read, and why."""

    line: int
    text: str
    title: str
    title_en: str


class YearRead(Schema):
    """What a text said."""

    days: list[DayRead]
    bad: list[LineBad]


class YearTried(Schema):
    """What a draft would change, from which day to which, what must be mended and what is worth a look."""

    bad: list[MistakeOut]
    doubts: list[MistakeOut]
    differences: list[DifferenceOut]
    since: date | None
    until: date | None
