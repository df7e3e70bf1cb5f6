"""The steps on the way: accepting, sorting, dispatching, taking in hand, returning, passing up, setting aside. Each
refuses (403/409/422) as the loop's table and `rules.steps` say."""

from datetime import date, timedelta
from uuid import UUID

from django.utils import timezone

from linli.calendars import queries as calendars
from linli.kit import clock
from linli.kit.actor import Actor
from linli.kit.errors import NotFound, Refused
from linli.matters.actions.moving import begin, partake, record, simple, tell, write
from linli.matters.models import Matter
from linli.matters.queries import dictionary
from linli.matters.queries.routing import above, acceptor_of, handler_of
from linli.matters.rules import Party, State, Urgency, Verb
from linli.matters.rules import clocks as reckoning
from linli.matters.rules.words import PLACE_MOST, check_reason, check_words, tidy
from linli.territory import queries as territory
from linli.workforce import queries as workforce


def accept(*, by: Actor, matter_id: UUID, version: int | None = None) -> UUID:
    """受理. Whoever accepts a matter nobody met in person becomes its first contact (首问负责)."""
    matter = begin(by, matter_id, Verb.ACCEPT, version)
    changes: dict[str, object] = {"accepted_at": clock.now()}
    if matter.first_contact is None:
        changes |= {"first_contact": by.id, "first_contact_name": by.name[:40]}
    own = acceptor_of(by, area=matter.area)
    if own is not None and own.id in by.posts and matter.post_id not in by.posts:
        changes["post_id"] = own.id
    write(matter, state=State.ACCEPTED, **changes)
    partake(matter, matter.post_id, Party.ACCEPTOR)
    record(matter, "accepted", by=by)
    return matter.id


def decline(*, by: Actor, matter_id: UUID, reason: str, version: int | None = None) -> UUID:
    """不予受理, with a reason the reporter reads."""
    reason = check_reason(reason)
    now = clock.now()
    return simple(
        by,
        matter_id,
        Verb.DECLINE,
        version,
        entry="declined",
        words=reason,
        public=True,
        closed_at=now,
        responded_at=now,
        closed_as="declined",
    ).id


REFERRALS = frozenset({"court", "petition", "discipline", "110", "119", "120", "other"})


def refer(*, by: Actor, matter_id: UUID, to: str, reason: str, version: int | None = None) -> UUID:
    """转介 to whoever is competent: court, petition office, discipline inspection, 110, 119, 120."""
    if to not in REFERRALS:
        raise Refused("matter/bad-referral", zh="请选择转介去处", en="Choose where it is referred")
    reason = check_reason(reason)
    now = clock.now()
    return simple(
        by,
        matter_id,
        Verb.REFER,
        version,
        entry="referred",
        words=reason,
        public=True,
        facts={"to": to},
        closed_at=now,
        responded_at=now,
        closed_as="referred",
    ).id


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
    """Correct category, area, place or urgency. Until it is dispatched the deadlines follow; afterwards they stay, so
    that nobody moves his own. Refuses an unknown category or area, and an area of another community."""
    matter = begin(by, matter_id, Verb.CLASSIFY, version)
    changes = _corrections(matter, category, area, place, urgency)
    if not changes:
        return matter.id
    for name, value in changes.items():
        setattr(matter, name, value)
    handler, note = handler_of(area=matter.area, category=matter.category, urgency=matter.urgency)
    changes |= {"suggested_post": handler.id if handler else None, "route_note": note}
    if {"category", "urgency"} & set(changes) and State(matter.state) in {State.RECEIVED, State.ACCEPTED}:
        changes |= _deadlines(matter)
    write(matter, **changes)
    named = [n for n in ("category", "area", "place", "urgency") if n in changes]
    record(matter, "classified", by=by, fields=named, category=matter.category, urgency=matter.urgency)
    return matter.id


def _corrections(
    matter: Matter, category: str | None, area: str | None, place: str | None, urgency: str | None
) -> dict[str, object]:
    changes: dict[str, object] = {}
    if category and category != matter.category:
        if dictionary.category(category) is None:
            raise Refused(
                "matter/unknown-category", zh="没有这个分类,请重新选择", en="There is no such category"
            )
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


def _deadlines(matter: Matter) -> dict[str, object]:
    row = dictionary.category(matter.category)
    if row is None:
        return {}
    new = reckoning.clocks(
        row.limits, matter.received_at, calendars.working_calendar(), urgency=matter.urgency
    )
    changes: dict[str, object] = {
        "respond_by": new.respond_by,
        "respond_warn": new.respond_warn,
        "settle_by": new.settle_by,
        "settle_warn": new.settle_warn,
    }
    if State(matter.state) is State.RECEIVED:
        changes |= {"accept_by": new.accept_by, "accept_warn": new.accept_warn}
    return changes


