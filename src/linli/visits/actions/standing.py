"""Keeping true where everybody stands: who is on the list, how often he is to be reached, when next. What the register
changes comes here by a job; a visit comes here at once."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import connection
from django.utils import timezone

from linli.kit import clock
from linli.kit.actor import Actor, require_system
from linli.ledger import actions as ledger
from linli.register import queries as register
from linli.register.queries import Doorstep, Which
from linli.visits.models import (
    Companion,
    JournalNote,
    Planned,
    Relief,
    SheetLine,
    Standing,
    Target,
    Visit,
)
from linli.visits.queries.cadences import Cadences, cadences
from linli.visits.rules import AFTER_CHANGE, Cadence, Seen, due
from linli.visits.rules.kinds import Change, Grade

FOLLOWED = ("area", "building_id", "dwelling_id", "walk", "kind", "labels", "active")
"""What a standing takes over from its door."""
_BATCH = 500
_BEREAVED = timedelta(days=7)
"""How far back a death that is told late still brings a visit at once."""


def today_of(moment: datetime | None) -> date | None:
    """The day a moment falls on where the site is."""
    return timezone.localdate(moment) if moment else None


def reckon(row: Standing) -> None:
    """Say when a standing is due, from its cadence and what happened."""
    cadence = Cadence(row.code, Grade(row.grade), row.contact_days, row.home_days)
    seen = Seen(
        row.since,
        today_of(row.contact_at),
        today_of(row.home_at),
        today_of(row.declined_at),
        today_of(row.excused_at),
        row.next_on,
        today_of(row.urgent_at),
    )
    found = due(cadence, seen, row.id)
    row.contact_due_on, row.home_due_on, row.due_on = found.contact_on, found.home_on, found.on


def follow(*, by: Actor, which: Which) -> int:
    """Take over from the register who is where, of what kind and with which labels; and return how many standings that
    changed. Forbidden to all but the system."""
    require_system(by)
    held = _by_community(by)
    _one_at_a_time()
    steps = register.doorsteps(by, which)
    changed = 0
    for start in range(0, len(steps), _BATCH):
        changed += _follow_some(steps[start : start + _BATCH], held)
        _rename(by, [one.id for one in steps[start : start + _BATCH]])
    if which.community and changed:
        ledger.record(
            "standing.followed", by=by, area=which.community, subject=by.id, count=changed, doors=len(steps)
        )
    return changed


def say_public(by: Actor, lines: Sequence[Target]) -> list[Target]:
    """Write onto lines of campaigns what is public of their organisations, no contacts and no phones, for posts that do
    not see the register; and return those lines it changed."""
    names = register.door_names(by, organisations=[line.subject for line in lines])
    changed: list[Target] = []
    for line in lines:
        named = names.get(line.subject)
        said = (named["name"][:120], named["place"][:200]) if named else (line.name, line.place)
        if said != (line.name, line.place):
            line.name, line.place = said
            changed.append(line)
    return changed


def _rename(by: Actor, subjects: Sequence[UUID]) -> None:
    """Whoever carries out a campaign reads on its open lines what the register calls an organisation today."""
    open_ = Target.objects.filter(subject__in=subjects, done_at=None, campaign__closed_at=None)
    lines = list(open_.exclude(posts=[]))
    if lines:
        Target.objects.bulk_update(say_public(by, lines), ["name", "place"], batch_size=_BATCH)


def _one_at_a_time() -> None:
    """Whoever follows reads the register only when those before him are done, so that an older look is never written
    over a newer."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended('visits.follow', 0))")


def _by_community(by: Actor) -> Callable[[str], Cadences]:
    known: dict[str, Cadences] = {}

    def of(community: str) -> Cadences:
        if community not in known:
            known[community] = cadences(by, community)
        return known[community]

    return of


def enter(*, by: Actor, which: Which) -> None:
    """Put doors on the list that the actor sees and that are not there yet, because the job has not run."""
    steps = [one for one in register.doorsteps(by, which) if one.stands]
    _follow_some(steps, _by_community(by), only_new=True)


