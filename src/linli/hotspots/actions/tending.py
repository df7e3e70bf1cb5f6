"""What people say of a hot issue: that it is watched or is none, what it is called, which matters belong to it."""

from uuid import UUID

from linli.hotspots.actions import gathering
from linli.hotspots.actions.reckoning import reckon
from linli.hotspots.models import HotIssue, HotReport
from linli.hotspots.queries import visible_issues, visible_reports
from linli.hotspots.queries.sight import missing
from linli.hotspots.rules import TITLE_MOST, Permission, State
from linli.kit import clock
from linli.kit.actor import Actor, require
from linli.kit.errors import Conflict, Refused
from linli.ledger import actions as ledger
from linli.matters import queries as matters
from linli.matters.rules.words import tidy

WHY_MOST = 200


def locked(by: Actor, issue_id: UUID, version: int | None = None) -> HotIssue:
    """An issue for changing. Refused: not visible (404), no right to tend it (403), gone or changed meanwhile (409)."""
    row = visible_issues(by).select_for_update(of=("self",)).filter(id=issue_id).first()
    if row is None:
        raise missing()
    require(by, Permission.TEND, within=row.area)
    if row.state == State.GONE.value:
        raise Conflict(
            "hot/gone",
            zh="这个热点已并入另一个，请看那一个",
            en="This issue became one with another; look there",
        )
    if version is not None and row.version != version:
        raise Conflict(
            "hot/stale",
            zh="别人刚刚改过，请看过再改",
            en="Somebody changed it meanwhile; look and try again",
            extra={"stands": {"title": row.title, "state": row.state, "version": row.version}},
        )
    return row


def watch(*, by: Actor, issue_id: UUID, version: int | None = None) -> UUID:
    """Keep an issue in sight (盯办), however cool it becomes."""
    return _say(by, locked(by, issue_id, version), State.WATCHED)


def dismiss(*, by: Actor, issue_id: UUID, why: str = "", version: int | None = None) -> UUID:
    """Say that it is none, or that nothing needs doing; what comes to it later is still put there."""
    return _say(by, locked(by, issue_id, version), State.DISMISSED, tidy(why)[:WHY_MOST])


def restore(*, by: Actor, issue_id: UUID, version: int | None = None) -> UUID:
    """Take back that it is watched or dismissed."""
    return _say(by, locked(by, issue_id, version), State.FOUND)


def _say(by: Actor, row: HotIssue, state: State, why: str = "") -> UUID:
    row.state, row.why = state.value, why
    row.said_at, row.said_by, row.said_by_name = clock.now(), by.id, by.name[:80]
    _save(row)
    ledger.record("hotspot.said", by=by, area=row.area, subject=row.id, to=state.value)
    return row.id


def rename(*, by: Actor, issue_id: UUID, title: str, version: int | None = None) -> UUID:
    """Give an issue a title; it keeps it whatever comes to it. Refused without one."""
    row = locked(by, issue_id, version)
    called = tidy(title)[:TITLE_MOST]
    if not called:
        raise _refused("title", "请写一个名称", "Give it a title")
    row.title, row.named = called, True
    _save(row)
    ledger.record("hotspot.renamed", by=by, area=row.area, subject=row.id)
    return row.id


def put_in(*, by: Actor, issue_id: UUID, matter_id: UUID) -> UUID:
    """Say that a matter belongs to an issue, whatever its words. Refused: a matter of another community or one the
    actor does not see, one that lies there already."""
    _before_the_job(by, issue_id)
    row = locked(by, issue_id)
    matter = matters.visible_matters(by).filter(id=matter_id, community=row.community).first()
    if matter is None:
        raise _refused("matter", "请选择本社区的事项", "Choose a matter of this community")
    before = HotReport.objects.select_for_update().filter(id=matter_id).first()
    if before is not None and before.issue_id == row.id:
        raise Conflict("hot/there", zh="这件已经在这个热点里", en="The matter lies there already")
    HotReport.objects.update_or_create(
        id=matter_id,
        defaults={
            "community": row.community,
            "area": row.area,
            "issue": row,
            "at": matter.received_at,
            "pinned": True,
        },
    )
    _moved(by, row, before.issue_id if before else None, put=matter_id)
    return row.id


def take_out(*, by: Actor, issue_id: UUID, matter_id: UUID) -> UUID:
    """Say that a matter does not belong to an issue, nor to any. Refused where it lies elsewhere (409)."""
    _before_the_job(by, issue_id)
    row = locked(by, issue_id)
    held = visible_reports(by).select_for_update(of=("self",)).filter(id=matter_id, issue=row).first()
    if held is None:
        raise Conflict(
            "hot/elsewhere", zh="这件已不在这个热点里", en="The matter does not lie there any more"
        )
    held.issue, held.pinned = None, True
    held.save()
    _moved(by, row, None, took=matter_id)
    return row.id


def _before_the_job(by: Actor, issue_id: UUID) -> None:
    """Wait for the job that looks the community through, and have it wait: both lock in this order."""
    community = visible_issues(by).filter(id=issue_id).values_list("community", flat=True).first()
    if community:
        gathering.locked(community)


def _moved(
    by: Actor, row: HotIssue, other: UUID | None, *, put: UUID | None = None, took: UUID | None = None
) -> None:
    """Reckon the issues anew that gained or lost a matter, and let the job know."""
    reckon(by, row)
    if other is not None and (lost := HotIssue.objects.select_for_update().filter(id=other).first()):
        reckon(by, lost)
    gathering.changed_by_hand(row.community)
    ledger.record("hotspot.sorted", by=by, area=row.area, subject=row.id, put=put, took=took)


def _save(row: HotIssue) -> None:
    row.changed_at = clock.now()
    row.version += 1
    row.save()


def _refused(field: str, zh: str, en: str) -> Refused:
    return Refused(
        "hot/refused", zh=zh, en=en, extra={"fields": [{"field": field, "title": zh, "title_en": en}]}
    )
