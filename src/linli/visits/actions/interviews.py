"""Talks written down (约谈): appointed or held, and what came of them."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from linli.kit import clock
from linli.kit.actor import Actor, require
from linli.kit.areas import Level, community_of, is_area
from linli.kit.errors import Conflict
from linli.ledger import actions as ledger
from linli.matters.rules.words import tidy
from linli.visits.models import Interview
from linli.visits.queries import interviews as queries
from linli.visits.queries.seen import visible_interviews
from linli.visits.rules import Permission, interviews
from linli.visits.rules.interviews import About


@dataclass(frozen=True, slots=True)
class InterviewData:
    """A talk as it is said: with whom (`subject` of the register, where he is in it), what about, when, where, what was
    said and agreed, when to come back to it."""

    area: str
    about: About
    person: str
    topic: str
    at: datetime
    subject: UUID | None = None
    where: str = ""
    points: str = ""
    agreed: str = ""
    next_on: date | None = None


def write(*, by: Actor, interview_id: UUID, data: InterviewData) -> UUID:
    """Write a talk down. Refused with nobody or about nothing, of over a year ago, and with somebody of the register
    whom the actor does not see (404)."""
    area = _area(by, data)
    require(by, Permission.RECORD, within=area)
    now = clock.now()
    interviews.check(person=data.person, topic=data.topic, at=data.at, now=now)
    row = Interview(
        id=interview_id,
        community=community_of(area),
        area=area,
        about=data.about.value,
        subject=data.subject,
        made_at=now,
        made_by=by.id,
        made_by_name=by.name[:80],
        synthetic=by.everywhere,
    )
    _say(row, data, now)
    row.save(force_insert=True)
    ledger.record("interview.written", by=by, area=area, subject=row.id, about=row.about, of=row.subject)
    return row.id


def _area(by: Actor, data: InterviewData) -> str:
    """Where somebody of the register lies; else the area that is said."""
    if data.subject is not None and data.about is not About.OTHER:
        return queries.area_of(by, about=data.about.value, subject=data.subject)
    if not is_area(data.area) or len(data.area) < Level.COMMUNITY:
        raise interviews.refused("area", "请选择社区或网格", "Choose a community or grid")
    return data.area


def _say(row: Interview, data: InterviewData, now: datetime) -> None:
    most = interviews.WORDS_MOST
    row.person = tidy(data.person)[: interviews.PERSON_MOST]
    row.topic = tidy(data.topic)[: interviews.TOPIC_MOST]
    row.at, row.where = data.at, tidy(data.where)[:60]
    row.points, row.agreed = tidy(data.points)[:most], tidy(data.agreed)[:most]
    row.next_on, row.changed_at = data.next_on, now


def change(*, by: Actor, interview_id: UUID, version: int, data: InterviewData) -> UUID:
    """Say a talk anew: what came of it, when to come back. With whom it was stays. Refused as `write` refuses, and
    where somebody changed it meanwhile (409)."""
    row = visible_interviews(by).select_for_update(of=("self",)).filter(id=interview_id).first()
    if row is None:
        raise queries.missing()
    require(by, Permission.RECORD, within=row.area)
    if row.version != version:
        raise Conflict(
            "interview/stale",
            zh="别人刚刚改过这次约谈，请看过再存",
            en="Somebody changed this meanwhile; look and save again",
            extra={"stands": {"points": row.points, "agreed": row.agreed, "version": row.version}},
        )
    now = clock.now()
    interviews.check(person=data.person, topic=data.topic, at=data.at, now=now)
    _say(row, data, now)
    row.version += 1
    row.save()
    ledger.record("interview.changed", by=by, area=row.area, subject=row.id)
    return row.id
