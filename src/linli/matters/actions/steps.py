"""The steps on the way: accepting, sorting, dispatching, taking in hand, returning, passing up, setting aside. Each
refuses (403/409/422) as the loop's table and `rules.steps` say."""

from datetime import UTC, date, timedelta
from typing import Any
from uuid import UUID

from django.utils import timezone

from linli.calendars import queries as calendars
from linli.kit import clock
from linli.kit.actor import Actor, ActorKind
from linli.kit.errors import NotFound, Refused
from linli.matters import queries
from linli.matters.actions.moving import (
    NOBODYS_HANDS,
    acting_post,
    begin,
    changed,
    in_hand_of,
    leave,
    owned,
    partake,
    record,
    tell,
    write,
)
from linli.matters.models import Matter
from linli.matters.queries import dictionary
from linli.matters.queries.routing import (
    above,
    acceptor_of,
    giver_of,
    handler_of,
    handles,
    place_of,
    ruler_of,
)
from linli.matters.rules import Party, Permission, State, Urgency, Verb
from linli.matters.rules import clocks as reckoning
from linli.matters.rules.loop import RETURNS_MOST, STEPS
from linli.matters.rules.steps import is_handler
from linli.matters.rules.words import PLACE_MOST, check_reason, check_words, tidy
from linli.territory import queries as territory
from linli.workforce import queries as workforce


def accept(*, by: Actor, matter_id: UUID, version: int | None = None) -> UUID:
    """受理. Whoever accepts a matter nobody met in person becomes its first contact (首问负责)."""
    matter = begin(by, matter_id, Verb.ACCEPT, version)
    changes: dict[str, Any] = {"accepted_at": clock.now()}
    own = acceptor_of(by, area=matter.area)
    if own is not None and matter.post_id not in by.posts and (own.id in by.posts or matter.post_id is None):
        changes |= owned(own)
    if matter.first_contact is None and by.kind is ActorKind.PERSON:
        changes |= {"first_contact": by.id, "first_contact_name": by.name[:40]}
        changes["first_contact_post"] = own.id if own and own.id in by.posts else matter.post_id
    write(matter, state=State.ACCEPTED, **changes)
    partake(matter, matter.post_id, Party.ACCEPTOR)
    record(matter, "accepted", by=by)
    return matter.id


def decline(*, by: Actor, matter_id: UUID, reason: str, version: int | None = None) -> UUID:
    """不予受理, with a reason the reporter reads."""
    return _turned_away(Verb.DECLINE, "declined", by, matter_id, reason, version)


def _turned_away(
    verb: Verb, entry: str, by: Actor, matter_id: UUID, reason: str, version: int | None, **facts: str
) -> UUID:
    """The reason is the reporter's first answer, unless he had one before. Whoever turns it away answers for it, so
    that somebody else takes it up again if it was wrong."""
    reason = check_reason(reason)
    matter = begin(by, matter_id, verb, version)
    now = clock.now()
    answered, hands = matter.responded_at or now, in_hand_of(matter, by, Permission.ACCEPT)
    write(matter, state=STEPS[verb].to, closed_at=now, responded_at=answered, closed_as=entry, **hands)
    record(matter, entry, by=by, words=reason, public=True, **facts)
    return matter.id


REFERRALS = frozenset({"court", "petition", "discipline", "110", "119", "120", "other"})


def refer(*, by: Actor, matter_id: UUID, to: str, reason: str, version: int | None = None) -> UUID:
    """转介 to whoever is competent: court, petition office, discipline inspection, 110, 119, 120."""
    if to not in REFERRALS:
        raise Refused("matter/bad-referral", zh="请选择转介去处", en="Choose where it is referred")
    return _turned_away(Verb.REFER, "referred", by, matter_id, reason, version, to=to)


def classify(
    *,
    by: Actor,
    matter_id: UUID,
    category: str | None = None,
    area: str | None = None,
    place: str | None = None,
    urgency: str | None = None,
    version: int | None = None,
) -> UUID:
    """Correct category, area, place or urgency. Until it is dispatched the deadlines follow, those of the actor's own
    work only where they come sooner; afterwards they stay, so that nobody moves his own. Whoever moves it out of his
    sight, and its first contact, go on seeing it. Refuses an unknown category or area, and an area of another
    community."""
    matter = begin(by, matter_id, Verb.CLASSIFY, version)
    changes = _corrections(matter, category, area, place, urgency)
    if not changes:
        return matter.id
    if "area" in changes:
        partake(matter, matter.first_contact_post, Party.FIRST_CONTACT)
        partake(matter, acting_post(matter, by, Permission.CLASSIFY), Party.DISPATCHER)
    for name, value in changes.items():
        setattr(matter, name, value)
    handler, note = handler_of(area=matter.area, category=matter.category, urgency=matter.urgency)
    changes |= {"suggested_post": handler.id if handler else None, "route_note": note}
    was_due = matter.settle_by
    if {"category", "urgency"} & set(changes) and State(matter.state) in {State.RECEIVED, State.ACCEPTED}:
        changes |= _deadlines(matter, sooner_only=is_handler(queries.facts(matter), by))
    write(matter, flag_stays=True, **changes)
    named = [n for n in ("category", "area", "place", "urgency") if n in changes]
    due = {"was_due": was_due.isoformat(), "due": matter.settle_by.astimezone(UTC).isoformat()}
    facts: dict[str, Any] = due if matter.settle_by != was_due else {}
    record(
        matter, "classified", by=by, fields=named, category=matter.category, urgency=matter.urgency, **facts
    )
    return matter.id


