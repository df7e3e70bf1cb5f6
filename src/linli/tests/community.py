"""A small invented community for tests: one subdistrict with two communities, three grids in the first, a person in
every role. Built once a run; tests name people by key and get actors."""

from dataclasses import replace
from uuid import UUID

from linli.accounts import actions as accounts
from linli.kit import ids
from linli.kit.actor import Actor, visitor
from linli.territory import actions as territory
from linli.territory.actions import DivisionRow
from linli.workforce import actions as workforce
from linli.workforce import queries as workforce_queries

PROVINCE, CITY, DISTRICT, SUBDISTRICT = "97", "9701", "970101", "970101001"
HOME = "970101001001"
NEXT_DOOR = "970101001002"
ELSEWHERE = "970102001001"
GRIDS = (f"{HOME}001", f"{HOME}002", f"{HOME}003")
PASSWORD = "test-pass-2026"

PEOPLE: dict[str, tuple[tuple[str, str], ...]] = {
    "counter": (("counter_worker", HOME),),
    "counter2": (("counter_worker", HOME),),
    "secretary": (("community_secretary", HOME),),
    "grid1": (("grid_worker", GRIDS[0]),),
    "grid2": (("grid_worker", GRIDS[1]),),
    "lead": (("grid_lead", GRIDS[0]), ("grid_lead", GRIDS[1])),
    "property": (("property_company", GRIDS[0]),),
    "volunteer": (("volunteer", HOME),),
    "police": (("community_police", HOME),),
    "subdistrict": (("subdistrict_officer", SUBDISTRICT),),
    "department": (("department_officer", DISTRICT),),
    "supervisor": (("supervisor", SUBDISTRICT),),
    "admin": (("administrator", DISTRICT),),
    "next_counter": (("counter_worker", NEXT_DOOR),),
    "next_secretary": (("community_secretary", NEXT_DOOR),),
    "far_secretary": (("community_secretary", ELSEWHERE),),
}
"""Key → titles and areas. Grid 003 has a vacant worker's post, `vacant`."""


def user_id(key: str) -> UUID:
    """The id of a test person."""
    return ids.of("test-person", key)


def post_id(key: str, number: int = 0) -> UUID:
    """The id of a test person's n-th post, or of the vacant post."""
    return ids.of("test-post", f"{key}/{number}")


def build(*, by: Actor) -> None:
    """Make areas, posts and people."""
    names = {PROVINCE: "测试省", CITY: "测试市", DISTRICT: "测试区", SUBDISTRICT: "测试街道"}
    names |= {
        HOME: "本社区",
        NEXT_DOOR: "邻社区",
        ELSEWHERE: "远社区",
        "970102": "远区",
        "970102001": "远街道",
    }
    rows = [DivisionRow(code=c, name=n, synthetic=True) for c, n in names.items()]
    territory.load_divisions(by=by, rows=rows)
    for number, code in enumerate(GRIDS):
        territory.draw_grid(
            by=by, code=code, name=f"{number + 1}号网格", polygon=square(number), synthetic=True
        )
    for key, posts in PEOPLE.items():
        phone = f"194{abs(hash_of(key)) % 10**8:08d}"
        accounts.add_person(
            by=by,
            area=posts[0][1][:12],
            username=key,
            name=f"{key}者",
            phone=phone,
            encoded=_encoded(),
            synthetic=True,
            id=user_id(key),
        )
        for number, (title, area) in enumerate(posts):
            id = post_id(key, number)
            workforce.open_post(by=by, area=area, title=title, name=f"{key}岗", id=id, synthetic=True)
            workforce.assign(by=by, post_id=id, user_id=user_id(key))
    workforce.open_post(
        by=by, area=GRIDS[2], title="grid_worker", name="空岗", id=post_id("vacant"), synthetic=True
    )


def hash_of(key: str) -> int:
    """A stable number of a key."""
    return int.from_bytes(ids.of("test-phone", key).bytes[:6])


def _encoded() -> str:
    from django.contrib.auth.hashers import make_password

    if not _hash:
        _hash.append(make_password(PASSWORD))
    return _hash[0]


_hash: list[str] = []


def square(number: int) -> dict[str, object]:
    """The boundary of the n-th grid: squares of 0.01 degree in a row, far out at sea."""
    west, south = 130.0 + number * 0.01, 20.0
    ring = [
        [west, south],
        [west + 0.01, south],
        [west + 0.01, south + 0.01],
        [west, south + 0.01],
        [west, south],
    ]
    return {"type": "Polygon", "coordinates": [ring]}


def actor(key: str) -> Actor:
    """The test person as an actor; call it inside a database test."""
    found = workforce_queries.actor_of(user_id(key))
    if found is None:
        raise KeyError(key)
    return found


def resident(matter: UUID) -> Actor:
    """A visitor whose scope is the one matter."""
    return replace(visitor(), matter=matter)
