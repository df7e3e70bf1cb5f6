"""Posts opened, filled, vacated and ended; several at once, one holder at a time, and every time kept."""

import threading
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from linli.accounts.models import User
from linli.kit import clock, ids
from linli.kit.actor import system, visitor
from linli.kit.errors import Conflict, Forbidden, Gone, NotFound, Problem, Refused
from linli.kit.roles import Role
from linli.kit.scope import scope
from linli.ledger import actions as ledger
from linli.ledger import queries as entries
from linli.tests import community as c
from linli.workforce import actions, queries
from linli.workforce.models import Post, Tenure, Title

pytestmark = pytest.mark.django_db

NOBODY = UUID(int=9)
VACANT = c.post_id("vacant")


def open_post(key: str = "secretary", **changes: Any) -> UUID:
    by = c.actor(key)
    usual: dict[str, Any] = {"area": c.GRIDS[0], "title": "grid_worker", "name": "新岗"}
    with scope(by):
        return actions.open_post(by=by, **usual | changes)


def assign(post: UUID, person: str, key: str = "secretary", version: int | None = None) -> UUID:
    by = c.actor(key)
    with scope(by):
        return actions.assign(by=by, post_id=post, user_id=c.user_id(person), version=version)


def vacate(post: UUID, key: str = "secretary", version: int | None = None) -> UUID:
    by = c.actor(key)
    with scope(by):
        return actions.vacate(by=by, post_id=post, version=version)


def close(post: UUID, key: str = "secretary", version: int | None = None) -> UUID:
    by = c.actor(key)
    with scope(by):
        return actions.close(by=by, post_id=post, version=version)


def told(post: UUID) -> list[tuple[object, object]]:
    """What the ledger tells of a post since it was opened."""
    by = system()
    with scope(by, write=False):
        rows = entries.timeline(by, subject=post, since=clock.now() - timedelta(days=1))
    return [(row["verb"], row["facts"]) for row in rows if post != VACANT or row["verb"] != "post.opened"]


def tenures(post: UUID) -> list[tuple[str, bool]]:
    rows = Tenure.objects.filter(post=post).order_by("since")
    return [(tenure.person.username, tenure.until is None) for tenure in rows]


def test_a_post_is_opened_vacant_with_the_titles_name_if_none_is_given() -> None:
    post = Post.objects.get(id=open_post(name="  ", phone=" 0512-1234567 "))
    assert (post.name, post.phone, post.holder, post.community) == ("网格员", "0512-1234567", None, c.HOME)
    assert told(post.id) == [("post.opened", {"title": "grid_worker"})]


@pytest.mark.parametrize(
    ("changes", "error", "type"),
    [
        ({"area": c.HOME + "099"}, Refused, "post/bad-area"),
        ({"area": c.HOME + "1"}, Refused, "post/bad-area"),
        ({"title": "emperor"}, Refused, "post/bad-title"),
        ({"title": ""}, Refused, "post/bad-title"),
        ({"title": "administrator"}, Refused, "post/above-own"),
        ({"title": "subdistrict_officer"}, Refused, "post/above-own"),
        ({"area": c.NEXT_DOOR}, Forbidden, "actor/not-allowed"),
        ({"area": c.SUBDISTRICT}, Forbidden, "actor/not-allowed"),
        ({"area": ""}, Forbidden, "actor/not-allowed"),
    ],
)
def test_no_post_is_opened(changes: dict[str, Any], error: type[Problem], type: str) -> None:
    before = Post.objects.count()
    with pytest.raises(error, match=type):
        open_post(**changes)
    assert Post.objects.count() == before


@pytest.mark.parametrize("key", sorted(set(c.PEOPLE) - {"secretary", "subdistrict", "admin"}))
def test_who_fills_no_posts(key: str) -> None:
    with pytest.raises((Forbidden, NotFound)):
        open_post(key)
    for act in (
        lambda: assign(VACANT, "counter", key),
        lambda: vacate(c.post_id("grid1"), key),
        lambda: close(VACANT, key),
    ):
        with pytest.raises((Forbidden, NotFound)):
            act()


