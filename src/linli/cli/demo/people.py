"""The invented people of the demo: who sits in which post, and who reports. Phones of posts are 194 0000 xxxx, those of
residents begin with 194 too: the network code was assigned to nobody in the ministry's public list of mobile network
codes (March 2023), yet it passes the usual check of a form, so no demo number rings at a stranger's. Nothing is ever
sent to them."""

import random
from dataclasses import dataclass
from functools import cache

from linli.cli.demo.neighbours import neighbours
from linli.cli.demo.places import COMMUNITY, DISTRICT, ESTATES, MARK, SUBDISTRICT, Estate

SURNAMES = tuple(
    "陈林黄郑何梁宋唐许邓冯韩曹曾彭萧蔡潘田董袁于余叶蒋杜苏魏程吕丁沈任姚卢傅钟姜崔谭廖范汪陆金石戴贾韦夏邱方侯邹熊孟秦白江阎薛尹"
)
_WOMEN = "书宁雨薇秀琴文娟桂芳晓梅淑华玉珍丽君思远佳禾慧敏春燕月娥静怡若兰美玲雪晴巧云海棠"
_MEN = "建国志强文博家明立群永福宏伟子轩德海保根一帆长河国梁少华庆丰守义景行云峰大勇树森"
GIVEN = tuple(names[n : n + 2] for names in (_WOMEN, _MEN) for n in range(0, len(names), 2))


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who can sign in. `key` is also the user name."""

    key: str
    name: str
    phone: str


@dataclass(frozen=True, slots=True)
class Post:
    """A duty in an area. `title` is a code of `workforce/data/titles.csv`; `person` a key, or empty when vacant.
    `since` and `left` count days back from the end of the story; `last` is who left a vacant post, `left` days ago."""

    key: str
    title: str
    area: str
    name: str
    phone: str
    person: str
    since: int = 400
    last: str = ""
    left: int = 0


@dataclass(frozen=True, slots=True)
class Reporter:
    """A resident who reports. `phone` may be empty; `address` is his dwelling as people say it: 枇杷园3-2-501."""

    name: str
    phone: str
    grid: str
    building: str
    address: str


@dataclass(frozen=True, slots=True)
class Roster:
    """All people and posts, in a fixed order."""

    people: tuple[Person, ...]
    posts: tuple[Post, ...]

    def held(self, title: str, area: str) -> tuple[Post, ...]:
        """Posts of a title exactly at an area."""
        return tuple(post for post in self.posts if post.title == title and post.area == area)

    def post(self, key: str) -> Post:
        """The post with this key."""
        return next(post for post in self.posts if post.key == key)


OFFICES: tuple[tuple[str, str, str, str], ...] = (
    ("counter1", "counter_worker", COMMUNITY, "一号窗口"),
    ("counter2", "counter_worker", COMMUNITY, "二号窗口"),
    ("counter3", "counter_worker", COMMUNITY, "三号窗口"),
    ("counter4", "counter_worker", COMMUNITY, "电话与网上受理"),
    ("secretary", "community_secretary", COMMUNITY, "社区书记"),
    ("police1", "community_police", COMMUNITY, "社区民警"),
    ("care", "social_organisation", COMMUNITY, "暖邻为老服务中心"),
    ("culture", "social_organisation", COMMUNITY, "巷里文体社"),
    ("enforcement", "subdistrict_officer", SUBDISTRICT, "街道综合执法队"),
    ("works", "subdistrict_officer", SUBDISTRICT, "街道城建管理办"),
    ("order", "subdistrict_officer", SUBDISTRICT, "街道平安法治办"),
    ("affairs", "subdistrict_officer", SUBDISTRICT, "街道民生服务办"),
    ("urban", "department_officer", DISTRICT, "区城市管理局联络岗"),
    ("housing", "department_officer", DISTRICT, "区住房建设局联络岗"),
    ("traffic", "department_officer", DISTRICT, "区交通与交警联络岗"),
    ("supply", "department_officer", DISTRICT, "水电气暖联合服务岗"),
    ("social", "department_officer", DISTRICT, "区人社医保联络岗"),
    ("market", "department_officer", DISTRICT, "区市场监管局联络岗"),
    ("school", "department_officer", DISTRICT, "区教育卫生联络岗"),
    ("supervisor1", "supervisor", SUBDISTRICT, "街道督办回访岗"),
    ("supervisor2", "supervisor", SUBDISTRICT, "街道督办回访二岗"),
    ("admin", "administrator", DISTRICT, "系统管理员"),
)
"""Key, title, area, name of every post outside the grids."""

HELPERS: tuple[tuple[str, str, str], ...] = (
    ("building_head", "楼栋长", "building"),
    ("stairwell_head", "单元长", "stairwell"),
    ("pioneer", "先锋", "pioneer"),
)

VACANT_GRID = 16
"""The grid whose worker left and is not replaced yet: what falls to him there waits for a person."""

VACANT_FOR_DAYS = 45


class _Register:
    """Hands out names and phones, each once."""

    def __init__(self, rng: random.Random) -> None:
        self._rng = rng
        self._taken: set[str] = set()
        self._next = 0
        self.people: list[Person] = []

    def name(self) -> str:
        while True:
            given = self._rng.choice(GIVEN)
            name = self._rng.choice(SURNAMES) + given
            if name not in self._taken:
                self._taken.add(name)
                return name

    def enrol(self, key: str) -> Person:
        self._next += 1
        person = Person(key, self.name() + MARK, f"1940000{self._next:04d}")
        self.people.append(person)
        return person


def _grid_posts(register: _Register, leads: dict[int, Person], estate: Estate) -> list[Post]:
    area = f"{COMMUNITY}{estate.grid:03d}"
    lead = leads.setdefault((estate.grid + 1) // 2, _lead(register, leads, estate))
    worker = register.enrol(f"grid{estate.grid:02d}")
    posts = [
        Post(f"lead{estate.grid:02d}", "grid_lead", area, f"{estate.name}网格长", lead.phone, lead.key),
        _worker_post(estate, area, worker),
    ]
    if estate.kind != "abandoned":
        posts.append(_keeper_post(register, estate, area))
    return posts


def _lead(register: _Register, leads: dict[int, Person], estate: Estate) -> Person:
    """One lead for two neighbouring grids, so somebody holds several posts."""
    pair = (estate.grid + 1) // 2
    return leads[pair] if pair in leads else register.enrol(f"lead{pair:02d}")


def _worker_post(estate: Estate, area: str, worker: Person) -> Post:
    key, name = f"grid{estate.grid:02d}", f"{estate.name}网格员"
    if estate.grid != VACANT_GRID:
        return Post(key, "grid_worker", area, name, worker.phone, worker.key)
    return Post(key, "grid_worker", area, name, "", "", last=worker.key, left=VACANT_FOR_DAYS)


def _keeper_post(register: _Register, estate: Estate, area: str) -> Post:
    """A property company; in estates the community keeps, its own service team does the same work."""
    person = register.enrol(f"property{estate.grid:02d}")
    words = {"kept": "代管服务队", "market": "市场管理处", "park": "园区物业"}.get(estate.kind, "物业项目部")
    return Post(person.key, "property_company", area, f"{estate.name}{words}", person.phone, person.key)


def _micro_posts(register: _Register, estate: Estate) -> list[Post]:
    """One steward for the four micro-grids of a grid, and now and then a resident who helps."""
    steward = register.enrol(f"steward{estate.grid:02d}")
    area = f"{COMMUNITY}{estate.grid:03d}"
    posts = [
        Post(
            f"{steward.key}m{micro}",
            "steward",
            f"{area}{micro:02d}",
            f"{estate.name}{micro:02d}微网管家",
            steward.phone,
            steward.key,
        )
        for micro in range(1, 5)
    ]
    title, word, key = HELPERS[estate.grid % len(HELPERS)]
    if estate.grid % 3 == 0 or estate.grid <= 4:
        helper = register.enrol(f"{key}{estate.grid:02d}")
        where = area if title == "pioneer" else f"{area}01"
        posts.append(Post(helper.key, title, where, f"{estate.name}{word}", helper.phone, helper.key))
    return posts


@cache
def roster(seed: int = 2026) -> Roster:
    """Everybody who serves: 87 people in 143 posts, some holding several, one post
    vacant."""
    register = _Register(random.Random(seed))
    posts: list[Post] = []
    for key, title, area, name in OFFICES:
        person = register.enrol(key)
        posts.append(Post(key, title, area, name, person.phone, person.key))
    leads: dict[int, Person] = {}
    for estate in ESTATES:
        posts += _grid_posts(register, leads, estate)
    for estate in ESTATES:
        posts += _micro_posts(register, estate)
    for number in (1, 2):
        person = register.enrol(f"volunteer{number}")
        posts.append(Post(person.key, "volunteer", COMMUNITY, "志愿者", person.phone, person.key))
    return Roster(tuple(register.people), tuple(posts))


@cache
def reporters(count: int = 900, seed: int = 2027) -> tuple[Reporter, ...]:
    """Residents who report, from all over the register; one in eight leaves no phone."""
    rng = random.Random(seed)
    return tuple(
        Reporter(one.name, "" if rng.random() < 0.06 else one.phone, one.grid, one.building, one.address)
        for one in rng.sample(neighbours(), count)
    )
