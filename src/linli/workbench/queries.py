"""The workbench and who I am, put together from the nouns."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.conf import settings

from linli.accounts import queries as accounts
from linli.delivery import queries as delivery
from linli.kit import clock
from linli.kit.actor import Actor
from linli.kit.areas import Level
from linli.kit.roles import granted
from linli.matters import queries as matters
from linli.territory import queries as territory
from linli.workforce import queries as workforce

BOXES = ("waiting", "late", "nobody", "rated_bad", "to_follow_up", "asking", "supervised", "first")


def workbench(by: Actor) -> dict[str, Any]:
    """The boxes, each with a capped count and its first rows."""
    boxes = matters.buckets(by, BOXES)
    return {**boxes, "now": clock.now(), "community_name": territory.name_of(by.community)}


def me(by: Actor) -> dict[str, Any]:
    """Who is signed in, in which posts, with which permissions."""
    person = accounts.person(by, user_id=by.id)
    titles = workforce.title_names()
    posts = [
        {
            "id": seat.post,
            "name": seat.name,
            "area": seat.area,
            "area_name": territory.name_of(seat.area),
            "title": seat.title,
            "title_name": titles.get(seat.title, (seat.title, seat.title))[0],
            "title_name_en": titles.get(seat.title, (seat.title, seat.title))[1],
            "role": seat.role.value,
            "stands_in_name": seat.stands_in_name,
        }
        for seat in by.seats
    ]
    permissions = sorted({p for seat in by.seats for p in granted(seat.role) if seat.grants(p)})
    return {
        "id": by.id,
        "name": by.name,
        "kind": by.kind.value,
        "language": person.language if person else "zh-hans",
        "large_text": person.large_text if person else False,
        "posts": posts,
        "area": by.community,
        "community_name": territory.name_of(by.community[: Level.COMMUNITY]),
        "permissions": permissions,
        "standing_in": _standing_in(by),
        "unread": delivery.unread_count(by),
        "synthetic": by.community.startswith(settings.LINLI_DEMO_COMMUNITY[:2]),
    }


def _standing_in(by: Actor) -> list[dict[str, Any]]:
    """For whom the actor stands in now, and until when; asked for only where he does."""
    if not any(seat.stands_in for seat in by.seats):
        return []
    found = workforce.my_leaves(by)["standing_in"]
    return [
        {"name": row["person_name"], "posts": [post["name"] for post in row["posts"]], "last": row["last"]}
        for row in found
        if row["running"]
    ]


def handover(
    by: Actor, *, posts: Sequence[UUID] = (), person_id: UUID | None = None, to: UUID | None = None
) -> dict[str, Any]:
    """What there is to hand over from some posts or all of a person's, and what of it fits the post it would go to.
    Refused as `matters.handover` refuses."""
    return matters.handover(by, posts=posts_of(by, posts=posts, person_id=person_id), to=to)


def posts_of(by: Actor, *, posts: Sequence[UUID], person_id: UUID | None) -> list[UUID]:
    """The posts given, or else those of a person."""
    if posts or person_id is None:
        return list(posts)
    return workforce.held_by(by, person_id=person_id)
