"""The routes of people and posts: role by route, what each may see, and each write once."""

from typing import Any

import pytest

from linli.accounts.models import User
from linli.kit import ids
from linli.tests import community as c
from linli.tests.calling import Caller, problem
from linli.workforce.models import Post

pytestmark = pytest.mark.django_db

VACANT = c.post_id("vacant")
FILL = {"secretary", "subdistrict", "admin"}
SEE = FILL | {"supervisor", "counter", "counter2", "lead", "grid1", "grid2", "department"}
OWN = {"grid1": c.GRIDS[0], "grid2": c.GRIDS[1], "lead": c.GRIDS[0]}
PERSON = {
    "area": c.HOME,
    "username": "new.one",
    "name": "新人",
    "phone": "13911112222",
    "password": "good-pass-2026",
}


@pytest.mark.parametrize("who", sorted(c.PEOPLE))
def test_who_sees_posts(who: str) -> None:
    answer = Caller(who).get("/workforce/posts", area=OWN.get(who, c.HOME))
    if who in SEE:
        assert answer.status_code == 200
        assert all(row["area"].startswith(OWN.get(who, c.HOME)) for row in answer.json())
        assert {bool(row["abilities"]) for row in answer.json()} == {who in FILL}
    else:
        problem(answer, 403, "actor/not-allowed")


@pytest.mark.parametrize("who", sorted(c.PEOPLE))
def test_who_sees_people(who: str) -> None:
    answer = Caller(who).get("/workforce/people", q="")
    if who not in FILL | {"next_secretary", "far_secretary"}:
        problem(answer, 403, "actor/not-allowed")
        return
    names = {row["username"] for row in answer.json()}
    near = {"secretary": {"counter"}, "next_secretary": {"next_counter"}, "far_secretary": {"far_secretary"}}
    assert near.get(who, set()) <= names
    if who != "admin":
        assert ("far_secretary" in names) == (who == "far_secretary")
    assert ("next_counter" in names) == (who in {"next_secretary", "subdistrict", "admin"})


@pytest.mark.parametrize("path", ["/titles", "/posts?area=97", "/posts/for-dispatch?area=97", "/people"])
def test_nobody_without_signing_in(path: str) -> None:
    problem(Caller().get("/workforce" + path), 401)


def test_titles() -> None:
    rows = Caller("volunteer").get("/workforce/titles").json()
    assert {row["code"] for row in rows} >= {"grid_worker", "administrator"}


def test_for_dispatch_the_closest_first() -> None:
    rows = Caller("counter").get("/workforce/posts/for-dispatch", area=c.GRIDS[0]).json()
    assert rows[0]["area"] == c.GRIDS[0]
    assert any(row["vacant"] for row in rows)
    assert not [row for row in rows if row["area"].startswith(c.NEXT_DOOR)]
    assert {
        r["name"] for r in Caller("counter").get("/workforce/posts/for-dispatch", area=c.HOME, q="空").json()
    } == {"空岗"}


@pytest.mark.parametrize("who", sorted(c.PEOPLE))
def test_who_opens_posts(who: str) -> None:
    before = Post.objects.count()
    answer = Caller(who).post("/workforce/posts", {"area": c.GRIDS[0], "title": "volunteer"})
    if who in FILL:
        assert answer.status_code == 201
        assert Post.objects.get(id=answer.json()["id"]).area == c.GRIDS[0]
    else:
        problem(answer, 403, "actor/not-allowed")
        assert Post.objects.count() == before


@pytest.mark.parametrize("who", sorted(c.PEOPLE))
@pytest.mark.parametrize("act", ["assign", "vacate", "close"])
def test_who_changes_posts(who: str, act: str) -> None:
    post = c.post_id("grid2") if act == "vacate" else VACANT
    body = {"person": str(c.user_id("grid1"))} if act == "assign" else {}
    answer = Caller(who).post(f"/workforce/posts/{post}/{act}", body)
    if who in FILL:
        assert (answer.status_code, answer.json()) == (200, {"id": str(post)})
    else:
        assert problem(answer, answer.status_code)["status"] in {403, 404}
        row = Post.objects.get(id=post)
        assert (row.closed_at, row.version) == (None, row.version)
        assert (row.holder is None) == (post == VACANT)


@pytest.mark.parametrize("who", sorted(c.PEOPLE))
def test_who_adds_people(who: str) -> None:
    answer = Caller(who).post("/workforce/people", PERSON)
    if who == "admin":
        assert answer.status_code == 201
        assert User.objects.get(id=answer.json()["id"]).check_password(PERSON["password"])
    else:
        problem(answer, 403, "actor/not-allowed")
        assert not User.objects.filter(username="new.one").exists()


def test_sent_twice_is_done_once() -> None:
    api, command = Caller("admin"), ids.new()
    first = api.post("/workforce/people", PERSON, command=command)
    again = api.post("/workforce/people", PERSON, command=command)
    assert (first.status_code, again.status_code) == (201, 201)
    assert first.json() == again.json()
    problem(
        api.post("/workforce/people", PERSON | {"name": "别人"}, command=command), 409, "command/other-body"
    )
    problem(api.post("/workforce/people", PERSON), 409, "account/taken")


def test_a_refusal_may_be_sent_again() -> None:
    api, command = Caller("admin"), ids.new()
    problem(
        api.post("/workforce/people", PERSON | {"phone": "12"}, command=command), 422, "account/bad-phone"
    )
    assert api.post("/workforce/people", PERSON, command=command).status_code == 201


def test_a_post_changed_meanwhile() -> None:
    api = Caller("secretary")
    body = {"person": str(c.user_id("grid1")), "version": 1}
    assert api.post(f"/workforce/posts/{VACANT}/assign", body).status_code == 200
    stale = problem(api.post(f"/workforce/posts/{VACANT}/vacate", {"version": 1}), 409, "post/changed")
    assert (stale["version"], stale["holder"]) == (2, str(c.user_id("grid1")))


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/posts", {}),
        ("/posts", {"area": "9" * 99, "title": "volunteer"}),
        ("/posts", {"area": c.GRIDS[0], "title": "volunteer", "name": "\x00"}),
        ("/posts", {"area": c.GRIDS[0], "title": "\x00"}),
        ("/posts", {"area": c.GRIDS[0], "title": ["volunteer"]}),
        (f"/posts/{VACANT}/assign", {"person": "not an id"}),
        (f"/posts/{VACANT}/assign", {}),
        (f"/posts/{VACANT}/vacate", {"version": "many"}),
        ("/posts/not-an-id/vacate", {}),
        ("/people", PERSON | {"name": "\x00"}),
        ("/people", PERSON | {"username": "\x00\x00"}),
        ("/people", PERSON | {"password": "short"}),
        ("/people", PERSON | {"phone": "1" * 50}),
    ],
)
def test_garbage_is_refused(path: str, body: dict[str, Any]) -> None:
    problem(Caller("admin").post("/workforce" + path, body), 422)


def test_numbers_too_large_to_be_versions() -> None:
    problem(
        Caller("secretary").post(f"/workforce/posts/{VACANT}/close", {"version": 10**40}), 409, "post/changed"
    )
