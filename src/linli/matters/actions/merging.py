"""Two matters that are one (并案): the later runs along with the first until that one is answered, each reporter is
told by his own reference and judges for himself, and it can be undone while it runs."""

from typing import Any
from uuid import UUID

from linli.kit import clock
from linli.kit.actor import Actor, require_system
from linli.kit.errors import Refused
from linli.language.rules import masking
from linli.matters import queries
from linli.matters.actions.moving import begin, record, tell, write
from linli.matters.models import Matter, Note
from linli.matters.rules import OPEN, State, Verb
from linli.matters.rules.words import tidy

TURNED_AWAY = frozenset({State.DECLINED, State.REFERRED, State.WITHDRAWN})
"""Where the first one ends without an answer, what ran along with it goes its own way again."""


def merge(*, by: Actor, matter_id: UUID, into: UUID, words: str = "", version: int | None = None) -> UUID:
    """并案: this matter runs along with another of its community that is still open. What ran along with it runs along
    with the other too. Refuses itself, one that has ended or is settled, one that itself runs along, one elsewhere."""
    if (
        into < matter_id
    ):  # always locked in one order, so that two who merge the same pair do not wait for each other
        queries.locked(by, matter_id=into)
    matter = begin(by, matter_id, Verb.MERGE, version)
    other = queries.locked(by, matter_id=into)
    if problem := _no_pair(matter, other):
        raise problem
    was, owner = matter.state, matter.post_id
    write(matter, state=State.MERGED, merged_into=other, merged_from=was, followed=0)
    Matter.objects.filter(merged_into=matter, state=State.MERGED).update(merged_into=other, followed=0)
    note = tidy(words)[:1000]
    record(matter, "merged", by=by, words=note, into=other.id)
    record(other, "absorbed", by=by, origin_matter=matter.id)
    if owner != other.post_id:
        tell(matter, "merged", owner, by=by)
    return matter.id


def _no_pair(matter: Matter, other: Matter) -> Refused | None:
    if matter.id == other.id or matter.community != other.community:
        return Refused(
            "matter/no-pair", zh="请选择本社区的另一件事项", en="Choose another matter of this community"
        )
    if (
        State(other.state) in {State.RESOLVED, State.FOLLOWED_UP, State.RATED}
        or State(other.state) not in OPEN
    ):
        return Refused(
            "matter/no-pair",
            zh="那一件已经办结，不能再并进去",
            en="The other one is settled: nothing can run along with it",
        )
    if State(other.state) is State.MERGED:
        return Refused(
            "matter/no-pair",
            zh="那一件已经并到别处，请并到主办的那件",
            en="The other one runs along with a third: choose that",
        )
    return None


def split(*, by: Actor, matter_id: UUID, reason: str, version: int | None = None) -> UUID:
    """Undo a merging: back to where it stood, its deadlines as they were."""
    matter = begin(by, matter_id, Verb.SPLIT, version)
    _apart(matter, by, words=tidy(reason)[:1000])
    return matter.id


def _apart(matter: Matter, by: Actor, words: str) -> None:
    back, origin = State(matter.merged_from or State.ACCEPTED), matter.merged_into_id
    write(matter, state=back, merged_into=None, merged_from="", followed=0)
    record(matter, "split", by=by, words=words, origin_matter=origin)
    tell(matter, "split", matter.post_id, by=by)


def follow(*, by: Actor, matter_id: UUID) -> bool:
    """Bring a merged matter up to where the first one stands: its reporter reads what the other was told since, without
    name, phone or room; when that one is answered this one is too; when it was turned away this one goes its own way.
    Returns whether there was anything new. Forbidden to all but the system."""
    require_system(by)
    matter = queries.locked(by, matter_id=matter_id)
    if State(matter.state) is not State.MERGED or matter.merged_into is None:
        return False
    first = matter.merged_into
    if first.version == matter.followed:
        return False
    answers = list(_told_since(matter, first))
    for note in answers[:-1] if first.outcome else answers:
        record(matter, "answered", by=by, kind="answer", words=_for_others(note.words), public=True)
    if State(first.state) in TURNED_AWAY:
        _apart(matter, by, words="")
        return True
    changes: dict[str, Any] = {"followed": first.version}
    if answers and matter.responded_at is None:
        changes["responded_at"] = clock.now()
    if first.outcome and first.resolved_at:
        _settled_along(matter, first, by, answers[-1].words if answers else "", changes)
    else:
        write(matter, **changes)
    return True


def _told_since(matter: Matter, first: Matter) -> Any:
    """Answers to the first one's reporter that came after the last this one's was told of."""
    told = Note.objects.filter(matter=first, public=True, kind="answer").order_by("at", "id")
    last = (
        Note.objects.filter(matter=matter, kind="answer").order_by("-at").values_list("at", flat=True).first()
    )
    return told.filter(at__gt=last) if last else told


def _for_others(words: str) -> str:
    return masking.public_words(words, ()).text


def _settled_along(matter: Matter, first: Matter, by: Actor, words: str, changes: dict[str, Any]) -> None:
    now = clock.now()
    write(
        matter,
        state=State.RESOLVED,
        **changes,
        resolved_at=now,
        responded_at=changes.get("responded_at") or matter.responded_at or now,
        outcome=first.outcome,
        handled_by=first.handled_by,
        handled_for=first.handled_for,
        post=first.post,
        owner_area=first.owner_area,
    )
    record(
        matter,
        "resolved",
        by=by,
        kind="answer",
        words=_for_others(words),
        outcome=first.outcome,
        public=True,
        how=first.outcome,
        late=now > matter.settle_by,
        origin_matter=first.id,
    )
