"""The checklist beside an answer that is being written. It is a mirror: nothing of it is stored, nobody is scored, and
nothing waits for it."""

from datetime import date
from typing import Any
from uuid import UUID

from django.utils import timezone

from linli.kit import clock
from linli.kit.actor import Actor
from linli.language.rules import answering
from linli.language.rules.answering import Answer, Kind
from linli.matters.queries.sight import facts
from linli.matters.queries.whole import whole
from linli.matters.rules import Verb
from linli.matters.rules.steps import check

KINDS: dict[Verb, Kind] = {
    Verb.ACCEPT: Kind.RESOLVED,
    Verb.SETTLE: Kind.RESOLVED,
    Verb.RESOLVE: Kind.RESOLVED,
    Verb.DECLINE: Kind.DECLINED,
    Verb.REFER: Kind.REFERRED,
    Verb.HOLD: Kind.LONG_TERM,
    Verb.REVIEW: Kind.LONG_TERM,
    Verb.ANSWER: Kind.PROGRESS,
}
"""The steps whose words the resident reads as an answer, and what kind of answer they are. Accepting is one where it
settles at once."""


def checked(
    by: Actor, matter_id: UUID, *, verb: Verb, words: str, review_on: date | None = None
) -> list[dict[str, Any]]:
    """What the rules say of an answer as it stands, point by point. Refused as the step itself would be to whoever may
    not take it now."""
    matter = whole(by, matter_id)
    now = clock.now()
    check(verb, facts(matter), by, now=now)
    points = answering.check(
        Answer(
            words=words,
            kind=KINDS[verb],
            subject=matter.subject,
            asked=matter.words,
            today=timezone.localdate(now),
            review_on=review_on,
        )
    )
    named = {rule.code: rule for rule in answering.RULES}
    return [
        {
            "rule": point.rule,
            "name": named[point.rule].name,
            "name_en": named[point.rule].name_en,
            "state": point.state.value,
            "hint": point.zh,
            "hint_en": point.en,
            "found": list(point.found),
        }
        for point in points
    ]


def answer_rules(by: Actor) -> list[dict[str, Any]]:
    """The rules as a person reads them, the same for all: what each asks for, how it looks, the words it looks for."""
    return [
        {
            "rule": rule.code,
            "name": rule.name,
            "name_en": rule.name_en,
            "how": rule.how,
            "how_en": rule.how_en,
            "signs": [
                {"name": signs.zh, "name_en": signs.en, "words": list(signs.shown)} for signs in rule.signs
            ],
        }
        for rule in answering.RULES
    ]
