"""What is suggested while somebody types, and drafts read from pasted text. Nothing here is stored."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils import timezone

from linli.accounts.rules import check_phone
from linli.calendars import queries as calendars
from linli.classifying import queries as classifying
from linli.classifying.rules.labelled import text_of
from linli.kit import clock
from linli.kit.actor import Actor
from linli.kit.areas import Level
from linli.kit.errors import Refused
from linli.language.rules import chat, keywords, workorder
from linli.matters.queries import dictionary, routing
from linli.matters.queries.learning import SPOKEN
from linli.matters.queries.routing import Route, route
from linli.matters.rules import Urgency, clocks, urgent
from linli.matters.rules import words as wording
from linli.territory import queries as territory

SUGGESTED = 3
SPARE = 2
"""More that are asked for, since a category may have been switched off after it was learnt."""


def categories_for(
    words: str, subject: str = "", *, signs: Mapping[str, str] | None = None, explained: bool = True
) -> list[dict[str, Any]]:
    """The likeliest categories by what was learnt and by keywords, each with its share or probability, whether that is
    sure, and the words that led to it. What cannot wait comes first, however much else is spoken of; `signs` are its
    words with their kinds, where they were read already. Where nobody reads them, what was learnt is not `explained`:
    that takes as long again, and whoever opens a matter can ask for it."""
    by_words = _likely(words, subject, explained=explained)
    signs = keywords.urgent_signs(words) if signs is None else signs
    first = [_pressing(code, signs, by_words) for code in urgent.categories(signs.values())]
    first = [one for one in first if dictionary.category(one["category"])]
    taken = {one["category"] for one in first}
    return [*first, *(one for one in by_words if one["category"] not in taken)][:SUGGESTED]


def _likely(words: str, subject: str, *, explained: bool) -> list[dict[str, Any]]:
    """By what was learnt with the keywords weighed in, where a version is in use and knows anything of the text; else
    by the keywords, which never say that they are sure."""
    spoken = dictionary.lexicon().suggest(words, subject=subject, k=SPOKEN)
    used = classifying.reader()
    if used is not None:
        shares = {each.code: each.share for each in spoken}
        why = {each.code: each.matched for each in spoken}
        ranked = [
            {
                "category": each.label,
                "share": round(each.probability, 3),
                "why": list(each.why or why.get(each.label, ()))[:6],
                "sure": each.sure,
            }
            for each in used.rank(
                text_of(subject, words), shares, most=SUGGESTED + SPARE, explained=explained
            )
            if (row := dictionary.category(each.label)) is not None and row.active
        ]
        if ranked:
            return ranked[:SUGGESTED]
    return [
        {"category": each.code, "share": round(each.share, 3), "why": list(each.matched)[:6]}
        for each in spoken[:SUGGESTED]
    ]


def _pressing(code: str, signs: Mapping[str, str], by_words: list[dict[str, Any]]) -> dict[str, Any]:
    """The category of what cannot wait, with the words that say so."""
    share = next((one["share"] for one in by_words if one["category"] == code), 0.0)
    why = [word for word, kind in signs.items() if urgent.CATEGORIES.get(kind) == code]
    return {"category": code, "share": share, "why": why[:6]}


def suggest(
    by: Actor,
    *,
    words: str,
    subject: str = "",
    area: str = "",
    place: str = "",
    category: str = "",
    urgency: str = "",
    point: tuple[float, float] | None = None,
    theirs: datetime | None = None,
) -> dict[str, Any]:
    """Category, urgency, grid, who accepts, who handles, and the deadline for what has been typed so far; a category or
    urgency that was chosen counts instead of the likeliest, and `theirs`, the deadline a 12345 order brings, where it
    is sooner. The grid is that of the point, else the one that the place or the words name."""
    within = area or by.community
    pointed = territory.grid_at(longitude=point[0], latitude=point[1]) if point else ""
    grid = pointed or territory.grid_named(place, subject, words, within=within[: Level.COMMUNITY])
    at = grid if grid.startswith(within) else within
    signs = keywords.urgent_signs(words)
    found = categories_for(words, subject, signs=signs)
    best = dictionary.category(category or (found[0]["category"] if found else ""))
    speed = urgency or (Urgency.URGENT.value if signs else best.urgency if best else Urgency.ORDINARY.value)
    return {
        "categories": [{**c, "category_name": dictionary.category_name(c["category"])} for c in found],
        "urgent": list(signs),
        "calls": urgent.calls(signs.values()),
        "grid": grid,
        "grid_name": territory.full_name_of(grid) if grid else "",
        **_owners(by, best, at, speed),
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
        **_why(found.note),
    }


def _why(kept: str) -> dict[str, str]:
    said = routing.said(kept)
    return {"note": said.zh, "note_en": said.en, "note_detail": said.detail}


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
    group = territory.grid_named(*read.titles, within=by.community)
    return {
        "kind": "chat",
        "dropped": [f"{d.speaker}：{d.words}" if d.speaker else d.words for d in read.dropped],
        "drafts": [
            _draft(
                d.words,
                place=d.place or "",
                area=territory.grid_named(d.place or "", d.words, within=by.community) or group,
                speaker=d.speaker or "",
                said_at=d.at,
                same_as=d.same_as,
            )
            for d in read.drafts
        ],
    }


def drafts_of_order(by: Actor, *, text: str) -> dict[str, Any]:
    """The draft of a pasted 12345 work order; nothing when the text is none."""
    order = workorder.read_order(text)
    if order is None:
        return {"kind": "none", "dropped": [], "drafts": []}
    area = territory.grid_named(order.place, order.title, order.words, within=by.community)
    draft = _draft(order.words, subject=order.title, place=order.place, area=area)
    draft["reporter"] = {
        "name": order.reporter[:40],
        "phone": _callable(order.phone.partition(",")[0]),
        "address": "",
        "secret": order.secret,
    }
    draft["external_number"] = order.number[:60]
    draft["external_category"] = order.category[:120]
    draft["external_deadline"] = order.deadline
    return {"kind": "order_12345", "dropped": [], "drafts": [draft]}


def _callable(phone: str) -> str:
    """The phone of an order, or nothing where it was blotted out (138****0000) and nobody could be called by it; it
    stays to be read in the order."""
    try:
        return check_phone(phone)
    except Refused:
        return ""


def _draft(
    words: str,
    *,
    subject: str = "",
    place: str = "",
    area: str = "",
    speaker: str = "",
    said_at: datetime | None = None,
    same_as: int | None = None,
) -> dict[str, Any]:
    found = categories_for(words, subject, explained=False)
    code = found[0]["category"] if found else ""
    return {
        "words": words,
        "subject": subject or wording.subject_of(words),
        "place": place,
        "area": area,
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
