"""Households and residents: entered, corrected, looked at. How they come and go stands in `moving`."""

from collections.abc import Generator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, TypedDict
from uuid import UUID

from linli.accounts.rules import check_phone
from linli.kit import clock, ids, sealing
from linli.kit.actor import Actor, require
from linli.kit.errors import Refused
from linli.ledger import actions as ledger
from linli.register.actions.changing import apply, check_version, keep_changes, store, today
from linli.register.actions.counting import recount
from linli.register.actions.finding import let_know, mark, tails
from linli.register.actions.labels import set_skills
from linli.register.actions.numbers import check_unknown, hold_for
from linli.register.models import Dwelling, Household, Resident, Secret, Stay
from linli.register.queries import masks
from linli.register.queries.sight import (
    missing,
    visible_dwellings,
    visible_households,
    visible_residents,
)
from linli.register.rules import Permission, said, writing
from linli.register.rules.kinds import Relation, ResidentState
from linli.register.rules.moving import Beginning
from linli.register.rules.numbers import BadNumber, citizen_number

WRONG_NUMBER = {
    "length": ("身份证号码应为18位，请核对", "An identity number has 18 characters; check it"),
    "ruined": (
        "号码被Excel改坏了（只剩15位有效），请按证件重填",
        "Excel has ruined this number; enter it anew",
    ),
    "date": ("身份证号码里的出生日期不对，请核对", "The day of birth in the number cannot be; check it"),
    "check": ("身份证号码有误（校验位不对），请核对", "The number's check character is wrong; check it"),
}


@dataclass(frozen=True, slots=True)
class Member:
    """A resident as he is said: the plain fields by name, number and phones in clear (None: not said, stays), skills
    that were told when asked."""

    id: UUID
    values: Mapping[str, Any]
    id_number: str | None = None
    id_kind: str = "citizen"
    phone: str | None = None
    other_phone: str | None = None
    skills: Sequence[tuple[str, str]] | None = None


class _How(TypedDict):
    """How members come into a household."""

    since: date | None
    beginning: Beginning
    source: str
    synthetic: bool


def found_household(
    *,
    by: Actor,
    household_id: UUID,
    dwelling_id: UUID,
    members: Sequence[Member],
    values: Mapping[str, Any] | None = None,
    since: date | None = None,
    beginning: Beginning = Beginning.ENTERED,
    source: str = "",
    synthetic: bool = False,
) -> UUID:
    """A new household in a dwelling with its first members. Refuses values that cannot be, and a member whose number
    is on the community's register already (409)."""
    dwelling = visible_dwellings(by).filter(id=dwelling_id).first()
    if dwelling is None:
        raise missing()
    require(by, Permission.KEEP, within=dwelling.area)
    hold_for(members, visible_dwellings(by), dwelling_id)
    household = _blank_household(dwelling, household_id, source, synthetic)
    household.since = writing.check_day(since, field="since", today=today())
    apply(household, said.checked(said.HOUSEHOLD, values or {}, today=today()))
    household.save(force_insert=True)
    how: _How = {"since": since, "beginning": beginning, "source": source, "synthetic": synthetic}
    for number, member in enumerate(_with_head(members)):
        with _told_of(number):
            enter(household, member, by=by, **how)
    recount([household.id])
    mark(residents=[one.id for one in members])
    ledger.record("household.entered", by=by, area=household.area, subject=household.id, members=len(members))
    return household.id


def _blank_household(dwelling: Dwelling, id: UUID, source: str, synthetic: bool) -> Household:
    """A household in a dwelling of which nothing else is known."""
    now = clock.now()
    return Household(
        id=id,
        community=dwelling.community,
        area=dwelling.area,
        dwelling=dwelling,
        kind="family",
        synthetic=synthetic,
        source=source[:60],
        checked_at=now,
        changed_at=now,
    )


@contextmanager
def _told_of(number: int) -> Generator[None]:
    """Of several people entered at once a refusal names whose field it is about: `members.1.name`."""
    try:
        yield
    except Refused as refused:
        refused.fields = [{**one, "field": f"members.{number}.{one['field']}"} for one in refused.fields]
        raise


def _with_head(members: Sequence[Member]) -> Sequence[Member]:
    """The first is the head unless another is, or he is said to be something else."""
    if not members or any(one.values.get("relation") == Relation.HEAD.value for one in members):
        return members
    first = replace(members[0], values={"relation": Relation.HEAD.value, **members[0].values})
    return [first, *members[1:]]


def add_resident(
    *,
    by: Actor,
    household_id: UUID,
    member: Member,
    since: date | None = None,
    beginning: Beginning = Beginning.MOVED_IN,
    source: str = "",
) -> UUID:
    """One more member of a household; refuses what `found_household` refuses, and a household that has ended."""
    hold_for([member], visible_households(by), household_id)
    household = standing_household(by, household_id)
    enter(household, member, by=by, since=since, beginning=beginning, source=source)
    recount([household.id])
    mark(residents=[member.id])
    return member.id


