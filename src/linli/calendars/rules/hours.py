"""Office hours of one day: spans of wall-clock time in order, the same on every working day. Inside they are
counted in whole microseconds since midnight, so that sums never round."""

from bisect import bisect_left
from dataclasses import dataclass, field
from datetime import time
from itertools import pairwise

MICROS_PER_MINUTE = 60_000_000
MICROS_PER_HOUR = 60 * MICROS_PER_MINUTE


def micros_of(moment: time) -> int:
    """Microseconds from midnight to a wall-clock time."""
    seconds = (moment.hour * 60 + moment.minute) * 60 + moment.second
    return seconds * 1_000_000 + moment.microsecond


@dataclass(frozen=True)
class OfficeHours:
    """Opening spans of a working day, 9:00-12:00 and 13:30-17:30 unless told; ValueError if empty,
    overlapping or out of order."""

    spans: tuple[tuple[time, time], ...] = ((time(9), time(12)), (time(13, 30), time(17, 30)))
    total: int = field(init=False, repr=False, compare=False)
    """Microseconds worked in a whole day."""
    closes: time = field(init=False, repr=False, compare=False)
    """When the last span ends."""
    _opens: tuple[int, ...] = field(init=False, repr=False, compare=False)
    _lengths: tuple[int, ...] = field(init=False, repr=False, compare=False)
    _worked_at_end: tuple[int, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        edges = [micros_of(edge) for span in self.spans for edge in span]
        if not edges or any(later <= earlier for earlier, later in pairwise(edges)):
            raise ValueError("office hours must be spans in order that do not touch")
        opens = tuple(edges[0::2])
        lengths = tuple(end - start for start, end in zip(opens, edges[1::2], strict=True))
        ends = tuple(sum(lengths[: n + 1]) for n in range(len(lengths)))
        for name, value in (
            ("total", ends[-1]),
            ("closes", self.spans[-1][1]),
            ("_opens", opens),
            ("_lengths", lengths),
            ("_worked_at_end", ends),
        ):
            object.__setattr__(self, name, value)

    def worked_by(self, micros: int) -> int:
        """Microseconds worked on a working day up to a point (microseconds since midnight)."""
        worked = 0
        for start, length in zip(self._opens, self._lengths, strict=True):
            worked += max(0, min(micros - start, length))
        return worked

    def reached_at(self, worked: int) -> int:
        """The earliest point of the day (microseconds since midnight) by which so much is worked, more than
        nothing and at most the whole day: the end of the morning is noon, not the afternoon's opening."""
        n = bisect_left(self._worked_at_end, worked)
        return self._opens[n] + self._lengths[n] - (self._worked_at_end[n] - worked)


USUAL_HOURS = OfficeHours()


def read_office_hours(text: str) -> OfficeHours:
    """Office hours written as `09:00-12:00,13:30-17:30`; ValueError if they are not."""
    spans: list[tuple[time, time]] = []
    for span in text.split(","):
        start, dash, end = span.strip().partition("-")
        if not dash:
            raise ValueError(f"office hours {text!r}: each span is two times with a dash between")
        spans.append((time.fromisoformat(start.strip()), time.fromisoformat(end.strip())))
    return OfficeHours(tuple(spans))
