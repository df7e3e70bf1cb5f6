"""Taking a matter in, whatever the door: words, category, place, owner, deadlines, ledger, in one transaction. The
hottest write there is, so its statements are few and plain."""

import os
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from operator import attrgetter
from typing import Any
from uuid import UUID

import msgspec
from django.utils import timezone

from linli.accounts.rules import check_phone
from linli.calendars import queries as calendars
from linli.kit import clock, sealing, statements
from linli.kit.actor import Actor, ActorKind
from linli.kit.areas import Level, community_of, is_area
from linli.kit.errors import Forbidden, Refused
from linli.kit.roles import SIGHTED, granted
from linli.kit.scope import take_into_sight
from linli.language.rules import grams, keywords
from linli.ledger import actions as ledger
from linli.matters import queries
from linli.matters.actions.moving import attach, partake, tell
from linli.matters.models import Matter
from linli.matters.queries import dictionary, suggestions
from linli.matters.queries.routing import Route
from linli.matters.rules import Clocks, Door, Party, Permission, State, Urgency
from linli.matters.rules import clocks as reckoning
from linli.matters.rules import words as wording
from linli.matters.rules.dictionary import FALLBACK
from linli.territory import queries as territory
from linli.workforce.queries import PostRef

YEARS = (2000, 2099)
"""Years a deadline brought along may lie in."""


@dataclass(frozen=True, slots=True)
class ReporterData:
    """Whoever raises it, as far as he said."""

    name: str = ""
    phone: str = ""
    address: str = ""
    secret: bool = False


@dataclass(frozen=True, slots=True)
class RaiseData:
    """A matter as it comes in; `area` is a community or grid, a point finds the grid by itself."""

    id: UUID
    words: str
    subject: str = ""
    area: str = ""
    category: str = ""
    door: Door = Door.COUNTER
    urgency: Urgency | None = None
    place: str = ""
    longitude: float | None = None
    latitude: float | None = None
    reporter: ReporterData | None = None
    files: Sequence[UUID] = field(default_factory=tuple)
    external_number: str = ""
    external_category: str = ""
    external_deadline: datetime | None = None
    historical: bool = False


@dataclass(frozen=True, slots=True)
class Taken:
    """A matter just taken in, and the code its reporter is given."""

    matter: Matter
    code: str


def raise_(*, by: Actor, data: RaiseData) -> UUID:
    """Take a matter in and return its id; refuses what `take_in` refuses."""
    return take_in(by=by, data=data).matter.id


def take_in(*, by: Actor, data: RaiseData) -> Taken:
    """Take a matter in. Refuses empty or endless words, a phone that is none, another's door, an unknown area or
    category, an area outside the actor's. The category is suggested by keywords where none is given, the owner by the
    responsibility list."""
    words = wording.check_words(data.words)
    reporter = _reporter(data.reporter)
    _check_door(by, data.door)
    theirs = _deadline_brought(data.external_deadline)
    area = _area(by, data)
    if not may_raise(by, area):
        raise Forbidden(
            "actor/outside-area", zh="只能登记本社区的事项", en="Only matters of your own community"
        )
    subject = wording.tidy(data.subject)[: wording.SUBJECT_MOST] or wording.subject_of(words)
    signs = keywords.urgent_signs(words)
    suggested = suggestions.categories_for(words, subject, signs=signs, explained=False)
    category = _category(data.category, suggested)
    urgency = _urgency(data, category, pressing=bool(signs))
    now = clock.now()
    clocks = reckoning.clocks(
        category.limits, now, calendars.working_calendar(), urgency=urgency, theirs=theirs
    )
    route = queries.route(by, area=area, category=category.code, urgency=urgency)
    matter = _matter(by, data, words, subject, area, category.code, urgency, clocks, now)
    matter.external_deadline = theirs
    matter.suggested = suggested
    _routed(matter, route)
    code = wording.code_of(os.urandom(8))
    take_into_sight(by, matter.id)
    with statements.together():
        _insert(matter, code, reporter)
        _recorded(matter, by)
    if matter.first_contact_post and not by.sees(area):
        partake(matter, matter.first_contact_post, Party.FIRST_CONTACT)
    if data.files:
        attach(matter, data.files, by=by)
    if urgency == Urgency.URGENT:
        _call(matter, route.handler, by)
    return Taken(matter, code)


def _routed(matter: Matter, route: Route) -> None:
    matter.route_note = route.note
    matter.post_id = route.acceptor.id if route.acceptor else None
    matter.owner_area = route.acceptor.area if route.acceptor else ""
    matter.suggested_post = route.handler.id if route.handler else None


