"""Coming and going: move to another household or dwelling, split off, leave, die, come back, a new tenant. What was
stays as stays; a household that nobody is left in has ended."""

from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from linli.kit import clock, ids
from linli.kit.actor import Actor, require
from linli.ledger import actions as ledger
from linli.register.actions.areas import end_labels_of, end_ties_of, follow_residents, ties_go_along
from linli.register.actions.changing import apply, keep_changes, store, today
from linli.register.actions.counting import recount
from linli.register.actions.finding import mark
from linli.register.actions.numbers import hold_for
from linli.register.actions.people import (
    Member,
    found_household,
    locked_resident,
    only_head,
    standing_household,
)
from linli.register.models import Dwelling, Household, Resident, Stay
from linli.register.queries.sight import missing, visible_dwellings
from linli.register.rules import Permission, writing
from linli.register.rules.kinds import Relation, ResidentState
from linli.register.rules.moving import Beginning, Ending


def move(
    *,
    by: Actor,
    residents: Sequence[UUID],
    on: date,
    household_id: UUID | None = None,
    dwelling_id: UUID | None = None,
    new_household: UUID | None = None,
    split: bool = False,
    relations: Mapping[UUID, str] | None = None,
    source: str = "",
) -> UUID:
    """Move residents into a standing household, or into a new one (`new_household`, its id) in a dwelling: the same one
    where a family splits (分户). Returns the household. Refuses a day ahead, residents of whom one is gone, a household
    that has ended, and what lies outside what the actor keeps."""
    day = _day(on)
    movers = [_active(by, one) for one in dict.fromkeys(residents)]
    if not movers:
        raise writing.refused("residents", "请选择要迁移的人", "Choose who moves")
    if any(one.household_id == household_id for one in movers):
        raise writing.refused("residents", "有人本来就在这一户", "One of them is in that household already")
    target = _target(by, household_id, dwelling_id, new_household, day, source)
    beginning, ending = (Beginning.SPLIT, Ending.SPLIT) if split else (Beginning.MOVED_IN, Ending.MOVED)
    left = [one.household_id for one in movers]
    for number, one in enumerate(movers):
        first = Relation.HEAD if new_household and number == 0 else Relation.OTHER
        relation = (relations or {}).get(one.id) or first.value
        _into(one, target, relation, day, beginning, ending, by=by, source=source)
    follow_residents([one.id for one in movers])
    emptied = _settle([*left, target.id], day, ending, by=by, source=source)
    ties_go_along([one.id for one in movers], of=emptied, to=target.id, day=day, at=clock.now())
    mark(residents=[one.id for one in movers])
    return target.id


def _day(on: date) -> date:
    day = writing.check_day(on, field="on", today=today())
    if day is None:
        raise writing.refused("on", "请填写日期", "Give the day")
    return day


def _active(by: Actor, resident_id: UUID) -> Resident:
    resident = locked_resident(by, resident_id)
    if resident.state != ResidentState.ACTIVE.value:
        raise writing.refused("residents", "有人已不在册，请刷新", "One of them is no longer on the register")
    return resident


def _target(
    by: Actor,
    household_id: UUID | None,
    dwelling_id: UUID | None,
    new_household: UUID | None,
    day: date,
    source: str,
) -> Household:
    if household_id is not None:
        return standing_household(by, household_id)
    if dwelling_id is None or new_household is None:
        raise writing.refused("dwelling", "请选择迁到哪一户", "Choose where they move")
    found_household(
        by=by, household_id=new_household, dwelling_id=dwelling_id, members=[], since=day, source=source
    )
    return standing_household(by, new_household)


