"""Who sits where, and who stands in there while the holder is on leave. Posts and the people in them are public
organisation, so they are readable by everyone who may see posts; personal details of people are not in here."""

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import JSONObject

from linli.kit import clock
from linli.kit.actor import Actor, require
from linli.kit.areas import Level, bounds
from linli.kit.errors import NotFound
from linli.kit.roles import Role, granted
from linli.territory import queries as territory
from linli.workforce import rules
from linli.workforce.models import Leave, Post, Title
from linli.workforce.rules import Permission

if TYPE_CHECKING:
    from linli.accounts.models import User


@dataclass(frozen=True, slots=True)
class PostRef:
    """A post as other rooms need it. While its holder is on leave, `stand_in` is who sits there in his place, and the
    phone is that one's where the post has none of its own."""

    id: UUID
    area: str
    name: str
    title: str
    role: Role
    holder: UUID | None
    holder_name: str
    phone: str
    open: bool
    stand_in: UUID | None = None
    stand_in_name: str = ""
    stand_in_photo: UUID | None = None

    @property
    def sitting(self) -> frozenset[UUID]:
        """Whoever acts from the post today: its holder, and who stands in for him."""
        return frozenset(one for one in (self.holder, self.stand_in) if one is not None)


def _ref(post: Post) -> PostRef:
    person, other, phone = _sitting(post)
    return PostRef(
        id=post.id,
        area=post.area,
        name=post.name,
        title=post.title.code,
        role=Role(post.title.role),
        holder=person.id if person else None,
        holder_name=person.name if person else "",
        phone=phone,
        open=post.closed_at is None,
        stand_in=UUID(other["id"]) if other else None,
        stand_in_name=other["name"] if other else "",
        stand_in_photo=other["photo"] if other else None,
    )


def _sitting(post: Post) -> tuple["User | None", dict[str, Any] | None, str]:
    """The holder of a post, who stands in for him now, and the phone that one of the two answers."""
    other = stands_in(post)
    return post.holder, other, _phone(post, other)


def _phone(post: Post, other: dict[str, Any] | None) -> str:
    """Where somebody answers: the post's own phone, or that of who sits there. A post's phone that is the absent one's
    very own would ring where nobody answers: then the stand-in's."""
    own = (post.holder.phone or "") if post.holder else ""
    if other and other["phone"] and post.phone in {"", own}:
        return str(other["phone"])
    return post.phone or own


def all_posts() -> QuerySet[Post]:
    """All posts, with title, holder, and who stands in for him now (`standing_in`): the same as `actors` lets sit
    there, so nobody who has left his last post."""
    now = clock.now()
    own = Post.objects.filter(holder=OuterRef("stand_in"), closed_at=None)
    leaves = Leave.objects.filter(
        Exists(own),
        person=OuterRef("holder"),
        posts__contains=[OuterRef("id")],
        ended_at=None,
        since__lte=now,
        until__gt=now,
        stand_in__is_active=True,
    )
    told = JSONObject(
        id="stand_in_id", name="stand_in__name", phone="stand_in__phone", photo="stand_in__photo"
    )
    return Post.objects.select_related("title", "holder").annotate(
        standing_in=Subquery(leaves.values(told=told)[:1])
    )


def stands_in(post: Post) -> dict[str, Any] | None:
    """Who stands in at a post now: id, name, phone, photo. An administrator's post passes on to nobody."""
    found: dict[str, Any] | None = getattr(post, "standing_in", None)
    if found is None or not rules.passes_on(Role(post.title.role)):
        return None
    photo = UUID(found["photo"]) if found["photo"] else None
    return found | {"phone": found["phone"] or "", "photo": photo}


def open_posts() -> QuerySet[Post]:
    """All posts that were not ended, with title and holder."""
    return all_posts().filter(closed_at=None)


def post(post_id: UUID) -> PostRef | None:
    """A post by id, open or closed: old work still names its post."""
    found = all_posts().filter(id=post_id).first()
    return _ref(found) if found else None


