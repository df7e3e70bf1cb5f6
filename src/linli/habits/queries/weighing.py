"""A habit held against what the responsibility list says: whether they differ, and which post the habit means."""

from dataclasses import dataclass

from linli.habits.models import Habit, PutAside
from linli.habits.rules import Key, Stand, comes_back, is_narrower
from linli.matters.queries.dictionary import Rule
from linli.matters.queries.routing import Place, Posts, Ran
from linli.workforce.queries import PostRef


@dataclass(frozen=True, slots=True)
class Ruled:
    """The line that decides and the post it names; no post where the place is not known well enough to look, no line
    where none fits."""

    line: Rule | None
    post: PostRef | None

    @property
    def titled(self) -> str:
        """The title the list means, whether or not anybody sits there."""
        return self.post.title if self.post else self.line.title if self.line else ""


def ruled(ran: Ran) -> Ruled:
    """What a run of the list comes to: a line that only waits for a grid counts as the one that decides."""
    waiting = next((rule for rule, known in ran.passed if not known), None)
    return Ruled(waiting, None) if waiting else Ruled(ran.rule, ran.post)


def place_of(habit: Habit) -> Place:
    """Where and of what kind most of its matters were."""
    return Place(habit.place, habit.kind, habit.urgency)


def meant(habit: Habit, place: Place, posts: Posts) -> PostRef | None:
    """The post a habit means at a place: the very post that did nearly all, else the closest with the title. None where
    nobody sits there."""
    very = posts.post(habit.post) if habit.post else None
    found = very or posts.nearest(title=habit.title, area=place.area)
    return found if found and found.open and found.holder is not None else None


def differs(habit: Habit, said: Ruled) -> bool:
    """Whether a clear habit names another than the list does. Posts of one title share their work, so they are one,
    unless a line names a certain post; and a line that was made for less than the habit speaks of stands unharmed."""
    line = said.line
    if not habit.title or (line and is_narrower(line.area, line.category.rstrip("."), key_of(habit))):
        return False
    if said.titled != habit.title:
        return True
    named = line.post if line else None
    return bool(named and habit.post and named != habit.post)


def key_of(habit: Habit) -> Key:
    """Its place and kind."""
    return Key(habit.area, habit.category, habit.urgent)


def stand(habit: Habit, said: Ruled) -> Stand:
    """What both say now."""
    named = said.line.post if said.line else None
    return Stand(habit.title, habit.post, habit.settled, habit.by, said.titled, named)


def rests(aside: PutAside | None, now: Stand) -> bool:
    """Whether it was put aside and does not come back."""
    if aside is None:
        return False
    then = Stand(aside.title, aside.post, aside.settled, aside.by, aside.ruled, aside.ruled_post)
    return not comes_back(then, now)