def _into(
    one: Resident,
    target: Household,
    relation: str,
    day: date,
    beginning: Beginning,
    ending: Ending | None,
    *,
    by: Actor,
    source: str,
) -> None:
    """Put one resident into a household, ending the stay he had."""
    now = clock.now()
    if ending is not None:
        _end_stay(one, day, ending)
    before, state = (one.household_id, one.dwelling_id, one.area), one.state
    one.household, one.dwelling_id, one.area = target, target.dwelling_id, target.area
    one.relation, one.state, one.ended_on = relation, ResidentState.ACTIVE.value, None
    one.changed_at = one.checked_at = now
    one.version += 1
    one.save()
    differs = {"household": (before[0], target.id)}
    if state != one.state:
        differs |= {"state": (state, one.state)}
    keep_changes(one, "resident", differs, by=by, source=source, at=now)
    only_head(one, by=by, source=source)
    Stay.objects.create(
        id=ids.new(),
        community=target.community,
        area=target.area,
        resident=one,
        household=target,
        relation=relation,
        since=day,
        beginning=beginning.value,
        recorded_at=now,
    )
    ledger.record(
        "resident.moved", by=by, area=target.area, subject=one.id, how=beginning.value, from_area=before[2]
    )


def _end_stay(one: Resident, day: date, ending: Ending) -> None:
    """End the stay somebody has; refused on a day before it began."""
    stays = Stay.objects.filter(resident=one, until=None)
    if stays.filter(since__gt=day).exists():
        raise writing.refused("on", "日期早于住进来的日期，请核对", "That day is before they came; check it")
    stays.update(until=day, ending=ending.value)


def _settle(
    households: Sequence[UUID | None], day: date, ending: Ending, *, by: Actor, source: str
) -> list[UUID]:
    """Count those who stay; a household that nobody is left in ends, one without a head has its first as head. Returns
    those that ended."""
    standing = [one for one in dict.fromkeys(households) if one is not None]
    recount(standing)
    emptied: list[UUID] = []
    for id in standing:
        members = Resident.objects.filter(household=id, state="active")
        if not members.exists():
            emptied.append(id)
            Household.objects.filter(id=id, ended_on=None).update(
                ended_on=day, ending=ending.value, changed_at=clock.now()
            )
        elif not members.filter(relation=Relation.HEAD.value).exists():
            first = members.order_by("born_on", "id")[0]
            differs = apply(first, {"relation": Relation.HEAD.value})
            store(first, "resident", differs, by=by, source=source, new=False, confirmed=False)
    return emptied


def leave(
    *,
    by: Actor,
    residents: Sequence[UUID],
    on: date,
    died: bool = False,
    source: str = "",
) -> UUID:
    """Residents leave the register: moved away, or (one) died. Returns the household of the first. Labels end with the
    day. Refuses a day ahead and those who are gone already."""
    day = _day(on)
    goers = [_active(by, one) for one in dict.fromkeys(residents)]
    if not goers:
        raise writing.refused("residents", "请选择是谁", "Choose who")
    first = goers[0].household_id
    _gone(goers, day, Ending.DIED if died else Ending.LEFT, by=by, source=source)
    ending = Ending.DIED if died else Ending.LEFT
    _settle([one.household_id for one in goers], day, ending, by=by, source=source)
    return first or goers[0].id


def _gone(goers: Sequence[Resident], day: date, ending: Ending, *, by: Actor, source: str) -> None:
    now = clock.now()
    state = ResidentState.DIED if ending is Ending.DIED else ResidentState.LEFT
    for one in goers:
        before = one.state
        one.state, one.ended_on, one.changed_at = state.value, day, now
        one.version += 1
        one.save()
        keep_changes(one, "resident", {"state": (before, state.value)}, by=by, source=source, at=now)
        _end_stay(one, day, ending)
        verb = "died" if ending is Ending.DIED else "left"
        ledger.record(f"resident.{verb}", by=by, area=one.area, subject=one.id)
    end_labels_of([one.id for one in goers], day, at=now)
    end_ties_of([one.id for one in goers], day, at=now)
    mark(residents=[one.id for one in goers])


