"""Labels given, reviewed and ended, and skills. The ledger tells the kind of a label only where everybody who sees the
person may see it."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from linli.kit import clock, ids
from linli.kit.actor import Actor, require, require_for_site
from linli.kit.errors import Conflict, Forbidden
from linli.ledger import actions as ledger
from linli.register.actions.changing import today
from linli.register.actions.finding import let_know, mark
from linli.register.models import Label, LabelKind, Resident, Skill
from linli.register.queries import dictionary
from linli.register.queries.sight import (
    missing,
    visible_households,
    visible_labels,
    visible_residents,
)
from linli.register.rules import Permission, writing
from linli.register.rules.dates import months_later
from linli.register.rules.labels import SKILLS


def give_label(
    *,
    by: Actor,
    label_id: UUID,
    kind: str,
    resident_id: UUID | None = None,
    household_id: UUID | None = None,
    since: date | None = None,
    review_on: date | None = None,
    source: str = "",
    note: str = "",
) -> UUID:
    """Give a resident or a household a label from a day on; when it is to be looked at again comes from the dictionary
    unless said. Refuses a kind that is no longer given or is not for such, one the actor may not see (403), and one
    that is there already (409)."""
    of = _of(by, resident_id, household_id)
    found = _given(kind, of_household=household_id is not None)
    require(by, Permission.KEEP, within=of[0])
    _check_told(by, found, of[0])
    day = writing.check_day(since, field="since", today=today()) or today()
    standing = Label.objects.filter(resident=resident_id, household=household_id, kind=kind, until=None)
    if standing.exists():
        raise Conflict("label/there", zh="已经有这个标签", en="This label is there already")
    Label.objects.create(
        id=label_id,
        community=of[1],
        area=of[0],
        resident_id=resident_id,
        household_id=household_id,
        kind=kind,
        restricted=bool(found.seen_by),
        since=day,
        review_on=_ahead(review_on) or next_review(found, day),
        source=writing.tidy(source, 60) or by.name[:60],
        note=writing.tidy(note, 200),
        changed_at=clock.now(),
    )
    _mark(resident_id, household_id, found)
    _record("label.given", by, of[0], label_id, found)
    return label_id


def _given(kind: str, *, of_household: bool) -> LabelKind:
    """A kind of label that is given to such."""
    found = dictionary.kinds().get(kind)
    if found is None or not found.active or found.of_household != of_household:
        raise writing.refused(
            "kind", "没有这个标签，或已停用", "There is no such label, or it is no longer given"
        )
    return found


def _of(by: Actor, resident_id: UUID | None, household_id: UUID | None) -> tuple[str, str]:
    """Area and community of whom the label is given: a resident or a household."""
    if (resident_id is None) == (household_id is None):
        raise writing.refused("resident", "请选择一位居民或一户", "Choose a resident or a household")
    rows = (
        visible_residents(by).filter(id=resident_id, state="active")
        if resident_id
        else visible_households(by).filter(id=household_id, ended_on=None)
    )
    found = rows.values_list("area", "community").first()
    if found is None:
        raise missing()
    return found


def _check_told(by: Actor, kind: LabelKind, area: str) -> None:
    """Refuse a label whose being there the actor may not know."""
    titles = {seat.title for seat in by.seats if area.startswith(seat.area)}
    if kind.seen_by and not by.everywhere and not titles & set(kind.seen_by):
        raise Forbidden(
            "label/not-for-you", zh="这个标签由指定的岗位登记", en="Other posts are named to keep this label"
        )


def next_review(kind: LabelKind, day: date) -> date | None:
    """When a label is to be looked at again, by the dictionary."""
    return months_later(day, kind.review_months) if kind.review_months else None


def _ahead(day: date | None) -> date | None:
    """The day to look again, which cannot be past."""
    day = writing.check_day(day, field="review_on", today=today(), ahead=True)
    if day is not None and day < today():
        raise writing.refused("review_on", "复核日期应在今天以后", "The day to look again must be ahead")
    return day


def _locked(by: Actor, label_id: UUID) -> Label:
    label = visible_labels(by).select_for_update(of=("self",)).filter(id=label_id, until=None).first()
    if label is None:
        raise missing()
    require(by, Permission.KEEP, within=label.area)
    return label


def review_label(*, by: Actor, label_id: UUID, review_on: date | None = None, note: str = "") -> UUID:
    """Say that a label still holds, and when it is to be looked at again."""
    label = _locked(by, label_id)
    kind = dictionary.kinds()[label.kind]
    label.review_on = _ahead(review_on) or next_review(kind, today())
    label.note = writing.tidy(note, 200) or label.note
    label.changed_at = clock.now()
    label.save()
    _record("label.reviewed", by, label.area, label.id, kind)
    return label.id


def end_label(*, by: Actor, label_id: UUID, on: date | None = None, reason: str) -> UUID:
    """End a label with a day and a reason; it stays in the history."""
    label = _locked(by, label_id)
    words = writing.check_reason(reason)
    last = writing.check_day(on, field="on", today=today()) or today()
    if last < label.since:
        raise writing.refused("on", "结束日期早于开始日期，请核对", "It cannot end before it began")
    label.until = last
    label.note = writing.tidy(f"{label.note}；{words}" if label.note else words, 200)
    label.changed_at = clock.now()
    label.save()
    kind = dictionary.kinds()[label.kind]
    _mark(label.resident_id, label.household_id, kind)
    _record("label.ended", by, label.area, label.id, kind)
    return label.id


def _mark(resident_id: UUID | None, household_id: UUID | None, kind: LabelKind) -> None:
    """Whoever bears a label that all may see is found by it; who is visited how often may change with any label."""
    if not kind.seen_by:
        members = Resident.objects.filter(household=household_id) if household_id else Resident.objects.none()
        mark(
            residents=[one for one in [resident_id, *members.values_list("id", flat=True)] if one],
            quietly=True,
        )
    let_know(
        residents=[resident_id] if resident_id else [], households=[household_id] if household_id else []
    )


def _record(verb: str, by: Actor, area: str, id: UUID, kind: LabelKind) -> None:
    told: dict[str, Any] = {} if kind.seen_by else {"kind": kind.code}
    ledger.record(verb, by=by, area=area, subject=id, restricted=bool(kind.seen_by), **told)


def set_skills(resident: Resident, skills: Sequence[tuple[str, str]], *, source: str = "") -> None:
    """A resident's skills are these, each a kind with words of its own; that he was asked is kept too."""
    wanted = {(kind, writing.tidy(detail, 80)) for kind, detail in skills}
    if any(kind not in SKILLS for kind, _ in wanted):
        raise writing.refused("skills", "没有这类特长", "There is no such kind of skill")
    there = {(one.kind, one.detail): one for one in Skill.objects.filter(resident=resident)}
    for key, one in there.items():
        if key not in wanted:
            one.delete()
    Skill.objects.bulk_create(
        Skill(
            id=ids.new(),
            community=resident.community,
            area=resident.area,
            resident=resident,
            kind=kind,
            detail=detail,
            source=source[:60],
            asked_on=today(),
            synthetic=resident.synthetic,
        )
        for kind, detail in sorted(wanted - set(there))
    )


def change_label_kind(
    *, by: Actor, code: str, cadence_days: int | None, review_months: int | None, active: bool
) -> UUID:
    """Change how often those with a label are visited, how long it holds unreviewed, and whether it is given. For an
    administrator. Refuses amounts that cannot be."""
    require_for_site(by, Permission.CHANGE_LABELS)
    kind = LabelKind.objects.select_for_update().filter(code=code).first()
    if kind is None:
        raise missing()
    for name, value, most in (("cadence_days", cadence_days, 400), ("review_months", review_months, 60)):
        if value is not None and not 1 <= value <= most:
            raise writing.refused(name, f"应在1与{most}之间", f"Between 1 and {most}")
    kind.cadence_days, kind.review_months, kind.active = cadence_days, review_months, active
    kind.save()
    dictionary.forget_labels()
    ledger.record("label.changed", by=by, area=by.community[:6] or "00", subject=kind.id, kind=code)
    return kind.id
