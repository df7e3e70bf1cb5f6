"""Informants (民情信息员): a resident takes on a building, a grid or a micro-grid, and gives it up again."""

from datetime import date
from uuid import UUID

from linli.kit import clock
from linli.kit.actor import Actor, require
from linli.kit.areas import Level, community_of
from linli.kit.errors import Conflict
from linli.ledger import actions as ledger
from linli.register.actions.changing import today
from linli.register.models import Informant, Resident
from linli.register.queries.sight import missing, visible_buildings, visible_informants, visible_residents
from linli.register.rules import Permission, writing
from linli.register.rules.kinds import ResidentState
from linli.territory import queries as territory


def appoint_informant(
    *,
    by: Actor,
    informant_id: UUID,
    resident_id: UUID,
    building_id: UUID | None = None,
    area: str = "",
    since: date | None = None,
    note: str = "",
    source: str = "",
    synthetic: bool = False,
) -> UUID:
    """A resident keeps his ears open for a building, or for a grid or micro-grid (`area`). Refused: neither or both
    said, an area that is none, somebody who is not on the register of that community; one who does so already
    (409)."""
    where = _where(by, building_id, area)
    require(by, Permission.KEEP, within=where)
    who = _resident(by, resident_id, community_of(where))
    day = writing.check_day(since, field="since", today=today()) or today()
    there = Informant.objects.filter(resident=who, building=building_id, area=where, until=None)
    if there.exists():
        raise Conflict("informant/there", zh="他已经是这里的信息员", en="He is an informant here already")
    row = Informant.objects.create(
        id=informant_id,
        community=community_of(where),
        area=where,
        building_id=building_id,
        resident=who,
        since=day,
        note=writing.tidy(note, 200),
        source=writing.tidy(source, 60),
        synthetic=synthetic,
        changed_at=clock.now(),
    )
    ledger.record(
        "informant.appointed", by=by, area=where, subject=row.id, resident=who.id, building=building_id
    )
    return row.id


def _where(by: Actor, building_id: UUID | None, area: str) -> str:
    """The area an informant's ground lies in."""
    if (building_id is None) == (not area):
        raise writing.refused(
            "building", "请选一栋楼，或一个网格，二者选一", "Choose a building or a grid, one of the two"
        )
    if building_id is not None:
        row = visible_buildings(by).filter(id=building_id).first()
        if row is None:
            raise missing()
        return row.area
    if len(area) < Level.GRID or not territory.exists(area):
        raise writing.refused("area", "请选一个网格或微网格", "Choose a grid or a micro-grid")
    return area


def _resident(by: Actor, resident_id: UUID, community: str) -> Resident:
    found = visible_residents(by).select_related("merged_into").select_for_update(of=("self",))
    row = found.filter(id=resident_id).first()
    if row is None:
        raise missing()
    row = row.merged_into or row
    if row.state != ResidentState.ACTIVE.value or row.community != community:
        raise writing.refused(
            "resident", "请选本社区在册的居民", "Choose somebody on the register of this community"
        )
    return row


def end_informant(
    *, by: Actor, informant_id: UUID, on: date | None = None, reason: str, version: int | None = None
) -> UUID:
    """A resident gives it up; it stays in the history, with the reason beside the note there was. Refused: a day ahead
    or before it began, no reason; where it is over or was changed (409)."""
    row = visible_informants(by).select_for_update(of=("self",)).filter(id=informant_id).first()
    if row is None:
        raise missing()
    require(by, Permission.KEEP, within=row.area)
    if row.until is not None or version not in (None, row.version):
        raise Conflict(
            "informant/changed",
            zh="别人刚刚改过，请刷新再看",
            en="Somebody has just changed this; look again",
        )
    words = writing.check_reason(reason)
    last = writing.check_day(on, field="on", today=today()) or today()
    if last < row.since:
        raise writing.refused("on", "结束日期早于开始日期，请核对", "It cannot end before it began")
    row.until, row.changed_at = last, clock.now()
    row.note = writing.tidy(f"{row.note}；{words}" if row.note else words, 200)
    row.version += 1
    row.save()
    ledger.record("informant.ended", by=by, area=row.area, subject=row.id, resident=row.resident_id)
    return row.id
