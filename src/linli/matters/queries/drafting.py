"""What a model of the site's own would be asked about a matter: read and masked here, and shown to whoever asks before
anything is sent."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.conf import settings
from django.utils import timezone

from linli.kit import clock, sealing, statements
from linli.kit.actor import Actor
from linli.kit.errors import Conflict, NotFound, Refused
from linli.language.rules import drafting
from linli.language.rules.drafting import Material, NotThere, Said, Wanted
from linli.matters.models import Matter, Note, Reporter
from linli.matters.queries.details import IN_ORDER, words_for
from linli.matters.queries.sight import facts
from linli.matters.queries.whole import whole
from linli.matters.rules import Verb
from linli.matters.rules.steps import check, may_know, may_reveal

_KINDS = {"answer": "答复", "note": "内部说明"}


@dataclass(frozen=True, slots=True)
class Prepared:
    """A question as it would be sent, how many words were struck out of it, and the mark it is known by."""

    matter: Matter
    wanted: Wanted
    messages: list[dict[str, str]]
    struck: int = 0

    @property
    def characters(self) -> int:
        """How many characters are sent."""
        return sum(len(one["content"]) for one in self.messages)

    @property
    def mark(self) -> str:
        """What tells this very question from any other."""
        return hashlib.sha256(json.dumps(self.messages).encode()).hexdigest()

    @property
    def shown(self) -> str:
        """The whole of it, to be read by a person: what the matter says first, the standing rules after it."""
        return "\n\n".join(one["content"] for one in reversed(self.messages))


def drafts_here() -> bool:
    """Whether the site has named a model."""
    return bool(settings.LINLI_DRAFT.on)


def prepared(
    by: Actor, matter_id: UUID, *, wanted: Wanted, strikes: Sequence[str] = (), mark: str = ""
) -> Prepared:
    """What would be sent about a matter, without the words struck out. NotFound where the site has no model; refused to
    whoever may not answer it or may not know its secret reporter, where words to be struck out are not there, and
    (Conflict) where it is not what the mark was given for: nothing leaves that was not seen."""
    matter = whole(by, matter_id)
    if not drafts_here():
        raise NotFound(
            "draft/off",
            zh="本站没有设置起草用的模型",
            en="This site has named no model that drafts",
        )
    check(Verb.ANSWER, facts(matter), by, now=clock.now())
    row = Reporter.objects.filter(matter=matter_id).first()
    if row and row.secret and not may_know(facts(matter), by):
        raise Refused(
            "draft/secret",
            zh="反映人要求保密，您的岗位不能请模型起草，请自己写",
            en="The reporter asked to be kept secret; your post may not ask for a draft. Write it yourself",
        )
    material = Material(matter.subject, matter.words, _said(by, matter, wanted))
    try:
        told = drafting.messages(wanted, material, names=_known(row), strikes=strikes)
    except NotThere as error:
        raise (_changed() if mark else _not_there(str(error))) from error
    question = Prepared(matter, wanted, told, len(set(strikes)))
    if mark and mark != question.mark:
        raise _changed()
    return question


def _changed() -> Conflict:
    return Conflict(
        "draft/changed",
        zh="事项刚有变化，请再看一遍会发出什么",
        en="The matter has just changed; look again at what would be sent",
    )


def _not_there(words: str) -> Refused:
    return Refused(
        "draft/not-there",
        zh=f"事项的文字里没有“{words}”，没法涂。请照着上面一段一段选；写给模型的规定不能涂",
        en=f"“{words}” is not in the matter's words. Choose within one text above; the rules for the model stay",
    )


def _said(by: Actor, matter: Matter, wanted: Wanted) -> list[Said]:
    """What was said on the way: for an answer what the reporter reads too, for a summary the notes as well. Nothing to
    whoever may not see the reporter: a name he wrote himself would come back masked where it is the right one."""
    if not may_reveal(facts(matter), by):
        return []
    notes = words_for(by, matter, statements.models(Note, IN_ORDER, (matter.id,)))
    return [
        Said(
            timezone.localtime(note.at).strftime("%Y-%m-%d"),
            _KINDS.get(note.kind, "经过"),
            note.words,
            own=note.by == by.id,
        )
        for note in notes
        if note.public or (wanted is Wanted.SUMMARY and note.kind in _KINDS)
    ]


def _known(row: Reporter | None) -> tuple[str, ...]:
    """The reporter's name and address, to be taken out of what leaves the house."""
    if row is None:
        return ()
    values = (
        sealing.unseal(getattr(row, name), of=row.pk, field=f"reporter.{name}")
        for name in ("name", "address")
    )
    return tuple(value for value in values if value)


def preview(by: Actor, matter_id: UUID, *, wanted: Wanted, strikes: Sequence[str] = ()) -> dict[str, Any]:
    """What would be sent, word for word, and where to."""
    question = prepared(by, matter_id, wanted=wanted, strikes=strikes)
    return {
        "text": question.shown,
        "characters": question.characters,
        "model": settings.LINLI_DRAFT.name,
        "mark": question.mark,
    }
