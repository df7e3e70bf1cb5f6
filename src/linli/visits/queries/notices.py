"""Notices of visits: a list, one as it is printed, what goes into the chat group, and what whoever scans one is
told."""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from django.utils import timezone

from linli.documents.rules import qr
from linli.kit import clock
from linli.kit.actor import Actor, require
from linli.kit.areas import Level
from linli.kit.errors import Forbidden, NotFound
from linli.register import queries as register
from linli.territory import queries as territory
from linli.visits.models import Notice
from linli.visits.queries.cards import bearer, desk_phone, link_of
from linli.visits.queries.seen import not_there, one, visible_notices
from linli.visits.queries.sight import below
from linli.visits.rules import Permission
from linli.visits.rules import papers as layouts
from linli.visits.rules.notices import NoticeState, chat_words, span, state
from linli.visits.rules.papers import Coming
from linli.workforce import queries as workforce

NOTICES_MOST = 200


def missing() -> NotFound:
    """No such notice here."""
    return not_there("notice", "张通知", "notice")


def notices(by: Actor, *, area: str = "") -> list[dict[str, Any]]:
    """The notices of an area and of its whole community, the latest first."""
    require(by, Permission.SEE, within=None)
    rows = visible_notices(by)
    if area:
        rows = rows.filter(below(area)) | rows.filter(area=area[: Level.COMMUNITY])
    found = list(rows.order_by("-made_at", "id")[:NOTICES_MOST])
    posts = workforce.public_posts(by, ids={id for row in found for id in row.posts})
    return [_told(by, row, posts) for row in found]


def notice(by: Actor, notice_id: UUID) -> dict[str, Any]:
    """One notice. NotFound."""
    row = one(visible_notices(by), notice_id, missing())
    return _told(by, row, workforce.public_posts(by, ids=set(row.posts)))


def _told(by: Actor, row: Notice, posts: dict[UUID, dict[str, Any]]) -> dict[str, Any]:
    standing = _state(row)
    people = _people(row.posts, posts)
    return {
        "id": row.id,
        "area": row.area,
        "area_name": territory.name_of(row.area),
        "campaign": row.campaign_id,
        "what": row.what,
        "places": row.places,
        "from_on": row.from_on,
        "until_on": row.until_on,
        "hours": row.hours,
        "people": [f"{one['title']}{one['name']}" for one in people],
        "urgent": row.urgent,
        "link": link_of(row.code),
        "chat": _chat(row, people),
        "made_at": row.made_at,
        "made_by_name": row.made_by_name,
        "posted_on": row.posted_on,
        "posted_by_name": row.posted_by_name,
        "state": standing.value,
        "abilities": _abilities(by, row, standing),
    }


def _state(row: Notice) -> NoticeState:
    return state(
        posted=row.posted_at is not None,
        cancelled=row.cancelled_at is not None,
        until_on=row.until_on,
        today=timezone.localdate(clock.now()),
    )


def _people(ids: Iterable[UUID], posts: dict[UUID, dict[str, Any]]) -> list[dict[str, Any]]:
    """Those who sit in the posts today, in the order they were chosen; a vacant post sends nobody."""
    return [posts[id] for id in ids if id in posts and posts[id]["open"] and posts[id]["name"]]


def _chat(row: Notice, people: Sequence[dict[str, Any]]) -> str:
    return chat_words(
        community=territory.name_of(row.community),
        what=row.what,
        places=row.places,
        days=span(row.from_on, row.until_on),
        hours=row.hours,
        people=[f"{one['title']}{one['name']}" for one in people],
        phone=desk_phone(row.area),
        link=link_of(row.code),
    )


def _abilities(by: Actor, row: Notice, standing: NoticeState) -> list[str]:
    if standing in {NoticeState.CANCELLED, NoticeState.PAST} or not by.may(Permission.RECORD, row.area):
        return []
    made = row.made_by == by.id or by.may(Permission.LEAD, row.area)
    post = ["post"] if standing is NoticeState.MADE else []
    return ["print", *post, *(["cancel"] if made else [])]


