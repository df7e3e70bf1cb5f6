"""Which hot issue what is being typed belongs to: the same groups and the same likeness as of the job that puts new
matters in, but of the actor's own sight, and nothing is written. A process keeps the groups of a sight while its issues
stay as they are, and how common pairs are for an hour. It builds one at a time; meanwhile the others make do with what
was built a moment ago."""

import time
from collections import OrderedDict
from dataclasses import dataclass, field
from threading import Lock
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from linli.hotspots.models import HotIssue, HotReport
from linli.hotspots.queries.texts import READ, day_of, report_of
from linli.hotspots.rules import COOL, SHOWN, Permission, State, rank
from linli.kit import clock
from linli.kit.actor import Actor, require
from linli.kit.areas import Level, is_area
from linli.kit.below import below_any
from linli.language.rules.hot import Commonness, Groups, Report, features
from linli.matters import queries as matters
from linli.matters.rules import Permission as MatterPermission
from linli.matters.rules.words import subject_of
from linli.territory import queries as territory

TYPED_LEAST = 6
"""Characters before anything is looked for."""
LOOKED_AT = 2000
COUNTED_MOST = 2000
"""The newest matters by which it is reckoned how common a pair is."""
ISSUES_MOST = 200
MEMBERS_MOST = 3000
"""Matters of all issues together that are read, the newest."""
KEPT_MOST = 20
"""Sights a process keeps the groups of."""
HELD_MOST = 10000
"""Matters in all groups a process keeps together; the sight asked for last always stays."""
_COMMON_SECONDS = 3600.0
_OLD_SECONDS = 60.0
"""So long groups are used while those of now are being built."""
_WAIT_SECONDS = 3.0
"""Whoever has none waits so long for another's building, then is told of none."""
_TOLD = ("id", "area", "title", "place", "reports", "reporters", "main", "changed_at")


@dataclass
class _Kept:
    """What a process keeps for a sight of a community."""

    stamp: tuple[Any, ...] = ()
    groups: Groups = field(default_factory=Groups)
    issues: dict[int, UUID] = field(default_factory=dict)
    """The issue of each group."""
    newest: dict[UUID, UUID] = field(default_factory=dict)
    """The newest matter of each issue."""
    commonness: Commonness = field(default_factory=Commonness)
    counted_at: float = 0.0
    built_at: float = 0.0
    held: int = 0
    """Matters in its groups."""

    def holds(self, stamp: tuple[Any, ...]) -> bool:
        """Whether these are the groups of the issues as they are."""
        return self.stamp == stamp and time.monotonic() - self.counted_at < _COMMON_SECONDS


_Sight = tuple[str, tuple[str, ...]]
_kept: OrderedDict[_Sight, _Kept] = OrderedDict()
_lock = Lock()
_building = Lock()


def forget_near() -> None:
    """Drop the process's copies: between tests."""
    with _lock:
        _kept.clear()


def near(by: Actor, *, words: str, place: str = "", area: str = "") -> dict[str, Any] | None:
    """The hot issue that what has been typed so far would lie in, of those a list shows and the actor sees every matter
    of: with how many reported it, and a matter of it to look at. Nothing where it is like none, or too short."""
    for permission in (MatterPermission.SEE, MatterPermission.RAISE):
        require(by, permission, within=None)
    community = (area or by.community)[: Level.COMMUNITY]
    if len(words.strip()) < TYPED_LEAST or len(community) < Level.COMMUNITY or not is_area(community):
        return None
    shown = {row["id"]: row for row in _shown(by, community).values(*_TOLD)[:ISSUES_MOST]}
    if not shown:
        return None
    kept = _known(by, community, shown)
    if kept is None:
        return None
    text = words[:LOOKED_AT]
    said = features(Report("", subject_of(text), text, clock.now(), place=place))
    vector = kept.commonness.vector(said, uncounted=1)
    found = kept.groups.likest(vector, clock.now().toordinal())
    row = shown.get(kept.issues[found[0]]) if found else None
    return _told(by, row, kept) if row else None


