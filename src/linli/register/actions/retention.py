"""What is removed of people whose time is over: numbers and phones, notes, at last all that tells who they were. A
tombstone stays: id, community, sex, decade of birth, how and when they went. The system's alone; what goes is in the
ledger without a word of it."""

from collections.abc import Iterable, Sequence
from datetime import date
from uuid import UUID

from django.db.models import F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from linli.kit import clock
from linli.kit.actor import Actor, require_system
from linli.kit.keeping import Kept, decade_of
from linli.ledger import actions as ledger
from linli.ledger.actions import Line
from linli.register.actions.finding import mark
from linli.register.models import (
    Change,
    Contact,
    Dwelling,
    Household,
    Informant,
    Label,
    Organisation,
    Resident,
    Secret,
    Skill,
    Stay,
    Tie,
)
from linli.register.queries import retention
from linli.register.queries.retention import CODES
from linli.register.rules.kinds import Relation, ResidentState

NAMELESS = "已匿名"
"""What the register shows instead of a name."""
_VERBS = {
    Kept.SECRETS: "resident.numbers-removed",
    Kept.NOTES: "resident.notes-removed",
    Kept.RESIDENT: "resident.anonymised",
}


def remove_of_residents(*, by: Actor, kind: Kept, before: date, residents: Sequence[UUID]) -> int:
    """Remove a kind of some residents who left, died or were merged before a day, and return of how many; who has come
    back meanwhile, or is being changed just now, is passed over. Forbidden to all but the system."""
    require_system(by)
    rows = list(
        retention.ended(before)
        .filter(id__in=list(residents))
        .order_by("id")
        .select_for_update(of=("self",), skip_locked=True)
    )
    ids = [row.id for row in rows]
    _remove_secrets(ids) if kind is not Kept.NOTES else None
    _remove_notes(ids) if kind is not Kept.SECRETS else None
    if kind is Kept.RESIDENT:
        _bury(rows)
    mark(residents=ids)
    lines = [Line(area=row.area, subject=row.id) for row in rows]
    return ledger.record_many(_VERBS[kind], by=by, lines=lines)


def _remove_secrets(ids: Sequence[UUID]) -> None:
    blank = dict.fromkeys(
        ("id_number", "phone", "other_phone", "id_index", "phone_index", "other_index"), b""
    )
    Secret.objects.filter(resident__in=ids).update(**blank, tails=[])
    Tie.objects.filter(resident__in=ids).update(phone=b"")


def _remove_notes(ids: Sequence[UUID]) -> None:
    Resident.objects.filter(id__in=ids).exclude(note="").update(note="")
    Label.objects.filter(resident__in=ids).exclude(note="").update(note="")
    Informant.objects.filter(resident__in=ids).exclude(note="").update(note="")
    _unsay(Tie.objects.filter(Q(resident__in=ids) | Q(other__in=ids)))
    changes = Change.objects.filter(retention.worded(), subject__in=ids)
    changes.exclude(field__in=CODES).update(before="", after="", source="")
    Change.objects.filter(subject__in=ids, field__in=CODES).exclude(source="").update(source="")


def _unsay(ties: QuerySet[Tie]) -> None:
    """Ties lose what was said of them in words, and what was said before."""
    changes = Change.objects.filter(subject__in=list(ties.values_list("id", flat=True)))
    changes.filter(retention.worded()).update(before="", after="", source="")
    ties.exclude(note="", source="").update(note="", source="")


def _bury(rows: Iterable[Resident]) -> None:
    """What is left of each is a tombstone, which lies in the community and in no home."""
    now = clock.now()
    for row in rows:
        day = row.ended_on or row.changed_at.date()
        _detach(row, day)
        row.area, row.household, row.dwelling = row.community, None, None
        row.name, row.sort, row.relation = NAMELESS, "", Relation.OTHER.value
        row.born_on = decade_of(row.born_on)
        for name in _TOLD:
            setattr(row, name, "")
        row.state, row.ended_on = ResidentState.ANONYMISED.value, day
        row.checked_at, row.changed_at = None, now
        row.version += 1
        row.save()


_TOLD = (
    "registered_at",
    "ethnicity",
    "politics",
    "education",
    "marriage",
    "occupation",
    "workplace",
    "note",
    "source",
)


def _detach(row: Resident, day: date) -> None:
    """What hangs on the record loses home, words and skills; labels and stays go on counting."""
    here = {"area": row.community}
    Secret.objects.filter(resident=row).update(**here)
    Skill.objects.filter(resident=row).delete()
    until = Coalesce(F("until"), Value(day))
    Label.objects.filter(resident=row).update(**here, until=until, review_on=None, source="", note="")
    Stay.objects.filter(resident=row).update(household=None)
    Change.objects.filter(subject=row.id).update(**here)
    Contact.objects.filter(resident=row).update(resident=None)
    of_him = Tie.objects.filter(resident=row)
    to_him = Tie.objects.filter(other=row)
    _unsay(of_him | to_him)
    to_him.update(other=None, until=until)
    of_him.update(resident=None, other=None, until=until, name=b"", phone=b"")
    Informant.objects.filter(resident=row).update(**here, building=None, until=until, note="", source="")


def remove_of_closed(*, by: Actor, before: date, most: int = 200) -> int:
    """Remove the contacts of organisations and the landlords of dwellings that closed before a day, and who was in
    touch with a household where that ended before it; return of how many. Forbidden to all but the system."""
    require_system(by)
    firms = retention.organisations_over(by, before=before, most=most)
    closed = Organisation.objects.filter(id__in=[one.id for one in firms])
    locked = set(closed.select_for_update(skip_locked=True).values_list("id", flat=True))
    Contact.objects.filter(organisation__in=locked).delete()
    homes = retention.dwellings_over(by, before=before, most=most)
    Dwelling.objects.filter(id__in=[one.id for one in homes]).update(landlord=b"", landlord_phone=b"")
    lines = [Line(area=one.area, subject=one.id) for one in firms if one.id in locked]
    number = ledger.record_many("organisation.contacts-removed", by=by, lines=lines)
    lines = [Line(area=one.area, subject=one.id) for one in homes]
    number += ledger.record_many("dwelling.landlord-removed", by=by, lines=lines)
    return number + _forget_ties(by, before, most)


def _forget_ties(by: Actor, before: date, most: int) -> int:
    over = retention.ties_over(by, before=before, most=most)
    rows = Tie.objects.filter(id__in=[one.id for one in over])
    ended = Household.objects.filter(id=OuterRef("household")).values("ended_on")
    rows.filter(until=None).update(until=Subquery(ended[:1]))
    _unsay(rows)
    rows.update(name=b"", phone=b"")
    lines = [Line(area=one.area, subject=one.id) for one in over]
    return ledger.record_many("tie.forgotten", by=by, lines=lines)
