"""Whose time is over: residents who left, died or were merged before a day, with what is still kept of them; contacts
of what has closed. For the system alone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce, TruncDate

from linli.kit import sealing
from linli.kit.actor import Actor, require_system
from linli.kit.keeping import Kept
from linli.register.models import Change, Dwelling, Informant, Label, Organisation, Resident, Secret, Tie
from linli.register.rules.kinds import ResidentState as State

OF_RESIDENTS = (Kept.SECRETS, Kept.NOTES, Kept.RESIDENT)
"""Kinds that hang on a resident; the last leaves a tombstone."""
CODES = ("state", "merged_into")
"""Fields whose changes hold no words of anybody, and undo a merging."""
_GONE = Q(state__in=(State.LEFT.value, State.DIED.value))
_MERGED = Q(state=State.MERGED.value)


@dataclass(frozen=True, slots=True)
class Over:
    """Somebody whose time is over: his record, where, how it stands and since when."""

    id: UUID
    area: str
    state: str
    day: date


def worded() -> Q:
    """Changes that hold values, reasons or sources in words."""
    return (~Q(before="") | ~Q(after="")) & ~Q(field__in=CODES) | ~Q(source="")


def ended(before: date) -> QuerySet[Resident]:
    """Residents who left, died or were merged before a day; `day` is when."""
    rows = Resident.objects.annotate(day=Coalesce("ended_on", TruncDate("changed_at")))
    merged = rows.filter(_MERGED, changed_at__date__lt=before)
    return rows.filter(_GONE, day__lt=before) | merged


def still(kind: Kept, rows: QuerySet[Resident]) -> QuerySet[Resident]:
    """Those of them of whom something of a kind is still kept."""
    if kind is Kept.SECRETS:
        some = ~Q(id_number=b"") | ~Q(phone=b"") | ~Q(other_phone=b"")
        ties = Tie.objects.filter(~Q(phone=b""), resident=OuterRef("id"))
        return rows.filter(Exists(Secret.objects.filter(some, resident=OuterRef("id"))) | Exists(ties))
    if kind is Kept.NOTES:
        labels = Label.objects.filter(~Q(note=""), resident=OuterRef("id"))
        changes = Change.objects.filter(worded(), subject=OuterRef("id"))
        informs = Informant.objects.filter(~Q(note=""), resident=OuterRef("id"))
        of_him = Tie.objects.filter(~Q(note="") | ~Q(source=""), resident=OuterRef("id"))
        to_him = Tie.objects.filter(~Q(note="") | ~Q(source=""), other=OuterRef("id"))
        noted = Exists(labels) | Exists(changes) | Exists(informs) | Exists(of_him) | Exists(to_him)
        return rows.filter(~Q(note="") | noted)
    return rows


def residents_over(
    by: Actor, *, kind: Kept, before: date, after: UUID | None = None, most: int = 200
) -> list[Over]:
    """The next residents, by id, of whom a kind is to be removed. Forbidden to all but the system."""
    require_system(by)
    rows = still(kind, ended(before))
    if after is not None:
        rows = rows.filter(id__gt=after)
    found = rows.order_by("id").values_list("id", "area", "state", "day")[:most]
    return [Over(*row) for row in found]


def organisations_over(by: Actor, *, before: date, most: int = 200) -> list[Over]:
    """Organisations that closed before a day and still have contacts. Forbidden to all but the system."""
    require_system(by)
    rows = Organisation.objects.filter(closed_at__date__lt=before, contacts__isnull=False).distinct()
    found = rows.order_by("id").values_list("id", "area", "closed_at__date")[:most]
    return [Over(id, area, "closed", day) for id, area, day in found]


def dwellings_over(by: Actor, *, before: date, most: int = 200) -> list[Over]:
    """Dwellings that closed before a day and still have a landlord. Forbidden to all but the system."""
    require_system(by)
    some = ~Q(landlord=b"") | ~Q(landlord_phone=b"")
    rows = Dwelling.objects.filter(some, closed_at__date__lt=before)
    found = rows.order_by("id").values_list("id", "area", "closed_at__date")[:most]
    return [Over(id, area, "closed", day) for id, area, day in found]


def ties_over(by: Actor, *, before: date, most: int = 200) -> list[Over]:
    """Ties to somebody outside the register that ended before a day, or whose household did, and of whom name or phone
    is still kept. Forbidden to all but the system."""
    require_system(by)
    over = Q(until__lt=before) | Q(until=None, household__ended_on__lt=before)
    rows = Tie.objects.filter(over, ~Q(name=b"") | ~Q(phone=b""))
    day = Coalesce("until", "household__ended_on")
    found = rows.annotate(day=day).order_by("id").values_list("id", "area", "day")[:most]
    return [Over(id, area, "closed", day) for id, area, day in found]


def phone_marks(by: Actor, residents: Sequence[UUID]) -> Mapping[UUID, list[bytes]]:
    """The blind indexes, under every key, of the phones of some residents. Forbidden to all but the system."""
    require_system(by)
    found: dict[UUID, list[bytes]] = {}
    for row in Secret.objects.filter(resident__in=list(residents)):
        for name in ("phone", "other_phone"):
            plain = sealing.unseal(getattr(row, name), of=row.pk, field=f"resident.{name}")
            found.setdefault(row.pk, []).extend(sealing.indexes(plain, field="phone"))
    return found
