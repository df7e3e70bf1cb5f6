"""One matter whole, and what its reporter sees of it."""

from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple, TypeAlias
from uuid import UUID

from django.conf import settings
from django.utils import timezone

from linli.files import queries as files
from linli.kit import clock, sealing, statements
from linli.kit.actor import Actor
from linli.language.rules import masking, names, workorder
from linli.ledger import queries as ledger
from linli.matters.models import Attachment, Matter, Note, Reporter, Ticket
from linli.matters.queries import dictionary, routing
from linli.matters.queries.rows import COLUMNS, as_row
from linli.matters.queries.sight import facts, missing, visible_matters
from linli.matters.queries.whole import along, along_asked, whole
from linli.matters.rules import TERMINAL, Outcome, Standing, State, abilities, standing
from linli.matters.rules.loop import SCORES
from linli.matters.rules.steps import may_know, owns
from linli.territory import queries as territory
from linli.workforce import queries as workforce
from linli.workforce.queries import PostRef


def receipt(by: Actor, matter_id: UUID) -> dict[str, Any]:
    """The reference, the code and the deadlines of a matter raised before."""
    matter = visible_matters(by).filter(id=matter_id).first()
    if matter is None:
        raise missing()
    return receipt_of(matter, Ticket.objects.get(matter=matter_id).code)


def receipt_of(matter: Matter, code: str) -> dict[str, Any]:
    """The receipt of a matter at hand, without asking the database again: in its words, whether it was just raised or
    long ago."""
    names = ("id", "reference", "state", "category", "area")
    return {
        **{name: getattr(matter, name) for name in names},
        **{name: getattr(matter, name).astimezone(UTC) for name in ("accept_by", "respond_by", "settle_by")},
        "post": matter.post_id,
        "code": code,
        "category_name": dictionary.category_name(matter.category),
    }


def detail(by: Actor, matter_id: UUID) -> dict[str, Any]:
    """Everything of one matter the actor may see; the reporter masked."""
    matter = whole(by, matter_id)
    about, now = _about(by, matter), clock.now()
    reporter = about.reporter
    stand_in = standing_in(matter)
    return {
        **_row(matter, now),
        **_own(matter),
        **why_of(matter.route_note),
        **_suggested_owner(matter),
        "area_full_name": territory.full_name_of(matter.area),
        "reporter": masked(reporter, matter, by),
        **along(matter, about.along),
        "owner_phone": phone(matter),
        "stand_in_name": stand_in.stand_in_name if stand_in else "",
        "clocks": clocks(matter, now),
        "suggested": [
            {**s, "category_name": dictionary.category_name(s["category"])} for s in matter.suggested
        ],
        "notes": _notes(matter, by, about),
        "files": about.hung.get(None, []),
        "abilities": _able(by, matter, now, secret=bool(reporter and reporter.secret)),
    }


def _able(by: Actor, matter: Matter, now: datetime, *, secret: bool) -> list[str]:
    """What the actor may do now; `draft` where he may answer, may know the reporter, and the site has a model."""
    able = abilities(facts(matter), by, now=now, secret=secret)
    hidden = secret and not may_know(facts(matter), by)
    return [*able, "draft"] if settings.LINLI_DRAFT.on and "answer" in able and not hidden else able


class _About(NamedTuple):
    """What hangs on a matter: its reporter, files, what runs along, and all that was said."""

    reporter: Reporter | None
    hung: "Hung"
    along: list[tuple[Any, ...]]
    notes: list[Note]


IN_ORDER = "matter_id = %s ORDER BY at, id"


def _about(by: Actor, matter: Matter) -> _About:
    """What hangs on a matter the actor sees, asked for in one go."""
    of = (matter.id,)
    reporters, hung, beside, notes = statements.several(
        [
            (statements.of(Reporter, "matter_id = %s"), of),
            (_ATTACHED, of),
            along_asked(by, matter),
            (statements.of(Note, IN_ORDER), of),
        ]
    )
    reporter = next(iter(statements.made(Reporter, reporters)), None)
    return _About(reporter, _hung(by, hung), beside, statements.made(Note, notes))


def _reporter(matter_id: UUID) -> Reporter | None:
    return next(iter(statements.models(Reporter, "matter_id = %s", (matter_id,))), None)


def _row(matter: Matter, now: datetime) -> dict[str, Any]:
    values: dict[str, Any] = {name: getattr(matter, name, None) for name in COLUMNS if "__" not in name}
    post = matter.post
    values["post__name"] = post.name if post else ""
    values["post__holder__name"] = post.holder.name if post and post.holder else ""
    return as_row(tuple(values[name] for name in COLUMNS), now)


