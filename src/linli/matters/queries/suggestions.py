"""What is suggested while somebody types, and drafts read from pasted text. Nothing here is stored."""

from datetime import datetime
from typing import Any

from django.utils import timezone

from linli.calendars import queries as calendars
from linli.kit import clock
from linli.kit.actor import Actor
from linli.language.rules import chat, keywords, workorder
from linli.matters.queries import dictionary
from linli.matters.queries.routing import Route, route
from linli.matters.rules import Urgency, clocks
from linli.matters.rules import words as wording
from linli.territory import queries as territory

SUGGESTED = 3


def categories_for(words: str, subject: str = "") -> list[dict[str, Any]]:
    """The likeliest categories by keywords, each with its share and the words that led to it."""
    found = dictionary.lexicon().suggest(words, subject=subject, k=SUGGESTED)
    return [{"category": s.code, "share": round(s.share, 3), "why": list(s.matched)[:6]} for s in found]


def suggest(
    by: Actor,
    *,
    words: str,
    subject: str = "",
    area: str = "",
    category: str = "",
    urgency: str = "",
    point: tuple[float, float] | None = None,
    theirs: datetime | None = None,
) -> dict[str, Any]:
    """Category, urgency, grid, who accepts, who handles, and the deadline for what has been typed so far; a category or
    urgency that was chosen counts instead of the likeliest, and `theirs`, the deadline a 12345 order brings, where it
    is sooner."""
    grid = territory.grid_at(longitude=point[0], latitude=point[1]) if point else ""
    place = grid if grid.startswith(area or by.community) else (area or by.community)
    found = categories_for(words, subject)
    urgent = list(keywords.urgent_words(words))
    best = dictionary.category(category or (found[0]["category"] if found else ""))
    speed = urgency or (Urgency.URGENT.value if urgent else best.urgency if best else Urgency.ORDINARY.value)
    return {
        "categories": [{**c, "category_name": dictionary.category_name(c["category"])} for c in found],
        "urgent": urgent,
        "grid": grid,
        "grid_name": territory.full_name_of(grid) if grid else "",
        **_owners(by, best, place, speed),
        **_settling(best, speed, theirs),
        "refer_to": best.refer_to if best else "",
    }


def _owners(by: Actor, best: dictionary.CategoryRow | None, place: str, urgency: str) -> dict[str, Any]:
    """Who would accept it and whose it would be, once the category is known."""
    found = (
        route(by, area=place, category=best.code, urgency=urgency)
        if best and place
        else Route(None, None, "")
    )
    post, acceptor = found.handler, found.acceptor
    return {
        "post": post.id if post else None,
        "post_name": post.name if post else "",
        "holder_name": post.holder_name if post else "",
        "acceptor_name": acceptor.name if acceptor else "",
        "note": found.note,
    }


def _settling(best: dictionary.CategoryRow | None, urgency: str, theirs: datetime | None) -> dict[str, Any]:
    """By when it would be settled, and whether the order brought that deadline along."""
    if best is None:
        return {"settle_by": None, "settle_by_order": False}
    if theirs is not None and theirs.tzinfo is None:
        theirs = theirs.replace(tzinfo=timezone.get_default_timezone())
    calendar = calendars.working_calendar()
    reckoned = clocks.clocks(best.limits, clock.now(), calendar, urgency=urgency, theirs=theirs)
    return {
        "settle_by": reckoned.settle_by,
        "settle_by_order": theirs is not None and reckoned.settle_by == theirs,
    }


def drafts_of_chat(by: Actor, *, text: str, now: datetime | None = None) -> dict[str, Any]:
    """Drafts of what was said in a chat, and what was left out."""
    read = chat.read_chat(text, timezone.localtime(now or clock.now()))
    return {
        "kind": "chat",
        "dropped": [f"{d.speaker}:{d.words}" if d.speaker else d.words for d in read.dropped],
        "drafts": [
            _draft(d.words, place=d.place or "", speaker=d.speaker or "", said_at=d.at, same_as=d.same_as)
            for d in read.drafts
        ],
    }


def drafts_of_order(by: Actor, *, text: str) -> dict[str, Any]:
    """The draft of a pasted 12345 work order; nothing when the text is none."""
    order = workorder.read_order(text)
    if order is None:
        return {"kind": "none", "dropped": [], "drafts": []}
    draft = _draft(order.words, subject=order.title, place=order.place)
    draft["reporter"] = {
        "name": order.reporter[:40],
        "phone": order.phone.partition(",")[0][:20],
        "address": "",
        "secret": order.secret,
    }
    draft["external_number"] = order.number[:60]
    draft["external_category"] = order.category[:120]
    draft["external_deadline"] = order.deadline
    return {"kind": "order_12345", "dropped": [], "drafts": [draft]}


def _draft(
    words: str,
    *,
    subject: str = "",
    place: str = "",
    speaker: str = "",
    said_at: datetime | None = None,
    same_as: int | None = None,
) -> dict[str, Any]:
    found = categories_for(words, subject)
    code = found[0]["category"] if found else ""
    return {
        "words": words,
        "subject": subject or wording.subject_of(words),
        "place": place,
        "speaker": speaker,
        "said_at": said_at,
        "same_as": same_as,
        "category": code,
        "category_name": dictionary.category_name(code) if code else "",
        "reporter": None,
        "external_number": "",
        "external_category": "",
        "external_deadline": None,
    }