def come_back(
    *,
    by: Actor,
    resident_id: UUID,
    on: date,
    household_id: UUID | None = None,
    dwelling_id: UUID | None = None,
    new_household: UUID | None = None,
    relation: str = "",
    source: str = "",
) -> UUID:
    """Somebody who had left, or was said to have died by mistake, is on the register again, in a standing household or
    a new one in a dwelling. Refuses who is on it."""
    day = _day(on)
    resident = locked_resident(by, resident_id)
    if resident.state not in {ResidentState.LEFT.value, ResidentState.DIED.value}:
        raise writing.refused("resident", "此人本来就在册", "This person is on the register")
    target = _target(by, household_id, dwelling_id, new_household, day, source)
    role = relation or (Relation.HEAD.value if new_household else Relation.OTHER.value)
    _into(resident, target, role, day, Beginning.BACK, None, by=by, source=source)
    follow_residents([resident.id])
    _settle([target.id], day, Ending.MOVED, by=by, source=source)
    mark(residents=[resident.id])
    return target.id


def change_tenant(
    *,
    by: Actor,
    dwelling_id: UUID,
    on: date,
    household_id: UUID,
    members: Sequence[Member],
    lease_ends_on: date | None = None,
    leaving: Sequence[UUID] | None = None,
    source: str = "",
) -> UUID:
    """A change of tenant in one step: the tenants who lived there leave (the households named, or all that are known as
    tenants), the new ones come in as a household of their own, the dwelling is let until the day said. Without new
    members and with nobody left it stands empty. Refuses what `found_household` and `leave` refuse, and a household
    that is not there."""
    day = _day(on)
    hold_for(members, visible_dwellings(by), dwelling_id)
    dwelling = visible_dwellings(by).select_for_update(of=("self",)).filter(id=dwelling_id).first()
    if dwelling is None:
        raise missing()
    require(by, Permission.KEEP, within=dwelling.area)
    _end_tenancy(dwelling, day, leaving, by=by, source=source)
    let_until = writing.check_day(lease_ends_on, field="lease_ends_on", today=today(), ahead=True)
    values = {"use": _used(dwelling, members), "lease_ends_on": let_until if members else None}
    store(dwelling, "dwelling", apply(dwelling, values), by=by, source=source, new=False)
    mark(dwellings=[dwelling.id])
    ledger.record("dwelling.let", by=by, area=dwelling.area, subject=dwelling.id, members=len(members))
    if not members:
        return dwelling.id
    return found_household(
        by=by,
        household_id=household_id,
        dwelling_id=dwelling.id,
        members=members,
        values={"tenant": True},
        since=day,
        beginning=Beginning.MOVED_IN,
        source=source,
    )


def _used(dwelling: Dwelling, members: Sequence[Member]) -> str:
    """How a dwelling is lived in after the tenants have changed: one let to many stays so."""
    stay = Household.objects.filter(dwelling=dwelling, ended_on=None)
    if members:
        return "shared" if dwelling.use == "shared" else "let"
    if not stay.exists():
        return "vacant"
    return dwelling.use if stay.filter(tenant=True).exists() else "own"


def _end_tenancy(
    dwelling: Dwelling, day: date, leaving: Sequence[UUID] | None, *, by: Actor, source: str
) -> None:
    """The tenants who lived there leave, and their households end."""
    there = Household.objects.select_for_update(of=("self",)).filter(dwelling=dwelling, ended_on=None)
    old = list(there.filter(tenant=True) if leaving is None else there.filter(id__in=leaving))
    if leaving is not None and len(old) != len(set(leaving)):
        raise writing.refused("leaving", "有的住户不在这套房里，请刷新", "One of them does not live there")
    goers = list(Resident.objects.select_for_update(of=("self",)).filter(household__in=old, state="active"))
    _gone(goers, day, Ending.TENANCY, by=by, source=source)
    _settle([one.id for one in old], day, Ending.TENANCY, by=by, source=source)
