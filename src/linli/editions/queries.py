"""Reading editions. They tell of categories, rules, titles and holidays, which are public organisation; who may look at
them is asked by the noun."""

from typing import Any

from linli.editions import rules
from linli.editions.models import Edition
from linli.editions.rules import Difference, Noun, Rows
from linli.kit.actor import Actor
from linli.kit.errors import NotFound

PAGE = 10


def latest(by: Actor, noun: Noun, *, part: str = "") -> Edition | None:
    """The edition that was put in force last; nothing before the first."""
    return Edition.objects.filter(noun=noun.name, part=part).order_by("-number").first()


def number_of(by: Actor, noun: Noun, *, part: str = "") -> int:
    """The number of the last edition, 0 before the first: what an editor has seen."""
    numbers = Edition.objects.filter(noun=noun.name, part=part).order_by("-number")
    return next(iter(numbers.values_list("number", flat=True)[:1]), 0)


def rows_of(by: Actor, noun: Noun, number: int, *, part: str = "") -> Rows:
    """The set as an edition has it. Not found where there is no such edition."""
    found = Edition.objects.filter(noun=noun.name, part=part, number=number).first()
    if found is None:
        raise NotFound("edition/not-found", zh="没有这一版", en="There is no such edition")
    return found.rows


def same_before(by: Actor, noun: Noun, fingerprint: str, *, part: str = "") -> int | None:
    """The number of the newest edition with this fingerprint."""
    found = Edition.objects.filter(noun=noun.name, part=part, fingerprint=fingerprint).order_by("-number")
    return next(iter(found.values_list("number", flat=True)[:1]), None)


def history(by: Actor, noun: Noun, *, part: str = "", before: int = 0) -> dict[str, Any]:
    """Ten editions, the newest first, each with what it changed; `before` is where the last page ended."""
    found = Edition.objects.filter(noun=noun.name, part=part).order_by("-number")
    found = found.filter(number__lt=before) if before > 0 else found
    page = list(found[: PAGE + 1])
    shown = [_told(noun, one, older) for one, older in zip(page, [*page[1:], None], strict=True)]
    more = len(page) > PAGE
    return {"editions": shown[:PAGE], "next": page[PAGE - 1].number if more else None}


def _told(noun: Noun, one: Edition, older: Edition | None) -> dict[str, Any]:
    found = rules.differences(noun, older.rows, one.rows) if older else []
    return {
        "number": one.number,
        "at": one.at,
        "by": one.by_name,
        "reason": one.reason,
        "same_as": one.same_as,
        "rows": len(one.rows),
        "differences": [told(difference) for difference in found],
    }


def told(difference: Difference) -> dict[str, Any]:
    """A difference as it is answered."""
    return {
        "kind": difference.kind.value,
        "key": difference.key,
        "label": difference.label,
        "fields": [
            {"field": one.field, "before": _text(one.before), "after": _text(one.after)}
            for one in difference.fields
        ],
    }


def _text(value: Any) -> str:
    match value:
        case None:
            return ""
        case list():
            return "、".join(str(one) for one in value)
        case float() if value.is_integer():
            return str(int(value))
        case bool():
            return "true" if value else "false"
        case _:
            return str(value)