def posts_by_id(ids: set[UUID]) -> dict[UUID, PostRef]:
    """Several posts in one statement."""
    if not ids:
        return {}
    return {p.id: _ref(p) for p in all_posts().filter(id__in=ids)}


def nearest(*, title: str, area: str) -> PostRef | None:
    """The open post with this title that is closest above or at the area: the grid's own, else the community's, and so
    on up. Held posts come before vacant ones at the same place."""
    found = [_ref(p) for p in open_posts().filter(title__code=title, area__in=_line(area))]
    return min(found, key=_rank, default=None)


_STEPS = sorted((int(level) for level in Level), reverse=True)


def _line(area: str) -> list[str]:
    """The area and those above it, the closest first."""
    return [area[:n] for n in _STEPS if n <= len(area)]


def _rank(post: PostRef) -> tuple[int, bool, str, str]:
    return (-len(post.area), post.holder is None, post.name, post.id.hex)


POSTS_MOST = 1000
CACHED_FOR = 5.0
"""Seconds a process trusts which post is nearest; work belongs to the post, so a new holder needs no haste."""
COMMUNITIES_KEPT = 2000

_Places: TypeAlias = dict[tuple[str, str], PostRef]
_communities: dict[str, tuple[float, _Places]] = {}
_posts: dict[UUID, tuple[float, PostRef | None]] = {}
_names: dict[str, tuple[str, str]] = {}
_names_at = [float("-inf")]


def nearest_cached(*, title: str, area: str) -> PostRef | None:
    """`nearest`, at most five seconds old: for taking matters in."""
    community = area[: Level.COMMUNITY]
    at, places = _communities.get(community, (float("-inf"), {}))
    if time.monotonic() - at > CACHED_FOR:
        if len(_communities) > COMMUNITIES_KEPT:
            _communities.clear()
        places = _first_posts(community)
        _communities[community] = (time.monotonic(), places)
    return next((places[title, one] for one in _line(area) if (title, one) in places), None)


def _first_posts(community: str) -> _Places:
    """The post that comes first with each title at each place of a community and above it, in one statement."""
    rows = Q(area__in=_line(community))
    if len(community) == Level.COMMUNITY:
        lo, hi = bounds(community)
        rows |= Q(area__gte=lo, area__lt=hi)
    found = sorted((_ref(p) for p in open_posts().filter(rows)), key=_rank, reverse=True)
    return {(post.title, post.area): post for post in found}


class Organisation:
    """The open posts of some communities and above them, read once in one statement, for asking many times which is
    nearest."""

    def __init__(self, communities: set[str], posts: set[UUID]) -> None:
        steps = {one for community in communities for one in _line(community)}
        rows = Q(area__in=steps) | Q(community__in=communities) | Q(id__in=posts)
        found = sorted((_ref(p) for p in open_posts().filter(rows)), key=_rank, reverse=True)
        self._places: _Places = {(post.title, post.area): post for post in found}
        self._posts = {post.id: post for post in found}

    def nearest(self, *, title: str, area: str) -> PostRef | None:
        """As `nearest`."""
        found = ((title, one) for one in _line(area))
        return next((self._places[key] for key in found if key in self._places), None)

    def post(self, post_id: UUID) -> PostRef | None:
        """An open post by id."""
        return self._posts.get(post_id)


def post_cached(post_id: UUID) -> PostRef | None:
    """An open post by id, at most five seconds old."""
    at, found = _posts.get(post_id, (float("-inf"), None))
    if time.monotonic() - at > CACHED_FOR:
        row = open_posts().filter(id=post_id).first()
        found = _ref(row) if row else None
        _posts[post_id] = (time.monotonic(), found)
    return found


def forget_posts() -> None:
    """Drop the process's copy: after a change in this process, and between tests."""
    _communities.clear()
    _posts.clear()
    _names_at[0] = float("-inf")


