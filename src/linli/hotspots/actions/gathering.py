"""Looking a community's new matters through: each is put to the groups that are there, and what becomes of these is
written down. The groups are kept in the process from one time to the next; where somebody else changed something
meanwhile, they are built anew from what is written."""

from collections import OrderedDict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import F

from linli.hotspots.models import HotIssue, HotReport, LookedThrough
from linli.hotspots.queries.texts import READ, day_of, report_of
from linli.hotspots.rules import MATTERS_MOST, TITLE_MOST, WINDOW_DAYS, State, area_of, rank
from linli.kit import clock, ids
from linli.kit.actor import Actor, require_system
from linli.language.rules.hot import (
    LEAST_REPORTERS,
    LEAST_REPORTS,
    Commonness,
    Groups,
    Heard,
    features,
    heat,
    named,
)
from linli.ledger import actions as ledger
from linli.matters import queries as matters

KEPT_COMMUNITIES = 40
LATE = timedelta(hours=2)
"""How much later than received a matter may be written, as from a phone that had no signal, and still be met; the
nightly look through everything meets the others."""
_COLUMNS = (*READ, "area", "reporter__phone_index")


@dataclass(slots=True)
class _Known:
    """What is known of a matter without its words."""

    at: datetime
    area: str
    reporter: str
    subject: str


@dataclass(slots=True)
class _Kept:
    """A community's groups as a process keeps them, good while nobody else changed what is written."""

    stamp: int
    groups: Groups = field(default_factory=Groups)
    commonness: Commonness = field(default_factory=Commonness)
    known: dict[UUID, _Known] = field(default_factory=dict)
    issues: dict[UUID, UUID] = field(default_factory=dict)
    """The issue each matter is written down in."""
    apart: set[UUID] = field(default_factory=set[UUID])
    """Matters that lie in none by somebody's word."""


_kept: OrderedDict[str, _Kept] = OrderedDict()


def forget() -> None:
    """Drop the process's groups."""
    _kept.clear()


def gather(*, by: Actor, community: str, whole: bool = False) -> int:
    """Look through what came into a community since the last time, or with `whole` everything of half a year once more.
    Returns how many issues are new or have grown. Forbidden to all but the system."""
    require_system(by)
    state = locked(community)
    now = clock.now()
    since = now - timedelta(days=WINDOW_DAYS)
    kept = _kept.pop(community, None)  # put back when all went well: what failed is looked at anew
    if kept is None and not whole and state.until and not _anything(by, community, state.until):
        return 0
    if whole or kept is None or kept.stamp != state.stamp or state.until is None:
        kept = _built(by, community, since, state)
        touched = _all_of(kept) if whole else _added(kept, _unwritten(kept, state.until))
    else:
        rows = _rows(by, community, max(since, state.until - LATE))
        met = kept.known.keys() | kept.apart
        touched = _added(kept, _learned(kept, [row for row in rows if row["id"] not in met]))
    changed = sum(_write(by, community, kept, members, now) for members in touched)
    state.until = now
    state.stamp += bool(changed)
    state.save()
    kept.stamp = state.stamp
    _keep(community, kept)
    return changed


def _anything(by: Actor, community: str, since: datetime) -> bool:
    """Whether something came in since: groups are not built for nothing."""
    return matters.visible_matters(by).filter(community=community, received_at__gt=since).exists()


def _keep(community: str, kept: _Kept) -> None:
    _kept[community] = kept
    _kept.move_to_end(community)
    while len(_kept) > KEPT_COMMUNITIES:
        _kept.popitem(last=False)


def locked(community: str) -> LookedThrough:
    """How far the community was looked through, locked, so that one process looks at a time."""
    row = LookedThrough(id=ids.of("hotspots-looked", community), community=community, area=community)
    LookedThrough.objects.bulk_create([row], ignore_conflicts=True)
    return LookedThrough.objects.select_for_update().get(community=community)


def changed_by_hand(community: str) -> None:
    """Let processes that keep a community's groups build them anew."""
    LookedThrough.objects.filter(community=community).update(stamp=F("stamp") + 1)


def _rows(by: Actor, community: str, since: datetime) -> list[dict[str, Any]]:
    rows = matters.visible_matters(by).filter(community=community, received_at__gte=since)
    return list(rows.order_by("-received_at", "-id").values(*_COLUMNS)[:MATTERS_MOST])[::-1]


def _built(by: Actor, community: str, since: datetime, state: LookedThrough) -> _Kept:
    """Groups as they are written, with everything else of the window each for itself."""
    kept = _Kept(state.stamp)
    written = dict(HotReport.objects.filter(community=community, at__gte=since).values_list("id", "issue"))
    kept.apart = {id for id, issue in written.items() if issue is None}
    rows = [row for row in _rows(by, community, since) if row["id"] not in kept.apart]
    said = {row["id"]: features(report_of(row)) for row in rows}
    kept.commonness.count(said.values())
    lying: dict[UUID, list[dict[str, Any]]] = {}
    for row in rows:
        kept.known[row["id"]] = _known(row)
        if issue := written.get(row["id"]):
            kept.issues[row["id"]] = issue
            lying.setdefault(issue, []).append(row)
    for some in lying.values():
        kept.groups.seed((str(r["id"]), kept.commonness.vector(said[r["id"]]), day_of(r)) for r in some)
    for row in rows:
        if row["id"] not in kept.issues:
            kept.groups.add(str(row["id"]), kept.commonness.vector(said[row["id"]]), day_of(row))
    return kept


