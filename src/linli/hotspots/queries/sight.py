"""The first wall: hot issues below the areas of posts that see them."""

from typing import TypeVar

from django.db.models import Model, QuerySet

from linli.hotspots.models import HotIssue, HotReport
from linli.hotspots.rules import Permission
from linli.kit.actor import Actor
from linli.kit.below import below_any
from linli.kit.errors import NotFound

M = TypeVar("M", bound=Model)


def within(by: Actor, rows: QuerySet[M]) -> QuerySet[M]:
    """Those rows of a table with `area` that the actor sees."""
    return rows if by.everywhere else below_any(by.areas_with(Permission.SEE), rows)


def visible_issues(by: Actor) -> QuerySet[HotIssue]:
    """Issues, those that are gone too."""
    return within(by, HotIssue.objects.all())


def visible_reports(by: Actor) -> QuerySet[HotReport]:
    """What lies in them."""
    return within(by, HotReport.objects.all())


def missing() -> NotFound:
    """Not there, or not the actor's to see."""
    return NotFound(
        "hot/not-found",
        zh="没有这个热点，或不在您的范围内",
        en="There is no such hot issue, or it is outside your area",
    )
