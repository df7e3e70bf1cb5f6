"""A labelled file as it is looked at before it is given: its columns, its categories and which of ours they are."""

import json
from itertools import chain
from typing import Any

from linli.classifying import queries as classified
from linli.classifying.rules import labelled
from linli.classifying.rules.matching import Matcher
from linli.kit.actor import Actor
from linli.kit.errors import Refused
from linli.matters.queries import learning

CHOICES_MOST = 200_000
"""Characters of what may be said of a file's categories."""


def look(by: Actor, content: bytes) -> dict[str, Any]:
    """What a file holds, counted; nothing is kept. Refused what `labelled.read` refuses; Conflict where it was given
    before. Forbidden to all but administrators of the site."""
    classified.check_given(by, labelled.digest_of(content))
    found = labelled.read(content)
    columns, matcher = found.columns, Matcher(learning.ours(by))
    return {
        "sheet": found.sheet,
        "unread": found.unread,
        "words": columns.called(columns.words),
        "subject": "" if columns.subject is None else columns.called(columns.subject),
        "category": [columns.called(at) for at in columns.category],
        "read": found.read,
        "empty": found.empty,
        "twice": found.twice,
        "labels": [
            {"label": label, "rows": rows, "category": matcher.match(label)} for label, rows in found.labels
        ],
    }


def _is_text(one: object) -> bool:
    """Whether it is words that can be written down again; JSON may hold halves of characters."""
    return isinstance(one, str) and one.encode("utf-8", "ignore").decode() == one


def chosen(by: Actor, said: str) -> dict[str, str]:
    """Which category of a file is which of ours, or empty where it is left out, from JSON. Refused where it is none, or
    names a category nothing can be learnt of."""
    try:
        choices = json.loads(said) if len(said) <= CHOICES_MOST else None
    except (ValueError, RecursionError):
        choices = None
    if not isinstance(choices, dict) or not all(map(_is_text, chain.from_iterable(choices.items()))):
        raise Refused(
            "labelled/bad-choices",
            zh="没有收到每一类对应哪个分类，请重新选择文件",
            en="Which category is which did not arrive; choose the file again",
        )
    known = {one.code for one in learning.ours(by)}
    for label, code in choices.items():
        if code and code not in known:
            raise Refused(
                "labelled/unknown-category",
                zh=f"“{label[:40]}”选的分类已停用或不是小类，请重新选择",
                en=f"The category chosen for “{label[:40]}” is off or no leaf; choose again",
            )
    return choices