def _unwritten(kept: _Kept, until: datetime | None) -> list[UUID]:
    """What is written down nowhere and may be new."""
    new = [id for id, one in kept.known.items() if until is None or one.at >= until - LATE]
    return [id for id in new if id not in kept.issues]


def _learned(kept: _Kept, rows: Iterable[dict[str, Any]]) -> list[UUID]:
    """Take new matters in."""
    new: list[UUID] = []
    for row in rows:
        said = features(report_of(row))
        kept.commonness.count([said])
        kept.known[row["id"]] = _known(row)
        kept.groups.add(str(row["id"]), kept.commonness.vector(said), day_of(row))
        new.append(row["id"])
    return new


def _added(kept: _Kept, new: Collection[UUID]) -> list[list[str]]:
    """The groups that some matters lie in, each once: their members, the most typical first."""
    numbers = dict.fromkeys(kept.groups.held[str(id)] for id in new)
    return [kept.groups.nearest_to_middle(number) for number in numbers]


def _all_of(kept: _Kept) -> list[list[str]]:
    return [
        kept.groups.nearest_to_middle(number)
        for number, group in kept.groups.groups.items()
        if len(group.members) >= LEAST_REPORTS
    ]


def _known(row: dict[str, Any]) -> _Known:
    phone = row["reporter__phone_index"]
    who = bytes(phone).hex() if phone else ""
    return _Known(row["received_at"], row["area"], who, row["subject"] or row["words"][:TITLE_MOST])


def _write(by: Actor, community: str, kept: _Kept, typical: list[str], now: datetime) -> bool:
    """Write down what became of a group. What several issues held lies in the one that held most of it; of a group that
    is no issue yet, nothing is written."""
    members = [UUID(one) for one in typical]
    held = [issue for id in members if (issue := kept.issues.get(id))]
    known = [kept.known[id] for id in members]
    cohesion = kept.groups.groups[kept.groups.held[typical[0]]].cohesion
    warmth = heat((Heard(one.at, one.reporter) for one in known), at=now, cohesion=cohesion)
    if not held and (len(members) < LEAST_REPORTS or warmth.reporters < LEAST_REPORTERS):
        return False
    rows = {row.id: row for row in HotIssue.objects.select_for_update().filter(id__in=held).order_by("id")}
    into = max(rows, key=lambda one: (*_weight(rows[one]), held.count(one))) if rows else ids.new()
    row = rows.get(into)
    if row is not None and len(held) == len(members) and set(held) == {into} and row.reports == len(members):
        return False
    new = row is None
    row = row or HotIssue(id=into, community=community, state=State.FOUND.value, found_at=now)
    name = named([one.subject for one in known], kept.commonness.holding)
    if not row.named:
        row.title, row.place = name.title or known[0].subject[:TITLE_MOST], name.place[:TITLE_MOST]
    row.area = area_of(one.area for one in known)
    row.reports, row.reporters, row.cohesion = len(members), warmth.reporters, cohesion
    row.rank, row.peak = rank(warmth.now, now), warmth.peak
    row.first_at, row.last_at, row.changed_at = warmth.first, warmth.last, now
    row.save()
    _gone(community, set(held) - {into}, row, now)
    _put(row, members, kept)
    verb = "hotspot.found" if new else "hotspot.grown"
    ledger.record(verb, by=by, area=row.area, subject=row.id, reports=row.reports, reporters=row.reporters)
    return True


def _weight(row: HotIssue) -> tuple[bool, bool, bool]:
    """Of issues that turn out to be one, which goes on: the one that people watch, named, did not dismiss."""
    return row.state == State.WATCHED.value, row.named, row.state == State.FOUND.value


def _gone(community: str, others: Collection[UUID], into: HotIssue, now: datetime) -> None:
    HotIssue.objects.filter(community=community, id__in=list(others)).update(
        state=State.GONE.value, merged_into=into, changed_at=now, version=F("version") + 1
    )


def _put(row: HotIssue, members: Collection[UUID], kept: _Kept) -> None:
    HotReport.objects.bulk_create(
        (
            HotReport(id=id, community=row.community, area=row.area, issue=row, at=kept.known[id].at)
            for id in members
        ),
        update_conflicts=True,
        unique_fields=["id"],
        update_fields=["issue", "area"],
    )
    HotReport.objects.filter(issue=row).exclude(area=row.area).update(area=row.area)
    kept.issues.update(dict.fromkeys(members, row.id))
