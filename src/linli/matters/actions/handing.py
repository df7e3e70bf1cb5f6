"""交接: handing the open work of some posts to another, a batch in one transaction. Each timeline gets its line, clocks
go on as they ran, and those it concerns are told once."""

from collections.abc import Sequence
from uuid import UUID

from django.db import connection
from django.db.models import Case, F, Value, When

from linli.delivery import actions as delivery
from linli.delivery.rules.templates import Values
from linli.kit import ids
from linli.kit.actor import Actor
from linli.kit.errors import Conflict, Refused
from linli.kit.roles import SIGHTED
from linli.ledger import actions as ledger
from linli.ledger.actions import Line
from linli.matters.models import Matter, Partaking
from linli.matters.queries import handing
from linli.matters.rules import Party, Permission, State
from linli.matters.rules.handing import BATCH, BEGUN_ANEW, HandoverReason
from linli.workforce.queries import PostRef


def hand_over(
    *, by: Actor, posts: Sequence[UUID], to: UUID, reason: HandoverReason, seen: int | None = None
) -> int:
    """Hand up to 500 open matters of these posts to another, those of one person or of a grid that is split; return how
    many went. What was in hand waits to be taken anew, all else stays where it stands; who settled a matter stays its
    handler. Refused as `queries.handing` says and where nothing fits; Conflict where there are not as many as the
    sender saw."""
    origins = handing.origins(by, posts)
    receiver = handing.receiver(to, posts)
    moved = handing.waiting(by, posts=posts, to=receiver, most=BATCH)
    now_there = handing.handover(by, posts=posts, to=to)["fits"]
    if seen is not None and seen != now_there:
        raise Conflict(
            "handover/changed",
            zh=f"刚刚有变化，现在可以交接的是{now_there}件，请核对后再交接",
            en=f"It has changed meanwhile: there are {now_there} now; look again first",
            extra={"fits": now_there},
        )
    if not moved:
        raise Refused(
            "handover/nothing", zh="没有可以交接过去的事项", en="There is nothing that can go there"
        )
    _move(moved, receiver)
    _let_see(moved, receiver)
    _record(moved, origins, receiver, by, reason)
    _tell(moved, origins, receiver, by)
    return len(moved)


def _move(moved: Sequence[Matter], to: PostRef) -> None:
    """All of them in one statement; deadlines and flags stay as they are. More time the old handler asked for falls
    away where it waits to be taken anew: whoever takes it asks for himself."""
    anew = [state.value for state in BEGUN_ANEW]
    begun = When(state=State.IN_HAND, then=None)
    Matter.objects.filter(id__in=[matter.id for matter in moved]).update(
        post=to.id,
        owner_area=to.area,
        handled_by=Case(When(state__in=anew, then=None), default=F("handled_by")),
        handled_for=Case(When(state__in=anew, then=None), default=F("handled_for")),
        extend_to=Case(begun, default=F("extend_to")),
        extend_by=Case(begun, default=F("extend_by")),
        state=Case(When(state=State.IN_HAND, then=Value(State.DISPATCHED.value)), default=F("state")),
        version=F("version") + 1,
    )


_PARTAKE = (
    "INSERT INTO matters_partaking (id, community, matter_id, post_id, part)"
    " SELECT one.id, one.community, one.matter, %s, %s"
    " FROM unnest(%s::uuid[], %s::text[], %s::uuid[]) AS one(id, community, matter) ON CONFLICT DO NOTHING"
)


def _let_see(moved: Sequence[Matter], to: PostRef) -> None:
    """Let the new post see them where it does not anyhow; whoever saw them as their handler alone sees them no more."""
    past = {matter.post_id for matter in moved}
    Partaking.objects.filter(
        matter__in=[matter.id for matter in moved], post_id__in=past, part=Party.HANDLER.value
    ).delete()
    unseen = [m for m in moved if to.role not in SIGHTED or not m.community.startswith(to.area)]
    if unseen:
        values = [[ids.new() for _ in unseen], [m.community for m in unseen], [m.id for m in unseen]]
        with connection.cursor() as cursor:
            cursor.execute(_PARTAKE, [to.id, Party.HANDLER.value, *values])


def _record(
    moved: Sequence[Matter], origins: Sequence[PostRef], to: PostRef, by: Actor, reason: HandoverReason
) -> None:
    """A line in each matter's timeline, and one for each post that was emptied."""
    seat = by.seat_for(Permission.HAND_OVER, origins[0].area)
    post = seat.post if seat else None
    lines = [
        Line(matter.area, matter.id, {"to": to.id, "origin": matter.post_id, "reason": reason.value})
        for matter in moved
    ]
    ledger.record_many("matter.handed-over", by=by, post=post, lines=lines)
    counts = [(origin, sum(m.post_id == origin.id for m in moved)) for origin in origins]
    ledger.record_many(
        "post.handed-over",
        by=by,
        post=post,
        lines=[
            Line(origin.area, origin.id, {"to": to.id, "reason": reason.value, "count": count})
            for origin, count in counts
            if count
        ],
    )


def _tell(moved: Sequence[Matter], origins: Sequence[PostRef], to: PostRef, by: Actor) -> None:
    """One message to the new post, about the most pressing, and one to each it was taken from."""
    told = [matter for matter in moved if not matter.historical]
    if not told:
        return
    first = told[0]
    names = "、".join(origin.name for origin in origins[:3])
    count = len(told)
    delivery.tell(
        by=by,
        area=first.area,
        kind="matter.handed_over",
        title=f"{count}件事项交接给您（原岗位：{names}），最急的：{first.subject}",
        title_en=f"{count} matters were handed over to you, the most pressing: {first.reference}",
        values=Values(subject=first.subject, reference=first.reference, due=first.due_at),
        noun="matter",
        subject=first.id,
        posts=[to.id],
    )
    for origin in origins:
        if gone := sum(matter.post_id == origin.id for matter in told):
            delivery.tell(
                by=by,
                area=first.area,
                kind="matter.handed_on",
                title=f"“{origin.name}”的{gone}件事项已交接给{to.name}，这些不用您再办",
                title_en=f"{gone} matters of {origin.name} were handed over to {to.name}",
                noun="post",
                subject=to.id,
                posts=[origin.id],
            )