def standing_household(by: Actor, household_id: UUID) -> Household:
    """A household the actor may keep, locked. NotFound, Forbidden, or refused where it has ended."""
    household = visible_households(by).select_for_update(of=("self",)).filter(id=household_id).first()
    if household is None:
        raise missing()
    require(by, Permission.KEEP, within=household.area)
    if household.ended_on is not None:
        raise writing.refused("household", "这一户已经注销", "This household has ended")
    return household


def enter(
    household: Household,
    member: Member,
    *,
    by: Actor,
    since: date | None,
    beginning: Beginning,
    source: str,
    synthetic: bool = False,
) -> Resident:
    """A new resident in a household, with his secrets, his stay and what he can do."""
    since = writing.check_day(since, field="since", today=today())
    resident = _blank(household, member.id, source, synthetic)
    secret = Secret(resident=resident, community=household.community, area=household.area)
    _told_by_number(resident, member, dict(member.values))
    if not resident.name:
        raise writing.refused("name", "请填写姓名", "Give a name")
    _sealed(secret, resident, member)
    resident.save(force_insert=True)
    secret.save(force_insert=True)
    Stay.objects.create(
        id=ids.new(),
        community=household.community,
        area=household.area,
        resident=resident,
        household=household,
        relation=resident.relation,
        since=since,
        beginning=beginning.value,
        recorded_at=resident.changed_at,
    )
    only_head(resident, by=by, source=source)
    if member.skills is not None:
        set_skills(resident, member.skills, source=source)
    ledger.record("resident.entered", by=by, area=resident.area, subject=resident.id, how=beginning.value)
    return resident


def _blank(household: Household, id: UUID, source: str, synthetic: bool) -> Resident:
    """A resident of whom nothing is known but where he lives."""
    now = clock.now()
    return Resident(
        id=id,
        community=household.community,
        area=household.area,
        household=household,
        dwelling_id=household.dwelling_id,
        relation=Relation.OTHER.value,
        sex="unknown",
        presence="unknown",
        state=ResidentState.ACTIVE.value,
        synthetic=synthetic,
        source=source[:60],
        checked_at=now,
        changed_at=now,
    )


def _told_by_number(resident: Resident, member: Member, values: dict[str, Any]) -> dict[str, tuple[Any, Any]]:
    """The plain fields of a resident; day of birth and sex come from the number where they are not said. Refused where
    what is said contradicts the number."""
    number = read_number(member)
    known = said.checked(said.RESIDENT, values, today=today())
    if number is not None:
        for name, value in (("born_on", number.born_on), ("sex", number.sex.value)):
            told = known.get(name)
            if told not in (None, "unknown", value):
                raise writing.refused(
                    name, "与身份证号码不符，请核对", "This contradicts the identity number; check both"
                )
            known[name] = value
    if "name" in known:
        known["sort"] = writing.name_sort(known["name"])
    return apply(resident, known)


def read_number(member: Member) -> Any:
    """The citizen number that was said, read; refused where it cannot be right. Other papers are kept as they are."""
    if not member.id_number or member.id_kind != "citizen":
        return None
    try:
        return citizen_number(member.id_number, today=today())
    except BadNumber as bad:
        zh, en = WRONG_NUMBER[bad.code]
        raise writing.refused("id_number", zh, en, type="register/bad-number") from bad


def _sealed(secret: Secret, resident: Resident, member: Member) -> dict[str, tuple[Any, Any]]:
    """The sealed fields that are said and differ. Refused where the number is another's."""
    differs: dict[str, tuple[Any, Any]] = {}
    said_now = {
        "id_number": _number(member),
        "phone": _phone(member.phone),
        "other_phone": _phone(member.other_phone),
    }
    indexes = {"id_number": "id_index", "phone": "phone_index", "other_phone": "other_index"}
    for name, text in said_now.items():
        if text is None:
            continue
        kind = "phone" if name != "id_number" else "id_number"
        if sealing.is_index_of(getattr(secret, indexes[name]), text, field=kind):
            continue
        if name == "id_number" and text:
            check_unknown(resident, text)
        differs[name] = (bytes(getattr(secret, name)), b"1" if text else b"")
        setattr(secret, name, sealing.seal(text, of=resident.id, field=f"resident.{name}"))
        setattr(secret, indexes[name], sealing.index(text, field=kind))
    if "id_number" in differs:
        secret.id_kind = member.id_kind
    if differs:
        secret.tails = tails(
            *(one if one is not None else _kept(secret, resident, name) for name, one in said_now.items())
        )
    return differs