def test_somebody_is_put_into_it_and_acts_from_it() -> None:
    assign(VACANT, "grid1")
    by = c.actor("grid1")
    assert {seat.area for seat in by.seats} == {c.GRIDS[0], c.GRIDS[2]}
    assert by.areas == (c.GRIDS[0], c.GRIDS[2])
    assert tenures(VACANT) == [("grid1", True)]
    assert told(VACANT) == [("post.assigned", {"person": str(c.user_id("grid1"))})]


def test_handing_over_ends_one_time_and_begins_the_next_at_one_moment() -> None:
    assign(VACANT, "grid1")
    with clock.at(clock.now() + timedelta(days=30)):
        assign(VACANT, "grid2")
    first, second = Tenure.objects.filter(post=VACANT).order_by("since")
    assert first.until == second.since
    post = Post.objects.get(id=VACANT)
    assert post.held_since == second.since
    assert post.version == 3
    assert c.GRIDS[2] not in c.actor("grid1").areas


def test_the_same_person_again_changes_nothing() -> None:
    assign(VACANT, "grid1")
    assign(VACANT, "grid1")
    assert tenures(VACANT) == [("grid1", True)]
    assert len(told(VACANT)) == 1


def test_there_and_back_within_one_moment() -> None:
    with clock.at(clock.now()):
        for person in ("grid1", "grid2", "grid1"):
            assign(VACANT, person)
    assert sorted(tenures(VACANT)) == [("grid1", False), ("grid1", True), ("grid2", False)]


def test_a_vacant_post_is_seen() -> None:
    vacate(c.post_id("grid1"))
    by = c.actor("secretary")
    with scope(by, write=False):
        vacant = {row["id"]: row for row in queries.posts(by, area=c.HOME, vacant=True)}
        every = {row["id"] for row in queries.posts(by, area=c.HOME)}
    assert set(vacant) == {VACANT, c.post_id("grid1")}
    assert set(vacant) < every
    assert vacant[VACANT]["abilities"] == ["assign", "close"]
    assert (vacant[VACANT]["holder"], vacant[VACANT]["holder_name"], vacant[VACANT]["phone"]) == (
        None,
        "",
        "",
    )
    assert c.actor("grid1").seats == ()


def test_vacating_twice_changes_nothing() -> None:
    vacate(c.post_id("grid1"))
    vacate(c.post_id("grid1"))
    assert [verb for verb, _ in told(c.post_id("grid1"))][-1:] == ["post.vacated"]
    assert [verb for verb, _ in told(c.post_id("grid1"))].count("post.vacated") == 1


def test_an_ended_post_is_gone_for_good_but_keeps_its_name() -> None:
    close(VACANT)
    for act in (lambda: assign(VACANT, "grid1"), lambda: vacate(VACANT), lambda: close(VACANT)):
        with pytest.raises(Gone, match="post/closed"):
            act()
    by = c.actor("secretary")
    with scope(by, write=False):
        assert VACANT not in {row["id"] for row in queries.posts(by, area=c.HOME)}
        found = queries.post(VACANT)
        assert found is not None
        assert (found.name, found.open) == ("空岗", False)
        assert queries.post_cached(VACANT) is None


def test_a_held_post_is_not_ended() -> None:
    with pytest.raises(Refused, match="post/held"):
        close(c.post_id("grid1"))


@pytest.mark.parametrize("act", ["assign", "vacate", "close"])
def test_a_stale_version_is_told_todays_values(act: str) -> None:
    assign(VACANT, "grid1")
    acts: dict[str, Any] = {
        "assign": lambda: assign(VACANT, "grid2", version=1),
        "vacate": lambda: vacate(VACANT, version=1),
        "close": lambda: close(VACANT, version=1),
    }
    with pytest.raises(Conflict, match="post/changed") as refused:
        acts[act]()
    assert refused.value.extra == {"holder": str(c.user_id("grid1")), "version": 2}
    assert tenures(VACANT) == [("grid1", True)]


