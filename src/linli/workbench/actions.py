"""What ends a post or an account together with the work that is open there: nothing is lost on the way."""

from collections.abc import Sequence
from uuid import UUID

from linli.accounts.rules import CloseReason
from linli.kit.actor import Actor
from linli.kit.errors import Refused
from linli.matters import actions as matters
from linli.matters import queries as matter_queries
from linli.matters.rules.handing import HandoverReason
from linli.workbench import queries
from linli.workforce import actions as workforce
from linli.workforce import queries as workforce_queries


def hand_over(
    *,
    by: Actor,
    to: UUID,
    reason: HandoverReason,
    posts: Sequence[UUID] = (),
    person_id: UUID | None = None,
    seen: int | None = None,
) -> int:
    """Hand open work to a post, 500 matters at a time: that of the posts given, or of all posts of a person. Refuses as
    `matters.hand_over` does."""
    return matters.hand_over(
        by=by, posts=queries.posts_of(by, posts=posts, person_id=person_id), to=to, reason=reason, seen=seen
    )


def end_post(*, by: Actor, post_id: UUID, version: int | None = None) -> UUID:
    """End a post that is no longer needed. Refused while it has open work, which is to be handed over first, and as
    `workforce.close` refuses."""
    closed = workforce.close(by=by, post_id=post_id, version=version)
    if count := matter_queries.open_work(by, posts=[post_id]):
        raise Refused(
            "post/has-work",
            zh=f"这个岗位还有{count}件没办完的事，请先交接给别的岗位再撤销",
            en=f"This post still has {count} open matters: hand them over first",
            extra={"count": count},
        )
    return closed


def close_person(
    *, by: Actor, person_id: UUID, reason: CloseReason = CloseReason.OTHER, leave_work: bool = False
) -> UUID:
    """Close somebody's account. Where his posts have open work it is refused, until that was handed over or it is said
    that it stays with the posts for whoever comes next; and as `workforce.close_person` refuses."""
    posts = workforce_queries.held_by(by, person_id=person_id)
    closed = workforce.close_person(by=by, person_id=person_id, reason=reason)
    count = matter_queries.open_work(by, posts=posts) if posts and not leave_work else 0
    if count:
        raise Refused(
            "account/has-work",
            zh=f"他的岗位上还有{count}件没办完的事，请先交接，或者选择留给接任的人",
            en=f"{count} open matters lie with his posts: hand them over, or leave them to whoever comes next",
            extra={"count": count, "posts": [str(post) for post in posts]},
        )
    return closed
