"""What is done about time: asking for more of it (延期) and answering that, reminding (催办), supervising (督办), and
looking again at what was set aside (挂账复核). Whoever handles a matter only ever asks; others decide."""

from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

from django.utils import timezone

from linli.kit import clock
from linli.kit.actor import Actor, ActorKind
from linli.kit.errors import Refused
from linli.matters.actions.moving import acting_post, begin, record, tell, write
from linli.matters.actions.steps import review_day
from linli.matters.models import Matter
from linli.matters.queries.routing import above, place_of, usual_acceptor
from linli.matters.rules import Permission, Verb
from linli.matters.rules.clocks import APPROACHING
from linli.matters.rules.loop import EXTEND_MOST_DAYS
from linli.matters.rules.words import check_reason, tidy

CLOSE_OF_WORK = time(18)


def extend(*, by: Actor, matter_id: UUID, until: date, reason: str, version: int | None = None) -> UUID:
    """延期: the post in charge asks, before the deadline, for time until the close of a day. Refuses a day that is not
    after the deadline or more than 90 days beyond it. Until somebody grants it, the clock goes on."""
    reason = check_reason(reason)
    matter = begin(by, matter_id, Verb.EXTEND, version)
    wished = datetime.combine(until, CLOSE_OF_WORK, timezone.get_default_timezone())
    if not matter.settle_by < wished <= matter.settle_by + timedelta(days=EXTEND_MOST_DAYS):
        raise Refused(
            "matter/bad-extension",
            zh="新的期限要晚于现在的办结期限，最多晚90天",
            en="The new deadline must lie after the present one, by 90 days at most",
            fields=[{"field": "until", "title": "请改日期", "title_en": "Change the date"}],
        )
    write(matter, flag_stays=True, extend_to=wished, extend_by=by.id)
    record(matter, "extension-asked", by=by, kind="extend", words=reason, until=until.isoformat())
    tell(matter, "extension_asked", _who_grants(matter, by), by=by)
    return matter.id


def _who_grants(matter: Matter, by: Actor) -> UUID | None:
    """The post it was given by; where there is none, or the asker sits there himself because he stands in, the usual
    one that takes matters in, else the office above."""
    if matter.dispatched_from is not None and matter.dispatched_from not in by.posts:
        return matter.dispatched_from
    usual = usual_acceptor(matter.area, but=matter.post_id)
    if usual is not None and usual.id not in by.posts:
        return usual.id
    up = above(place_of(matter), post=matter.post_id)
    return up.id if up else None


def grant(*, by: Actor, matter_id: UUID, words: str = "", version: int | None = None) -> UUID:
    """Grant the time asked for. The reporter reads the new deadline; the last fifth of the whole time warns again; the
    extension is counted."""
    matter = begin(by, matter_id, Verb.GRANT, version)
    until, was_due = matter.extend_to or matter.settle_by, matter.settle_by
    warn = matter.received_at + (until - matter.received_at) * APPROACHING
    write(
        matter,
        settle_by=until,
        settle_warn=warn,
        extend_to=None,
        extend_by=None,
        extensions=matter.extensions + 1,
    )
    record(
        matter,
        "extended",
        by=by,
        words=tidy(words)[:2000],
        public=True,
        was_due=was_due.astimezone(UTC).isoformat(),
        due=until.astimezone(UTC).isoformat(),
    )
    tell(matter, "extension_granted", matter.post_id, by=by)
    return matter.id


def refuse(*, by: Actor, matter_id: UUID, reason: str, version: int | None = None) -> UUID:
    """Refuse the time asked for, with a reason for the post in charge. The deadline stays as it was."""
    reason = check_reason(reason)
    matter = begin(by, matter_id, Verb.REFUSE, version)
    write(matter, flag_stays=True, extend_to=None, extend_by=None)
    record(matter, "extension-refused", by=by, kind="refuse", words=reason)
    tell(matter, "extension_refused", matter.post_id, by=by)
    return matter.id


def remind(*, by: Actor, matter_id: UUID, words: str = "", version: int | None = None) -> UUID:
    """催办 by the reporter once a day, or by an office every four hours: whoever has it is told, and it is counted."""
    matter = begin(by, matter_id, Verb.REMIND, version)
    write(matter, flag_stays=True, nudged_at=clock.now(), reminders=matter.reminders + 1)
    by_reporter = by.kind is ActorKind.VISITOR
    record(matter, "reminded", by=by, words=tidy(words)[:1000], public=by_reporter, by_reporter=by_reporter)
    tell(matter, "reminded", matter.post_id, by=by)
    return matter.id


def supervise(*, by: Actor, matter_id: UUID, reason: str, version: int | None = None) -> UUID:
    """督办: an office watches over a matter until it ends or the watch is lifted. Its post and whoever gave it there
    are told; what happens to its clock from now on is told to the office too."""
    reason = check_reason(reason)
    matter = begin(by, matter_id, Verb.SUPERVISE, version)
    write(
        matter,
        flag_stays=True,
        supervised_at=clock.now(),
        supervised_by=acting_post(matter, by, Permission.SUPERVISE),
    )
    record(matter, "supervised", by=by, words=reason, owner=matter.post_id)
    tell(matter, "supervised", matter.post_id, matter.dispatched_from, by=by)
    return matter.id


def lift(*, by: Actor, matter_id: UUID, reason: str, version: int | None = None) -> UUID:
    """解除督办, with a reason."""
    reason = check_reason(reason)
    matter = begin(by, matter_id, Verb.LIFT, version)
    write(matter, flag_stays=True, supervised_at=None, supervised_by=None)
    record(matter, "supervision-lifted", by=by, kind="lift", words=reason)
    tell(matter, "supervision_lifted", matter.post_id, by=by)
    return matter.id


def review(*, by: Actor, matter_id: UUID, reason: str, review_on: date, version: int | None = None) -> UUID:
    """挂账复核: what was looked at and why it stays on the list, with the next date; the reporter reads it. Refuses a
    date that is not ahead or too far."""
    reason = check_reason(reason)
    day = review_day(review_on)
    matter = begin(by, matter_id, Verb.REVIEW, version)
    write(matter, review_on=day)
    record(matter, "reviewed", by=by, words=reason, public=True, review_on=day.isoformat())
    return matter.id


def watchers(matter: Matter) -> tuple[UUID | None, ...]:
    """Who is told of a supervised matter's clock besides its own post."""
    if matter.supervised_at is None:
        return ()
    up = above(place_of(matter), post=matter.post_id)
    return matter.supervised_by, (up.id if up else None)
