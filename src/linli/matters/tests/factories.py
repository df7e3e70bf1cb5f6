"""What the tests of matters are made of: actors and facts without a database for the rules; for the rest, matters that
were brought where they stand by the actions themselves."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar
from uuid import UUID

from linli.delivery.models import Message
from linli.kit import clock, ids
from linli.kit.actor import Actor, ActorKind, Seat, system
from linli.kit.roles import Role
from linli.kit.scope import scope
from linli.ledger.models import Entry
from linli.matters import actions, queries
from linli.matters.actions import RaiseData, ReporterData
from linli.matters.models import Matter
from linli.matters.rules import Door, Outcome, State
from linli.tests import community as c

R = TypeVar("R")

NOW = datetime(2026, 3, 4, 2, 0, tzinfo=UTC)
"""A Wednesday, ten in the morning in the community."""

WORDS = "三号楼门口的路灯坏了三天，晚上看不见路"
REPORTER = ReporterData(name="欧阳小红", phone="13812345678", address="3号楼2单元501", secret=False)


# Without a database


FIRST = UUID(int=1)


@dataclass(frozen=True)
class Facts:
    """A matter as the rules see it."""

    id: UUID = FIRST
    state: str = State.RECEIVED
    area: str = c.GRIDS[0]
    post_id: UUID | None = None
    owner_area: str = ""
    dispatched_from: UUID | None = None
    has_reporter: bool = True
    handled_by: UUID | None = None
    handled_for: UUID | None = None
    ratings: int = 0
    score: int | None = None
    closed_at: datetime | None = None
    settle_by: datetime = NOW + timedelta(days=1)
    extend_to: datetime | None = None
    extend_by: UUID | None = None
    extensions: int = 0
    returns: int = 0
    nudged_at: datetime | None = None
    supervised_at: datetime | None = None


def post(number: int) -> UUID:
    """The id of a made-up post."""
    return UUID(int=1000 + number)


def seated(role: Role, area: str = c.HOME, *, number: int = 1, id: int = 1) -> Actor:
    """A person in one post."""
    seat = Seat(post=post(number), area=area, role=role, title=role.value, name=f"{role.value}岗")
    return Actor(id=UUID(int=100 + id), kind=ActorKind.PERSON, name=role.value, seats=(seat,))


# With one


def do(who: str | Actor, action: Callable[..., R], **values: Any) -> R:
    """Let somebody act, in a transaction of his own."""
    by = c.actor(who) if isinstance(who, str) else who
    with scope(by):
        return action(by=by, **values)


def look(who: str | Actor, query: Callable[..., R], *args: Any, **values: Any) -> R:
    """Let somebody look."""
    by = c.actor(who) if isinstance(who, str) else who
    with scope(by, write=False):
        return query(by, *args, **values)


def box(who: str | Actor, name: str) -> dict[str, Any]:
    """What somebody sees in one box of the workbench."""
    return look(who, queries.buckets, [name])[name]


def raised(who: str | Actor = "counter", **values: Any) -> UUID:
    """A matter just taken in: by the counter unless told, about a lamp in the first grid."""
    id = values.pop("id", None) or ids.new()
    by = replace(c.actor(who) if isinstance(who, str) else who, matter=id)
    asked: dict[str, Any] = {"words": WORDS, "area": c.GRIDS[0], "category": "facility.lamp"} | values
    return do(by, actions.raise_, data=RaiseData(id=id, **asked))


def from_resident(**values: Any) -> UUID:
    """A matter a resident raised by himself."""
    id = values.pop("id", None) or ids.new()
    return raised(c.resident(id), id=id, **({"door": Door.PORTAL, "reporter": REPORTER} | values))


def resident(matter_id: UUID) -> Actor:
    """Its reporter at a public page."""
    return c.resident(matter_id)


def accepted(**values: Any) -> UUID:
    """Accepted by the counter."""
    return do("counter", actions.accept, matter_id=from_resident(**values))


def dispatched(to: str = "grid1", **values: Any) -> UUID:
    """Dispatched by the counter to a test person's post."""
    return do("counter", actions.dispatch, matter_id=accepted(**values), post_id=c.post_id(to))