def _recorded(matter: Matter, by: Actor) -> None:
    ledger.record(
        "matter.raised",
        by=by,
        area=matter.area,
        subject=matter.id,
        post=matter.first_contact_post,
        at=matter.received_at,
        door=matter.door,
        category=matter.category,
        urgency=matter.urgency,
        owner=matter.post_id,
    )


def _call(matter: Matter, handler: PostRef | None, by: Actor) -> None:
    """What is urgent is put at once before the post that must accept it and before whoever would handle it, who may
    look at it from now on."""
    if handler is not None and handler.role not in SIGHTED:
        partake(matter, handler.id, Party.HANDLER)
    tell(matter, "urgent", matter.post_id, matter.suggested_post, by=by)


def may_raise(by: Actor, area: str) -> bool:
    """Whether the actor may raise a matter there: a visitor anywhere, a worker anywhere in his community, since needs
    are heard outside one's own grid too."""
    if by.kind is ActorKind.VISITOR or by.everywhere:
        return by.may(Permission.RAISE)
    return any(
        area.startswith(seat.area[: Level.COMMUNITY]) and Permission.RAISE in granted(seat.role)
        for seat in by.seats
    )


DOORS_OF_OTHERS = frozenset({Door.PORTAL, Door.API})
"""What comes in without a worker, so that no worker can say it came that way."""


def _check_door(by: Actor, door: Door) -> None:
    """Refused where a worker names the residents' own page or another system as the door: figures are counted by it."""
    if by.kind is ActorKind.PERSON and door in DOORS_OF_OTHERS:
        raise Refused(
            "matter/not-your-door",
            zh="这个渠道只记居民自己在网上反映的和别的系统送来的，请选实际的渠道",
            en="This door is for what residents or other systems send in themselves; choose the real one",
            fields=[{"field": "door", "title": "请选实际的渠道", "title_en": "Choose the real door"}],
        )


def _reporter(said: ReporterData | None) -> ReporterData | None:
    """The reporter with a phone he can be called by, if any; refused as `accounts.rules.check_phone` does."""
    if said is None or not said.phone.strip():
        return said
    return replace(said, phone=check_phone(said.phone))


def _deadline_brought(moment: datetime | None) -> datetime | None:
    """The deadline of a 12345 order; one without a zone is in the site's. Refused when no calendar holds it."""
    if moment is None:
        return None
    aware = moment if moment.tzinfo else moment.replace(tzinfo=timezone.get_default_timezone())
    if not YEARS[0] <= aware.year <= YEARS[1]:
        raise Refused(
            "matter/bad-deadline",
            zh="工单时限的年份不对，请核对",
            en="The order's deadline has an unlikely year; check it",
            fields=[
                {
                    "field": "external_deadline",
                    "title": "请核对工单时限",
                    "title_en": "Check the order's deadline",
                }
            ],
        )
    return aware


def _point(data: RaiseData) -> tuple[float, float] | None:
    """Longitude and latitude, where both are said."""
    if data.longitude is None or data.latitude is None:
        return None
    return data.longitude, data.latitude


def _area(by: Actor, data: RaiseData) -> str:
    """The grid of the point if it lies in the area said, else the area said, else the actor's community."""
    area = data.area.strip() or by.community
    if point := _point(data):
        grid = territory.grid_at(longitude=point[0], latitude=point[1])
        if grid and grid.startswith(area):
            return grid
    if not is_area(area) or len(area) < Level.DISTRICT or not territory.exists(area):
        raise Refused(
            "matter/unknown-area",
            zh="请选择社区或网格",
            en="Choose the community or grid",
            fields=[
                {"field": "area", "title": "请选择社区或网格", "title_en": "Choose the community or grid"}
            ],
        )
    return area


def _category(given: str, suggested: list[dict[str, Any]]) -> dictionary.CategoryRow:
    return dictionary.choosable(given or (suggested[0]["category"] if suggested else FALLBACK))


def _urgency(data: RaiseData, category: dictionary.CategoryRow, *, pressing: bool) -> str:
    if data.urgency is not None:
        return data.urgency.value
    return Urgency.URGENT.value if pressing else category.urgency


