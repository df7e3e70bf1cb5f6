"""A year of matters of the demo community: what is raised when, through which door, in whose words, where and by whom,
and what became of it by the last moment. The same count, end and seed always tell the same year."""

import random
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from linli.cli.demo import doubles, paths, ways, words
from linli.cli.demo.grids import spot
from linli.cli.demo.hours import ZONE, moment
from linli.cli.demo.life import Life
from linli.cli.demo.people import VACANT_FOR_DAYS, VACANT_GRID, Post, Reporter, Roster, reporters, roster
from linli.cli.demo.places import COMMUNITY, ESTATES, SUBDISTRICT, Scene, scene
from linli.cli.demo.routes import Category, categories, duty, owner, usual
from linli.cli.demo.story import Step, Story
from linli.cli.demo.ways import Exhibit

DAYS = 365

DOORS: dict[str, dict[str, float]] = {
    "outside": {
        "chat": 26,
        "portal": 22,
        "phone": 16,
        "patrol": 17,
        "order_12345": 9,
        "visit": 6,
        "counter": 4,
    },
    "desk": {"counter": 42, "phone": 22, "portal": 18, "chat": 10, "visit": 8},
    "talk": {"portal": 30, "chat": 22, "phone": 16, "counter": 14, "meeting": 12, "letter": 6},
    "urgent": {"phone": 55, "chat": 35, "order_12345": 6, "visit": 4},
}
"""Ways in and how often each is used, by what it is about."""

SORTS: dict[str, str] = {
    "welfare": "desk",
    "work": "desk",
    "permit": "desk",
    "service": "desk",
    "culture": "talk",
    "talk": "talk",
    "refer": "talk",
    "urgent": "urgent",
}


def _draw(rng: random.Random, table: dict[str, float]) -> str:
    return rng.choices(list(table), weights=list(table.values()))[0]


def _topic(rng: random.Random, month: int, place: Scene) -> words.Section:
    fitting = [section for section in words.sections() if words.suits(section, place)]
    return rng.choices(fitting, weights=[section.weight(month) for section in fitting])[0]


def _scene(rng: random.Random) -> Scene:
    weights = [estate.households + (160 if estate.kind == "market" else 40) for estate in ESTATES]
    return scene(rng, rng.choices(ESTATES, weights=weights)[0])


def _path(rng: random.Random, category: Category, age: timedelta) -> str:
    if category.refer_to:
        return "referred"
    fresh = age < timedelta(days=ways.FRESH_DAYS)
    if category.kind in {"praise", "advice"} or category.code == "talk.consult":
        return "quick" if rng.random() < 0.8 else "normal"
    if category.code.split(".")[0] in {"permit", "work"} and rng.random() < 0.5:
        return "quick"
    way = _draw(rng, ways.FRESH if fresh else ways.YEAR)
    likely = ways.fits(way, category.code.split(".")[0], category.urgency, category.settle)
    return way if likely else "normal"


def _acceptor(rng: random.Random, people: Roster, door: str, grid: str) -> Post:
    """Who takes it in charge: the window, whoever reads the net and answers the phone, the street office that letters
    go to, or the worker on his round."""
    if door in {"visit", "patrol"}:
        return people.held("grid_worker", grid)[0]
    if door == "counter":
        return people.post(rng.choice(("counter1", "counter2", "counter3")))
    return people.post(
        {"meeting": "secretary", "letter": rng.choice(("works", "counter4"))}.get(door, "counter4")
    )


def _reporter(rng: random.Random, door: str, place: Scene) -> Reporter | None:
    """Nobody for what a worker found; one in five of the others gives no name. Most tell of the building they live
    in."""
    if door == "patrol" or (door in {"portal", "chat", "letter"} and rng.random() < 0.2):
        return None
    near = [person for person in reporters() if person.grid == place.grid]
    under_one_roof = [person for person in near if person.building == place.building]
    return rng.choice(under_one_roof if under_one_roof and rng.random() < 0.7 else near)


def _say(
    rng: random.Random, section: words.Section, place: Scene, door: str, kind: str
) -> tuple[words.Saying, str]:
    """The words and the door they came by: what a worker could not have seen came by chat."""
    if door == "patrol":
        found = words.find(rng, section, place)
        if found is not None:
            return found, door
        door = "chat"
    said = words.say(rng, section, place, kind=kind)
    return (replace(said, words=f"市民来电：{said.words}") if door == "order_12345" else said), door


def _suggested(rng: random.Random, code: str) -> str:
    """What came in as its category: now and then a sister's."""
    if rng.random() < 0.9:
        return code
    group = code.split(".")[0]
    return rng.choice([other for other in categories() if other.startswith(f"{group}.")])


def _urgency(rng: random.Random, category: Category) -> str:
    return "soon" if category.urgency == "ordinary" and rng.random() < 0.06 else category.urgency