def _shown(by: Actor, community: str) -> QuerySet[HotIssue]:
    rows = HotIssue.objects.filter(community=community, state__in=SHOWN)
    if not by.everywhere:
        rows = below_any(by.areas_with(MatterPermission.SEE), rows)
    warm = Q(rank__gte=rank(COOL, clock.now())) | Q(state=State.WATCHED.value)
    return rows.filter(warm).order_by("-rank", "-id")


def _known(by: Actor, community: str, shown: dict[UUID, dict[str, Any]]) -> _Kept | None:
    """The groups of these issues, built anew where any of them changed; nothing where another's building takes long."""
    sight = (community, () if by.everywhere else by.areas_with(MatterPermission.SEE))
    stamp = tuple(sorted((str(id), row["changed_at"]) for id, row in shown.items()))
    kept = _found(sight)
    if kept is not None and kept.holds(stamp):
        return kept
    usable = kept is not None and time.monotonic() - kept.built_at < _OLD_SECONDS
    if not _building.acquire(timeout=0 if usable else _WAIT_SECONDS):
        return kept if usable else None
    try:
        kept = _found(sight)
        if kept is not None and kept.holds(stamp):
            return kept
        built = _built(by, community, shown, kept)
        built.stamp, built.built_at = stamp, time.monotonic()
        _keep(sight, built)
        return built
    finally:
        _building.release()


def _found(sight: _Sight) -> _Kept | None:
    with _lock:
        if sight in _kept:
            _kept.move_to_end(sight)
        return _kept.get(sight)


def _keep(sight: _Sight, built: _Kept) -> None:
    """Keep it, and let go of those asked for longest ago."""
    with _lock:
        _kept[sight] = built
        _kept.move_to_end(sight)
        held = sum(one.held for one in _kept.values())
        while len(_kept) > KEPT_MOST or (held > HELD_MOST and len(_kept) > 1):
            held -= _kept.popitem(last=False)[1].held


def _built(by: Actor, community: str, shown: dict[UUID, dict[str, Any]], before: _Kept | None) -> _Kept:
    kept = _Kept()
    if before is not None and time.monotonic() - before.counted_at < _COMMON_SECONDS:
        kept.commonness, kept.counted_at = before.commonness, before.counted_at
    else:
        rows = matters.visible_matters(by).filter(community=community).order_by("-received_at", "-id")
        kept.commonness.count(features(report_of(row)) for row in rows.values(*READ)[:COUNTED_MOST])
        kept.counted_at = time.monotonic()
    held = dict(
        HotReport.objects.filter(issue__in=list(shown))
        .order_by("-at", "-id")
        .values_list("id", "issue")[:MEMBERS_MOST]
    )
    lying: dict[UUID, list[dict[str, Any]]] = {}
    for row in matters.visible_matters(by).filter(id__in=list(held)).values(*READ):
        lying.setdefault(held[row["id"]], []).append(row)
    for issue, rows in lying.items():
        rows.sort(key=lambda row: (row["received_at"], str(row["id"])))
        vectors = ((str(r["id"]), kept.commonness.vector(features(report_of(r))), day_of(r)) for r in rows)
        kept.issues[kept.groups.seed(vectors)] = issue
        kept.newest[issue] = rows[-1]["id"]
        kept.held += len(rows)
    return kept


def _told(by: Actor, row: dict[str, Any], kept: _Kept) -> dict[str, Any]:
    sees = by.may(Permission.SEE, row["area"])
    return {
        "id": row["id"],
        "title": row["title"],
        "place": row["place"],
        "area_name": territory.name_of(row["area"]),
        "reports": row["reports"],
        "reporters": row["reporters"],
        "matter": row["main"] or kept.newest.get(row["id"]),
        "abilities": ["open"] * sees + ["put"] * by.may(Permission.TEND, row["area"]),
    }