def dispatch(
    *, by: Actor, matter_id: UUID, post_id: UUID, words: str = "", version: int | None = None
) -> UUID:
    """派单 to a post, with a word if needed. Refuses a post that is closed or that work of this area cannot go to."""
    matter = begin(by, matter_id, Verb.DISPATCH, version)
    post = workforce.post(post_id)
    if post is None or not workforce.takes_from(post, matter.area):
        raise NotFound(
            "post/not-found", zh="没有这个岗位,或不能派到那里", en="There is no such post to dispatch to"
        )
    before = matter.post_id
    partake(matter, before, Party.DISPATCHER)
    partake(matter, post_id, Party.HANDLER)
    write(matter, state=State.DISPATCHED, post_id=post_id, dispatched_from=before)
    record(matter, "dispatched", by=by, words=tidy(words)[:2000], to=post_id, origin=before)
    tell(matter, post_id, "dispatched", by=by)
    return matter.id


def take(*, by: Actor, matter_id: UUID, version: int | None = None) -> UUID:
    """接单: the post in charge takes it in hand."""
    return simple(by, matter_id, Verb.TAKE, version, entry="taken", handled_by=by.id).id


def answer(*, by: Actor, matter_id: UUID, words: str, version: int | None = None) -> UUID:
    """Tell the reporter how it goes; the first time stops the clock of the first response, not that of settling."""
    words = check_words(words)
    matter = begin(by, matter_id, Verb.ANSWER, version)
    write(matter, **({} if matter.responded_at else {"responded_at": clock.now()}))
    record(matter, "answered", by=by, kind="answer", words=words, public=True)
    return matter.id


def note(*, by: Actor, matter_id: UUID, words: str, version: int | None = None) -> UUID:
    """Words for colleagues alone."""
    words = check_words(words)
    matter = begin(by, matter_id, Verb.NOTE, version)
    record(matter, "noted", by=by, kind="note", words=words)
    return matter.id


def return_(*, by: Actor, matter_id: UUID, reason: str, version: int | None = None) -> UUID:
    """退单 to whoever dispatched it, with a reason; the clock goes on."""
    reason = check_reason(reason)
    matter = begin(by, matter_id, Verb.RETURN, version)
    back = workforce.post(matter.dispatched_from) if matter.dispatched_from else None
    if back is None or back.id == matter.post_id:
        back = acceptor_of(by, area=matter.area)
    partake(matter, matter.post_id, Party.HANDLER)
    to = back.id if back and back.id != matter.post_id else None
    write(matter, state=State.ACCEPTED, post_id=to, handled_by=None, returns=matter.returns + 1)
    record(matter, "returned", by=by, words=reason, to=to)
    tell(matter, to, "returned", by=by)
    return matter.id


def escalate(*, by: Actor, matter_id: UUID, reason: str, version: int | None = None) -> UUID:
    """提级 to the next wider area that has a held office (小事不出网格, 大事不出社区). Refused where there is none."""
    reason = check_reason(reason)
    matter = begin(by, matter_id, Verb.ESCALATE, version)
    now_at = workforce.post(matter.post_id) if matter.post_id else None
    up = above(area=matter.area, post_area=now_at.area if now_at else matter.area)
    if up is None:
        raise Refused("matter/no-higher", zh="上一级没有在岗的受理岗位", en="There is no held office above")
    partake(matter, matter.post_id, Party.HANDLER)
    partake(matter, up.id, Party.ACCEPTOR)
    write(
        matter,
        state=State.ACCEPTED,
        post_id=up.id,
        dispatched_from=matter.post_id,
        handled_by=None,
        escalations=matter.escalations + 1,
    )
    record(matter, "escalated", by=by, words=reason, to=up.id, level=len(up.area))
    tell(matter, up.id, "escalated", by=by)
    return matter.id


def hold(*, by: Actor, matter_id: UUID, reason: str, review_on: date, version: int | None = None) -> UUID:
    """挂账 with a date of review within two years, by somebody other than the handler; the reporter reads the reason."""
    reason = check_reason(reason)
    today = timezone.localtime(clock.now()).date()
    if not today < review_on <= today + timedelta(days=731):
        raise Refused(
            "matter/bad-review",
            zh="复核日期要在明天以后、两年以内",
            en="The review date must lie after today and within two years",
            fields=[{"field": "review_on", "title": "请改复核日期", "title_en": "Change the review date"}],
        )
    return simple(
        by,
        matter_id,
        Verb.HOLD,
        version,
        entry="held",
        words=reason,
        public=True,
        facts={"review_on": review_on.isoformat()},
        review_on=review_on,
        held_at=clock.now(),
    ).id


def resume(*, by: Actor, matter_id: UUID, version: int | None = None) -> UUID:
    """Back from the long-term list; what was left of the settling time when it was set aside is left again."""
    matter = begin(by, matter_id, Verb.RESUME, version)
    rested = (
        clock.now() - matter.held_at if matter.held_at and matter.settle_by > matter.held_at else timedelta()
    )
    write(
        matter,
        state=State.IN_HAND,
        review_on=None,
        held_at=None,
        settle_by=matter.settle_by + rested,
        settle_warn=matter.settle_warn + rested,
    )
    record(matter, "resumed", by=by, rested_hours=round(rested.total_seconds() / 3600))
    return matter.id