def _follow_some(
    steps: Sequence[Doorstep], held: Callable[[str], Cadences], *, only_new: bool = False
) -> int:
    now = clock.now()
    ids = [one.id for one in steps]
    there = {row.id: row for row in Standing.objects.select_for_update().filter(id__in=ids).order_by("id")}
    new = [_begun(one, held(one.community), now) for one in steps if one.id not in there and one.stands]
    Standing.objects.bulk_create(new, ignore_conflicts=True)
    if only_new:
        return len(new)
    moved: list[Standing] = []
    changed: list[Standing] = []
    for step in steps:
        row = there.get(step.id)
        if row is not None:
            lay, stood = row.area, row.active
            if _takes_over(row, step, held(step.community), now):
                changed.append(row)
            if row.area != lay:
                moved.append(row)
            if row.active != stood:
                _drop_from_lists(row, now)
    Standing.objects.bulk_update(changed, CHANGING, batch_size=_BATCH)
    for row in moved:
        _go_along(row)
    return len(new) + len(changed)


CHANGING = [
    *(name.removesuffix("_id") for name in FOLLOWED),
    "code",
    "grade",
    "contact_days",
    "home_days",
    "change",
    "urgent_at",
    "contact_due_on",
    "home_due_on",
    "due_on",
    "changed_at",
]


def _begun(step: Doorstep, held: Cadences, now: datetime) -> Standing:
    row = Standing(
        id=step.id,
        community=step.community,
        noun=step.noun,
        since=timezone.localdate(now),
        changed_at=now,
    )
    _take(row, step, held)
    reckon(row)
    return row


def _take(row: Standing, step: Doorstep, held: Cadences) -> None:
    row.area, row.building_id, row.dwelling_id = step.area, step.building, step.dwelling
    row.walk, row.kind, row.labels, row.active = step.walk, step.kind, list(step.labels), step.stands
    found = held.of(step.kind, step.labels)
    row.code, row.grade = found.code, found.grade.value
    row.contact_days, row.home_days = found.contact_days, found.home_days


def _takes_over(row: Standing, step: Doorstep, held: Cadences, now: datetime) -> bool:
    before = [getattr(row, name) for name in CHANGING if name not in ("building", "dwelling")]
    lies = (row.building_id, row.dwelling_id)
    _take(row, step, held)
    _bereave(row, step, now)
    reckon(row)
    same = before == [getattr(row, name) for name in CHANGING if name not in ("building", "dwelling")]
    if same and lies == (row.building_id, row.dwelling_id):
        return False
    row.changed_at = now
    return True


def _bereave(row: Standing, step: Doorstep, now: datetime) -> None:
    """A death in a household at high risk is a major change, until it has been seen since."""
    day = step.bereaved_on
    if (
        day is None
        or row.grade != Grade.HIGH.value
        or row.urgent_at
        or day < timezone.localdate(now - _BEREAVED)
    ):
        return
    seen = today_of(row.contact_at)
    if seen is None or seen <= day:
        row.change, row.urgent_at = Change.BEREAVED.value, now + AFTER_CHANGE


def _drop_from_lists(row: Standing, now: datetime) -> None:
    """Who is gone stands on no campaign's list any more; who is back does again."""
    lines = Target.objects.filter(subject=row.id, done_at=None, campaign__closed_at=None)
    lines.update(dropped_at=None if row.active else now)


def _go_along(row: Standing) -> None:
    """What hangs on a door that lies in another grid now lies there too, so that whoever visits it reads its
    history."""
    visits = Visit.objects.filter(subject=row.id, community=row.community)
    for hangs in (Companion, Relief):
        hangs.objects.filter(visit__in=visits).update(area=row.area)
    JournalNote.objects.filter(subject=row.id, community=row.community).update(area=row.area)
    Target.objects.filter(subject=row.id, community=row.community).update(area=row.area)
    SheetLine.objects.filter(subject=row.id, community=row.community).update(area=row.area)
    Planned.objects.filter(subject=row.id, community=row.community, done_at=None).update(area=row.area)
    visits.update(area=row.area)


def follow_all(*, by: Actor, communities: Iterable[str]) -> int:
    """Follow the register in whole communities; for the night, and after a cadence changed."""
    return sum(follow(by=by, which=Which(community=one)) for one in communities)