_OWN = [
    "version",
    "words",
    "longitude",
    "latitude",
    "first_contact_name",
    "external_category",
    "external_deadline",
    "outcome",
    "resolved_at",
    "closed_at",
    "closed_as",
    "review_on",
    "extend_to",
    "extensions",
    "reminders",
    "ratings",
    "returns",
    "escalations",
    "historical",
    "has_reporter",
]


def _own(matter: Matter) -> dict[str, Any]:
    return {name: getattr(matter, name) for name in _OWN}


def _suggested_owner(matter: Matter) -> dict[str, Any]:
    """The post intake or sorting would give it to, so that it goes there with one tap; none once that post is gone."""
    post = workforce.post_cached(matter.suggested_post) if matter.suggested_post else None
    return {
        "suggested_post": post.id if post else None,
        "suggested_post_name": post.name if post else "",
        "suggested_holder_name": post.holder_name if post else "",
    }


def standing_in(matter: Matter) -> PostRef | None:
    """The matter's post while somebody stands in there; not once it is closed: then whoever did it is shown."""
    if matter.post_id is None or matter.closed_at is not None:
        return None
    post = workforce.post_cached(matter.post_id)
    return post if post and post.stand_in else None


def phone(matter: Matter) -> str:
    post = matter.post
    if post is None:
        return ""
    if other := standing_in(matter):
        return other.phone
    return post.phone or ((post.holder.phone or "") if post.holder else "")


NAMELESS = "已匿名"
"""What is shown of a reporter whose time is over; one of whom nothing was said has no row."""


def masked(row: Reporter | None, matter: Matter, by: Actor) -> dict[str, Any] | None:
    """The reporter as anybody who sees the matter may see him; nothing of one who asked to be kept secret, but for the
    few who may know."""
    if row is None:
        return None
    if row.secret and not may_know(facts(matter), by):
        return {"name": "", "phone": "", "address": False, "secret": True}
    if not (row.name or row.phone or row.address):
        return {"name": NAMELESS, "phone": "", "address": False, "secret": row.secret}
    return {
        "name": names.mask_name(sealing.unseal(row.name, of=row.pk, field="reporter.name")),
        "phone": masking.mask_phone(sealing.unseal(row.phone, of=row.pk, field="reporter.phone")),
        "address": bool(row.address),
        "secret": row.secret,
    }


def clocks(matter: Matter, now: datetime) -> list[dict[str, Any]]:
    """The three clocks, and that of a decision where one is waited for, each with its deadline, when it was met and how
    it stands."""

    def one(name: str, by: datetime, warn: datetime, met: datetime | None) -> dict[str, Any]:
        return {"name": name, "by": by, "met_at": met, "standing": _stands(matter, by, warn, met, now)}

    three = [
        one("accept", matter.accept_by, matter.accept_warn, matter.accepted_at),
        one("respond", matter.respond_by, matter.respond_warn, matter.responded_at),
        one("settle", matter.settle_by, matter.settle_warn, matter.resolved_at),
    ]
    if matter.decide_by is None:
        return three
    return [*three, one("decide", matter.decide_by, matter.decide_warn or matter.decide_by, None)]


def _stands(matter: Matter, by: datetime, warn: datetime, met: datetime | None, now: datetime) -> str:
    """How one clock stands: as it was met, as it was when the matter ended without it, or as it runs; one that rests on
    the long-term list or runs along with another stands nowhere."""
    state = State(matter.state)
    if ended := met or (matter.closed_at if state in TERMINAL else None):
        return str(Standing.OVERDUE if ended > by else Standing.ON_TIME)
    if state in {State.LONG_TERM, State.MERGED}:
        return str(Standing.NONE)
    return str(standing(by, warn, now=now))


def _names_known(row: Reporter | None) -> tuple[str, ...]:
    """The reporter's own name, to be taken out of words that leave the house."""
    name = sealing.unseal(row.name, of=row.pk, field="reporter.name") if row else ""
    return (name,) if name else ()


def words_for(by: Actor, matter: Matter, notes: list[Note]) -> list[Note]:
    """Those of a matter's words that the actor may read: all for who sees the area or owns the matter now; whoever else
    takes or took part reads those the reporter reads too, and his own."""
    if by.sees(matter.area) or owns(facts(matter), by):
        return notes
    return [note for note in notes if note.public or note.by == by.id]


def why_of(kept: str) -> dict[str, str]:
    """Why it goes where it goes, as a matter shows it."""
    said = routing.said(kept)
    return {"route_note": said.zh, "route_note_en": said.en, "route_note_detail": said.detail}


def _notes(matter: Matter, by: Actor, about: _About) -> list[dict[str, Any]]:
    """The words said on the way, with the files that came with them; the answers also fit for a group."""
    known, read = _names_known(about.reporter), words_for(by, matter, about.notes)
    return [{**_note(row, known), "files": about.hung.get(row.id, [])} for row in read]


