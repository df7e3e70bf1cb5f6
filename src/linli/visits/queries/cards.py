"""Contact cards: one's own, those of an area, what is printed, and what whoever holds one is told of it."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.utils import timezone

from linli.calendars import queries as calendars
from linli.documents.rules import qr
from linli.files import queries as files
from linli.kit import clock, statements
from linli.kit.actor import Actor, require
from linli.kit.areas import Level
from linli.kit.errors import Forbidden, NotFound, Problem
from linli.territory import queries as territory
from linli.visits.models import ContactCard
from linli.visits.queries.seen import not_there, one, visible_cards
from linli.visits.queries.sight import below
from linli.visits.rules import Permission
from linli.visits.rules import papers as layouts
from linli.visits.rules.cards import Validity, tidy_code, valid_today
from linli.visits.rules.papers import Bearer
from linli.workforce import queries as workforce

CARDS_MOST = 300
COUNTER_TITLE = "counter_worker"


def missing() -> NotFound:
    """No such card here."""
    return not_there("card", "张联系卡", "contact card")


def link_of(code: str) -> str:
    """Where a code is checked."""
    return f"{settings.PUBLIC_URL}/v/{code}/"


def cards(by: Actor, *, area: str = "") -> dict[str, Any]:
    """The actor's own cards that stand, his posts that could have one, and the standing cards of others in an area."""
    require(by, Permission.SEE, within=None)
    standing = visible_cards(by).filter(withdrawn_at=None)
    own = list(standing.filter(person=by.id).order_by("made_at", "id"))
    others = standing.filter(below(area)).exclude(person=by.id).order_by("area", "made_at", "id")[:CARDS_MOST]
    seats = {seat.post for seat in by.seats if seat.stands_in is None and seat.grants(Permission.RECORD)}
    rows = [*own, *others]
    posts = workforce.public_posts(by, ids={row.post for row in rows} | seats)
    told = [_told(by, row, posts.get(row.post)) for row in rows]
    bare = [posts[id] for id in seats - {row.post for row in own} if id in posts and posts[id]["open"]]
    return {
        "own": told[: len(own)],
        "others": told[len(own) :],
        "without": [_named(post) for post in sorted(bare, key=lambda post: (post["area"], post["post"]))],
    }


def card(by: Actor, card_id: UUID) -> dict[str, Any]:
    """One card. NotFound."""
    row = one(visible_cards(by), card_id, missing())
    return _told(by, row, workforce.public_posts(by, ids={row.post}).get(row.post))


def _named(post: dict[str, Any]) -> dict[str, Any]:
    return {
        "post": post["id"],
        "post_name": post["post"],
        "title_name": post["title"],
        "area": post["area"],
        "area_name": territory.name_of(post["area"]),
    }


def _told(by: Actor, row: ContactCard, post: dict[str, Any] | None) -> dict[str, Any]:
    holds = post is not None and post["holder"] == row.person
    named = _named(post) if post else _nameless(row)
    return named | {
        "id": row.id,
        "post": row.post,
        "person": row.person,
        "person_name": post["holder_name"] if post and holds else "",
        "photo": post["holder_photo"] if post and holds else None,
        "phone": post["holder_phone"] if post and holds else "",
        "words": row.words,
        "link": link_of(row.code),
        "made_at": row.made_at,
        "withdrawn_at": row.withdrawn_at,
        "withdrawn_for": row.withdrawn_for,
        "state": _state(row, post).value,
        "abilities": _abilities(by, row, holds),
    }


def _nameless(row: ContactCard) -> dict[str, Any]:
    """A card whose post's title is public no more."""
    return {
        "post": row.post,
        "post_name": "",
        "title_name": "",
        "area": row.area,
        "area_name": territory.name_of(row.area),
    }


def _state(row: ContactCard, post: dict[str, Any] | None) -> Validity:
    return valid_today(
        withdrawn=row.withdrawn_at is not None,
        open=bool(post and post["open"]),
        holds=bool(post and post["holder"] == row.person),
        on_leave=bool(post and post["stand_in"]),
    )


def may_keep(by: Actor, row: ContactCard) -> bool:
    """Whether a card is the actor's own, or one he leads over."""
    own = row.person == by.id and by.may(Permission.RECORD, row.area)
    return own or by.may(Permission.LEAD, row.area)


