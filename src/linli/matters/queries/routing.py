"""Whose a matter is. The ordered list of responsibility is run from the top; a line that fits but cannot be run (no
such post there) is passed over and said aloud on the matter, so that a person sees it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from linli.kit.actor import Actor, ActorKind
from linli.kit.areas import Level
from linli.kit.roles import Role, granted
from linli.matters.models import Matter
from linli.matters.queries import dictionary
from linli.matters.rules import Permission
from linli.matters.rules.why import Said, Told, Why, keep, say
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


@dataclass(frozen=True, slots=True)
class Place:
    """What of a matter the responsibility list looks at."""

    area: str
    category: str
    urgency: str


def place_of(matter: Matter) -> Place:
    """A matter as the responsibility list looks at it."""
    return Place(matter.area, matter.category, matter.urgency)


def route(by: Actor, *, area: str, category: str, urgency: str) -> Route:
    """Run the list for a matter. A worker who raises one in his own area accepts it himself (首问负责)."""
    handler, note = handler_of(area=area, category=category, urgency=urgency)
    return Route(acceptor=acceptor_of(by, area=area), handler=handler, note=note)


def acceptor_of(by: Actor, *, area: str) -> PostRef | None:
    """The post that must accept: the raiser's own, else the first held one of the usual."""
    seat = by.seat_for(Permission.ACCEPT, area) if by.kind is ActorKind.PERSON else None
    if seat is not None:
        return workforce.post_cached(seat.post)
    return usual_acceptor(area)


def usual_acceptor(area: str, *, but: UUID | None = None) -> PostRef | None:
    """The first held post of the usual that take matters in, else a vacant one; never the one left out."""
    vacant: PostRef | None = None
    for title in ACCEPTORS:
        found = workforce.nearest_cached(title=title, area=area)
        if found is None or found.id == but:
            continue
        if found.holder is not None:
            return found
        vacant = vacant or found
    return vacant


def giver_of(*, area: str, dispatched_from: UUID | None, but: UUID | None) -> PostRef | None:
    """The post returned work goes back to: the one it came from while somebody sits there, else the usual one that
    takes matters in. Nobody's only where there is no other post at all."""
    giver = workforce.post(dispatched_from) if dispatched_from and dispatched_from != but else None
    giver = giver if giver and giver.open else None
    if giver is not None and giver.holder is not None:
        return giver
    usual = usual_acceptor(area, but=but)
    return usual if usual and (usual.holder or not giver) else giver


class Posts(Protocol):
    """Where posts are looked up: the process's copy, or an organisation read once."""

    def nearest(self, *, title: str, area: str) -> PostRef | None:
        """The open post with the title that is closest at or above the area."""
        ...

    def post(self, post_id: UUID) -> PostRef | None:
        """An open post by id."""
        ...


class _Cached:
    def nearest(self, *, title: str, area: str) -> PostRef | None:
        return workforce.nearest_cached(title=title, area=area)

    def post(self, post_id: UUID) -> PostRef | None:
        return workforce.post_cached(post_id)


@dataclass(frozen=True, slots=True)
class Ran:
    """What a list of rules said: the post, the line that named it, and the lines that fitted and could not be run,
    each with whether the place was known well enough to look."""

    post: PostRef | None
    rule: dictionary.Rule | None
    passed: tuple[tuple[dictionary.Rule, bool], ...]


def run(rules: Sequence[dictionary.Rule], place: Place, *, posts: Posts) -> Ran:
    """Run a list of responsibility from the top for one place."""
    passed: list[tuple[dictionary.Rule, bool]] = []
    for rule in rules:
        if not _fits(rule, place.area, place.category, place.urgency):
            continue
        level = _LEVELS.get(rule.level, Level.GRID)
        named = posts.post(rule.post) if rule.post else None
        post = named or posts.nearest(title=rule.title, area=place.area[:level])
        if post is not None:
            return Ran(post, rule, tuple(passed))
        passed.append((rule, len(place.area) >= level))
    return Ran(None, None, tuple(passed))


def run_in_force(place: Place) -> Ran:
    """Run the list in force for one place, with the process's copy of the posts."""
    return run(dictionary.current().rules_for(place.category, place.urgency), place, posts=CACHED)


