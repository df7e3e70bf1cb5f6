"""How often somebody is to be reached, and when it is next due, pure. Two counts are kept apart: contacts (联系, any
way) and visits inside (入户). The defaults follow the weekly full visit of seed 003 (every household and firm reached
once a week by anybody of the team), the grades of Inner Mongolia (high risk weekly and within 24 hours of a major
change, priority monthly, general quarterly) and the monthly visit to hard-up elders."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from linli.visits.rules.kinds import Grade

WEEK, MONTH = 7, 30
CONTACT_MOST = 366
AFTER_CHANGE = timedelta(hours=24)
"""High-risk elders are seen within this of a major change (Inner Mongolia's grading)."""
PUT_OFF = 30
"""Days a day agreed on may put a contact off beyond its cadence; at risk or in need of care it only brings it
forward."""
AFTER_DECLINED = 30
"""Days until somebody who declined is asked again to be visited inside, where the cadence is not shorter."""


@dataclass(frozen=True, slots=True)
class Cadence:
    """How often. `code` names what asks for it: a kind (`household`, `tenant`, `shop` …) or a label (`label:hard_up`).
    Days between two contacts and between two visits inside; None asks for none."""

    code: str
    grade: Grade
    contact_days: int | None
    home_days: int | None


def of_label(code: str, days: int) -> Cadence:
    """The cadence a label of the register's dictionary sets, unless the community says otherwise: a week makes a high
    risk, a month a priority."""
    grade = Grade.HIGH if days <= WEEK else Grade.PRIORITY if days <= MONTH else Grade.GENERAL
    return Cadence(f"label:{code}", grade, min(days, WEEK), days)


def weighed(kind: Cadence, labels: Sequence[Cadence]) -> Cadence:
    """What holds for somebody of a kind with labels: each count as often as any of them asks. It is named after the
    one that asks for the visit inside most often."""
    all_ = (kind, *labels)
    leads = min(
        labels,
        key=lambda one: (one.home_days or CONTACT_MOST, one.contact_days or CONTACT_MOST),
        default=kind,
    )
    named = leads if (leads.home_days or CONTACT_MOST) < (kind.home_days or CONTACT_MOST) else kind
    return Cadence(
        named.code,
        min((one.grade for one in all_), key=list(Grade).index),
        _least(one.contact_days for one in all_),
        _least(one.home_days for one in all_),
    )


def _least(days: Iterable[int | None]) -> int | None:
    return min((one for one in days if one is not None), default=None)


@dataclass(frozen=True, slots=True)
class Seen:
    """What is known of earlier visits: days of the last contact and the last visit inside, since when somebody is on
    the list, when somebody declined, when it was agreed that he could not be reached, the day agreed on, the day by
    which a major change wants a visit."""

    since: date
    contact_on: date | None = None
    home_on: date | None = None
    declined_on: date | None = None
    excused_on: date | None = None
    next_on: date | None = None
    urgent_on: date | None = None


@dataclass(frozen=True, slots=True)
class Due:
    """The days something is due at the latest; None where nothing is."""

    contact_on: date | None
    home_on: date | None

    @property
    def on(self) -> date | None:
        """The earlier of the two."""
        return min((one for one in (self.contact_on, self.home_on) if one), default=None)


def due(cadence: Cadence, seen: Seen, subject: UUID) -> Due:
    """When the next contact and the next visit inside are due. Whoever was never reached gets a day of his own within
    the first round, by his id: a new list is spread over its round instead of falling due at once."""
    contact = _next(cadence.contact_days, _later(seen.contact_on, seen.excused_on), seen.since, subject)
    home = _next(cadence.home_days, _later(seen.home_on, seen.excused_on), seen.since, subject)
    if home and seen.declined_on and (seen.home_on is None or seen.declined_on > seen.home_on):
        home = max(home, seen.declined_on + timedelta(days=min(cadence.home_days or 0, AFTER_DECLINED)))
    if seen.next_on and (seen.contact_on is None or seen.next_on > seen.contact_on):
        longest = PUT_OFF if cadence.grade is Grade.GENERAL else 0
        contact = min(seen.next_on, contact + timedelta(days=longest)) if contact else seen.next_on
    if seen.urgent_on:
        contact = min(contact or seen.urgent_on, seen.urgent_on)
    return Due(contact, home)


def _later(*days: date | None) -> date | None:
    return max((one for one in days if one), default=None)


def _next(days: int | None, last: date | None, since: date, subject: UUID) -> date | None:
    if days is None:
        return None
    return last + timedelta(days=days) if last else since + timedelta(days=1 + subject.int % days)
