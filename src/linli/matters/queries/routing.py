"""Whose a matter is. The ordered list of responsibility is run from the top; a line that fits but cannot be run (no
such post there) is passed over and said aloud on the matter, so that a person sees it."""

from dataclasses import dataclass

from linli.kit.actor import Actor
from linli.kit.areas import Level
from linli.kit.roles import Role
from linli.matters.queries import dictionary
from linli.matters.rules import Permission
from linli.workforce import queries as workforce
from linli.workforce.queries import PostRef

_LEVELS = {
    "micro_grid": Level.MICRO_GRID,
    "grid": Level.GRID,
    "community": Level.COMMUNITY,
    "subdistrict": Level.SUBDISTRICT,
    "district": Level.DISTRICT,
}
ACCEPTORS = ("counter_worker", "community_secretary", "subdistrict_officer")
"""Who takes a matter in when nobody is at the door: the counter, else the secretary, else the subdistrict."""


@dataclass(frozen=True, slots=True)
class Route:
    """Who must accept, who would handle it, and what a person should know of how that came about."""

    acceptor: PostRef | None
    handler: PostRef | None
    note: str


def route(by: Actor, *, area: str, category: str, urgency: str) -> Route:
    """Run the list for a matter. A worker who raises one in his own area accepts it himself (首问负责)."""
    handler, note = handler_of(area=area, category=category, urgency=urgency)
    return Route(acceptor=acceptor_of(by, area=area), handler=handler, note=note)


def acceptor_of(by: Actor, *, area: str) -> PostRef | None:
    """The post that must accept: the raiser's own, else the first held one of the usual."""
    seat = by.seat_for(Permission.ACCEPT, area)
    if seat is not None:
        return workforce.post(seat.post)
    vacant: PostRef | None = None
    for title in ACCEPTORS:
        found = workforce.nearest_cached(title=title, area=area)
        if found is not None and found.holder is not None:
            return found
        vacant = vacant or found
    return vacant


def handler_of(*, area: str, category: str, urgency: str) -> tuple[PostRef | None, str]:
    """The post the responsibility list names, and a note for a person."""
    passed: list[str] = []
    for rule in dictionary.current().rules:
        if not _fits(rule, area, category, urgency):
            continue
        at = area[: _LEVELS.get(rule.level, Level.GRID)]
        post = _named(rule) or workforce.nearest_cached(title=rule.title, area=at)
        if post is not None:
            vacant = "" if post.holder else ";岗位空缺"
            return post, (f"按第{rule.place}条规则" + vacant + _said(passed))[:200]
        passed.append(f"第{rule.place}条要“{workforce.title_name(rule.title)}”,当地没有此岗位")
    return None, ("没有适用的规则" + _said(passed))[:200]


def _named(rule: dictionary.Rule) -> PostRef | None:
    return workforce.post_cached(rule.post) if rule.post else None


def _said(passed: list[str]) -> str:
    return "".join(f";{one}" for one in passed)


def _fits(rule: dictionary.Rule, area: str, category: str, urgency: str) -> bool:
    branch = rule.category.rstrip(".")
    return (
        area.startswith(rule.area)
        and (not branch or category == branch or category.startswith(branch + "."))
        and (not rule.urgency or rule.urgency == urgency)
    )


RECEIVING_ROLES = (Role.COUNTER, Role.SECRETARY, Role.SUBDISTRICT, Role.DEPARTMENT)
"""Whom a matter is passed up to, in this order at one level."""


def above(*, area: str, post_area: str) -> PostRef | None:
    """The post a matter is passed up to from one at `post_area`: the closest wider area with a held office."""
    return workforce.above(area=area, roles=RECEIVING_ROLES, shorter_than=len(post_area))
