"""The first wall: habits below the areas of posts that tend them; beside a matter, those of its own line upward."""

from typing import TypeVar

from django.db.models import Model, QuerySet

from linli.habits.models import Habit, PutAside
from linli.habits.rules import Permission
from linli.kit.actor import Actor
from linli.kit.below import below_any
from linli.kit.errors import NotFound

M = TypeVar("M", bound=Model)


def _within(by: Actor, rows: QuerySet[M]) -> QuerySet[M]:
    return rows if by.everywhere else below_any(by.areas_with(Permission.TEND), rows)


def visible_habits(by: Actor) -> QuerySet[Habit]:
    """What was usual where the actor tends it."""
    return _within(by, Habit.objects.all())


def visible_put_aside(by: Actor) -> QuerySet[PutAside]:
    """What was put aside there."""
    return _within(by, PutAside.objects.all())


def missing() -> NotFound:
    """Not there, or not the actor's to see."""
    return NotFound(
        "habit/not-found",
        zh="没有这一条惯例，或不在您的范围内；可能夜里重新数过，请刷新再看",
        en="There is no such habit, or it is outside your area; it may have been counted anew: look again",
    )
