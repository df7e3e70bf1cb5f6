"""answers: the checklist beside an answer, tried on real official replies

Each reply is looked at as an answer to its message on the day it was given; the parts say which share of replies meets
each point, and which share of strangers' replies, given to other messages, still seems to answer. There is no bar of
accuracy and none is claimed: what people have marked about the quality of such replies does not agree from one person
to the next (κ ≈ 0). The figure is the time an answer takes.
"""

import argparse
import random
import sys
import time
from collections import Counter
from collections.abc import Iterable
from datetime import date
from statistics import median, quantiles

from bench import _ground
from linli.config import env
from linli.language.rules.answering import Answer, Kind, Point, check
from linli.language.rules.messages import BadCell, Message, read_messages
from tools import say

BAR_MS = 2.0
FILE = "messages/replies.xlsx"
ROUNDS = 2
"""How often each answer is looked at. The first reads the message too; the figure is of the later one, as it comes
while somebody types."""


def main() -> int:
    """Read the replies, look at each, tell."""
    chosen = _arguments()
    path = env.data() / FILE
    if not path.is_file():
        say.stop(f"没有 {FILE}，测不了。{FILE} is not there.", "LINLI_DATA")
    bad: list[BadCell] = []
    messages = [one for one in read_messages(path, bad) if one.reply]
    first, took, met = _looked(messages)
    if chosen.show:
        _show(random.Random(chosen.seed).sample(messages, chosen.show))
    p95 = round(quantiles(took, n=20)[-1], 3)
    return _ground.close(
        name="answers",
        figure=p95,
        unit="ms, p95",
        bar=f"≤ {BAR_MS:g}",
        holds=p95 <= BAR_MS,
        parts={
            "replies": len(messages),
            "points": met,
            "ms_p50": round(median(took), 3),
            "first_ms_p50": round(median(first), 3),
            "first_ms_p95": round(quantiles(first, n=20)[-1], 3),
            "ms_most": round(max(took), 3),
            "strangers_seem_to_answer": _strangers(messages, chosen.seed),
        },
        with_=_ground.versions_of("linli", "ahocorasick-rs"),
    )


def _answer(message: Message, reply: str | None = None) -> Answer:
    on = message.replied_at.date() if message.replied_at else date(2020, 1, 1)
    return Answer(reply or message.reply or "", Kind.RESOLVED, message.subject, message.words, on)


def _looked(messages: list[Message]) -> tuple[list[float], list[float], dict[str, dict[str, float]]]:
    """Milliseconds of the first look and of a later one, and the shares by point."""
    first: list[float] = []
    later: list[float] = []
    states: Counter[tuple[str, str]] = Counter()
    for message in messages:
        took: list[float] = []
        points: list[Point] = []
        for turn in range(ROUNDS):
            answer = _answer(message, f"{message.reply}{' ' * turn}")
            began = time.thread_time()
            points = check(answer)
            took.append((time.thread_time() - began) * 1000)
        first.append(took[0])
        later.append(took[-1])
        states.update((point.rule, point.state.value) for point in points)
    rules = dict.fromkeys(rule for rule, _ in states)
    return (
        first,
        later,
        {
            rule: {
                state: round(states[rule, state] / len(messages), 3) for state in ("met", "look", "missing")
            }
            for rule in rules
        },
    )


def _strangers(messages: list[Message], seed: int) -> float:
    """The share of messages that somebody else's reply seems to answer as well."""
    others = random.Random(seed).sample(messages, len(messages))
    met = sum(
        check(_answer(message, other.reply))[0].state.value == "met"
        for message, other in zip(messages, others, strict=True)
        if other is not message
    )
    return round(met / len(messages), 3)


def _show(messages: Iterable[Message]) -> None:
    for message in messages:
        print(f"— {message.subject}\n{message.words[:300]}\n>> {message.reply}", file=sys.stderr)
        for point in check(_answer(message)):
            print(f"   {point.rule}: {point.state} {point.zh} {point.found}", file=sys.stderr)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="dev.py bench answers")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--show", type=int, default=0, help="how many replies to show with their points")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
