"""The dictionary as it is edited, and what a draft of it would do before it is switched on: a sentence read with a
draft's keywords, and the last month's matters run through a draft of the responsibility list. Nothing here is
stored."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.core import signing
from django.utils import timezone

from linli.editions import queries as editions
from linli.editions.rules import Rows, digest
from linli.kit import clock
from linli.kit.actor import Actor, require
from linli.kit.paging import COUNT_MOST
from linli.language.rules.keywords import Lexicon
from linli.matters.queries import dictionary, routing
from linli.matters.queries.routing import Place, Ran
from linli.matters.queries.sight import visible_matters
from linli.matters.rules import Permission
from linli.matters.rules.dictionary import (
    CATEGORIES,
    RESPONSIBILITY,
    check_categories,
    check_responsibility,
    doubts_of_categories,
)
from linli.workforce import queries as workforce
from linli.workforce.queries import Organisation, PostRef

REPLAYED = timedelta(days=30)
REPLAYED_MOST = 20_000
EXAMPLES = 3
GROUPS_MOST = 40
SUGGESTED = 3
TRIED_FOR = 86_400
"""Seconds for which a trial counts before its list is switched on."""
FIRST_DAY, LAST_DAY = date(2000, 1, 1), date(2100, 12, 31)
"""The days the calendar can know."""
_SALT = "linli.responsibility.trial"


def categories_edited(by: Actor) -> dict[str, Any]:
    """The tree with the number of its edition, for editing. Refused to all but administrators."""
    require(by, Permission.CHANGE_CATEGORIES, within=None)
    rows = dictionary.category_rows()
    return {
        "number": editions.number_of(by, CATEGORIES),
        "abilities": ["change"] if by.may_for_site(Permission.CHANGE_CATEGORIES) else [],
        "rows": rows,
        "doubts": doubts_of_categories(rows),
    }


def category_editions(by: Actor, *, before: int = 0) -> dict[str, Any]:
    """Who changed the categories when, why and how. Refused to all but administrators."""
    require(by, Permission.CHANGE_CATEGORIES, within=None)
    return editions.history(by, CATEGORIES, before=before)


def try_categories(by: Actor, *, rows: Rows, words: str = "") -> dict[str, Any]:
    """What is wrong with a draft, what is worth a look, and what a sentence would be suggested as: today, and with the
    draft. Refused to all but administrators."""
    require(by, Permission.CHANGE_CATEGORIES, within=None)
    stands = dictionary.category_rows()
    return {
        "bad": check_categories(rows, stands, set(workforce.title_names())),
        "doubts": doubts_of_categories(rows),
        "today": _suggested(dictionary.lexicon_of(stands), stands, words),
        "draft": _suggested(dictionary.lexicon_of(rows), rows, words),
    }


def _suggested(lexicon: Lexicon, rows: Rows, words: str) -> list[dict[str, Any]]:
    names = {row["code"]: (row["name"], row["name_en"]) for row in rows}
    return [
        {
            "code": one.code,
            "name": names[one.code][0],
            "name_en": names[one.code][1],
            "share": round(one.share, 3),
            "why": list(one.matched)[:6],
        }
        for one in (lexicon.suggest(words, k=SUGGESTED) if words.strip() else [])
    ]


def responsibility_edited(by: Actor) -> dict[str, Any]:
    """The list with the number of its edition, for editing. Refused to all but administrators."""
    require(by, Permission.CHANGE_RESPONSIBILITY, within=None)
    rows = dictionary.responsibility_rows()
    named = workforce.posts_by_id({UUID(row["post"]) for row in rows if row["post"]})
    return {
        "number": editions.number_of(by, RESPONSIBILITY),
        "abilities": ["change"] if by.may_for_site(Permission.CHANGE_RESPONSIBILITY) else [],
        "rows": [{**row, "post": row["post"] or None} for row in rows],
        "posts": [{"id": post.id, "name": post.name, "area": post.area} for post in named.values()],
    }


def responsibility_editions(by: Actor, *, before: int = 0) -> dict[str, Any]:
    """Who changed the list when, why and how. Refused to all but administrators."""
    require(by, Permission.CHANGE_RESPONSIBILITY, within=None)
    return editions.history(by, RESPONSIBILITY, before=before)


def responsibility_edition(by: Actor, *, number: int) -> Rows:
    """The list as an edition has it, to begin a draft with. Refused to all but administrators."""
    require(by, Permission.CHANGE_RESPONSIBILITY, within=None)
    return editions.rows_of(by, RESPONSIBILITY, number)


def mistakes(rows: Rows) -> list[dict[str, Any]]:
    """What is wrong with a responsibility list as things stand: categories, titles and posts that are not there."""
    named = {UUID(row["post"]) for row in rows if row["post"]}
    return check_responsibility(
        rows,
        categories={row["code"] for row in dictionary.category_rows()},
        titles=set(workforce.title_names()),
        posts={str(id) for id, post in workforce.posts_by_id(named).items() if post.open},
    )


def was_tried(by: Actor, tried: str, *, rows: Rows) -> bool:
    """Whether this very list was tried by this very person within a day."""
    try:
        said = signing.loads(tried, salt=_SALT, max_age=TRIED_FOR)
    except signing.BadSignature:
        return False
    return said == [str(by.id), digest(rows)]


@dataclass
class _Replay:
    """What a run of the matters through both lists came to."""

    elsewhere: Counter[tuple[UUID | None, UUID | None]] = field(default_factory=Counter)
    examples: dict[tuple[UUID | None, UUID | None], list[UUID]] = field(default_factory=dict)
    posts: dict[UUID, PostRef] = field(default_factory=dict)
    unfit: Counter[str] = field(default_factory=Counter)
    fired: Counter[UUID | None] = field(default_factory=Counter)
    passed: dict[bool, Counter[UUID | None]] = field(
        default_factory=lambda: {True: Counter(), False: Counter()}
    )

    def add(self, ids: list[UUID], before: Ran, after: Ran) -> None:
        """Count the matters of one place."""
        count = len(ids)
        self.unfit["before"] += count * (before.post is None)
        self.unfit["after"] += count * (after.post is None)
        self.fired[after.rule.id if after.rule else None] += count
        for rule, known in after.passed:
            self.passed[known][rule.id] += count
        for post in filter(None, (before.post, after.post)):
            self.posts[post.id] = post
        key = (before.post.id if before.post else None, after.post.id if after.post else None)
        if key[0] != key[1]:
            self.elsewhere[key] += count
            shown = self.examples.setdefault(key, [])
            shown += ids[: EXAMPLES - len(shown)]


def try_responsibility(by: Actor, *, rows: Rows) -> dict[str, Any]:
    """Run the last 30 days' matters the actor sees (20,000 at most, the newest) through the list in force and through a
    draft, both with today's posts: which would go elsewhere, which would fit no line, which lines never decide, which
    cannot be run because there is no such post. `tried` lets this very list be switched on within a day. A draft with
    mistakes is not run. Refused to all but administrators."""
    require(by, Permission.CHANGE_RESPONSIBILITY, within=None)
    since = clock.now() - REPLAYED
    if bad := mistakes(rows):
        return {"bad": bad, "since": since, "trial": None, "tried": ""}
    places = _places(by, since)
    draft = [_rule(number, row) for number, row in enumerate(rows, start=1)]
    stands = dictionary.current().rules
    named = {rule.post for rule in [*draft, *stands] if rule.post}
    posts = Organisation({place.area[:12] for place in places}, named)
    replay = _Replay()
    for place, ids in places.items():
        replay.add(ids, routing.run(stands, place, posts=posts), routing.run(draft, place, posts=posts))
    return {
        "bad": [],
        "since": since,
        "trial": _told(by, replay, sum(map(len, places.values())), draft),
        "tried": signing.dumps([str(by.id), digest(rows)], salt=_SALT),
    }


def _places(by: Actor, since: datetime) -> dict[Place, list[UUID]]:
    """The ids of the matters at each place the lists tell apart, in one statement of four narrow columns."""
    found: dict[Place, list[UUID]] = {}
    rows = visible_matters(by).filter(received_at__gte=since).order_by("-received_at", "-id")
    for id, *place in rows.values_list("id", "area", "category", "urgency")[:REPLAYED_MOST]:
        found.setdefault(Place(*place), []).append(id)
    return found


def _rule(number: int, row: dict[str, Any]) -> dictionary.Rule:
    post = UUID(row["post"]) if row["post"] else None
    place = (row["area"], row["category"], row["urgency"], row["title"], row["level"])
    return dictionary.Rule(number, *place, post=post, note=row["note"], id=UUID(row["id"]))


def _told(by: Actor, replay: _Replay, count: int, draft: list[dictionary.Rule]) -> dict[str, Any]:
    titles = workforce.title_names()
    groups = replay.elsewhere.most_common(GROUPS_MOST)
    wanted = [id for key, _ in groups for id in replay.examples[key]]
    shown = _examples(by, wanted)
    return {
        "matters": count,
        "most": count == REPLAYED_MOST,
        "elsewhere": replay.elsewhere.total(),
        "groups": [
            {
                "before": _post(replay, key[0], titles),
                "after": _post(replay, key[1], titles),
                "count": number,
                "examples": [shown[id] for id in replay.examples[key] if id in shown],
            }
            for key, number in groups
        ],
        "unfit_before": replay.unfit["before"],
        "unfit_after": replay.unfit["after"],
        "never": [rule.id for rule in draft if not replay.fired[rule.id]],
        "no_post": _lines(replay.passed[True]),
        "place_unknown": _lines(replay.passed[False]),
    }


def _post(replay: _Replay, id: UUID | None, titles: dict[str, tuple[str, str]]) -> dict[str, Any] | None:
    if id is None:
        return None
    post = replay.posts[id]
    name, name_en = titles.get(post.title, (post.title, post.title))
    return {
        "id": id,
        "name": post.name,
        "title_name": name,
        "title_name_en": name_en,
        "held": bool(post.holder),
    }


def _examples(by: Actor, ids: Iterable[UUID]) -> dict[UUID, dict[str, Any]]:
    rows = visible_matters(by).filter(id__in=list(ids)).values("id", "reference", "subject")
    return {row["id"]: row for row in rows}


def _lines(counted: Counter[UUID | None]) -> list[dict[str, Any]]:
    return [{"id": id, "count": number} for id, number in counted.most_common() if id]


def due_between(by: Actor, *, since: date, until: date) -> dict[str, Any]:
    """How many open matters the actor sees are due on these days (counted to 1,000): whose deadline was reckoned with
    the calendar as it was, and stays. Refused without the right to see matters."""
    require(by, Permission.SEE, within=None)
    zone = timezone.get_default_timezone()
    first = datetime.combine(max(since, FIRST_DAY), time(), zone)
    last = datetime.combine(min(until, LAST_DAY), time(), zone) + timedelta(days=1)
    open_ones = visible_matters(by).filter(is_open=True, due_at__gte=first, due_at__lt=last)
    count = len(open_ones.order_by().values_list("id")[: COUNT_MOST + 1])
    return {"count": min(count, COUNT_MOST), "more": count > COUNT_MOST}