def test_unknown_posts_and_people() -> None:
    for act in (lambda: assign(NOBODY, "grid1"), lambda: vacate(NOBODY), lambda: close(NOBODY)):
        with pytest.raises(NotFound, match="post/not-found"):
            act()
    with pytest.raises(NotFound, match="account/not-found"):
        assign(VACANT, "no such person")
    User.objects.filter(username="grid2").update(is_active=False)
    with pytest.raises(NotFound, match="account/not-found"):
        assign(VACANT, "grid2")
    assert tenures(VACANT) == []


def test_another_communitys_post_is_not_found() -> None:
    with pytest.raises(NotFound):
        assign(c.post_id("next_counter"), "counter")
    with pytest.raises(NotFound):
        assign(VACANT, "next_counter", "next_secretary")


def test_a_post_above_ones_own_is_not_touched() -> None:
    assign(open_post("admin", area=c.HOME, title="administrator"), "lead", "admin")
    (above,) = Post.objects.filter(title__code="administrator", area=c.HOME)
    for act in (lambda: assign(above.id, "secretary"), lambda: vacate(above.id)):
        with pytest.raises(Refused, match="post/above-own"):
            act()
    by = c.actor("secretary")
    with scope(by, write=False):
        shown = {row["id"]: row["abilities"] for row in queries.posts(by, area=c.HOME)}
    assert shown[above.id] == []
    assert shown[c.post_id("counter")] == ["assign", "vacate"]


