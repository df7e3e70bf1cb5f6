"""People beside their posts: who can take one, which somebody sits in, and the accounts an administrator manages."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Q

from linli.accounts import queries as accounts
from linli.accounts.rules import Permission as Account
from linli.accounts.rules import needs_second_factor
from linli.kit.actor import Actor, require
from linli.kit.areas import bounds
from linli.kit.roles import Role
from linli.territory import queries as territory
from linli.workforce import rules
from linli.workforce.models import Post
from linli.workforce.queries.posts import open_posts
from linli.workforce.rules import Permission


def people(by: Actor, *, q: str = "") -> list[dict[str, Any]]:
    """People who can take a post: those with an account or a post where the actor fills posts, and whoever he names
    in full. Refused without the right to fill posts."""
    require(by, Permission.FILL, within=None)
    areas = [s.area for s in by.seats if by.may(Permission.FILL, s.area)]
    seated = Q(pk__in=[])
    for area in areas:
        lo, hi = bounds(area)
        seated |= Q(area__gte=lo, area__lt=hi)
    holders = Post.objects.filter(seated, holder__isnull=False).values_list("holder", flat=True)
    return accounts.people(by, areas=areas, ids=set(holders), q=q)


def held_by(by: Actor, *, person_id: UUID) -> list[UUID]:
    """The open posts somebody sits in."""
    return list(open_posts().filter(holder_id=person_id).values_list("id", flat=True))


def areas_of(by: Actor, *, person_id: UUID) -> list[str]:
    """The areas of the open posts somebody sits in."""
    return list(open_posts().filter(holder_id=person_id).values_list("area", flat=True))


def accounts_of(
    by: Actor, *, q: str = "", closed: bool = False, after: str = "", most: int | None = None
) -> dict[str, Any]:
    """A page of the accounts made where the actor manages them, the newest first, with their posts and what may be done
    with each; nothing of their secrets. Refused without the right to manage accounts."""
    require(by, Account.MANAGE, within=None)
    areas = [s.area for s in by.seats if by.may(Account.MANAGE, s.area)]
    found, more = accounts.page(by, areas=areas, q=q, closed=closed, after=after, most=most)
    ids = {row["id"] for row in found}
    secured = accounts.with_second_factor(by, user_ids=ids)
    posts: dict[UUID | None, list[Post]] = {}
    for post in open_posts().filter(holder_id__in=ids).order_by("area", "title__place", "name"):
        posts.setdefault(post.holder_id, []).append(post)
    rows = [_account(by, row, posts.get(row["id"], []), row["id"] in secured) for row in found]
    return {"rows": rows, "next": more}


def _account(by: Actor, row: dict[str, Any], posts: list[Post], secured: bool) -> dict[str, Any]:
    roles = {Role(post.title.role) for post in posts}
    beyond = any(not by.may(Account.MANAGE, post.area) for post in posts)
    return row | {
        "area_name": territory.name_of(row["area"]),
        "closed": not row["is_active"],
        "second_factor": secured,
        "second_factor_needed": needs_second_factor(roles, settings.LINLI_SECOND_FACTOR),
        "posts": [
            {
                "id": post.id,
                "name": post.name,
                "area": post.area,
                "area_name": territory.name_of(post.area),
                "title_name": post.title.name,
                "title_name_en": post.title.name_en,
            }
            for post in posts
        ],
        "abilities": rules.account_abilities(
            own=row["id"] == by.id, beyond=beyond, closed=not row["is_active"], secured=secured
        ),
    }