def title_called(code: str) -> tuple[str, str]:
    """The Chinese and the English name of a title, at most five seconds old; its code where nobody has named it."""
    if time.monotonic() - _names_at[0] > CACHED_FOR:
        _names.clear()
        _names.update(title_names())
        _names_at[0] = time.monotonic()
    return _names.get(code, (code, code))


def held(*, area: str, roles: tuple[Role, ...], shorter_than: int = Level.MICRO_GRID + 1) -> list[PostRef]:
    """The held posts of these roles at or above an area: the closest first, at one level by the order of the roles,
    then by name."""
    steps = [one for one in _line(area) if len(one) < shorter_than]
    rows = open_posts().filter(title__role__in=[r.value for r in roles], area__in=steps, holder__isnull=False)
    found = [_ref(p) for p in rows]
    return sorted(found, key=lambda p: (-len(p.area), roles.index(p.role), p.name, p.id.hex))


def held_below(*, area: str, roles: tuple[Role, ...]) -> list[PostRef]:
    """The held posts of these roles in an area and below it, by area and name."""
    lo, hi = bounds(area)
    rows = open_posts().filter(title__role__in=[r.value for r in roles], area__gte=lo, area__lt=hi)
    return sorted(
        (_ref(p) for p in rows.filter(holder__isnull=False)), key=lambda p: (p.area, p.name, p.id.hex)
    )


def above(*, area: str, roles: tuple[Role, ...], shorter_than: int) -> list[PostRef]:
    """The offices something is passed up to: all held posts of these roles at the closest wider level that has one, in
    the order of the roles, then by name."""
    found = held(area=area, roles=roles, shorter_than=shorter_than)
    return [post for post in found if post.area == found[0].area]


def areas_held(by: Actor, *, role: Role) -> list[str]:
    """The areas in which somebody holds a post of the role, the widest first."""
    found = open_posts().filter(title__role=role.value, holder__isnull=False).values_list("area", flat=True)
    return sorted(set(found), key=lambda area: (len(area), area))


def for_dispatch(by: Actor, *, area: str, q: str = "", most: int = 100) -> list[PostRef]:
    """Posts work in this area can be given to: those of the community and below, and those above it on its line.
    Refused unless the actor sees posts in the community, above or below it."""
    if not any(
        area.startswith(s.area[: Level.COMMUNITY]) and Permission.SEE in granted(s.role) for s in by.seats
    ):
        require(by, Permission.SEE, within=area)
    community = area[: Level.COMMUNITY]
    lo, hi = bounds(community)
    steps = [area[:n] for n in (int(v) for v in Level) if n < len(community)]
    rows = open_posts().filter(area__gte=lo, area__lt=hi) | open_posts().filter(area__in=steps)
    if q:
        rows = rows.filter(name__contains=q) | rows.filter(holder__name__contains=q)
    found = [_ref(p) for p in rows.order_by("area", "title__place", "name")]
    return sorted(found, key=lambda p: _distance(p, area))[:most]


def _distance(post: PostRef, area: str) -> tuple[int, int, bool]:
    """How far a post is from an area: on its line from the ground up, below it, elsewhere; held before vacant."""
    if area.startswith(post.area):
        return 0, -len(post.area), post.holder is None
    return (1 if post.area.startswith(area) else 2), len(post.area), post.holder is None


def takes_from(post: PostRef, area: str) -> bool:
    """Whether work of an area can be given to a post: one of its community, or one above it on its line."""
    community = area[: Level.COMMUNITY]
    return post.open and (post.area.startswith(community) or community.startswith(post.area))


def title_names() -> dict[str, tuple[str, str]]:
    """Title code → Chinese and English name."""
    return {t.code: (t.name, t.name_en) for t in Title.objects.all()}


