"""Where history and the responsibility list disagree, as an administrator is shown it. Reckoned while it is read, so
that a list that was changed a moment ago is already the one it is held against."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from linli.editions import queries as editions
from linli.habits.models import Habit, PutAside
from linli.habits.queries import weighing
from linli.habits.queries.sight import visible_habits, visible_put_aside
from linli.habits.queries.weighing import Ruled
from linli.habits.rules import FEWEST, SHARE, WINDOW_DAYS, Permission, branch_of, is_clear, level_of
from linli.habits.rules.counting import URGENT
from linli.kit.actor import Actor, require
from linli.matters import queries as matters
from linli.matters.queries import dictionary
from linli.matters.queries.routing import run
from linli.matters.rules import Permission as MatterPermission
from linli.matters.rules.dictionary import RESPONSIBILITY
from linli.territory import queries as territory
from linli.workforce import queries as workforce
from linli.workforce.queries import Organisation, PostRef

HABITS_MOST = 5_000
"""Clear habits that are held against the list, those of most matters."""
SHOWN_MOST = 200


def against(by: Actor) -> dict[str, Any]:
    """Where history names another than the list does, most matters first (200 at most), with what an administrator may
    put into a draft of the list; and what was put aside. One that a wider one says too is not told again. Needs the
    right to tend them."""
    require(by, Permission.TEND, within=None)
    rows = list(visible_habits(by).exclude(title="").order_by("-settled", "id")[:HABITS_MOST])
    posts = _organisation(rows)
    weighed = [(row, _ruled(row, posts)) for row in rows]
    shown = [(row, said) for row, said in weighed if _shows(row, said, posts)]
    aside = {one.id: one for one in visible_put_aside(by).filter(id__in=[row.id for row, _ in shown])}
    apart = _told_once(shown)
    told = [_told(by, row, said, posts, aside.get(row.id)) for row, said in apart]
    references = _references(by, [row for row, _ in apart])
    for one in told:
        one["examples"] = [references[id] for id in one["examples"] if id in references]
    last = visible_habits(by).order_by("-counted_at").values_list("counted_at", flat=True).first()
    return {
        "number": editions.number_of(by, RESPONSIBILITY),
        "counted_at": last,
        "days": WINDOW_DAYS,
        "fewest": FEWEST,
        "share": SHARE,
        "rows": [one for one in told if not one["aside"]][:SHOWN_MOST],
        "aside": [one for one in told if one["aside"]][:SHOWN_MOST],
        "abilities": ["count"] if by.may_for_site(Permission.TEND) else [],
    }


def ruled_now(habit: Habit) -> tuple[Ruled, bool]:
    """What the list says where most of a habit's matters were, and whether that is another than the habit means."""
    posts = _organisation([habit])
    said = _ruled(habit, posts)
    return said, _shows(habit, said, posts)


def _organisation(rows: Iterable[Habit]) -> Organisation:
    """The posts of the places, and those that lines and habits name, read once."""
    habits = list(rows)
    named = {rule.post for rule in dictionary.current().rules if rule.post}
    return Organisation({row.place[:12] for row in habits}, named | {row.post for row in habits if row.post})


def _ruled(habit: Habit, posts: Organisation) -> Ruled:
    place = weighing.place_of(habit)
    return weighing.ruled(
        run(dictionary.current().rules_for(place.category, place.urgency), place, posts=posts)
    )


def _shows(habit: Habit, said: Ruled, posts: Organisation) -> bool:
    """Whether it differs, and names somebody who is there."""
    return weighing.differs(habit, said) and _meant(habit, posts) is not None


def _meant(habit: Habit, posts: Organisation) -> PostRef | None:
    return weighing.meant(habit, weighing.place_of(habit), posts)


def _told_once(apart: list[tuple[Habit, Ruled]]) -> list[tuple[Habit, Ruled]]:
    """Without what a wider area says of the same kind, and without a branch of which nothing clear is left once its
    kinds that say the same are taken away."""
    alike: dict[tuple[bool, str], list[Habit]] = {}
    for row, _ in apart:
        alike.setdefault((row.urgent, row.title), []).append(row)
    return [(row, said) for row, said in apart if not _is_told(row, alike[row.urgent, row.title])]


def _is_told(row: Habit, others: list[Habit]) -> bool:
    """Whether others of the same title tell what this one would. A kind of one grid tells nothing of the branch in all
    of the community."""
    wide = [one for one in others if one.id != row.id and row.area.startswith(one.area)]
    if any(
        one.category == row.category and one.area != row.area and one.post in {None, row.post} for one in wide
    ):
        return True
    kinds = [one for one in wide if branch_of(one.category) == row.category]
    by, settled = row.by - sum(one.by for one in kinds), row.settled - sum(one.settled for one in kinds)
    return bool(kinds) and not is_clear(by, settled, row.first_at, row.last_at)


def _told(
    by: Actor, habit: Habit, said: Ruled, posts: Organisation, aside: PutAside | None
) -> dict[str, Any]:
    rests = weighing.rests(aside, weighing.stand(habit, said))
    may = by.may(Permission.TEND, habit.area)
    post = _meant(habit, posts)
    names = ("id", "area", "category", "urgent", "settled", "by", "first_at", "last_at", "examples")
    return {
        **{name: getattr(habit, name) for name in names},
        "area_name": territory.full_name_of(habit.area),
        "category_name": dictionary.category_name(habit.category),
        **_titled(habit.title),
        "post_name": post.name if post else "",
        "very_post": habit.post is not None,
        "ruled": _line(said),
        "came_back": bool(aside) and not rests,
        "aside": _aside(aside) if aside and rests else None,
        "proposed": _proposed(habit, said, post) if post and not rests else None,
        "abilities": (["restore"] if rests else ["put_aside"]) if may else [],
    }


def _titled(code: str) -> dict[str, str]:
    name, name_en = workforce.title_called(code)
    return {"title": code, "title_name": name, "title_name_en": name_en}


def _line(said: Ruled) -> dict[str, Any] | None:
    """What the list says: the line and whom it names; nothing where no line fits."""
    if said.line is None:
        return None
    return {
        "id": said.line.id,
        "called": said.line.note,
        **_titled(said.titled),
        "post_name": said.post.name if said.post else "",
        "held": bool(said.post and said.post.holder),
    }


def _aside(aside: PutAside) -> dict[str, Any]:
    return {"why": aside.why, "at": aside.said_at, "by_name": aside.said_by_name}


def _proposed(habit: Habit, said: Ruled, post: PostRef) -> dict[str, Any]:
    """The line that would say what is usual; it belongs right above the one that decides today."""
    return {
        "area": habit.area,
        "category": habit.category,
        "urgency": URGENT if habit.urgent else "",
        "title": habit.title,
        "level": level_of(post.area),
        "post": habit.post,
        "above": said.line.id if said.line else None,
    }


def _references(by: Actor, rows: Iterable[Habit]) -> dict[UUID, dict[str, Any]]:
    """The examples the actor sees among matters: their reference and day, never their words."""
    if not by.may(MatterPermission.SEE):
        return {}
    wanted = [id for row in rows for id in row.examples]
    found = matters.visible_matters(by).filter(id__in=wanted)
    return {row["id"]: row for row in found.values("id", "reference", "resolved_at")}
