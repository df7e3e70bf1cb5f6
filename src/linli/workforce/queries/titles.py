"""The dictionary of titles, and what a change of it would do."""

from typing import Any

from linli.editions import queries as editions
from linli.editions.rules import Rows
from linli.kit.actor import Actor, require
from linli.kit.roles import Role, granted
from linli.workforce import rules
from linli.workforce.models import Title
from linli.workforce.queries.posts import open_posts
from linli.workforce.rules import Permission


def titles(by: Actor) -> list[dict[str, Any]]:
    """All titles in order, those that are switched off among them."""
    columns = ("code", "name", "name_en", "role", "level", "public", "active")
    return list(Title.objects.order_by("place").values(*columns))


def title_rows() -> Rows:
    """The dictionary of titles as an edition holds it."""
    columns = ("code", "name", "name_en", "role", "level", "public", "note", "active")
    return [dict(row) for row in Title.objects.order_by("place", "code").values(*columns)]


def consequences(by: Actor, *, before: Rows, after: Rows) -> list[dict[str, Any]]:
    """What a new dictionary of titles changes for posts and people: for every title whose role changes or that is
    switched off, its open posts, the people in them, and the rights they gain and lose."""
    old = {row["code"]: row for row in before}
    found: list[dict[str, Any]] = []
    for row in after:
        was = old.get(row["code"])
        if was is None or (was["role"] == row["role"] and was["active"] <= row["active"]):
            continue
        held = list(open_posts().filter(title__code=row["code"]).values_list("holder", flat=True))
        rights, had = granted(Role(row["role"])), granted(Role(was["role"]))
        found.append(
            {
                "code": row["code"],
                "name": row["name"],
                "role_before": was["role"],
                "role_after": row["role"],
                "switched_off": was["active"] and not row["active"],
                "posts": len(held),
                "people": len({one for one in held if one}),
                "gained": sorted(rights - had),
                "lost": sorted(had - rights),
            }
        )
    return found


def administrators_under(rows: Rows) -> int:
    """How many people with an account would sit in an administrator's post if titles were so."""
    codes = [row["code"] for row in rows if row["role"] == Role.ADMINISTRATOR.value]
    sitting = open_posts().filter(title__code__in=codes, holder__is_active=True)
    return sitting.values("holder").distinct().count()


def titles_edited(by: Actor) -> dict[str, Any]:
    """The titles with the number of their edition, for editing. Refused to all but administrators."""
    require(by, Permission.CHANGE_TITLES, within=None)
    return {
        "number": editions.number_of(by, rules.TITLES),
        "abilities": ["change"] if by.may_for_site(Permission.CHANGE_TITLES) else [],
        "roles": [role.value for role in Role if role not in rules.UNGIVEN],
        "rows": title_rows(),
    }


def title_editions(by: Actor, *, before: int = 0) -> dict[str, Any]:
    """Who changed the titles when, why and how. Refused to all but administrators."""
    require(by, Permission.CHANGE_TITLES, within=None)
    return editions.history(by, rules.TITLES, before=before)


def try_titles(by: Actor, *, rows: Rows) -> dict[str, Any]:
    """What is wrong with a draft, how many administrators it leaves, and what it does to posts and people. Refused to
    all but administrators."""
    require(by, Permission.CHANGE_TITLES, within=None)
    stands = title_rows()
    bad = rules.check_titles(rows, stands)
    return {
        "bad": bad,
        "administrators": administrators_under(rows),
        "consequences": [] if bad else consequences(by, before=stands, after=rows),
    }
