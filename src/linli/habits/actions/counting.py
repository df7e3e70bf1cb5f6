"""Keeping what was counted, and asking for a count."""

from collections.abc import Iterable
from contextlib import suppress
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from linli.habits.models import Habit
from linli.habits.rules import WINDOW_DAYS, Permission
from linli.habits.rules.counting import Cell, Group, counted
from linli.kit import clock
from linli.kit.actor import Actor, require_for_site, require_system
from linli.kit.areas import Level, community_of
from linli.ledger import actions as ledger
from linli.matters.queries import settled
from linli.matters.queries.settled import Settled
from linli.workforce import queries as workforce
from linli.workforce.queries import PostRef


def count(*, by: Actor, community: str) -> list[Group]:
    """Count who settled what in a community within a year, by grid and as a whole, and put it down. Returns what was
    counted, for its subdistrict. The system's job, forbidden to all others."""
    require_system(by)
    found = settled.settled_by(by, community=community, since=clock.now() - timedelta(days=WINDOW_DAYS))
    posts = workforce.posts_by_id({one.post for one in found})
    groups = [_group(one, posts[one.post]) for one in found if one.post in posts]
    keep(by=by, community=community, cells=counted(groups, Level.GRID, Level.COMMUNITY))
    return groups


def _group(one: Settled, post: PostRef) -> Group:
    return Group(
        area=one.area,
        category=one.category,
        urgency=one.urgency,
        post=one.post,
        post_area=post.area,
        title=post.title,
        count=one.count,
        first=one.first,
        last=one.last,
        examples=one.examples,
    )


def keep(*, by: Actor, community: str, cells: Iterable[Cell]) -> int:
    """Put down anew what is usual in a community, or in a subdistrict (its code filled up with zeros). Returns how many
    rows there are. The system's job, forbidden to all others."""
    require_system(by)
    now = clock.now()
    made = [_row(community, cell, now) for cell in cells]
    Habit.objects.filter(community=community).delete()
    Habit.objects.bulk_create(made, batch_size=500)
    return len(made)


def _row(community: str, cell: Cell, now: datetime) -> Habit:
    return Habit(
        id=cell.key.id,
        community=community_of(community),
        area=cell.key.area,
        category=cell.key.category,
        urgent=cell.key.urgent,
        title=cell.title,
        post=cell.post,
        settled=cell.settled,
        by=cell.by,
        first_at=cell.first,
        last_at=cell.last,
        place=cell.place,
        kind=cell.kind,
        urgency=cell.urgency,
        examples=list(cell.examples),
        counted_at=now,
    )


def forget(*, by: Actor, before: datetime) -> int:
    """Drop what was not counted any more since a moment: of communities nothing came into for a year. Returns how many
    rows went. The system's job, forbidden to all others."""
    require_system(by)
    gone, _ = Habit.objects.filter(counted_at__lt=before).delete()
    return gone


def ask(*, by: Actor) -> UUID:
    """Let habits be counted now rather than at night, unless they are about to be. Returns who asked. Forbidden to all
    but administrators of the site."""
    require_for_site(by, Permission.TEND)
    ledger.record("habit.asked", by=by, area="", subject=by.id)
    with suppress(AlreadyEnqueued), transaction.atomic():  # a refusal would spoil the rest
        app.configure_task("habits.count", queueing_lock="habits.count").defer()
    return by.id
