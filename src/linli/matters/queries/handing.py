"""What would be handed over from some posts to another, and what would stay."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from linli.kit import clock
from linli.kit.actor import Actor
from linli.kit.errors import Forbidden, NotFound, Refused
from linli.kit.roles import granted
from linli.matters.models import Matter
from linli.matters.queries.sight import visible_matters
from linli.matters.rules import Permission, State
from linli.workforce import queries as workforce
from linli.workforce.queries import PostRef

_FITS = (
    "(left(%s, length(left(matters_matter.area, 12))) = left(matters_matter.area, 12)"
    " OR left(matters_matter.area, length(%s)) = %s)"
)
"""The twin of `workforce.queries.takes_from`: the post lies in the matter's community, or above it on its line."""


def handover(by: Actor, *, posts: Sequence[UUID], to: UUID | None = None) -> dict[str, Any]:
    """How many open matters these posts own, how many of them are late, in hand or waiting to be taken; and, where the
    post they would go to is chosen, how many fit there. Refused as `origins` and `receiver` say."""
    origins(by, posts)
    rows = _open(by, posts)
    found = rows.aggregate(
        count=Count("id"),
        late=Count("id", filter=Q(due_at__lt=clock.now())),
        in_hand=Count("id", filter=Q(state=State.IN_HAND)),
        settled=Count("id", filter=Q(state__in=["resolved", "followed_up", "rated"])),
    )
    fits = fitting(rows, receiver(to, posts)).count() if to else found["count"]
    return {**found, "fits": fits}


def open_work(by: Actor, *, posts: Sequence[UUID]) -> int:
    """How many open matters these posts own, as far as the actor sees them."""
    return _open(by, posts).count()


def _open(by: Actor, posts: Sequence[UUID]) -> QuerySet[Matter]:
    return visible_matters(by).filter(post_id__in=list(posts), is_open=True)


def fitting(rows: QuerySet[Matter], to: PostRef) -> QuerySet[Matter]:
    """Those that a post can have: of its community or below it, and nothing unaccepted where it accepts nothing."""
    if Permission.ACCEPT not in granted(to.role):
        rows = rows.exclude(state=State.RECEIVED)
    return rows.extra(where=[_FITS], params=[to.area] * 3)  # noqa: S610 - a text of ours


def waiting(by: Actor, *, posts: Sequence[UUID], to: PostRef, most: int) -> list[Matter]:
    """So many open matters of these posts that fit the other, locked in the order of their ids, so that two who do it
    do not wait for each other; the most pressing of them first."""
    rows = fitting(_open(by, posts), to).select_for_update(of=("self",)).order_by("id")
    columns = ("id", "community", "area", "state", "post", "subject", "reference", "due_at", "historical")
    found = list(rows.only(*columns)[:most])
    return sorted(found, key=lambda matter: (matter.due_at is None, matter.due_at, matter.id))


def origins(by: Actor, posts: Sequence[UUID]) -> list[PostRef]:
    """The posts whose work is handed over. NotFound where one is none, Forbidden where the actor does not fill it or
    sits there himself: nobody gets rid of his own work so."""
    found = workforce.posts_by_id(set(posts))
    if not posts or len(found) != len(set(posts)):
        raise NotFound("post/not-found", zh="没有这个岗位", en="There is no such post")
    for post in found.values():
        if post.id in by.posts:
            raise Forbidden(
                "handover/own",
                zh="自己岗位上的事不能自己交接出去，请上一级来办",
                en="Nobody hands over his own work: ask the office above",
            )
        if not by.may(Permission.HAND_OVER, post.area) or not workforce.may_fill(by, post.role, post.area):
            raise Forbidden(
                "handover/not-yours",
                zh="只能交接您能任免的岗位上的事",
                en="You can hand over the work of posts you fill",
            )
    return list(found.values())


def receiver(to: UUID, posts: Sequence[UUID]) -> PostRef:
    """The post that gets it: open, held, handling matters, and none of those it comes from. Refused otherwise."""
    post = workforce.post(to)
    if post is None or not post.open or to in posts or Permission.HANDLE not in granted(post.role):
        raise Refused("handover/bad-post", zh="请另选接手的岗位", en="Choose another post to take it over")
    if post.holder is None:
        raise Refused(
            "handover/vacant",
            zh="接手的岗位现在没有人，请先派人到岗或另选岗位",
            en="Nobody sits in that post: fill it first or choose another",
        )
    return post
