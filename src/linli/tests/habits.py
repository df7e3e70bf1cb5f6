"""A habit on either side of the matrix, put aside once, and what the matrix says to its routes."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from linli.habits.models import Habit, PutAside
from linli.habits.rules import Key
from linli.kit import clock
from linli.kit.actor import system
from linli.kit.areas import community_of
from linli.kit.scope import scope


def things(area: str, matter: UUID, words: str) -> dict[str, UUID]:
    """A habit of an area that names another title than the shipped list does, with one matter as its example."""
    now, where = clock.now(), {"community": community_of(area), "area": area}
    key = Key(area, "facility.lamp")
    with scope(system()):
        Habit.objects.create(
            id=key.id,
            category=key.category,
            title="counter_worker",
            settled=12,
            by=10,
            first_at=now - timedelta(days=90),
            last_at=now,
            place=area,
            kind=key.category,
            urgency="soon",
            examples=[matter],
            counted_at=now,
            **where,
        )
        PutAside.objects.create(
            id=key.id,
            title="counter_worker",
            settled=2,
            by=2,
            ruled="grid_worker",
            why=words[:200],
            said_at=now,
            said_by=system().id,
            said_by_name=words[:10],
            **where,
        )
    return {"habit": key.id}


def body() -> dict[str, Any]:
    """A body that every route of habits can take."""
    return {"why": "照规则办"}
