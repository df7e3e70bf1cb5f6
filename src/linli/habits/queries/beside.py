"""What is said beside the responsibility list while a person decides whose a matter is. One read by key; a second where
there is something to say."""

from typing import Any

from linli.habits.models import Habit, PutAside
from linli.habits.queries import weighing
from linli.habits.rules import Permission, line_of, speaking
from linli.habits.rules.counting import URGENT
from linli.kit.actor import Actor, require
from linli.kit.areas import Level
from linli.matters.queries import dictionary
from linli.matters.queries.routing import CACHED, Place, handles, run_in_force
from linli.territory import queries as territory
from linli.workforce import queries as workforce


def beside(by: Actor, *, area: str, category: str, urgency: str) -> dict[str, Any] | None:
    """Who mostly settled such matters there, where that is clear, is another than the list names, was not put aside,
    and somebody sits there who can take it; else nothing. Without an urgency the category's own counts. Needs the right
    to be told."""
    require(by, Permission.SEE, within=None)
    if not category or len(area) < Level.COMMUNITY or not by.sees(area):
        return None
    row = dictionary.category(category)
    urgency = urgency or (row.urgency if row else "")
    line = line_of(area, category, urgent=urgency == URGENT)
    found = {row.id: row for row in Habit.objects.filter(id__in=[key.id for key in line])}
    habit, place = speaking(found, line), Place(area, category, urgency)
    if habit is None or not habit.title:
        return None
    said = weighing.ruled(run_in_force(place))
    post = weighing.meant(habit, place, CACHED)
    if not weighing.differs(habit, said) or post is None or not handles(post, area):
        return None
    if _rests(habit, found, said):
        return None
    name, name_en = workforce.title_called(habit.title)
    return {
        "post": post.id,
        "post_name": post.name,
        "holder_name": post.holder_name,
        "title_name": name,
        "title_name_en": name_en,
        "settled": habit.settled,
        "by": habit.by,
        "area_name": territory.name_of(habit.area),
        "category_name": dictionary.category_name(habit.category),
        "mine": post.id in by.posts,
    }


def _rests(habit: Habit, found: dict[Any, Habit], said: weighing.Ruled) -> bool:
    """Whether it, or a wider one that says the same, was put aside."""
    same = {row.id: row for row in found.values() if row.title == habit.title and _covers(row, habit)}
    aside = PutAside.objects.filter(id__in=list(same))
    return any(weighing.rests(one, weighing.stand(same[one.id], said)) for one in aside)


def _covers(wide: Habit, habit: Habit) -> bool:
    return habit.area.startswith(wide.area) and wide.category in {
        habit.category,
        habit.category.partition(".")[0],
    }
