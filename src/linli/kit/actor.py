"""Who acts: a person with posts, a visitor with one matter, a partner's key, or the system itself. An actor is
made once a request and handed down; nothing below asks the request again."""

from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from uuid import UUID

from linli.kit.errors import Forbidden
from linli.kit.roles import SIGHTED, Role, granted, kept

SYSTEM_ID = UUID("00000000-0000-7000-8000-000000000001")
VISITOR_ID = UUID("00000000-0000-7000-8000-000000000002")


class ActorKind(StrEnum):
    """What sort of actor it is; kept in the ledger."""

    PERSON = "person"
    VISITOR = "visitor"
    KEY = "key"
    SYSTEM = "system"


@dataclass(frozen=True, slots=True)
class Seat:
    """A post as its holder sits in it: where (area prefix), as what (title code), with which role. `site` marks an
    administrator's seat than which none of the site is wider: what has no area, such as the dictionary, is kept from
    there. `stands_in` is the person in whose place the actor sits in it while that one is on leave (代班), with his
    name; some rights do not pass on with the seat (`kit.roles.kept`)."""

    post: UUID
    area: str
    role: Role
    title: str
    name: str = ""
    site: bool = False
    stands_in: UUID | None = None
    stands_in_name: str = ""

    def grants(self, permission: str) -> bool:
        """Whether whoever sits here has the permission from it."""
        return permission in granted(self.role) and not (self.stands_in and permission in kept())


@dataclass(frozen=True)
class Actor:
    """Whoever acts. `matter` is the one matter a visitor may touch; `everywhere` is the system's alone. `on_phone`
    marks that what he is answered goes to a phone, where some things must never be."""

    id: UUID
    kind: ActorKind
    name: str
    seats: tuple[Seat, ...] = ()
    matter: UUID | None = None
    everywhere: bool = False
    on_phone: bool = False
    language: str = field(default="zh-hans", compare=False)

    @cached_property
    def posts(self) -> tuple[UUID, ...]:
        """Ids of the posts the actor holds today, and of those he stands in for."""
        return tuple(seat.post for seat in self.seats)

    @cached_property
    def hands(self) -> tuple[UUID, ...]:
        """Whose work counts as the actor's own where nobody may judge his own: his, and that of those he stands in
        for."""
        return (self.id, *dict.fromkeys(seat.stands_in for seat in self.seats if seat.stands_in))

    def in_place_of(self, post: UUID | None) -> UUID | None:
        """In whose place the actor acts from a post, if in anybody's."""
        return next((s.stands_in for s in self.seats if s.post == post), None) if post else None

    @cached_property
    def areas(self) -> tuple[str, ...]:
        """Area prefixes the actor sees whole, the widest only: 320508 swallows 320508017003."""
        seen = sorted({seat.area for seat in self.seats if seat.role in SIGHTED})
        return tuple(a for a in seen if not any(a != b and a.startswith(b) for b in seen))

    @cached_property
    def community(self) -> str:
        """The 12-digit community of the first post that lies in one, else its area, else nothing."""
        return next((s.area[:12] for s in self.seats), "")

    def sees(self, area: str) -> bool:
        """Whether the area lies in one the actor sees whole."""
        return self.everywhere or any(area.startswith(a) for a in self.areas)

    def may(self, permission: str, within: str | None = None) -> bool:
        """Whether a post grants the permission over the area. Without an area: over anything at all."""
        if self.everywhere:
            return True
        if self.kind is ActorKind.VISITOR:
            return permission in granted(Role.VISITOR)
        return any(
            seat.grants(permission) and (within is None or within.startswith(seat.area))
            for seat in self.seats
        )

    def may_for_site(self, permission: str) -> bool:
        """Whether a post that stands for the whole site grants the permission."""
        return self.everywhere or any(seat.site and seat.grants(permission) for seat in self.seats)

    def areas_with(self, permission: str) -> tuple[str, ...]:
        """Area prefixes the actor sees whole and has the permission over, the widest only."""
        seen = sorted({seat.area for seat in self.seats if seat.grants(permission) and self.sees(seat.area)})
        return tuple(a for a in seen if not any(a != b and a.startswith(b) for b in seen))

    def seat_for(self, permission: str, within: str) -> Seat | None:
        """The post the actor acts from: of those with the permission the closest to the area, his own before those he
        stands in for."""
        fits = [s for s in self.seats if within.startswith(s.area) and s.grants(permission)]
        return max(fits, key=lambda s: (s.stands_in is None, len(s.area)), default=None)


def system(name: str = "系统") -> Actor:
    """The system acting by itself: jobs, loaders, clocks. It has a name in every ledger entry."""
    return Actor(id=SYSTEM_ID, kind=ActorKind.SYSTEM, name=name, everywhere=True)


def visitor(matter: UUID | None = None) -> Actor:
    """Somebody at a public page. The scope is narrowed to one matter: the one raised, or the one found."""
    return Actor(id=VISITOR_ID, kind=ActorKind.VISITOR, name="来访者", matter=matter)


def require_system(by: Actor) -> None:
    """Refuse everybody but the system itself."""
    if not by.everywhere:
        raise Forbidden("actor/system-only", zh="只有系统自己能这样做", en="Only the system itself does this")


def require(by: Actor, permission: str, *, within: str | None) -> None:
    """Refuse unless the actor has the permission over the area. `None` asks for it anywhere, never for all."""
    if not by.may(permission, within):
        raise Forbidden("actor/not-allowed", zh="您的岗位没有这项权限", en="Your post does not allow this")


def require_for_site(by: Actor, permission: str) -> None:
    """Refuse unless the actor has the permission from a post that stands for the whole site."""
    if not by.may(permission):
        raise Forbidden("actor/not-allowed", zh="您的岗位没有这项权限", en="Your post does not allow this")
    if not by.may_for_site(permission):
        raise Forbidden(
            "actor/not-for-site",
            zh="这项内容全站共用，由管辖范围最大的系统管理员修改",
            en="This is shared by the whole site; the administrator of its widest area changes it",
        )