def _vacant(post: Post | None, raised_at: datetime, until: datetime) -> bool:
    gone = until - timedelta(days=VACANT_FOR_DAYS)
    return post is not None and not post.person and raised_at > gone - timedelta(days=30)


def _owner(life: Life) -> Post | None:
    """Whom the rules name, or whom it is given to here by custom."""
    custom, share = usual(life.roster, life.category.code, life.grid)
    if custom is not None and life.rng.random() < share:
        return custom
    return owner(life.roster, life.category.code, life.urgency, life.grid)


def _tell(life: Life, path: str, until: datetime) -> None:
    """Tell the steps; what no post answers for is given to a lead by a person, if there was time for that."""
    life.post = _owner(life)
    if _vacant(life.post, life.raised_at, until):
        life.post = None
    if path == "escalated" and life.post is not None and len(life.post.area) <= len(SUBDISTRICT):
        path = "normal"  # it lies with the district already: nobody is above
    ways.WAYS[path](life)
    orphan = life.post is None and bool(life.steps) and life.steps[-1].state == "accepted"
    if orphan and until - life.raised_at > timedelta(days=ways.FRESH_DAYS):
        paths.adopt(life, life.roster.held("grid_lead", life.grid)[0])


ACCEPTING = frozenset(
    {"counter_worker", "community_secretary", "subdistrict_officer", "grid_worker", "grid_lead"}
)
"""Titles that take in charge what comes to them; what others hear of is taken in by the window."""


def _by(post: Post, raised_at: datetime, until: datetime, people: Roster) -> Post:
    """The acceptor, or the grid's lead where the worker's post is empty."""
    return people.held("grid_lead", post.area)[0] if _vacant(post, raised_at, until) else post


@dataclass(frozen=True, slots=True)
class _Raised:
    """What is raised, where, through which door and when, and by whose hand if that is certain;
    `first` told of the same thing, and this is `said` of it."""

    scene: Scene
    section: words.Section
    door: str
    at: datetime
    path: str = ""
    first: Story | None = None
    said: words.Saying | None = None
    by: str = ""


def _chance(rng: random.Random, until: datetime) -> _Raised:
    """Something of the year: what is said goes with the season, when with the door."""
    place = _scene(rng)
    season = (until - timedelta(days=rng.random() * DAYS)).month
    section = _topic(rng, season, place)
    door = _door(rng, section.leaf)
    at = moment(rng, door, until, DAYS)
    for _ in range(40):
        if (at.month - season) % 12 in {0, 1, 11}:
            break
        at = moment(rng, door, until, DAYS)
    return _Raised(place, section, door, at)


def _shown(rng: random.Random, until: datetime, exhibit: Exhibit, leaf: str) -> _Raised:
    """An exhibit: it came in by its door, else by one that is always open, within its days."""
    estates = [
        e for e in ESTATES if e.grid == exhibit.estate or (not exhibit.estate and e.kind == "property")
    ]
    section = next(s for s in words.sections() if s.leaf == leaf)
    days = rng.uniform(exhibit.newest, exhibit.oldest)
    at = (until - timedelta(days=days)).replace(microsecond=0)
    at = at if days < 1 else at.replace(hour=rng.choice((8, 9, 10, 11, 15, 19, 20)))
    door = exhibit.door or rng.choice(OPEN_DOORS)
    return _Raised(scene(rng, rng.choice(estates)), section, door, at, exhibit.way, by=exhibit.by)


OPEN_DOORS = ("chat", "portal", "phone")


class _Year:
    """The year while it is told: what is told already, and where it was, so that others can tell of the same."""

    def __init__(self, seed: int, until: datetime) -> None:
        self.seed, self.until = seed, until
        self.told: list[tuple[Story, _Raised]] = []
        self._doubled: set[int] = set()

    def tell(self, number: int) -> None:
        """Tell the next."""
        rng = random.Random(f"{self.seed}/{number}")
        raised = self._raise(rng, number)
        self.told.append((_story(rng, number, self.until, raised), raised))

    def _raise(self, rng: random.Random, number: int) -> _Raised:
        exhibit, leaf = ways.exhibit(number)
        if exhibit and exhibit.again:
            story, raised = self.told[-1]
            return _again(rng, story, raised, self.until, exhibit.way) or _chance(rng, self.until)
        if exhibit:
            return _shown(rng, self.until, exhibit, leaf)
        if number % ways.DOUBLE_EVERY == 0:
            return self._double(rng) or _chance(rng, self.until)
        return _chance(rng, self.until)

    def _double(self, rng: random.Random) -> _Raised | None:
        """Another voice about something told of lately in the telling, if that is likely."""
        for story, raised in reversed(self.told[-LOOKED_BACK:]):
            if story.index in self._doubled or raised.first or not doubles.suits(story, self.until):
                continue
            way = "split" if rng.random() < ways.SPLIT_SHARE else "merged"
            found = _again(rng, story, raised, self.until, way)
            if found:
                self._doubled.add(story.index)
                return found
        return None