def _matter(
    by: Actor,
    data: RaiseData,
    words: str,
    subject: str,
    area: str,
    category: str,
    urgency: str,
    clocks: Clocks,
    now: datetime,
) -> Matter:
    """The row, before who owns it."""
    seat = by.seat_for(Permission.RAISE, area) or (by.seats[0] if by.seats else None)
    staff = by.kind is ActorKind.PERSON
    longitude, latitude = _point(data) or (None, None)
    return _made(
        id=data.id,
        community=community_of(area),
        area=area,
        reference=wording.reference_of(data.id, timezone.localtime(now)),
        state=State.RECEIVED.value,
        is_open=True,
        door=data.door.value,
        subject=subject,
        words=words,
        category=category,
        urgency=urgency,
        place=wording.tidy(data.place)[: wording.PLACE_MOST],
        longitude=longitude,
        latitude=latitude,
        first_contact=by.id if staff else None,
        first_contact_name=by.name[:40] if staff else "",
        first_contact_post=seat.post if seat and staff else None,
        has_reporter=by.kind in {ActorKind.VISITOR, ActorKind.KEY} or _is_said(data.reporter),
        received_at=now,
        **_deadlines(clocks),
        external_number=wording.tidy(data.external_number),
        external_category=wording.tidy(data.external_category),
        historical=data.historical,
    )


_DEFAULTS = {field.attname: field.get_default() for field in Matter._meta.concrete_fields}  # noqa: SLF001


def _made(**said: Any) -> Matter:
    """A matter by its columns in their order, the way Django makes rows it has read: by name costs it ten times as
    much. Lists have no default here, so that none is shared."""
    return statements.made(Matter, [tuple((_DEFAULTS | {"suggested": []} | said).values())])[0]


def _deadlines(clocks: Clocks) -> dict[str, datetime]:
    """The three clocks as columns; that of accepting runs first."""
    return {
        "accept_by": clocks.accept_by,
        "accept_warn": clocks.accept_warn,
        "respond_by": clocks.respond_by,
        "respond_warn": clocks.respond_warn,
        "settle_by": clocks.settle_by,
        "settle_warn": clocks.settle_warn,
        "due_at": clocks.accept_by,
        "warn_at": clocks.accept_warn,
    }


_TICKET = "INSERT INTO matters_ticket (matter_id, community, code, misses) VALUES (%s, %s, %s, 0)"
_GRAMS = (
    "INSERT INTO matters_grams (matter_id, community, received_at, grams)"
    " VALUES (%s, %s, %s, array_to_tsvector(string_to_array(%s, ' ')))"
)
_REPORTER = (
    "INSERT INTO matters_reporter (matter_id, community, name, phone, address, phone_index, secret)"
    " VALUES (%s, %s, %s, %s, %s, %s, %s)"
)


_FIELDS = tuple(field.attname for field in Matter._meta.concrete_fields if field.attname != "suggested")  # noqa: SLF001
_values = attrgetter(*_FIELDS)
_MATTER = f"INSERT INTO matters_matter ({', '.join(_FIELDS)}, suggested) VALUES ({'%s, ' * len(_FIELDS)}%s)"  # noqa: S608


def _insert(matter: Matter, code: str, reporter: ReporterData | None) -> None:
    """The matter and what hangs on it, without the detour over models: nothing here needs reading back."""
    tokens = grams.grams(*_sought_by(matter))
    statements.insert(_MATTER, [*_values(matter), msgspec.json.encode(matter.suggested).decode()])
    statements.insert(_TICKET, (matter.id, matter.community, code))
    tokens += wording.when_tokens(matter.community, matter.received_at)
    tokens += wording.where_tokens(matter.area)
    statements.insert(_GRAMS, (matter.id, matter.community, matter.received_at, " ".join(tokens)))
    if reporter and _is_said(reporter):
        statements.insert(_REPORTER, _sealed(matter, reporter))


def _sought_by(matter: Matter) -> tuple[str, ...]:
    """What a matter is found by: its numbers, as written and as bare digits, and its place before its words, which may
    be too many for all of them to be kept."""
    numbers = (matter.reference, matter.external_number)
    return (*numbers, *map(wording.digits_of, numbers), matter.place, matter.subject, matter.words)


def _is_said(reporter: ReporterData | None) -> bool:
    """Whether anything is known of whoever raised it."""
    return reporter is not None and bool(reporter.name or reporter.phone or reporter.address)


def _sealed(matter: Matter, reporter: ReporterData) -> tuple[Any, ...]:
    name, phone = wording.tidy(reporter.name)[:40], reporter.phone.strip()[:20]
    address = wording.tidy(reporter.address)[:200]
    return (
        matter.id,
        matter.community,
        sealing.seal(name, of=matter.id, field="reporter.name"),
        sealing.seal(phone, of=matter.id, field="reporter.phone"),
        sealing.seal(address, of=matter.id, field="reporter.address"),
        sealing.index(phone, field="phone"),
        reporter.secret,
    )
