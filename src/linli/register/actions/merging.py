"""Two records of one person become one, and apart again. What points at either stays where it is and is read through
`merged_into`; nothing is copied, so that undoing loses nothing."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import OuterRef, Subquery

from linli.kit import clock
from linli.kit.actor import Actor, require
from linli.ledger import actions as ledger
from linli.register.actions.changing import apply, check_version, keep_changes, store, today
from linli.register.actions.counting import recount
from linli.register.actions.finding import mark
from linli.register.models import Change, Household, Resident, Stay
from linli.register.queries.apart import APART, told_apart
from linli.register.queries.sight import missing, visible_residents
from linli.register.rules import Permission, writing
from linli.register.rules.kinds import Relation, ResidentState
from linli.register.rules.moving import Ending


def merge_residents(*, by: Actor, keep: UUID, drop: UUID, reason: str, version: int | None = None) -> UUID:
    """Say that two records are one person: `drop` is read as `keep` from now on; a household that nobody is left in
    ends with it. Refuses one and the same, records of two communities, one that is merged already, one on the register
    for one that is not, and no reason."""
    words = writing.check_reason(reason)
    kept, dropped = _both(by, keep, drop)
    if dropped.state == ResidentState.ACTIVE.value != kept.state:
        raise writing.refused("drop", "请保留在册的那一条", "Keep the record that is on the register")
    check_version(dropped, version)
    before = dropped.state
    dropped.state, dropped.merged_into_id = ResidentState.MERGED.value, kept.id
    _save(dropped)
    _point(Resident.objects.filter(merged_into=dropped), dropped.id, kept.id, by=by, source=words)
    differs = {"state": (before, "merged"), "merged_into": ("", kept.id)}
    keep_changes(dropped, "resident", differs, by=by, source=words, at=dropped.changed_at)
    recount([one for one in {kept.household_id, dropped.household_id} if one])
    if before == ResidentState.ACTIVE.value:
        _end_if_empty(dropped.household_id, by=by)
    mark(residents=[kept.id, dropped.id])
    ledger.record("resident.merged", by=by, area=dropped.area, subject=dropped.id, into=kept.id)
    return kept.id


def tell_apart(*, by: Actor, resident_id: UUID, other: UUID, reason: str) -> UUID:
    """Say that two records that look alike are two persons: they are no likely doubles any more. Refuses what
    `merge_residents` refuses. Merging them later stays possible."""
    words = writing.check_reason(reason)
    one, two = _both(by, resident_id, other)
    if frozenset({one.id, two.id}) in told_apart(by, [one.id, two.id]):
        return one.id
    now = clock.now()
    for row, twin in ((one, two), (two, one)):
        keep_changes(row, "resident", {APART: ("", twin.id)}, by=by, source=words, at=now)
    ledger.record("resident.told-apart", by=by, area=one.area, subject=one.id, other=two.id)
    return one.id


def _both(by: Actor, first: UUID, second: UUID) -> tuple[Resident, Resident]:
    """Two records of one community that stand for themselves, locked."""
    found = visible_residents(by).select_for_update(of=("self",)).filter(id__in=[first, second])
    rows = {one.id: one for one in found.order_by("id")}
    if len(rows) < 2:
        raise missing()
    one, two = rows[first], rows[second]
    for row in (one, two):
        require(by, Permission.MERGE, within=row.area)
        if row.state in {ResidentState.MERGED.value, ResidentState.ANONYMISED.value}:
            raise writing.refused(
                "drop", "其中一条已经合并或匿名", "One of them is merged or anonymised already"
            )
    if one.community != two.community:
        raise writing.refused("drop", "不是同一个社区的", "They are of two communities")
    return one, two


def _end_if_empty(household_id: UUID | None, *, by: Actor) -> None:
    """A household whose last member is read as somebody else stands no longer."""
    standing = Household.objects.select_for_update(of=("self",)).filter(id=household_id, ended_on=None)
    household = standing.first()
    if household is None or Resident.objects.filter(household=household, state="active").exists():
        return
    household.ended_on, household.ending = today(), Ending.MERGED.value
    household.changed_at = clock.now()
    household.version += 1
    household.save()
    ledger.record("household.ended", by=by, area=household.area, subject=household.id, how="merged")


def part_residents(*, by: Actor, resident_id: UUID, reason: str) -> UUID:
    """Undo a merging: the record stands for itself again, as it stood before. Refuses one that is not merged."""
    words = writing.check_reason(reason)
    row = visible_residents(by).select_for_update(of=("self",)).filter(id=resident_id).first()
    if row is None:
        raise missing()
    require(by, Permission.MERGE, within=row.area)
    if row.state != ResidentState.MERGED.value:
        raise writing.refused("resident", "这一条没有合并过", "This record is not merged")
    told = Change.objects.filter(subject=row.id, field="state", after="merged").order_by("-at").first()
    into = row.merged_into_id
    row.state = told.before if told else ResidentState.ACTIVE.value
    row.merged_into_id = None
    if row.state == ResidentState.ACTIVE.value and _household_ended(row, by=by):
        row.state = ResidentState.LEFT.value
    _save(row)
    _one_head(row, by=by, source=words)
    if into is not None:
        _point(_brought(row.id, into), into, row.id, by=by, source=words)
    differs = {"state": ("merged", row.state), "merged_into": (into, "")}
    keep_changes(row, "resident", differs, by=by, source=words, at=row.changed_at)
    recount([row.household_id] if row.household_id else [])
    mark(residents=[row.id])
    ledger.record("resident.parted", by=by, area=row.area, subject=row.id, from_=into)
    return row.id


def _point(rows: Iterable[Resident], before: UUID, into: UUID, *, by: Actor, source: str) -> None:
    """Let records that were merged before point at who is who now."""
    for one in rows:
        one.merged_into_id = into
        _save(one)
        keep_changes(
            one, "resident", {"merged_into": (before, into)}, by=by, source=source, at=one.changed_at
        )


def _brought(dropped: UUID, into: UUID) -> list[Resident]:
    """Records that came along with the dropped one: those that somebody said to be it, or to be one that came along."""
    last = Change.objects.filter(subject=OuterRef("id"), field="merged_into", before="").order_by(
        "-at", "-id"
    )
    rows = list(Resident.objects.filter(merged_into=into).annotate(own=Subquery(last.values("after")[:1])))
    came, more = {str(dropped)}, {str(dropped)}
    while more:
        more = {str(one.id) for one in rows if one.own in more} - came  # pyright: ignore[reportAttributeAccessIssue]
        came |= more
    return [one for one in rows if str(one.id) in came]


def _one_head(row: Resident, *, by: Actor, source: str) -> None:
    """Where the household has had another head meanwhile, that one stays."""
    if row.state != ResidentState.ACTIVE.value or row.relation != Relation.HEAD.value:
        return
    others = Resident.objects.filter(household=row.household_id, state="active", relation="head")
    if others.exclude(id=row.id).exists():
        differs = apply(row, {"relation": Relation.OTHER.value})
        store(row, "resident", differs, by=by, source=source, new=False, confirmed=False)


def _household_ended(row: Resident, *, by: Actor) -> bool:
    """Whether the household the record was in has ended meanwhile; then the stay ended with it. One that ended by the
    merging alone stands again, unless its dwelling is gone."""
    held = Household.objects.select_for_update(of=("self",)).select_related("dwelling")
    household = held.filter(id=row.household_id).first()
    if household is None or household.ended_on is None:
        return False
    home = household.dwelling
    if household.ending == Ending.MERGED.value and (home is None or home.closed_at is None):
        household.ended_on, household.ending, household.changed_at = None, "", clock.now()
        household.version += 1
        household.save()
        ledger.record("household.stands", by=by, area=household.area, subject=household.id, how="parted")
        return False
    Stay.objects.filter(resident=row, until=None).update(until=household.ended_on, ending=household.ending)
    return True


def _save(row: Resident) -> None:
    row.changed_at = clock.now()
    row.version += 1
    row.save()
