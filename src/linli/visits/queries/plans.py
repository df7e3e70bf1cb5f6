"""Plans as screens show them: the board of a day, and what the last runs told."""

from collections.abc import Collection
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Min, Q

from linli.kit.actor import Actor, require
from linli.register import queries as register
from linli.visits.models import Planned, Planning
from linli.visits.queries.ground import WALKERS
from linli.visits.queries.sight import below, missing, visible_planned, visible_plannings
from linli.visits.rules import Permission
from linli.visits.rules.kinds import Whom
from linli.workforce import queries as workforce

BOARD_MOST = 3000
RUNS = 5


def board(by: Actor, *, area: str, on: date) -> dict[str, Any]:
    """A day of an area: every post with its doors in order, and the last runs of the planner."""
    require(by, Permission.SEE, within=area)
    rows = list(visible_planned(by).filter(below(area), on=on).order_by("post", "order", "id")[:BOARD_MOST])
    posts = workforce.posts_by_id({row.post for row in rows})
    names = _names(by, rows)
    lines: dict[UUID, list[dict[str, Any]]] = {}
    for row in rows:
        lines.setdefault(row.post, []).append(_told(row) | names.get(row.subject, {"name": "", "place": ""}))
    return {
        "on": on,
        "area": area,
        "posts": [
            {
                "post": id,
                "name": posts[id].name if id in posts else "",
                "holder_name": posts[id].holder_name if id in posts else "",
                "stops": stops,
            }
            for id, stops in lines.items()
        ],
        "runs": [
            told_run(one) for one in visible_plannings(by).filter(below(area)).order_by("-asked_at")[:RUNS]
        ],
        "hands": [
            {"post": one.id, "name": one.name, "holder_name": one.holder_name}
            for one in workforce.held_below(area=area, roles=WALKERS)
        ],
        "abilities": ["plan"] if by.may(Permission.LEAD, area) else [],
    }


def _names(by: Actor, rows: list[Planned]) -> dict[UUID, dict[str, Any]]:
    homes = [row.subject for row in rows if row.noun == Whom.HOUSEHOLD.value]
    firms = [row.subject for row in rows if row.noun == Whom.ORGANISATION.value]
    return register.door_names(by, households=homes, organisations=firms)


def _told(row: Planned) -> dict[str, Any]:
    fields = ("id", "noun", "subject", "area", "order", "minute", "way", "second_post", "fixed", "done_at")
    return {name: getattr(row, name) for name in fields}


def told_run(row: Planning) -> dict[str, Any]:
    """A run of the planner."""
    return {
        "id": row.id,
        "from_on": row.from_on,
        "until_on": row.until_on,
        "asked_at": row.asked_at,
        "asked_by_name": row.asked_by_name,
        "ended_at": row.ended_at,
        "trouble": row.trouble,
        "placed": row.told.get("placed", 0),
        "walking": row.told.get("walking", 0),
        "days": row.told.get("days", {}),
        "reasons": row.told.get("reasons", {}),
        "left": sum(row.told.get("reasons", {}).values()),
    }


def run(by: Actor, planning_id: UUID) -> dict[str, Any]:
    """One run of the planner."""
    row = visible_plannings(by).filter(id=planning_id).first()
    if row is None:
        raise missing()
    return told_run(row)


def stop(by: Actor, planned_id: UUID) -> dict[str, Any]:
    """One planned door."""
    row = visible_planned(by).filter(id=planned_id).first()
    if row is None:
        raise missing()
    return _told(row) | {"name": "", "place": ""} | _names(by, [row]).get(row.subject, {})


def planned_for(by: Actor, *, on: date, posts: tuple[UUID, ...]) -> dict[UUID, int]:
    """By door its order in the day of some posts, or of who goes along."""
    rows = visible_planned(by).filter(Q(post__in=posts) | Q(second_post__in=posts), on=on, done_at=None)
    return dict(rows.values_list("subject", "order"))


def planned_days(by: Actor, subjects: Collection[UUID], *, since: date) -> dict[UUID, date]:
    """By door the next day it is planned for, by whomever."""
    rows = visible_planned(by).filter(subject__in=list(subjects), on__gte=since, done_at=None)
    return dict(rows.values_list("subject").annotate(first=Min("on")).order_by())
