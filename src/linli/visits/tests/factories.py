"""Doors and visits for tests."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from linli.kit import clock, ids
from linli.kit.actor import system
from linli.kit.scope import scope
from linli.register.queries import Which
from linli.register.tests import factories as make
from linli.tests import community as c
from linli.visits import actions
from linli.visits.actions import VisitData
from linli.visits.rules.kinds import Result, Way, Whom


def home(area: str = c.GRIDS[0], room: str = "501", *, name: str = "王秀英", building: str = "3") -> UUID:
    """A household of one woman in a building of a grid, on the list."""
    by = system()
    dwelling = make.dwelling(by, make.building(by, area, building), room)
    made = make.household(by, dwelling, make.member(name))
    follow(households=(made,))
    return made


def shop(area: str = c.GRIDS[0], name: str = "惠民便利店") -> UUID:
    """A shop on the list."""
    made = make.shop(system(), area, name)
    follow(organisations=(made,))
    return made


def follow(**which: Any) -> int:
    """What the job does after the register changed."""
    with scope(system()):
        return actions.follow(by=system(), which=Which(**which))


def said(subject: UUID, **more: Any) -> VisitData:
    """A visit as it is told: met at home unless said otherwise."""
    values: dict[str, Any] = {"noun": Whom.HOUSEHOLD, "way": Way.HOME, "result": Result.MET} | more
    return VisitData(id=values.pop("id", ids.new()), subject=subject, **values)


def visit(key: str, subject: UUID, *, days_ago: float = 0, **more: Any) -> UUID:
    """A visit recorded by a person of the community."""
    at = clock.now() - timedelta(days=days_ago) if days_ago else None
    return make.act(key, actions.record, data=said(subject, at=at, **more))
