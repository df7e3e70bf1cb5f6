"""The first wall: which matters an actor sees. One function for lists and details alike."""

from collections.abc import Collection
from typing import cast
from uuid import UUID

from django.db import IntegrityError
from django.db.models import Exists, OuterRef, Q, QuerySet

from linli.kit.actor import Actor, ActorKind
from linli.kit.areas import bounds
from linli.kit.errors import NotFound
from linli.matters.models import Matter, Partaking
from linli.matters.rules import Facts, Permission


def visible_matters(by: Actor) -> QuerySet[Matter]:
    """What the actor may see: all below his areas, and wherever they lie those his posts own or take part in; a
    visitor the one matter his scope is narrowed to."""
    matters = Matter.objects.all()
    if by.everywhere:
        return matters
    if by.kind is ActorKind.VISITOR or not by.may(Permission.SEE):
        return matters.filter(id=by.matter) if by.matter else matters.none()
    seen = Q(id=by.matter) if by.matter else Q()
    for area in by.areas:
        lo, hi = bounds(area)
        seen |= Q(area__gte=lo, area__lt=hi)
    if by.posts:
        seen |= Q(post_id__in=by.posts)
        seen |= Exists(Partaking.objects.filter(matter_id=OuterRef("id"), post_id__in=by.posts))
    return matters.filter(seen) if seen else matters.none()


def locked(by: Actor, *, matter_id: UUID) -> Matter:
    """A visible matter for changing, locked until the transaction ends. NotFound otherwise."""
    matter = visible_matters(by).select_for_update(of=("self",)).filter(id=matter_id).first()
    if matter is None:
        raise missing()
    return matter


def facts(matter: Matter) -> Facts:
    """The matter as the rules look at it."""
    return cast("Facts", matter)


def existing(by: Actor, ids: list[UUID]) -> set[UUID]:
    """Which of these matters are there, for loads that must not double."""
    return set(visible_matters(by).filter(id__in=ids).values_list("id", flat=True))


def settled_among(by: Actor, ids: Collection[UUID]) -> set[UUID]:
    """Which of these matters are settled, as far as the actor sees them."""
    if not ids:
        return set()
    rows = visible_matters(by).filter(id__in=list(ids), resolved_at__isnull=False)
    return set(rows.values_list("id", flat=True))


def missing() -> NotFound:
    """Not there, or not the actor's to see."""
    return NotFound(
        "matter/not-found",
        zh="没有这个事项，或不在您的范围内",
        en="There is no such matter, or it is outside your area",
    )


def drew_taken_reference(error: IntegrityError) -> bool:
    """Whether a matter could not be put in because another of its community and day has the same reference."""
    diagnosis = getattr(error.__cause__, "diag", None)
    return getattr(diagnosis, "constraint_name", "") == "matters_reference"