def in_hand(to: str = "grid1", **values: Any) -> UUID:
    """In the hands of whom it was dispatched to."""
    return do(to, actions.take, matter_id=dispatched(to, **values))


def long_term(to: str = "grid1", **values: Any) -> UUID:
    """Set aside by the secretary for a month from today."""
    day = (clock.now() + timedelta(days=30)).date()
    id = in_hand(to, **values)
    return do("secretary", actions.hold, matter_id=id, reason="等管网改造", review_on=day)


def merged(**values: Any) -> UUID:
    """Running along with another about the same lamp."""
    first = in_hand()
    id = accepted(**values)
    return do("counter", actions.merge, matter_id=id, into=first)


def resolved(to: str = "grid1", outcome: Outcome = Outcome.SOLVED, **values: Any) -> UUID:
    """Settled by whom it was dispatched to."""
    id = in_hand(to, **values)
    return do(to, actions.resolve, matter_id=id, words="灯泡已换好", outcome=outcome)


def followed_up(**values: Any) -> UUID:
    """Followed up by the counter."""
    return do("counter", actions.follow_up, matter_id=resolved(**values), reached=True, words="已修好")


def rated(score: int = 1, **values: Any) -> UUID:
    """Rated by its reporter; badly unless told, so that somebody must decide."""
    id = resolved(**values)
    return do(resident(id), actions.rate, matter_id=id, score=score, words="还是不亮")


def closed(**values: Any) -> UUID:
    """Rated well, and so closed."""
    return rated(score=5, **values)


def declined(**values: Any) -> UUID:
    """Declined by the counter."""
    return do("counter", actions.decline, matter_id=from_resident(**values), reason="不属于社区事务")


def referred(**values: Any) -> UUID:
    """Referred to the court by the counter."""
    id = from_resident(**values)
    return do("counter", actions.refer, matter_id=id, to="court", reason="请到法院办理")


def withdrawn(**values: Any) -> UUID:
    """Taken back by its reporter."""
    id = from_resident(**values)
    return do(resident(id), actions.withdraw, matter_id=id, reason="自己修好了")


IN: dict[State, Callable[..., UUID]] = {
    State.RECEIVED: from_resident,
    State.DECLINED: declined,
    State.REFERRED: referred,
    State.ACCEPTED: accepted,
    State.DISPATCHED: dispatched,
    State.IN_HAND: in_hand,
    State.LONG_TERM: long_term,
    State.MERGED: merged,
    State.RESOLVED: resolved,
    State.FOLLOWED_UP: followed_up,
    State.RATED: rated,
    State.CLOSED: closed,
    State.WITHDRAWN: withdrawn,
}
"""How a matter comes into each state."""


def row(matter_id: UUID) -> Matter:
    """The matter as it is stored."""
    with scope(system("tests"), write=False):
        return Matter.objects.get(id=matter_id)


def entries(matter_id: UUID) -> list[dict[str, Any]]:
    """Its ledger entries, oldest first."""
    with scope(system("tests"), write=False):
        rows = Entry.objects.filter(subject=matter_id).order_by("at", "id")
        return list(rows.values("verb", "facts", "actor", "post", "at"))


def told(matter_id: UUID) -> set[tuple[str, UUID | None]]:
    """The messages left about it, as kind and post; read by one who sits in every post at once: nobody else may."""
    posts = [c.post_id(key, number) for key, held in c.PEOPLE.items() for number in range(len(held))]
    seats = tuple(Seat(post=id, area=c.HOME, role=Role.HELPER, title="") for id in posts)
    with scope(Actor(id=UUID(int=1), kind=ActorKind.PERSON, name="", seats=seats), write=False):
        rows = Message.objects.filter(subject=matter_id)
        return {(row.kind.removeprefix("matter."), row.to_post) for row in rows}


def verbs(matter_id: UUID) -> list[str]:
    """What happened to it."""
    return [entry["verb"].removeprefix("matter.") for entry in entries(matter_id)]
