"""Visits that were made up, for the made-up community: some weeks of them, so that the due list, coverage and calendar
have something to show. Every row is marked synthetic."""

import random
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.utils import timezone

from linli.kit import clock, ids
from linli.kit.actor import Actor, require_system
from linli.ledger import actions as ledger
from linli.visits.actions.standing import reckon
from linli.visits.models import JournalNote, Standing, Target, Visit
from linli.visits.rules import counted
from linli.visits.rules.kinds import Approval, Grade, Result, Way, Whom

_BATCH = 2000
REACHED = 0.94
"""Share of doors that are reached in a week."""
_WAYS: Mapping[str, tuple[tuple[Way, int], ...]] = {
    Whom.HOUSEHOLD.value: ((Way.DOOR, 62), (Way.PHONE, 27), (Way.HOME, 8), (Way.WINDOW, 3)),
    Whom.ORGANISATION.value: ((Way.PREMISES, 26), (Way.PHONE, 74)),
}
_RESULTS = ((Result.MET, 90), (Result.NOBODY, 7), (Result.DECLINED, 2), (Result.UNREACHABLE, 1))
FIELDS = [
    "contact_at",
    "home_at",
    "declined_at",
    "tried_at",
    "tries",
    "last",
    "last_post",
    "since",
    "contact_due_on",
    "home_due_on",
    "due_on",
    "changed_at",
]


@dataclass(frozen=True, slots=True)
class Walker:
    """Who visits a grid: his post, himself, his name."""

    post: UUID
    person: UUID
    name: str


def load_made_up(
    *,
    by: Actor,
    community: str,
    walkers: Mapping[str, Walker],
    today: date,
    notes: Sequence[str],
    weeks: int = 3,
    passed_over: Collection[UUID] = (),
) -> int:
    """Make up the visits of the last weeks to every door of a community but some, by who walks each grid, and return
    how many; nothing where somebody has been visited there. For the system alone."""
    require_system(by)
    if Visit.objects.filter(community=community).exists():
        return 0
    rows = list(Standing.objects.filter(community=community, active=True).order_by("id"))
    made: list[Visit] = []
    draw = random.Random(community)
    for row in rows:
        walker = walkers.get(row.area[:15])
        if walker is not None:
            row.since = today - timedelta(days=7 * weeks + 60)
            reckon(row)
        if walker is not None and row.id not in passed_over:
            made += _weeks(row, walker, today, weeks, notes, draw)
    Visit.objects.bulk_create(made, batch_size=_BATCH)
    JournalNote.objects.bulk_create([_note(one) for one in made if one.note], batch_size=_BATCH)
    Standing.objects.bulk_update(rows, FIELDS, batch_size=_BATCH // 4)
    _tick_off(community, made)
    ledger.record(
        "visits.loaded", by=by, area=community, subject=ids.of("visits", community), count=len(made)
    )
    return len(made)


def _weeks(
    row: Standing, walker: Walker, today: date, weeks: int, notes: Sequence[str], draw: random.Random
) -> Iterator[Visit]:
    for week in range(weeks, 0, -1):
        if draw.random() > REACHED:
            continue
        day = today - timedelta(days=7 * week - draw.randrange(7))
        if day < today:
            yield _visit(row, walker, _at(day, draw), notes, draw)
    if row.home_at is None and row.home_days:
        row.home_at = _at(today - timedelta(days=draw.randrange(1, row.home_days + 2)), draw)
    reckon(row)
    row.changed_at = clock.now()


def _at(day: date, draw: random.Random) -> datetime:
    moment = datetime.combine(day, time(8 + draw.randrange(10), draw.randrange(60)))
    return timezone.make_aware(moment)


def _visit(row: Standing, walker: Walker, at: datetime, notes: Sequence[str], draw: random.Random) -> Visit:
    ways = _WAYS[row.noun]
    way = draw.choices([one for one, _ in ways], [weight for _, weight in ways])[0]
    if row.grade == Grade.HIGH.value and draw.random() < 0.8:
        way = Way.HOME
    result = draw.choices([one for one, _ in _RESULTS], [weight for _, weight in _RESULTS])[0]
    if result is Result.UNREACHABLE:
        way = Way.PHONE
    id = ids.of("made-up-visit", f"{row.id}/{at:%Y%m%d}")
    _stand(row, way, result, at, id, walker)
    return Visit(
        id=id,
        community=row.community,
        area=row.area,
        noun=row.noun,
        subject=row.id,
        building_id=row.building_id,
        at=at,
        recorded_at=at,
        recorded_by=walker.person,
        recorded_by_name=walker.name,
        post=walker.post,
        way=way.value,
        result=result.value,
        checked=result is Result.MET and way is Way.HOME,
        note=_said(result, notes, draw),
        approval=(Approval.ASKED if result is Result.UNREACHABLE else Approval.NONE).value,
        synthetic=True,
    )


def _said(result: Result, notes: Sequence[str], draw: random.Random) -> str:
    if result is Result.UNREACHABLE:
        return "两天打了三次电话没有接，邻居说近期没有看到人"
    return draw.choice(notes) if result is Result.MET and draw.random() < 0.05 else ""


def _stand(row: Standing, way: Way, result: Result, at: datetime, id: UUID, walker: Walker) -> None:
    said = counted(way, result)
    if said.contact:
        row.contact_at, row.tries = at, 0
    else:
        row.tried_at, row.tries = at, row.tries + 1
    if said.inside:
        row.home_at = at
    if said.declined:
        row.declined_at = at
    row.last, row.last_post = id, walker.post


def _tick_off(community: str, made: Sequence[Visit]) -> None:
    """Campaigns that ran then have the doors done that were visited inside, or declined."""
    first: dict[UUID, Visit] = {}
    for one in sorted(made, key=lambda visit: visit.at):
        said = counted(Way(one.way), Result(one.result))
        if said.inside or said.declined:
            first.setdefault(one.subject, one)
    lines = list(Target.objects.filter(community=community, subject__in=list(first), done_at=None))
    for line in lines:
        visit = first[line.subject]
        line.visit, line.result, line.done_at = visit.id, visit.result, visit.at
    Target.objects.bulk_update(lines, ["visit", "result", "done_at"], batch_size=_BATCH // 4)
    for campaign in {line.campaign_id for line in lines}:
        done = [line.visit for line in lines if line.campaign_id == campaign]
        Visit.objects.filter(id__in=done).update(campaign=campaign)


def _note(visit: Visit) -> JournalNote:
    return JournalNote(
        id=ids.of("made-up-note", str(visit.id)),
        community=visit.community,
        area=visit.area,
        at=visit.at,
        text=visit.note,
        visit=visit,
        noun=visit.noun,
        subject=visit.subject,
        written_at=visit.at,
        written_by=visit.recorded_by,
        written_by_name=visit.recorded_by_name,
        synthetic=True,
    )
