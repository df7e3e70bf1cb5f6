"""The dictionary as a process keeps it: categories, their keywords as a lexicon, the responsibility list. Asked again
every few seconds whether it changed."""

import time
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db.models import Count, Max

from linli.editions.rules import Rows
from linli.kit.actor import Actor
from linli.kit.errors import Refused
from linli.language.rules.keywords import CategoryWords, Lexicon, matched_as
from linli.matters.models import Category, Responsibility
from linli.matters.rules.clocks import Limit, Limits
from linli.matters.rules.loop import Urgency

STALE_AFTER = 10.0
_URGENCIES = frozenset(Urgency)
CARRIED_MOST = 60_000
"""Characters of keywords a phone takes along: about 180 kB; the dictionary that comes with Linli has a fifth of it."""


@dataclass(frozen=True, slots=True)
class CategoryRow:
    """A category as the hot path needs it; `active` when it and what it stands under are switched on."""

    code: str
    parent: str
    name: str
    name_en: str
    kind: str
    urgency: str
    title: str
    refer_to: str
    limits: Limits
    active: bool = True


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
    id: UUID | None = None

    @property
    def called(self) -> str:
        """What a person calls the line: by its note, else by its number."""
        return self.note or f"第{self.place}条规则"

    def is_for(self, category: str, urgency: str) -> bool:
        """Whether it speaks of such matters, wherever they are."""
        branch = self.category.rstrip(".")
        return (not branch or category == branch or category.startswith(branch + ".")) and (
            not self.urgency or self.urgency == urgency
        )


@dataclass
class _Dictionary:
    stamp: tuple[Any, ...] = ()
    asked: float = 0.0
    by_code: dict[str, CategoryRow] = field(default_factory=dict)
    rules: list[Rule] = field(default_factory=list)
    lexicon: Lexicon | None = None
    _rules_for: dict[tuple[str, str], list[Rule]] = field(default_factory=dict)

    def rules_for(self, category: str, urgency: str) -> list[Rule]:
        """The lines that speak of such matters, in their order; kept for the kinds there are, since all come in a few
        of them."""
        kind = category, urgency
        if (found := self._rules_for.get(kind)) is not None:
            return found
        found = [rule for rule in self.rules if rule.is_for(category, urgency)]
        if category in self.by_code and urgency in _URGENCIES:
            self._rules_for[kind] = found
        return found

    def put(self, rules: list[Rule]) -> None:
        """Put another list of responsibility in force."""
        self.rules, self._rules_for = rules, {}


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
    off = {row.code for row in rows if not row.active}
    _dictionary.by_code = {row.code: _category(row, active=not {row.code, row.parent} & off) for row in rows}
    _dictionary.put(
        [
            Rule(r.place, r.area, r.category, r.urgency, r.title, r.level, r.post_id, r.note, r.id)
            for r in Responsibility.objects.order_by("place", "id")
        ]
    )
    words = [CategoryWords(row.code, tuple(filter(None, row.keywords.split("|"))), row.place) for row in rows]
    _dictionary.lexicon = Lexicon(
        [row for row in words if row.keywords and _dictionary.by_code[row.code].active]
    )


def _category(row: Category, *, active: bool) -> CategoryRow:
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
        active=active,
    )


def category(code: str) -> CategoryRow | None:
    """A category by code."""
    return current().by_code.get(code)


def choosable(code: str) -> CategoryRow:
    """A category a matter can be given. Refused where there is none with this code, or it was switched off."""
    row = category(code)
    if row is not None and row.active:
        return row
    zh, en = "没有这个分类，请重新选择", "There is no such category; choose again"
    if row is not None:
        zh, en = f"分类“{row.name}”已经停用，请换一个", f"{row.name_en} is switched off; choose another"
    field = {"field": "category", "title": "请重新选择分类", "title_en": "Choose the category again"}
    kind = "matter/unknown-category" if row is None else "matter/category-off"
    raise Refused(kind, zh=zh, en=en, fields=[field])


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
    """The whole tree in order, what is switched off with it: old matters still name it."""
    return list(current().by_code.values())


_CATEGORY_COLUMNS = (
    *("code", "parent", "name", "name_en", "kind", "urgency", "title"),
    *("accept_amount", "accept_unit", "respond_amount", "respond_unit", "settle_amount", "settle_unit"),
    *("keywords", "refer_to", "active"),
)


def category_rows() -> Rows:
    """The tree in force as an edition holds it, past the process's copy."""
    found = Category.objects.order_by("place", "code").values(*_CATEGORY_COLUMNS)
    return [{**row, "keywords": [w for w in row["keywords"].split("|") if w]} for row in found]


def responsibility_rows() -> Rows:
    """The list in force as an edition holds it, past the process's copy; `env.` of older files is `env`."""
    return [
        {
            "id": str(row.id),
            "area": row.area,
            "category": row.category.rstrip("."),
            "urgency": row.urgency,
            "title": row.title,
            "level": row.level,
            "post": str(row.post_id or ""),
            "note": row.note,
        }
        for row in Responsibility.objects.order_by("place", "id")
    ]


def lexicon_of(rows: Rows) -> Lexicon:
    """The keywords of a draft, ready to read a text with."""
    off = {row["code"] for row in rows if not row["active"]}
    return Lexicon(
        CategoryWords(row["code"], tuple(row["keywords"]), number)
        for number, row in enumerate(rows)
        if row["keywords"] and not {row["code"], row["parent"]} & off
    )


def carried(by: Actor) -> list[dict[str, Any]]:
    """The categories that can be chosen, in order, as a phone takes them along: names, and keywords in the form texts
    are matched in, those that speak against with `-` before them; all without keywords where there are too many."""
    words = {row["code"]: matched_as(row["keywords"]) for row in category_rows()}
    whole = sum(len(word) for both in words.values() for some in both for word in some) <= CARRIED_MOST
    return [
        {
            "code": row.code,
            "parent": row.parent,
            "name": row.name,
            "name_en": row.name_en,
            "words": [*words[row.code][0], *(f"-{word}" for word in words[row.code][1])] if whole else [],
        }
        for row in categories()
        if row.active and row.code in words
    ]