def callers(by: Actor, *, area: str) -> list[dict[str, Any]]:
    """Who may be named on a notice of an area: the held posts of its community and above it that residents are shown,
    the closest first."""
    require(by, Permission.RECORD, within=area)
    near = workforce.for_dispatch(by, area=area)
    shown = workforce.public_posts(by, ids={post.id for post in near})
    found = (shown[post.id] for post in near if post.id in shown)
    return [
        {
            "post": one["id"],
            "name": one["name"],
            "title_name": one["title"],
            "area_name": territory.name_of(one["area"]),
            "has_photo": one["photo"] is not None,
        }
        for one in found
        if one["name"]
    ]


def printable(by: Actor, notice_id: UUID) -> Notice:
    """A notice the actor may print. NotFound, Forbidden once it is over or cancelled."""
    row = one(visible_notices(by), notice_id, missing())
    if "print" not in _abilities(by, row, _state(row)):
        raise Forbidden(
            "notice/no-print",
            zh="这张通知已作废、已过期，或不归您管，不能打印",
            en="This notice was cancelled, is over, or is not yours: it cannot be printed",
        )
    return row


def notice_paper(by: Actor, row: Notice) -> dict[str, object]:
    """What a notice says on paper, with whoever sits in the posts today."""
    posts = workforce.public_posts(by, ids=set(row.posts))
    return layouts.notice(
        Coming(
            unit=territory.name_of(row.community),
            what=row.what,
            places=row.places,
            from_on=row.from_on,
            until_on=row.until_on,
            hours=row.hours,
            urgent=row.urgent,
            people=[bearer(by, post, now=True) for post in _people(row.posts, posts)],
            desk_phone=desk_phone(row.area),
            qr=qr(link_of(row.code)),
            made_on=timezone.localdate(row.made_at),
        )
    )


def places_of(by: Actor, *, area: str, buildings: Sequence[UUID]) -> list[str]:
    """Some buildings of an area as a notice names them, one line an estate: 梧桐新村 1、3幢. NotFound where one is not
    of the area."""
    rows = register.visible_buildings(by).filter(below(area), id__in=list(buildings))
    found = list(rows.select_related("estate").order_by("estate__name", "sort", "id"))
    if len(found) != len(set(buildings)):
        raise NotFound(
            "notice/no-building",
            zh="有楼栋不在这个范围内，请重新选择",
            en="A building is not in this area; choose again",
        )
    lines: dict[tuple[str, str], list[str]] = {}
    for row in found:
        estate = row.estate.name if row.estate else ""
        lines.setdefault((estate, _ending(estate, row.number, row.name)), []).append(row.number or row.name)
    return [f"{estate} {'、'.join(numbers)}{ending}".strip() for (estate, ending), numbers in lines.items()]


def _ending(estate: str, number: str, name: str) -> str:
    """What a building's number is followed by where it stands: 号楼, as its name has it, else 幢."""
    rest = name.removeprefix(estate).strip().removeprefix(number)
    return rest if number and rest and len(rest) <= 2 else "幢" if number[-1:].isdigit() else ""


def _worth(row: Notice) -> str:
    """What a notice is worth to who has somebody at the door: `ahead`, `today`, `past`, `cancelled`."""
    standing = _state(row)
    if standing in {NoticeState.CANCELLED, NoticeState.PAST}:
        return standing.value
    return "ahead" if timezone.localdate(clock.now()) < row.from_on else "today"


def checked_notice(by: Actor, code: str) -> dict[str, Any] | None:
    """What whoever scans a notice is told: the days, the buildings, what for, and who comes. Nothing where there is no
    such notice. It names no resident: there is none in it."""
    row = Notice.objects.filter(code=code).first() if code else None
    if row is None:
        return None
    posts = workforce.public_posts(by, ids=set(row.posts))
    return {
        "state": _worth(row),
        "unit": territory.name_of(row.community),
        "area": row.area,
        "synthetic": row.synthetic,
        "what": row.what,
        "places": row.places,
        "from_on": row.from_on,
        "until_on": row.until_on,
        "days": span(row.from_on, row.until_on),
        "hours": row.hours,
        "desk": desk_phone(row.area),
        "people": [
            {name: one[name] for name in ("name", "photo", "phone", "title", "title_en", "post")}
            for one in _people(row.posts, posts)
        ],
    }