def _kept(secret: Secret, resident: Resident, name: str) -> str:
    """A sealed value that stays as it is, in clear."""
    return sealing.unseal(getattr(secret, name), of=resident.id, field=f"resident.{name}")


def _number(member: Member) -> str | None:
    if member.id_number is None:
        return None
    if member.id_kind == "citizen" and member.id_number.strip():
        return str(read_number(member).text)
    return writing.narrow(member.id_number).upper()[:30]


def _phone(text: str | None) -> str | None:
    if text is None:
        return None
    return check_phone(text) if text.strip() else ""


def change_resident(*, by: Actor, member: Member, version: int | None = None, source: str = "") -> UUID:
    """Correct what is known of a resident; what is the same stays untouched. Refuses values that cannot be, a version
    that is no longer the last (409), a number that another has (409)."""
    hold_for([member], visible_residents(by), member.id)
    resident = locked_resident(by, member.id)
    secret = Secret.objects.select_for_update(of=("self",)).get(resident=resident)
    hidden_now = {name: getattr(member, name) for name in masks.SECRETS}
    check_version(resident, version, member.values, lambda: masks.differing(secret, "resident", hidden_now))
    differs = _told_by_number(resident, _with_number(member, secret), dict(member.values))
    hidden = _sealed(secret, resident, member)
    differs.pop("sort", None)
    now = clock.now()
    fields = store(resident, "resident", differs, by=by, source=source, new=False)
    if hidden:
        secret.save()
        keep_changes(resident, "resident", hidden, by=by, source=source, at=now)
        if not differs:
            Resident.objects.filter(id=resident.id).update(version=resident.version + 1, changed_at=now)
    only_head(resident, by=by, source=source)
    if member.skills is not None:
        set_skills(resident, member.skills, source=source)
    mark(residents=[resident.id])
    verb = "corrected" if fields or hidden else "confirmed"
    ledger.record(
        f"resident.{verb}", by=by, area=resident.area, subject=resident.id, fields=sorted({*fields, *hidden})
    )
    return resident.id


def _with_number(member: Member, secret: Secret) -> Member:
    """The member with the number that is on the register, where he says none: birthday and sex must still go with
    it."""
    if member.id_number is not None or not len(secret.id_number):
        return member
    number = sealing.unseal(secret.id_number, of=secret.pk, field="resident.id_number")
    return replace(member, id_number=number, id_kind=secret.id_kind)


def only_head(resident: Resident, *, by: Actor, source: str) -> None:
    """Where a resident is the head of his household, whoever was is `other` until somebody says what he is now."""
    if resident.relation != Relation.HEAD.value or resident.household_id is None:
        return
    others = Resident.objects.filter(household=resident.household_id, state="active", relation="head")
    for one in others.exclude(id=resident.id):
        differs = apply(one, {"relation": Relation.OTHER.value})
        store(one, "resident", differs, by=by, source=source, new=False, confirmed=False)


def locked_resident(by: Actor, resident_id: UUID) -> Resident:
    """A resident the actor may keep, locked; one who was merged is who he was merged into."""
    resident = visible_residents(by).select_for_update(of=("self",)).filter(id=resident_id).first()
    if resident is not None and resident.merged_into_id:
        resident = (
            visible_residents(by).select_for_update(of=("self",)).filter(id=resident.merged_into_id).first()
        )
    if resident is None or resident.state == ResidentState.ANONYMISED.value:
        raise missing()
    require(by, Permission.KEEP, within=resident.area)
    return resident


def change_household(
    *,
    by: Actor,
    household_id: UUID,
    values: Mapping[str, Any],
    head: UUID | None = None,
    version: int | None = None,
    source: str = "",
) -> UUID:
    """Correct a household, or say who is its head."""
    household = standing_household(by, household_id)
    check_version(household, version, values)
    differs = apply(household, said.checked(said.HOUSEHOLD, values, today=today()))
    fields = store(household, "household", differs, by=by, source=source, new=False)
    if head is not None:
        fields += _make_head(household, head, by=by, source=source)
    if fields:
        let_know(households=[household.id])
    verb = "corrected" if fields else "confirmed"
    ledger.record(f"household.{verb}", by=by, area=household.area, subject=household.id, fields=fields)
    return household.id


def _make_head(household: Household, head: UUID, *, by: Actor, source: str) -> list[str]:
    one = Resident.objects.filter(household=household, state="active", id=head).first()
    if one is None:
        raise writing.refused("head", "户主应是本户在册成员", "The head must be a member of the household")
    differs = apply(one, {"relation": Relation.HEAD.value})
    if differs:
        store(one, "resident", differs, by=by, source=source, new=False, confirmed=False)
        only_head(one, by=by, source=source)
    return ["head"] if differs else []