@pytest.mark.parametrize("act", ["open", "assign", "vacate", "close"])
def test_a_failed_entry_takes_it_back(act: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise DatabaseError("no ledger")

    monkeypatch.setattr(ledger, "record", fail)
    acts: dict[str, Any] = {
        "open": open_post,
        "assign": lambda: assign(VACANT, "grid1"),
        "vacate": lambda: vacate(c.post_id("grid1")),
        "close": lambda: close(VACANT),
    }
    before = list(Post.objects.order_by("id").values()), list(Tenure.objects.order_by("id").values())
    with pytest.raises(DatabaseError, match="no ledger"):
        acts[act]()
    assert (
        list(Post.objects.order_by("id").values()),
        list(Tenure.objects.order_by("id").values()),
    ) == before


def test_two_times_in_one_post_never_overlap() -> None:
    now = clock.now()
    spans = [(0, 10), (10, None)]
    with scope(system()):
        for since, until in spans:
            _tenure(now, since, until)
        for since, until in [(5, 6), (9, 11), (10, None), (20, 30), (-5, None)]:
            with pytest.raises(IntegrityError, match="workforce_tenure_apart"), transaction.atomic():
                _tenure(now, since, until)


def _tenure(now: Any, since: int, until: int | None) -> None:
    Tenure.objects.create(
        id=ids.new(),
        community=c.HOME,
        post_id=VACANT,
        person_id=c.user_id("grid1"),
        since=now + timedelta(days=since),
        until=None if until is None else now + timedelta(days=until),
    )


def test_held_since_goes_with_the_holder() -> None:
    with scope(system()), pytest.raises(IntegrityError, match="workforce_post_held"):
        Post.objects.filter(id=VACANT).update(held_since=clock.now())


@pytest.mark.django_db(transaction=True)
def test_two_who_fill_a_post_at_once_one_is_told() -> None:
    outcomes: list[str] = []
    ready = threading.Barrier(2)

    def fill(person: str) -> None:
        try:
            ready.wait(10)
            assign(VACANT, person, version=1)
            outcomes.append("done")
        except Conflict as conflict:
            outcomes.append(conflict.type)
        finally:
            connection.close()

    threads = [threading.Thread(target=fill, args=[person]) for person in ("grid1", "grid2")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert sorted(outcomes) == ["done", "post/changed"]
    assert len(tenures(VACANT)) == 1


def test_titles_are_loaded_again_without_doubling() -> None:
    before = Title.objects.count()
    with scope(system()):
        assert actions.load_titles(by=system()) == before
    assert Title.objects.count() == before


@pytest.mark.parametrize("role", ["emperor", "visitor", "system", "intake", ""])
def test_a_title_with_a_role_of_nobodys_is_refused(role: str) -> None:
    row = {
        "code": "x",
        "name": "x",
        "name_en": "x",
        "role": role,
        "level": "grid",
        "public": "0",
        "order": "99",
    }
    with pytest.raises(Refused, match="Row 1"), scope(system()):
        actions.load_titles(by=system(), rows=[row])
    assert not Title.objects.filter(code="x").exists()


def test_titles_are_the_systems_alone() -> None:
    with pytest.raises(Forbidden), scope(c.actor("admin")):
        actions.load_titles(by=c.actor("admin"))


def test_the_second_wall_alone_keeps_strangers_from_posts() -> None:
    with scope(c.actor("next_secretary")), connection.cursor() as cursor:
        for statement in (
            "UPDATE workforce_post SET name = 'x' WHERE community = %s",
            "DELETE FROM workforce_tenure WHERE community = %s",
        ):
            cursor.execute(statement, [c.HOME])
            assert cursor.rowcount == 0


def test_the_nearest_post_and_the_one_above() -> None:
    with scope(visitor(), write=False):
        near = queries.nearest(title="grid_worker", area=c.GRIDS[0] + "01")
        assert near is not None
        assert near.id == c.post_id("grid1")
        assert queries.nearest(title="grid_worker", area=c.HOME) is None
        empty = queries.nearest(title="grid_worker", area=c.GRIDS[2])
        assert empty is not None
        assert empty.holder is None
        up = queries.above(area=c.GRIDS[0], roles=(Role.COUNTER, Role.SECRETARY), shorter_than=15)
        assert [post.role for post in up] == [Role.COUNTER, Role.COUNTER, Role.SECRETARY]
        assert queries.above(area=c.GRIDS[0], roles=(Role.COUNTER,), shorter_than=12) == []


@pytest.mark.parametrize(
    ("post", "area", "takes"),
    [
        ("grid1", c.GRIDS[0], True),
        ("grid2", c.GRIDS[0], True),
        ("counter", c.GRIDS[0], True),
        ("subdistrict", c.GRIDS[0], True),
        ("department", c.HOME, True),
        ("next_counter", c.GRIDS[0], False),
        ("far_secretary", c.HOME, False),
        ("counter", c.SUBDISTRICT, True),
    ],
)
def test_which_post_takes_work_of_an_area(post: str, area: str, takes: bool) -> None:
    by = c.actor("counter")
    with scope(by, write=False):
        found = queries.post(c.post_id(post))
        assert found is not None
        assert queries.takes_from(found, area) is takes
        if takes and area.startswith(c.HOME):
            assert found.id in {p.id for p in queries.for_dispatch(by, area=area)}


@pytest.mark.parametrize("key", ["volunteer", "property", "next_counter", "far_secretary"])
def test_who_does_not_see_posts_there_is_shown_none_to_dispatch_to(key: str) -> None:
    by = c.actor(key)
    with scope(by, write=False), pytest.raises(Forbidden):
        queries.for_dispatch(by, area=c.HOME)


def test_cards_for_residents_show_public_titles_the_closest_first() -> None:
    with scope(visitor(), write=False):
        cards = queries.public_cards(area=c.GRIDS[0])
    assert [len(card["area"]) for card in cards] == sorted(
        (len(card["area"]) for card in cards), reverse=True
    )
    assert "网格员" in {card["title"] for card in cards}
    assert not {"志愿者", "系统管理员"} & {card["title"] for card in cards}
