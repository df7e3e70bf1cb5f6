"""What is found stays true where two change something at once."""

import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Timer
from typing import Any
from uuid import UUID

import psycopg
import pytest
from django.db import connection

from linli.kit.actor import system
from linli.kit.scope import scope
from linli.register import queries
from linli.register.actions import finding
from linli.register.models import Secret
from linli.register.queries import Sought
from linli.register.rules.finding import Noun
from linli.register.tests import factories as make
from linli.tests import community as c
from linli.tests.logins import as_jobs

pytestmark = pytest.mark.django_db(transaction=True)
Jobs = psycopg.Connection[Any]
NAMED = "UPDATE register_resident SET name = '王秀瑛', sort = 'wang xiu ying 王秀瑛' WHERE id = %s"
CALLED = "UPDATE register_building SET name = '和平里3幢' WHERE id = %s"
SKILLED = "UPDATE register_resident SET occupation = '焊工' WHERE id = %s"


def found(typed: str) -> list[str]:
    by = c.actor("counter")
    with scope(by, write=False):
        answer = queries.found(by, Sought(typed, Noun.RESIDENT))
    return [row["name"] for row in answer["groups"][0]["rows"]]


def lives() -> tuple[UUID, UUID]:
    """A resident and the building."""
    building = make.building(system(), c.GRIDS[0], "3", name="阳光新村3幢")
    one = make.member("王秀英")
    make.household(system(), make.dwelling(system(), building), one)
    return one.id, building


def mark(jobs: Jobs, *, residents: list[UUID] | None = None, buildings: list[UUID] | None = None) -> None:
    given = [residents or [], [], [], buildings or [], []]
    jobs.execute("SELECT register_mark(%s::uuid[], %s::uuid[], %s::uuid[], %s::uuid[], %s::uuid[])", given)


def mark_all(jobs: Jobs) -> int:
    row = jobs.execute("SELECT register_mark_all(%s)", [c.HOME]).fetchone()
    assert row is not None
    return int(row[0])


def one_after_the_other(first: Callable[[Jobs], Any], then: Callable[[Jobs], Any]) -> Any:
    """The second begins before the first has ended, and waits for it; what the second answers."""
    with as_jobs() as one, as_jobs() as two, ThreadPoolExecutor(1) as pool:
        with one.transaction():
            one.execute("SELECT set_config('linli.everywhere', 'on', true)")
            first(one)
            answer: Future[Any] = pool.submit(_in_transaction, two, then)
            _waits(two.info.backend_pid)
        return answer.result(timeout=60)


def _in_transaction(jobs: Jobs, act: Callable[[Jobs], Any]) -> Any:
    with jobs.transaction():
        jobs.execute("SELECT set_config('linli.everywhere', 'on', true)")
        return act(jobs)


def _waits(pid: int) -> None:
    for _ in range(600):
        with connection.cursor() as cursor:
            cursor.execute("SELECT cardinality(pg_blocking_pids(%s))", [pid])
            if cursor.fetchall() != [(0,)]:
                return
        time.sleep(0.05)
    raise AssertionError("the second does not wait")


def test_two_changes_around_one_resident_are_both_found() -> None:
    resident, building = lives()

    def first(jobs: Jobs) -> None:
        jobs.execute(NAMED, [resident])
        mark(jobs, residents=[resident])

    def then(jobs: Jobs) -> None:
        jobs.execute(CALLED, [building])
        mark(jobs, buildings=[building])

    one_after_the_other(first, then)
    assert found("秀瑛 和平里") == ["王秀瑛"]


def test_who_comes_into_a_building_while_it_is_renamed_is_found_by_its_new_name() -> None:
    _, building = lives()
    other = make.building(system(), c.GRIDS[0], "5", name="阳光新村5幢")
    home = make.dwelling(system(), building, "601")
    comes = make.member("李大海")
    make.household(system(), make.dwelling(system(), other), comes)

    def first(jobs: Jobs) -> None:
        jobs.execute("UPDATE register_resident SET dwelling_id = %s WHERE id = %s", [home, comes.id])
        mark(jobs, residents=[comes.id])

    def then(jobs: Jobs) -> None:
        jobs.execute(CALLED, [building])
        mark(jobs, buildings=[building])

    one_after_the_other(first, then)
    assert found("大海 和平里") == ["李大海"]


def test_a_community_is_marked_while_somebody_is_entered_whom_nothing_finds_yet() -> None:
    resident, _ = lives()
    with scope(system()), connection.cursor() as cursor:
        cursor.execute("DELETE FROM register_find WHERE id = %s", [resident])

    def first(jobs: Jobs) -> None:
        jobs.execute(NAMED, [resident])
        mark(jobs, residents=[resident])

    assert one_after_the_other(first, mark_all) == 3
    assert found("秀瑛") == ["王秀瑛"]


def test_somebody_is_changed_while_a_community_is_marked() -> None:
    resident, _ = lives()

    def then(jobs: Jobs) -> None:
        jobs.execute(SKILLED, [resident])
        mark(jobs, residents=[resident])

    one_after_the_other(mark_all, then)
    with scope(system(), write=False), connection.cursor() as cursor:
        cursor.execute(
            "SELECT f.tokens @> register_keys(f.community, 'resident', ARRAY['w焊工']) FROM register_find f"
            " WHERE f.id = %s",
            [resident],
        )
        assert cursor.fetchall() == [(True,)]


def test_two_jobs_mark_a_community_at_once() -> None:
    lives()
    with scope(system()), connection.cursor() as cursor:
        cursor.execute("DELETE FROM register_find WHERE community = %s", [c.HOME])
    assert one_after_the_other(mark_all, mark_all) == 3
    assert found("王秀英") == ["王秀英"]


def test_what_is_found_as_it_is_is_not_written_again() -> None:
    lives()
    with as_jobs() as jobs:
        jobs.execute("SELECT set_config('linli.everywhere', 'on', false)")
        before = jobs.execute("SELECT id, ctid::text FROM register_find ORDER BY id").fetchall()
        assert mark_all(jobs) == 3
        assert jobs.execute("SELECT id, ctid::text FROM register_find ORDER BY id").fetchall() == before


def test_a_number_that_is_changed_while_numbers_are_reckoned_keeps_its_own_hashes() -> None:
    resident, _ = lives()
    with scope(system()):
        Secret.objects.filter(resident=resident).update(tails=None)
    with as_jobs() as jobs:
        jobs.execute("BEGIN")
        jobs.execute("SELECT set_config('linli.everywhere', 'on', true)")
        jobs.execute("UPDATE register_secret SET tails = '{5}' WHERE resident_id = %s", [resident])
        ends = Timer(1, lambda: jobs.execute("COMMIT"))
        ends.start()
        with scope(system()):
            finding.reckon(c.HOME)
        ends.join()
    with scope(system(), write=False):
        assert Secret.objects.get(resident=resident).tails == [5]


def test_locks_are_taken_in_one_order() -> None:
    lives()
    ids = [make.member(f"王{chr(0x4E00 + n)}") for n in range(40)]
    make.household(system(), make.dwelling(system(), make.building(system(), c.GRIDS[0], "7")), *ids)
    with as_jobs() as one, as_jobs() as two, ThreadPoolExecutor(2) as pool:

        def many(jobs: Jobs, residents: list[UUID]) -> None:
            for _ in range(20):
                _in_transaction(jobs, lambda at: mark(at, residents=residents))

        given = [one.id for one in ids]
        for answer in (pool.submit(many, one, given), pool.submit(many, two, given[::-1])):
            answer.result(timeout=120)
    assert len(found("王")) == 20