def _abilities(by: Actor, row: ContactCard, holds: bool) -> list[str]:
    if row.withdrawn_at is not None or not may_keep(by, row):
        return []
    own = ["change", "portrait"] if row.person == by.id else []
    return [*(["print"] if holds else []), *own, "withdraw"]


def printable(by: Actor, card_id: UUID) -> ContactCard:
    """A card the actor may print. NotFound, Forbidden; refused where it was taken back or its bearer has left."""
    row = one(visible_cards(by), card_id, missing())
    post = workforce.public_posts(by, ids={row.post}).get(row.post)
    holds = bool(post and post["open"] and post["holder"] == row.person)
    if "print" not in _abilities(by, row, holds):
        raise Forbidden(
            "card/no-print",
            zh="这张卡已收回、持卡人已不在这个岗位，或不归您管，不能打印",
            en="This card was taken back, its bearer has left the post, or it is not yours: it cannot be printed",
        )
    return row


def card_paper(by: Actor, row: ContactCard) -> dict[str, object]:
    """What a card says on paper."""
    post = workforce.public_posts(by, ids={row.post})[row.post]
    return layouts.card(bearer(by, post, words=row.words, code=row.code), desk_phone=desk_phone(row.area))


def bearer(by: Actor, post: dict[str, Any], *, words: str = "", code: str = "", now: bool = False) -> Bearer:
    """Whoever holds a post (`now`: who sits there today) as papers show him, with his photo."""
    shown = "" if now else "holder_"
    photo = post[f"{shown}photo"]
    return Bearer(
        name=post[f"{shown}name"],
        title=post["title"],
        unit=territory.name_of(post["area"][: Level.COMMUNITY]),
        area=territory.name_of(post["area"]) if len(post["area"]) > Level.COMMUNITY else "",
        phone=post[f"{shown}phone"],
        hours=office_hours(),
        words=words,
        photo=_bytes(by, photo),
        qr=qr(link_of(code)) if code else "",
    )


def _bytes(by: Actor, photo: UUID | None) -> bytes:
    """The small picture of a photo; nothing where there is none any more."""
    if photo is None:
        return b""
    try:
        return files.path(files.stored(by, photo), thumb=True).read_bytes()
    except Problem:
        return b""


def office_hours() -> str:
    """工作日 9:00–12:00、13:30–17:30, by the calendar."""
    spans = calendars.working_calendar().hours.spans
    shown = [f"{a.hour}:{a.minute:02d}–{b.hour}:{b.minute:02d}" for a, b in spans]
    return f"工作日 {'、'.join(shown)}" if shown else ""


def desk_phone(area: str) -> str:
    """The phone of the community's window."""
    post = workforce.nearest_cached(title=COUNTER_TITLE, area=area)
    return post.phone if post else ""


def take_code_into_sight(by: Actor, code: str) -> str:
    """Let the rest of the transaction see the card or the notice that bears a code, wherever it lies; nothing where
    it is no code."""
    tidy = tidy_code(code)
    statements.run("SELECT set_config('linli.code', %s, true)", [tidy])
    return tidy


def checked_card(by: Actor, code: str) -> dict[str, Any] | None:
    """What whoever holds a card is told of it today: of one that holds its bearer, of one on leave also who comes
    instead, of any other no name. Nothing where there is no such card."""
    row = ContactCard.objects.filter(code=code).first() if code else None
    if row is None:
        return None
    post = workforce.public_posts(by, ids={row.post}).get(row.post)
    state = _state(row, post)
    told: dict[str, Any] = {
        "state": state.value,
        "area": row.area,
        "unit": territory.name_of(row.area[: Level.COMMUNITY]),
        "area_name": territory.full_name_of(row.area),
        "today": timezone.localdate(clock.now()),
        "synthetic": row.synthetic,
        "desk": desk_phone(row.area),
        "person": None,
        "instead": None,
    }
    if post and state in {Validity.ON_DUTY, Validity.ON_LEAVE}:
        told["person"] = _face(post, "holder_")
        told["instead"] = _face(post, "") if state is Validity.ON_LEAVE else None
    return told


def _face(post: dict[str, Any], of: str) -> dict[str, Any]:
    return {
        "name": post[f"{of}name"],
        "photo": post[f"{of}photo"],
        "phone": post[f"{of}phone"],
        "title": post["title"],
        "title_en": post["title_en"],
        "post": post["post"],
    }
