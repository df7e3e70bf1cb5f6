"""Labels out of a ledger, many at a time: those that are not there yet and that the actor may give."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from linli.kit import clock, ids
from linli.kit.actor import Actor, require
from linli.ledger import actions as ledger
from linli.register.actions.changing import today
from linli.register.actions.labels import next_review
from linli.register.models import Label
from linli.register.queries import dictionary
from linli.register.queries.matching import labels_for
from linli.register.rules import Permission


@dataclass(frozen=True, slots=True)
class LabelData:
    """A label of the dictionary on a resident or his household, whichever the dictionary says it is for."""

    resident: UUID
    household: UUID
    area: str
    kind: str


def label_many(*, by: Actor, community: str, labels: Sequence[LabelData], subject: UUID, source: str) -> int:
    """Give those labels that are not there yet, and return how many. Kinds that name who may see them are left out
    unless one of the actor's titles is named."""
    require(by, Permission.LOAD, within=community)
    wanted = _wanted(by, labels)
    standing = _standing(labels)
    now, day = clock.now(), today()
    rows: list[Label] = []
    for of, (area, kind_code, of_household) in wanted.items():
        if of in standing:
            continue
        kind = dictionary.kinds()[kind_code]
        rows.append(
            Label(
                id=ids.new(),
                community=community,
                area=area,
                resident_id=None if of_household else of[0],
                household_id=of[0] if of_household else None,
                kind=kind_code,
                restricted=bool(kind.seen_by),
                since=day,
                review_on=next_review(kind, day),
                source=source[:60],
                changed_at=now,
            )
        )
    Label.objects.bulk_create(rows, batch_size=2000)
    if rows:
        ledger.record("register.labels_loaded", by=by, area=community, subject=subject, labels=len(rows))
    return len(rows)


def _wanted(by: Actor, labels: Sequence[LabelData]) -> dict[tuple[UUID, str], tuple[str, str, bool]]:
    kinds = labels_for(by)
    wanted: dict[tuple[UUID, str], tuple[str, str, bool]] = {}
    for one in labels:
        kind = kinds.get(one.kind)
        if kind is None:
            continue
        of = one.household if kind.of_household else one.resident
        wanted[of, one.kind] = (one.area, one.kind, kind.of_household)
    return wanted


def _standing(labels: Sequence[LabelData]) -> set[tuple[UUID, str]]:
    people = {one.resident for one in labels}
    homes = {one.household for one in labels}
    rows = Label.objects.filter(until=None)
    on_people = rows.filter(resident__in=people).values_list("resident_id", "kind")
    on_homes = rows.filter(household__in=homes).values_list("household_id", "kind")
    return {*on_people, *on_homes}
