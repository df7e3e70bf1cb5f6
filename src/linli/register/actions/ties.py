"""Whom a household is in touch with: entered, corrected, ended. What is said of somebody outside the register is
sealed, and the ledger holds no word of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from linli.accounts.rules import check_phone
from linli.kit import clock, sealing
from linli.kit.actor import Actor, require
from linli.kit.errors import Conflict
from linli.ledger import actions as ledger
from linli.register.actions.changing import apply, check_version, keep_changes, shown, store, today
from linli.register.actions.people import standing_household
from linli.register.models import Household, Resident, Tie
from linli.register.queries import masks
from linli.register.queries.sight import missing, visible_residents, visible_ties
from linli.register.rules import Permission, said, ties, writing
from linli.register.rules.kinds import ResidentState


@dataclass(frozen=True, slots=True)
class TieData:
    """A tie as it is said: the plain fields by name; the other end a resident (`other`), or somebody outside by `name`
    and `phone` in clear (None: not said, stays); `member` is whom of the household it is about (None: all)."""

    id: UUID
    values: Mapping[str, Any] = field(default_factory=dict[str, Any])
    member: UUID | None = None
    other: UUID | None = None
    name: str | None = None
    phone: str | None = None


def add_tie(
    *, by: Actor, household_id: UUID, tie: TieData, source: str = "", synthetic: bool = False
) -> UUID:
    """Say who is in touch with a household. Refused: neither or both ends said, a member of the household itself,
    somebody outside without a phone, a relation of one who is no relative, a household that has ended or has twenty
    already; one who is there already (409)."""
    household = standing_household(by, household_id)
    name, phone = _outside(tie.name or "", tie.phone or "")
    members = _members(household)
    ties.check_end(tie.other, name, frozenset(members))
    ties.check_phone_given(name, phone)
    standing = Tie.objects.filter(household=household, until=None)
    ties.check_room(standing.count())
    values = _checked(tie.values)
    other = _other(by, tie.other, household)
    if other is not None and standing.filter(other=other, kind=values["kind"]).exists():
        raise Conflict("tie/there", zh="这位已经登记为联系人", en="This contact is there already")
    row = Tie(
        id=tie.id,
        community=household.community,
        area=household.area,
        household=household,
        resident_id=_member(tie.member, members),
        other=other,
        synthetic=synthetic,
    )
    apply(row, {"since": today(), **values})
    _seal(row, name, phone)
    store(row, "tie", {}, by=by, source=source, new=True)
    _record_entered(row, by)
    return row.id


def _record_entered(row: Tie, by: Actor) -> None:
    ledger.record(
        "tie.entered",
        by=by,
        area=row.area,
        subject=row.id,
        household=row.household_id,
        kind=row.kind,
        outside=row.other_id is None,
    )


def _outside(name: str, phone: str) -> tuple[str, str]:
    """Name and phone of somebody outside the register, tidy."""
    told = writing.check_name(name, field="name") if name.strip() else ""
    return told, check_phone(phone) if phone.strip() else ""


def _checked(values: Mapping[str, Any]) -> dict[str, Any]:
    if not values.get("kind"):
        raise writing.refused("kind", "请选择是什么关系", "Choose who this is to them")
    found = said.checked(said.TIE, values, today=today())
    ties.check_kin(found)
    return found


def _members(household: Household) -> list[UUID]:
    return list(Resident.objects.filter(household=household, state="active").values_list("id", flat=True))


def _member(member: UUID | None, members: list[UUID]) -> UUID | None:
    if member is not None and member not in members:
        raise writing.refused("member", "请选本户在册成员", "Choose a member of the household")
    return member


def _other(by: Actor, other: UUID | None, household: Household) -> Resident | None:
    """The resident at the other end: on the register, of the same community; one who was merged is who he is now."""
    if other is None:
        return None
    row = visible_residents(by).select_related("merged_into").filter(id=other).first()
    if row is None:
        raise missing()
    row = row.merged_into or row
    if row.state != ResidentState.ACTIVE.value or row.community != household.community:
        raise writing.refused(
            "other", "请选本社区在册的居民", "Choose somebody on the register of this community"
        )
    return row


def _seal(row: Tie, name: str, phone: str) -> None:
    row.name = sealing.seal(name, of=row.id, field="tie.name")
    row.phone = sealing.seal(phone, of=row.id, field="tie.phone")


def _locked(by: Actor, tie_id: UUID) -> Tie:
    row = visible_ties(by).select_for_update(of=("self",)).filter(id=tie_id).first()
    if row is None:
        raise missing()
    require(by, Permission.KEEP, within=row.area)
    if row.until is not None:
        raise Conflict("tie/ended", zh="这位联系人已经结束了", en="This contact has ended already")
    return row


def change_tie(*, by: Actor, tie: TieData, version: int | None = None, source: str = "") -> UUID:
    """Correct what is known of somebody who is in touch with a household, or say that it is right. Who stands at the
    other end stays: another is entered anew. Refused: what `add_tie` refuses; a version that is no longer the last, or
    one that has ended (409)."""
    row = _locked(by, tie.id)
    told = {"name": tie.name, "phone": tie.phone}
    check_version(row, version, tie.values, lambda: masks.differing(row, "tie", told))
    values = said.checked(said.TIE, tie.values, today=today())
    ties.check_kin({"kind": row.kind, "kin": row.kin} | values)
    hidden = _sealed(row, tie)
    differs = apply(row, values)
    store(row, "tie", differs | hidden, by=by, source=source, new=False)
    verb = "corrected" if differs or hidden else "confirmed"
    fields = sorted({*differs, *hidden})
    ledger.record(f"tie.{verb}", by=by, area=row.area, subject=row.id, fields=fields)
    return row.id


def _sealed(row: Tie, tie: TieData) -> dict[str, tuple[Any, Any]]:
    """The sealed fields that are said and differ. Refused of a resident, and where nothing would be left."""
    now = {name: sealing.unseal(getattr(row, name), of=row.id, field=f"tie.{name}") for name in masks.TIE}
    name, phone = _outside(tie.name or "", tie.phone or "")
    wanted = {"name": name or now["name"], "phone": phone or now["phone"]}
    if row.other_id is not None:
        if name or phone:
            raise writing.refused(
                "name", "这位是在册居民，请到他的页面改", "He is on the register: correct it on his own page"
            )
        return {}
    differs = {key: (b"1", b"1") for key, text in wanted.items() if text != now[key]}
    if differs:
        _seal(row, wanted["name"], wanted["phone"])
    return differs


def end_tie(
    *, by: Actor, tie_id: UUID, on: date | None = None, reason: str, version: int | None = None
) -> UUID:
    """Say that somebody is no longer in touch with a household, with a day and a reason; it stays in the history.
    Refused: a day ahead or before it began, no reason; a version that is no longer the last, one that has ended
    (409)."""
    row = _locked(by, tie_id)
    words = writing.check_reason(reason)
    check_version(row, version)
    last = writing.check_day(on, field="on", today=today()) or today()
    if row.since is not None and last < row.since:
        raise writing.refused("on", "结束日期早于开始日期，请核对", "It cannot end before it began")
    now = clock.now()
    row.until, row.changed_at = last, now
    row.version += 1
    row.save()
    keep_changes(row, "tie", {"until": (None, shown(last))}, by=by, source=words, at=now)
    ledger.record("tie.ended", by=by, area=row.area, subject=row.id, household=row.household_id)
    return row.id
