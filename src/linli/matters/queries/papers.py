"""What the papers about one matter hold, read for whoever prints them."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.utils import timezone

from linli.documents.rules import qr, title_fit
from linli.kit import clock
from linli.kit.actor import Actor
from linli.kit.areas import Level
from linli.kit.errors import Forbidden, NotFound
from linli.matters.models import Matter, Note, Reporter
from linli.matters.queries import details, dictionary
from linli.matters.queries.sight import facts, missing, visible_matters
from linli.matters.rules import papers
from linli.matters.rules.papers import Limit, Said
from linli.matters.rules.sheets import DOORS, OUTCOMES
from linli.matters.rules.steps import may_print
from linli.territory import queries as territory
from linli.workforce import queries as workforce

ANSWER = "answer"


def printable(by: Actor, matter_id: UUID) -> Matter:
    """A matter the actor may print papers of. NotFound where he does not see it, Forbidden where he may not."""
    matter = visible_matters(by).select_related("post__holder").filter(id=matter_id).first()
    if matter is None:
        raise missing()
    if not may_print(facts(matter), by):
        raise Forbidden(
            "matter/no-print", zh="您的岗位不能打印这件事的文书", en="Your post may not print papers of this"
        )
    return matter


def receipt_paper(by: Actor, matter: Matter, *, code: str) -> dict[str, object]:
    """The receipt of a matter. The code is whoever prints it has at hand: it was just given out."""
    place = " ".join(filter(None, [territory.full_name_of(matter.area), matter.place]))
    limits = [
        Limit("受理", _local(matter.accept_by), matter.accepted_at is not None),
        Limit("首次回复", _local(matter.respond_by), matter.responded_at is not None),
        Limit("办结", _local(matter.settle_by), matter.resolved_at is not None),
    ]
    return papers.receipt(
        _said(by, matter),
        words=matter.words,
        place=place,
        category=dictionary.category_name(matter.category),
        limits=limits,
        code=code,
    )


def letter_paper(by: Actor, matter: Matter, *, note_id: UUID | None, name: str = "") -> dict[str, object]:
    """The letter with an answer, the latest unless one is named, to the reporter: masked, unless his name was revealed.
    NotFound where nothing was answered."""
    answers = Note.objects.filter(matter=matter, kind=ANSWER, public=True)
    if note_id is not None:
        answers = answers.filter(id=note_id)
    note = answers.order_by("-at", "-id").first()
    if note is None:
        raise NotFound(
            "matter/no-answer",
            zh="还没有答复，先答复反映人再打印答复函",
            en="Nothing was answered yet: answer first",
        )
    return papers.letter(
        _said(by, matter),
        salutation=papers.salute(name or _masked_name(by, matter)),
        answer=note.words,
        outcome=OUTCOMES.get(note.outcome, ""),
        unit=_unit(matter, note.post),
        answered_on=_local(note.at).date(),
    )


def _masked_name(by: Actor, matter: Matter) -> str:
    row = Reporter.objects.filter(matter=matter.id).first()
    masked: dict[str, Any] = details.masked(row, matter, by) or {"name": ""}
    return masked["name"]


def _unit(matter: Matter, post_id: UUID | None) -> str:
    """Who answers: the community, or the office above that the answering post belongs to."""
    post = workforce.post_cached(post_id) if post_id else None
    area = post.area if post else matter.community
    return territory.name_of(area[: Level.COMMUNITY])


def _said(by: Actor, matter: Matter) -> Said:
    post, holder = matter.post, matter.post.holder if matter.post else None
    contact = [post.name if post else "", holder.name if holder else "", details.phone(matter)]
    track = f"{settings.PUBLIC_URL}/track/"
    return Said(
        reference=matter.reference,
        unit=territory.name_of(matter.community),
        subject=matter.subject,
        door=DOORS.get(matter.door, matter.door),
        received_at=_local(matter.received_at),
        contact=title_fit("　".join(filter(None, contact)), 80),
        track=track,
        qr=qr(f"{track}?reference={matter.reference}"),
        clerk=by.name,
        now=_local(clock.now()),
    )


def _local(moment: datetime) -> datetime:
    return timezone.localtime(moment)