LOOKED_BACK = 60


def _again(rng: random.Random, story: Story, raised: _Raised, until: datetime, way: str) -> _Raised | None:
    """The same thing once more, by a door that is always open."""
    share = (0.4, 0.97) if way == "waiting" else (0.05, 0.6)
    at = doubles.second_at(rng, story, until, share)
    said = doubles.say(rng, story, raised.section, raised.scene)
    if at is None or said is None:
        return None
    return _Raised(raised.scene, raised.section, rng.choice(OPEN_DOORS), at, way, story, said)


def _door(rng: random.Random, leaf: str) -> str:
    return _draw(rng, DOORS[SORTS.get(leaf.split(".")[0], "outside")])


def _words(rng: random.Random, raised: _Raised, kind: str) -> tuple[words.Saying, str]:
    """The words and the door; what is always told names its place, and a second voice tells of the same."""
    if raised.said:
        return raised.said, raised.door
    said, door = _say(rng, raised.section, raised.scene, raised.door, kind)
    for _ in range(20 if raised.path else 0):
        if said.point:
            break
        said, door = _say(rng, raised.section, raised.scene, raised.door, kind)
    return said, door


def _story(rng: random.Random, index: int, until: datetime, raised: _Raised) -> Story:
    people = roster()
    place, raised_at = raised.scene, raised.at
    category = categories()[raised.section.leaf]
    said, door = _words(rng, raised, "refer" if category.refer_to else category.kind)
    path = raised.path or _path(rng, category, until - raised_at)
    reporter = _reporter(rng, door, place)
    known = bool(said.place) and (door in {"visit", "patrol", "counter"} or rng.random() < 0.8)
    suggested = _suggested(rng, category.code) if not category.refer_to else category.code
    usual = _by(_acceptor(rng, people, door, place.grid), raised_at, until, people)
    hand = people.post(raised.by) if raised.by else usual
    acceptor = hand if hand.title in ACCEPTING else people.post("counter4")
    life = Life(
        rng=rng,
        roster=people,
        category=category,
        urgency=_urgency(rng, category),
        place=said.place,
        grid=place.grid,
        raised_at=raised_at,
        acceptor=acceptor,
        until=until,
        first=raised.first,
        corrected="" if suggested == category.code else category.code,
        located="" if known else place.grid,
        named=reporter is not None,
    )
    _tell(life, path, until)
    taken_by = "" if door == "portal" else hand.key
    return _bind(index, life, door, said, suggested, place, reporter, path, until, taken_by, known=known)


def _bind(
    index: int,
    life: Life,
    door: str,
    said: words.Saying,
    suggested: str,
    place: Scene,
    reporter: Reporter | None,
    path: str,
    until: datetime,
    taken_by: str,
    *,
    known: bool,
) -> Story:
    point = said.point and known
    longitude, latitude = spot(place.estate.grid, int(place.micro_grid[-2:]), place.across, place.up)
    return Story(
        index=index,
        raised_at=life.raised_at,
        door=door,
        words=said.words,
        category=life.category.code,
        suggested=suggested,
        urgency=life.urgency,
        place=said.place,
        area=place.grid if known else COMMUNITY,
        grid=place.grid,
        longitude=longitude if point else None,
        latitude=latitude if point else None,
        reporter=reporter,
        taken_by=taken_by,
        number=f"YS{life.raised_at:%Y%m%d}{index:05d}" if door == "order_12345" else "",
        path=path,
        steps=_until(life.steps, until),
    )


def _until(steps: list[Step], until: datetime) -> tuple[Step, ...]:
    return tuple(step for step in steps if step.at <= until)


def nobody_owns(story: Story) -> bool:
    """Whether no post answers for it by the rules and no person has found one: accepted and left."""
    return story.state == "accepted" and not any(step.verb in {"dispatch", "take"} for step in story.steps)


def rule_fails(story: Story) -> bool:
    """Whether the rule that fits names a post that does not exist or is empty."""
    found = owner(roster(), story.category, story.urgency, story.grid)
    _, area = duty(story.category, story.urgency, story.grid)
    return found is None or (not found.person and area.endswith(f"{VACANT_GRID:03d}"))


def stories(count: int, until: datetime, seed: int = 1) -> list[Story]:
    """So many matters of the 365 days before `until` (aware), in the order they were raised; `index` counts from 1 in
    that order. A hundred or more show every state of the loop."""
    year = _Year(seed, until.astimezone(ZONE))
    for number in range(count):
        year.tell(number)
    told = sorted((story for story, _ in year.told), key=lambda story: (story.raised_at, story.index))
    numbers = {story.index: number for number, story in enumerate(told, start=1)}
    return [_numbered(story, numbers) for story in told]


def _numbered(story: Story, numbers: dict[int, int]) -> Story:
    steps = tuple(replace(s, into=numbers[s.into]) if s.verb == "merge" else s for s in story.steps)
    return replace(story, index=numbers[story.index], steps=steps)