def _corrections(
    matter: Matter, category: str | None, area: str | None, place: str | None, urgency: str | None
) -> dict[str, Any]:
    changes: dict[str, Any] = {}
    if category and category != matter.category:
        dictionary.choosable(category)
        changes["category"] = category
    if area and area != matter.area:
        if not territory.exists(area) or not area.startswith(matter.community):
            raise Refused(
                "matter/unknown-area",
                zh="只能改到本社区的网格",
                en="Only a grid of the same community can be chosen",
            )
        changes["area"] = area
    if place is not None and tidy(place)[:PLACE_MOST] != matter.place:
        changes["place"] = tidy(place)[:PLACE_MOST]
    if urgency and urgency != matter.urgency:
        changes["urgency"] = Urgency(urgency).value
    return changes


def _deadlines(matter: Matter, *, sooner_only: bool) -> dict[str, Any]:
    row = dictionary.category(matter.category)
    if row is None:
        return {}
    new = reckoning.clocks(
        row.limits,
        matter.received_at,
        calendars.working_calendar(),
        urgency=matter.urgency,
        theirs=matter.external_deadline,
    )
    changes: dict[str, Any] = {}
    received = State(matter.state) is State.RECEIVED
    for clock_name in ("accept", "respond", "settle") if received else ("respond", "settle"):
        by_then = getattr(new, f"{clock_name}_by")
        if sooner_only and by_then > getattr(matter, f"{clock_name}_by"):
            continue
        changes |= {f"{clock_name}_by": by_then, f"{clock_name}_warn": getattr(new, f"{clock_name}_warn")}
    return changes


def dispatch(
    *, by: Actor, matter_id: UUID, post_id: UUID, words: str = "", version: int | None = None
) -> UUID:
    """派单 to a post, with a word if needed; to another one only with the version seen, so that of two who dispatch at
    once the second is told (Conflict). What is in hand is taken off its post with a reason, and the post is told.
    Refuses a post that is closed, that work of this area cannot go to, or that handles no matters."""
    matter = begin(by, matter_id, Verb.DISPATCH, version)
    again = State(matter.state) is not State.ACCEPTED
    if again and version is None:
        raise changed(matter)
    taken_off = State(matter.state) is State.IN_HAND
    words = check_reason(words, field="words") if taken_off else tidy(words)[:2000]
    post = workforce.post(post_id)
    if post is None or not handles(post, matter.area):
        raise NotFound(
            "post/not-found", zh="没有这个岗位，或不能派到那里", en="There is no such post to dispatch to"
        )
    before = matter.post_id
    giver = acting_post(matter, by, Permission.DISPATCH) or before
    partake(matter, before, Party.DISPATCHER)
    partake(matter, post_id, Party.HANDLER)
    write(matter, state=State.DISPATCHED, **owned(post), dispatched_from=giver, **NOBODYS_HANDS)
    record(matter, "dispatched", by=by, words=words, to=post_id, origin=before)
    tell(matter, "dispatched", post_id, by=by)
    if taken_off and before != post_id:
        tell(matter, "taken_off", before, by=by)
    return matter.id


def take(*, by: Actor, matter_id: UUID, version: int | None = None) -> UUID:
    """接单: the post in charge takes it in hand."""
    matter = begin(by, matter_id, Verb.TAKE, version)
    write(matter, state=State.IN_HAND, **in_hand_of(matter, by))
    record(matter, "taken", by=by)
    return matter.id


def answer(*, by: Actor, matter_id: UUID, words: str, version: int | None = None) -> UUID:
    """Tell the reporter how it goes; the first time stops the clock of the first response, not that of settling."""
    words = check_words(words)
    matter = begin(by, matter_id, Verb.ANSWER, version)
    first: dict[str, Any] = {} if matter.responded_at else {"responded_at": clock.now()}
    write(matter, **first)
    record(matter, "answered", by=by, kind="answer", words=words, public=True)
    return matter.id


