"""The dictionary as a process keeps it: categories, their keywords as a lexicon, the responsibility list. Asked again
every few seconds whether it changed."""

import time
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db.models import Count, Max

from linli.language.rules.keywords import CategoryWords, Lexicon
from linli.matters.models import Category, Responsibility
from linli.matters.rules.clocks import Limit, Limits

STALE_AFTER = 10.0
FALLBACK = "talk.other"


@dataclass(frozen=True, slots=True)
class CategoryRow:
    """A category as the hot path needs it."""

    code: str
    parent: str
    name: str
    name_en: str
    kind: str
    urgency: str
    title: str
    refer_to: str
    limits: Limits


@dataclass(frozen=True, slots=True)
class Rule:
    """One line of the responsibility list."""

    place: int
    area: str
    category: str
    urgency: str
    title: str
    level: str
    post: UUID | None = None
    note: str = ""

    @property
    def called(self) -> str:
        """What a person calls the line: by its note, else by its number."""
        return self.note or f"第{self.place}条规则"


@dataclass
class _Dictionary:
    stamp: tuple[Any, ...] = ()
    asked: float = 0.0
    by_code: dict[str, CategoryRow] = field(default_factory=dict)
    rules: list[Rule] = field(default_factory=list)
    lexicon: Lexicon | None = None


_dictionary = _Dictionary()


def forget_dictionary() -> None:
    """Drop the process's copy: after a change in this process, and between tests."""
    _dictionary.stamp, _dictionary.asked = (), 0.0


def current() -> _Dictionary:
    """The dictionary, at most ten seconds old."""
    if _dictionary.lexicon is not None and time.monotonic() - _dictionary.asked < STALE_AFTER:
        return _dictionary
    stamp = (
        *Category.objects.aggregate(n=Count("id"), at=Max("changed_at")).values(),
        *Responsibility.objects.aggregate(n=Count("id"), at=Max("changed_at")).values(),
    )
    if stamp != _dictionary.stamp or _dictionary.lexicon is None:
        _load()
        _dictionary.stamp = stamp
    _dictionary.asked = time.monotonic()
    return _dictionary


def _load() -> None:
    rows = list(Category.objects.order_by("place", "code"))
    _dictionary.by_code = {row.code: _category(row) for row in rows}
    _dictionary.rules = [
        Rule(r.place, r.area, r.category, r.urgency, r.title, r.level, r.post_id, r.note)
        for r in Responsibility.objects.order_by("place", "id")
    ]
    words = [CategoryWords(row.code, tuple(filter(None, row.keywords.split("|"))), row.place) for row in rows]
    _dictionary.lexicon = Lexicon([row for row in words if row.keywords])


def _category(row: Category) -> CategoryRow:
    return CategoryRow(
        code=row.code,
        parent=row.parent,
        name=row.name,
        name_en=row.name_en,
        kind=row.kind,
        urgency=row.urgency,
        title=row.title,
        refer_to=row.refer_to,
        limits=Limits(
            accept=Limit(row.accept_amount, row.accept_unit),
            respond=Limit(row.respond_amount, row.respond_unit),
            settle=Limit(row.settle_amount, row.settle_unit),
        ),
    )


def category(code: str) -> CategoryRow | None:
    """A category by code."""
    return current().by_code.get(code)


def category_name(code: str) -> str:
    """`环境卫生 · 暴露垃圾`, or the code where the dictionary has lost it."""
    row = category(code)
    if row is None:
        return code
    parent = category(row.parent) if row.parent else None
    return f"{parent.name} · {row.name}" if parent else row.name


def lexicon() -> Lexicon:
    """The keywords, ready to read a text with."""
    found = current().lexicon
    if found is None:
        raise RuntimeError("the dictionary was not loaded")
    return found


def of_kinds(kinds: frozenset[str]) -> list[str]:
    """The codes of the categories of these kinds."""
    return [row.code for row in current().by_code.values() if row.kind in kinds]


def categories() -> list[CategoryRow]:
    """The whole tree in order."""
    return list(current().by_code.values())
