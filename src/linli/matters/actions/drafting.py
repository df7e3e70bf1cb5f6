"""Asking a model of the site's own for a draft. That it is asked is in the ledger before a word leaves; the words go
out and come back outside every transaction; how it went is a second entry."""

import time
from uuid import UUID

from django.conf import settings

from linli.blocks import actions as blocks
from linli.blocks.actions import Tried
from linli.kit import outside
from linli.kit.actor import Actor
from linli.kit.errors import Problem, Refused, TooMany
from linli.kit.outside import Unanswered, Why
from linli.language.rules import drafting
from linli.ledger import actions as ledger
from linli.matters.actions.moving import acting_post
from linli.matters.queries.drafting import Prepared

MOST_AN_HOUR = 20
"""Drafts one person may ask for in an hour."""
HOUR = 3600


class Drafted:
    """How a question went: the draft, or why there is none, and the milliseconds it took."""

    def __init__(self) -> None:
        self.text = ""
        self.problem: Problem | None = None
        self.milliseconds = 0


def count_draft(*, by: Actor) -> None:
    """Count a question, outside every transaction. Refused above 20 an hour."""
    if blocks.count(by=by, tried=_tried(by)) > MOST_AN_HOUR:
        raise TooMany(
            "draft/too-often",
            zh=f"一小时最多起草{MOST_AN_HOUR}次，请过一会儿再试，或者自己写",
            en=f"{MOST_AN_HOUR} drafts an hour at most; try later, or write it yourself",
        )


def _tried(by: Actor) -> Tried:
    return Tried("matters.draft", str(by.id), HOUR)


def ask_for_draft(*, by: Actor, question: Prepared) -> Drafted:
    """Ask the model, outside every transaction and with no connection held; what goes wrong on the way is told in what
    is returned. A question that found the model busy does not count."""
    done, began = Drafted(), time.monotonic()
    model = settings.LINLI_DRAFT
    try:
        content = outside.ask(model.address, drafting.body(model.name, question.messages), key=model.key)
        done.text = drafting.draft_of(content)
    except Unanswered as error:
        done.problem = _no_answer(error.why)
        if error.why is Why.BUSY:
            blocks.uncount(by=by, tried=[_tried(by)])
    except ValueError:
        done.problem = Refused(
            "draft/unreadable",
            zh="模型的回答读不出来，请自己写，或告诉系统管理员",
            en="The model's answer cannot be read; write it yourself, or tell the administrator",
        )
    done.milliseconds = round((time.monotonic() - began) * 1000)
    return done


def _no_answer(why: Why) -> Problem:
    if why is Why.BUSY:
        return TooMany("draft/busy", zh="模型正忙，请稍后再试", en="The model is busy; try again in a moment")
    said = {
        Why.SLOW: (
            "模型等了30秒没有回答，请稍后再试，或者自己写",
            "No answer within 30 seconds; try later, or write it yourself",
        ),
        Why.UNREACHABLE: (
            "连不上模型，请自己写，或告诉系统管理员",
            "The model cannot be reached; write it yourself, or tell the administrator",
        ),
        Why.REFUSED: (
            "模型没有接受，请自己写，或告诉系统管理员",
            "The model refused; write it yourself, or tell the administrator",
        ),
        Why.TOO_LARGE: (
            "模型的回答太长，没有收下，请自己写",
            "The model's answer is too long and was not taken; write it yourself",
        ),
    }
    zh, en = said[why]
    return Refused(f"draft/{why.value}", zh=zh, en=en)


def record_question(*, by: Actor, question: Prepared) -> UUID:
    """Into the ledger, before anything leaves: that a draft is asked for, its kind and length, how many words were
    struck out; no words."""
    matter = question.matter
    ledger.record(
        "matter.draft-asked",
        by=by,
        area=matter.area,
        subject=matter.id,
        post=acting_post(matter, by),
        kind=question.wanted.value,
        sent=question.characters,
        struck=question.struck,
    )
    return matter.id


def record_draft(*, by: Actor, question: Prepared, done: Drafted) -> UUID:
    """Into the ledger, afterwards: how long the draft is, the milliseconds and how it went; no words."""
    matter = question.matter
    ledger.record(
        "matter.draft-ended",
        by=by,
        area=matter.area,
        subject=matter.id,
        post=acting_post(matter, by),
        received=len(done.text),
        milliseconds=done.milliseconds,
        how=done.problem.type if done.problem else "draft/made",
    )
    return matter.id
