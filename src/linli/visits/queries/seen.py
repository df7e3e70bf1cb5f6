"""The first wall around papers and noticeboards: what lies below the areas where the actor sees visits; of notices also
those made for his whole community, of cards his own."""

from typing import TypeVar
from uuid import UUID

from django.db.models import Model, Q, QuerySet

from linli.kit.actor import Actor
from linli.kit.areas import Level, community_of
from linli.kit.errors import NotFound
from linli.visits.models import Board, ContactCard, Interview, Notice, Posting, RouteSheet
from linli.visits.queries.sight import areas_seen, within

M = TypeVar("M", bound=Model)


def with_also(by: Actor, rows: QuerySet[M], *also: Q) -> QuerySet[M]:
    """What lies below the actor's areas, and what else he sees of the same table."""
    seen = within(by, rows)
    for one in () if by.everywhere else also:
        seen = seen | rows.filter(one)
    return seen


def visible_cards(by: Actor) -> QuerySet[ContactCard]:
    """Cards below the actor's areas, and his own."""
    return with_also(by, ContactCard.objects.all(), Q(person=by.id))


def visible_notices(by: Actor) -> QuerySet[Notice]:
    """Notices below the actor's areas, and those of the whole community he works in."""
    homes = {community_of(area) for area in areas_seen(by) if len(area) > Level.COMMUNITY}
    return with_also(by, Notice.objects.all(), Q(area__in=homes))


def visible_sheets(by: Actor) -> QuerySet[RouteSheet]:
    """Route sheets below the actor's areas."""
    return within(by, RouteSheet.objects.all())


def visible_interviews(by: Actor) -> QuerySet[Interview]:
    """Talks below the actor's areas."""
    return within(by, Interview.objects.all())


def visible_boards(by: Actor) -> QuerySet[Board]:
    """Noticeboards below the actor's areas."""
    return within(by, Board.objects.all())


def visible_postings(by: Actor) -> QuerySet[Posting]:
    """What hangs, or hung, on them."""
    return within(by, Posting.objects.all())


def not_there(what: str, zh: str, en: str) -> NotFound:
    """Not there, or not the actor's to see."""
    return NotFound(
        f"{what}/not-found",
        zh=f"没有这{zh}，或不在您的范围内",
        en=f"There is no such {en}, or it is outside your area",
    )


def one(rows: QuerySet[M], id: UUID, refusal: NotFound) -> M:
    """One of what the actor sees, or the refusal."""
    found = rows.filter(pk=id).first()
    if found is None:
        raise refusal
    return found