def _note(note: Note, known: tuple[str, ...]) -> dict[str, Any]:
    return {
        "id": note.id,
        "kind": note.kind,
        "words": note.words,
        "at": note.at,
        "by_name": note.by_name,
        "for_name": note.for_name,
        "post_name": note.post_name,
        "outcome": note.outcome,
        "public": note.public,
        "group_words": masking.public_words(note.words, known).text if note.kind == "answer" else "",
    }


Hung: TypeAlias = dict[UUID | None, list[dict[str, Any]]]


_ATTACHED = "SELECT file_id, entry FROM matters_attachment WHERE matter_id = %s ORDER BY at, id"


def attached(by: Actor, matter_id: UUID) -> Hung:
    """The files of a matter by the step they came with; under nothing, what came with the matter itself."""
    return _hung(by, statements.rows(_ATTACHED, (matter_id,)))


def _hung(by: Actor, rows: list[tuple[Any, ...]]) -> Hung:
    told = {file["id"]: file for file in files.described(by, ids=[id for id, _ in rows])}
    found: Hung = {}
    for id, entry in rows:
        if id in told:
            found.setdefault(entry, []).append(told[id])
    return found


def has_file(by: Actor, matter_id: UUID, file_id: UUID) -> bool:
    """Whether a file hangs on a matter the actor sees."""
    seen = visible_matters(by).filter(id=matter_id)
    return Attachment.objects.filter(matter__in=seen, file_id=file_id).exists()


def order_answer(by: Actor, matter_id: UUID) -> str:
    """The last answer in the form of the 12345 order it belongs to. NotFound where there is neither."""
    matter = whole(by, matter_id)
    note = Note.objects.filter(matter=matter_id, kind="answer").order_by("-at", "-id").first()
    if not matter.external_number or note is None:
        raise missing()
    known = _names_known(_reporter(matter_id))
    return workorder.answer_back(
        matter.external_number,
        masking.public_words(note.words, known).text,
        settled=note.outcome == Outcome.SOLVED if note.outcome else None,
        unit=note.post_name or note.by_name,
        handled_at=timezone.localtime(note.at),
        contacted=_reached(by, matter),
        satisfied=SCORES.get(matter.score or 0, ""),
    )


def _reached(by: Actor, matter: Matter) -> bool | None:
    """Whether the last follow-up reached the reporter; unknown before one."""
    entries: list[dict[str, Any]] = ledger.timeline(by, subject=matter.id, since=matter.received_at)
    told = [e["facts"]["reached"] for e in entries if e["verb"] == "matter.followed-up"]
    return told[-1] if told else None


PUBLIC_VERBS = frozenset(
    "matter." + verb
    for verb in [
        "raised",
        "accepted",
        "declined",
        "referred",
        "dispatched",
        "handed-over",
        "taken",
        "answered",
        "held",
        "resumed",
        "resolved",
        "settled",
        "followed-up",
        "rated",
        "reopened",
        "closed",
        "withdrawn",
        "escalated",
        "extended",
        "reminded",
        "reviewed",
        "merged",
        "split",
    ]
)


def public_view(by: Actor, matter_id: UUID) -> dict[str, Any]:
    """What the reporter sees: his words, where it stands, by when, who has it (name, post, phone, photo), what was
    answered, the steps, and what he may do now."""
    matter = whole(by, matter_id)
    now, hung = clock.now(), attached(by, matter_id)
    notes = Note.objects.filter(matter=matter_id, public=True).order_by("at", "id")
    entries: list[dict[str, Any]] = ledger.timeline(by, subject=matter_id, since=matter.received_at)
    post = matter.post
    holder = post.holder if post else None
    other = standing_in(matter)
    return {
        **_row(matter, now),
        "holder_name": other.stand_in_name if other else holder.name if holder else "",
        "in_place_of": other.holder_name if other else "",
        **{
            name: getattr(matter, name)
            for name in ("words", "score", "ratings", "closed_as", "closed_at", "review_on")
        },
        "area_full_name": territory.full_name_of(matter.area),
        "settle_by": matter.settle_by,
        "accept_by": matter.accept_by,
        "owner_phone": phone(matter),
        "owner_photo": other.stand_in_photo if other else holder.photo if holder else None,
        "answers": [
            {
                **{name: getattr(n, name) for name in ("id", "words", "at", "kind", "post_name", "outcome")},
                "files": hung.get(n.id, []),
            }
            for n in notes
        ],
        "steps": [
            {"id": e["id"], "verb": e["verb"], "at": e["at"], "score": e["facts"].get("score")}
            for e in entries
            if e["verb"] in PUBLIC_VERBS
        ],
        "files": hung.get(None, []),
        "abilities": abilities(facts(matter), by, now=now),
        "ended": matter.closed_at is not None and now - matter.closed_at > timedelta(days=365),
    }