def handler_of(*, area: str, category: str, urgency: str) -> tuple[PostRef | None, str]:
    """The post the responsibility list in force names, and why, as a matter keeps it."""
    ran = run_in_force(Place(area, category, urgency))
    passed = [rule for rule, _ in ran.passed]
    unknown = not all(known for _, known in ran.passed)
    if ran.post is None:
        return None, _kept(Told.NEEDS_GRID if unknown else Told.NONE, None, passed)
    told = Told.NEEDS_GRID if unknown else Told.RULE if ran.post.holder else Told.VACANT
    return ran.post, _kept(told, ran.rule, passed)


CACHED = _Cached()
"""The process's copy of the posts."""


PASSED_MOST = 2
"""How many of the lines that could not be run are told."""


def _kept(told: Told, rule: dictionary.Rule | None, passed: list[dictionary.Rule]) -> str:
    """Why, as codes: the title it goes to, and the lines that fit but could not be run, so that a person sees what to
    mend: the place, or the posts."""
    first = passed[:PASSED_MOST]
    lines = tuple(one.called for one in (*first, *([rule] if rule else [])))
    titles = tuple(dict.fromkeys(one.title for one in first))
    return keep(Why(told, rule.title if rule else "", titles, lines))


def said(kept: str) -> Said:
    """Why a matter goes where it goes, in words."""
    return say(kept, workforce.title_called)


def _named(rule: dictionary.Rule) -> PostRef | None:
    return workforce.post_cached(rule.post) if rule.post else None


def _fits(rule: dictionary.Rule, area: str, category: str, urgency: str) -> bool:
    return area.startswith(rule.area) and rule.is_for(category, urgency)


RECEIVING_ROLES = (Role.SECRETARY, Role.COUNTER, Role.SUBDISTRICT, Role.DEPARTMENT)
"""Whom a matter is passed up to, in this order at one level where the responsibility list names none of them."""

DECIDING_ROLES = (Role.SECRETARY, Role.SUBDISTRICT, Role.SUPERVISOR)
"""Who decides whether a matter is worked on again, in this order."""


def above(place: Place, *, post: UUID | None) -> PostRef | None:
    """The office a matter is passed up to from the post that owns it: of those at the closest wider level that has one,
    the post the responsibility list names for such a matter, else the first; from nobody's, the level of the area
    itself counts too."""
    owner = workforce.post(post) if post else None
    shorter = len(owner.area) if owner else len(place.area) + 1
    offices = workforce.above(area=place.area, roles=RECEIVING_ROLES, shorter_than=shorter)
    named = {office.id: office for office in offices}
    for rule in dictionary.current().rules if len(offices) > 1 else ():
        if (rule.category or rule.post) and _fits(rule, place.area, place.category, place.urgency):
            found = _named(rule) or workforce.nearest_cached(title=rule.title, area=offices[0].area)
            if found is not None and found.id in named:
                return named[found.id]
    return next(iter(offices), None)


def deciders(matter: Matter) -> list[PostRef]:
    """Who may decide whether a matter is worked on again, the nearest first: never the post that had it, nor whoever
    sits there, stands in there, or did it himself; a post in which one of them stands in only where there is no
    other."""
    owner = workforce.post(matter.post_id) if matter.post_id else None
    hands = {matter.handled_by, matter.handled_for, *(owner.sitting if owner else ())}
    held = workforce.held(area=matter.area, roles=DECIDING_ROLES)
    others = [one for one in held if one.id != matter.post_id and one.holder not in hands]
    free = [one for one in others if not one.sitting & hands]
    return sorted(free or others, key=lambda one: DECIDING_ROLES.index(one.role))


def ruler_of(matter: Matter) -> PostRef | None:
    """Whoever decides on what came back twice: the nearest held office that may dispatch, neither the post that gave it
    back nor the one that gave it there."""
    may = (one for one in deciders(matter) if Permission.DISPATCH in granted(one.role))
    return next((one for one in may if one.id != matter.dispatched_from), None)


def handles(post: PostRef | None, area: str) -> bool:
    """Whether work of an area can be given to a post: it lies there, it is open, and its role handles matters."""
    return post is not None and workforce.takes_from(post, area) and Permission.HANDLE in granted(post.role)