def posts(by: Actor, *, area: str, vacant: bool = False) -> list[dict[str, Any]]:
    """Posts at and below an area with their holders; `vacant` gives only the empty ones."""
    require(by, Permission.SEE, within=area)
    lo, hi = bounds(area)
    rows = open_posts().filter(area__gte=lo, area__lt=hi)
    if vacant:
        rows = rows.filter(holder=None)
    return [_shown(by, p) for p in rows.order_by("area", "title__place", "name")[:POSTS_MOST]]


def _shown(by: Actor, post: Post) -> dict[str, Any]:
    holder, other, phone = _sitting(post)
    return {
        "id": post.id,
        "area": post.area,
        "area_name": territory.name_of(post.area),
        "name": post.name,
        "title": post.title.code,
        "title_name": post.title.name,
        "title_name_en": post.title.name_en,
        "role": post.title.role,
        "holder": holder.id if holder else None,
        "holder_name": holder.name if holder else "",
        "stand_in_name": other["name"] if other else "",
        "phone": phone,
        "photo": holder.photo if holder else None,
        "held_since": post.held_since,
        "version": post.version,
        "synthetic": post.synthetic,
        "abilities": abilities(by, post),
    }


def may_fill(by: Actor, role: Role, area: str) -> bool:
    """Whether the actor may fill a post of this role in this area: from a seat of his own over it that is not below the
    post. Who stands in for somebody appoints nobody in his place."""
    own = [s.role for s in by.seats if area.startswith(s.area) and not s.stands_in]
    return by.may(Permission.FILL, area) and (by.everywhere or rules.may_fill(own, role))


def abilities(by: Actor, post: Post) -> list[str]:
    """What the actor may do with a post: whoever sits in it can be replaced or taken out, an empty one ended."""
    if not may_fill(by, Role(post.title.role), post.area):
        return []
    return ["assign", "vacate"] if post.holder is not None else ["assign", "close"]


def public_cards(*, area: str) -> list[dict[str, Any]]:
    """The public posts that serve an area, the closest first: photo, name, title, phone; while somebody is on leave, of
    who stands in for him, and in whose place. For residents."""
    steps = [area[:n] for n in (int(v) for v in Level) if Level.SUBDISTRICT <= n <= len(area)]
    rows = open_posts().filter(area__in=steps, title__public=True).order_by("-area", "title__place", "name")
    return [_card(post) for post in rows[:20]]


def public_posts(by: Actor, *, ids: set[UUID]) -> dict[UUID, dict[str, Any]]:
    """Those of several posts whose title is public, open or ended, as residents are shown them, with who holds them and
    who stands in."""
    rows = all_posts().filter(id__in=ids, title__public=True)
    return {post.id: _card(post) | _held(post) for post in rows}


def _held(post: Post) -> dict[str, Any]:
    holder, other, _ = _sitting(post)
    return {
        "id": post.id,
        "open": post.closed_at is None,
        "holder": holder.id if holder else None,
        "holder_name": holder.name if holder else "",
        "holder_photo": holder.photo if holder else None,
        "holder_phone": post.phone or (holder.phone or "" if holder else ""),
        "stand_in": UUID(other["id"]) if other else None,
        "synthetic": post.synthetic,
    }


def _card(post: Post) -> dict[str, Any]:
    holder, other, phone = _sitting(post)
    shown = {"name": "", "phone": "", "photo": None}
    if holder is not None:
        shown = {"name": holder.name, "phone": holder.phone or "", "photo": holder.photo}
    return {
        **(other or shown),
        "in_place_of": holder.name if holder and other else "",
        "title": post.title.name,
        "title_en": post.title.name_en,
        "post": post.name,
        "area": post.area,
        "phone": phone,
    }


def locked(by: Actor, *, post_id: UUID) -> Post:
    """A post for changing, locked. NotFound when the actor may not see posts there."""
    found = Post.objects.select_for_update(of=("self",)).select_related("title").filter(id=post_id).first()
    if found is None or not by.may(Permission.SEE, found.area):
        raise NotFound("post/not-found", zh="没有这个岗位", en="There is no such post")
    return found