def note(*, by: Actor, matter_id: UUID, words: str, version: int | None = None) -> UUID:
    """Words for colleagues alone."""
    words = check_words(words)
    matter = begin(by, matter_id, Verb.NOTE, version)
    record(matter, "noted", by=by, kind="note", words=words)
    return matter.id


def return_(*, by: Actor, matter_id: UUID, reason: str, version: int | None = None) -> UUID:
    """退单 to the post it was dispatched from, or, where nobody sits there now, to the usual one that takes matters in;
    with a reason, and the clock goes on. The second return goes to an office that decides, and what it decides is not
    returned again. Whoever saw it as its handler alone sees it no more."""
    reason = check_reason(reason)
    matter = begin(by, matter_id, Verb.RETURN, version)
    again = matter.returns + 1 >= RETURNS_MOST
    giver = giver_of(area=matter.area, dispatched_from=matter.dispatched_from, but=matter.post_id)
    ruler = ruler_of(matter) if again else None
    back = ruler or giver
    to = back.id if back else None
    before = matter.post_id
    partake(matter, to, Party.ACCEPTOR)
    record(matter, "returned", by=by, words=reason, to=to)
    write(
        matter,
        state=State.ACCEPTED,
        **owned(back),
        **NOBODYS_HANDS,
        returns=matter.returns + 1,
    )
    leave(matter, before, Party.HANDLER)
    tell(matter, "second_return" if ruler else "returned", to, by=by)
    if ruler and giver and giver.id != ruler.id:
        tell(matter, "returned", giver.id, by=by)
    return matter.id


def escalate(*, by: Actor, matter_id: UUID, reason: str, version: int | None = None) -> UUID:
    """提级 to the next wider area that has a held office (小事不出网格, 大事不出社区). Refused where there is none."""
    reason = check_reason(reason)
    matter = begin(by, matter_id, Verb.ESCALATE, version)
    up = above(place_of(matter), post=matter.post_id)
    if up is None:
        raise Refused("matter/no-higher", zh="上一级没有在岗的受理岗位", en="There is no held office above")
    partake(matter, matter.post_id, Party.HANDLER)
    partake(matter, up.id, Party.ACCEPTOR)
    write(
        matter,
        state=State.ACCEPTED,
        **owned(up),
        dispatched_from=matter.post_id,
        **NOBODYS_HANDS,
        escalations=matter.escalations + 1,
    )
    record(matter, "escalated", by=by, words=reason, to=up.id, level=len(up.area))
    tell(matter, "escalated", up.id, by=by)
    return matter.id


def hold(*, by: Actor, matter_id: UUID, reason: str, review_on: date, version: int | None = None) -> UUID:
    """挂账 with a date of review within two years, by somebody other than the handler. The reporter reads the reason;
    it answers him if nothing did before. Refuses a date that is not ahead or too far."""
    reason, review_on = check_reason(reason), review_day(review_on)
    matter = begin(by, matter_id, Verb.HOLD, version)
    now = clock.now()
    answered = matter.responded_at or now
    write(matter, state=State.LONG_TERM, review_on=review_on, held_at=now, responded_at=answered)
    record(matter, "held", by=by, words=reason, public=True, review_on=review_on.isoformat())
    return matter.id


def review_day(day: date) -> date:
    """A day a long-term matter is looked at again. Refused where it is not ahead, or more than two years."""
    today = timezone.localtime(clock.now()).date()
    if not today < day <= today + timedelta(days=731):
        raise Refused(
            "matter/bad-review",
            zh="复核日期要在明天以后、两年以内",
            en="The review date must lie after today and within two years",
            fields=[{"field": "review_on", "title": "请改复核日期", "title_en": "Change the review date"}],
        )
    return day


def resume(*, by: Actor, matter_id: UUID, version: int | None = None) -> UUID:
    """Back from the long-term list; what was left of the settling time when it was set aside is left again."""
    matter = begin(by, matter_id, Verb.RESUME, version)
    now = clock.now()
    since = matter.held_at or now
    row = dictionary.category(matter.category)
    unit = row.limits.settle.unit if row and matter.urgency != Urgency.URGENT else "hour"
    by_then, warn = (
        reckoning.after_rest(moment, since=since, now=now, unit=unit, by=calendars.working_calendar())
        for moment in (matter.settle_by, matter.settle_warn)
    )
    write(matter, state=State.IN_HAND, review_on=None, held_at=None, settle_by=by_then, settle_warn=warn)
    record(matter, "resumed", by=by, rested_hours=round((now - since).total_seconds() / 3600))
    return matter.id
