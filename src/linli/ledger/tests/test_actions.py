"""Writing entries: whole or not at all, into the month they belong to, and never changed again by any login."""

from datetime import UTC, datetime, timedelta
from typing import Any, LiteralString

import psycopg
import pytest
from django.db import connection, transaction
from django.db.utils import ProgrammingError
from psycopg import sql

from linli.kit import clock, ids
from linli.kit.actor import system, visitor
from linli.kit.errors import Forbidden
from linli.kit.scope import scope
from linli.ledger import actions, jobs, queries
from linli.ledger.models import Entry
from linli.tests import community as c
from linli.tests.logins import as_jobs

NOW = datetime(2026, 3, 31, 16, 30, tzinfo=UTC)


def rows(statement: str, *values: Any) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall()


@pytest.mark.django_db
def test_an_entry_says_who_what_where_when_and_from_which_post() -> None:
    by, subject, post = c.actor("counter"), ids.new(), c.post_id("counter")
    with scope(by), clock.at(NOW):
        id = actions.record(
            "thing.done", by=by, area=c.GRIDS[0], subject=subject, post=post, count=2, to=post
        )
        entry = queries.timeline(by, subject=subject, since=NOW)
    assert entry == [
        {
            "id": id,
            "at": NOW,
            "verb": "thing.done",
            "actor_kind": "person",
            "actor": c.user_id("counter"),
            "post": post,
            "facts": {"count": 2, "to": str(post)},
        }
    ]


@pytest.mark.django_db
def test_it_belongs_to_the_community_and_the_noun() -> None:
    by, subject = system("夜班"), ids.new()
    with scope(by):
        actions.record("thing.done", by=by, area=c.SUBDISTRICT, subject=subject, at=NOW)
        found = rows(
            "SELECT community, area, noun, actor_kind, at FROM ledger_entry WHERE subject = %s", subject
        )
    assert found == [(c.SUBDISTRICT + "000", c.SUBDISTRICT, "thing", "system", NOW)]


@pytest.mark.django_db
def test_words_leave_nothing_behind() -> None:
    by, subject = system(), ids.new()
    with scope(by):
        with pytest.raises(ValueError, match="words"):
            actions.record("thing.done", by=by, area=c.HOME, subject=subject, words="长" * 300)
        assert queries.timeline(by, subject=subject, since=clock.now()) == []


@pytest.mark.django_db
def test_a_timeline_is_bounded_in_time_and_in_order() -> None:
    by, subject = system(), ids.new()
    with scope(by):
        for days in (3, 1, 2, 0):
            actions.record(
                f"thing.{days}", by=by, area=c.HOME, subject=subject, at=NOW + timedelta(days=days)
            )
        told = queries.timeline(by, subject=subject, since=NOW + timedelta(days=1, hours=1))
        until = queries.timeline(by, subject=subject, since=NOW, until=NOW + timedelta(days=1))
        most = queries.timeline(by, subject=subject, since=NOW, most=2)
    assert [e["verb"] for e in told] == ["thing.1", "thing.2", "thing.3"]
    assert [e["verb"] for e in until] == ["thing.0", "thing.1"]
    assert [e["verb"] for e in most] == ["thing.0", "thing.1"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "change",
    ["UPDATE ledger_entry SET verb = 'x'", "DELETE FROM ledger_entry", "TRUNCATE ledger_entry"],
)
def test_the_web_login_cannot_change_what_is_written(change: str) -> None:
    with pytest.raises(ProgrammingError, match="permission denied"), scope(system()):
        rows(change)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "change",
    ["UPDATE ledger_entry SET verb = 'x'", "DELETE FROM ledger_entry", "TRUNCATE ledger_entry"],
)
def test_the_jobs_login_cannot_either(change: LiteralString) -> None:
    with as_jobs() as jobs_login, pytest.raises(psycopg.errors.InsufficientPrivilege):
        jobs_login.execute(sql.SQL(change))


@pytest.mark.django_db
def test_no_login_reaches_a_month_past_the_wall() -> None:
    month = f"ledger_entry_{clock.now():%Y%m}"
    statements: list[Any] = [f"SELECT * FROM {month}", f"DELETE FROM {month}"]
    for statement in statements:
        with pytest.raises(ProgrammingError, match="permission denied"), scope(system()):
            rows(statement)
        with as_jobs() as jobs_login, pytest.raises(psycopg.errors.InsufficientPrivilege):
            jobs_login.execute(sql.SQL(statement))


@pytest.mark.django_db
def test_every_month_of_two_years_past_and_one_to_come_is_open() -> None:
    months = {
        name
        for (name,) in rows(
            "SELECT inhrelid::regclass::text FROM pg_inherits WHERE inhparent = 'ledger_entry'::regclass"
        )
    }
    now = clock.now()
    for step in range(-23, 13):
        year, month = divmod(now.year * 12 + now.month - 1 + step, 12)
        assert f"ledger_entry_{year}{month + 1:02d}" in months


@pytest.mark.django_db
def test_an_entry_lies_in_the_month_of_its_moment_in_utc() -> None:
    by, subject = system(), ids.new()
    last = datetime(2026, 3, 31, 23, 59, 59, 999999, tzinfo=UTC)
    with scope(by):
        for moment in (last, last + timedelta(microseconds=1)):
            actions.record("thing.done", by=by, area=c.HOME, subject=subject, at=moment)
        found = rows(
            "SELECT tableoid::regclass::text FROM ledger_entry WHERE subject = %s ORDER BY at", subject
        )
    assert found == [("ledger_entry_202603",), ("ledger_entry_202604",)]


@pytest.mark.django_db
def test_only_the_system_opens_months() -> None:
    with pytest.raises(Forbidden), scope(c.actor("admin")):
        actions.open_months(by=c.actor("admin"), moments=[NOW])


@pytest.mark.django_db
def test_the_web_login_opens_no_month() -> None:
    with pytest.raises(ProgrammingError, match="permission denied"), scope(system()):
        actions.open_months(by=system(), moments=[NOW])


@pytest.mark.django_db(transaction=True)
def test_the_jobs_login_opens_months_once() -> None:
    old = datetime(2011, 5, 6, tzinfo=UTC)
    with as_jobs() as jobs_login:
        answers = [jobs_login.execute("SELECT ledger_open_month(%s)", [old]).fetchone() for _ in range(2)]
        assert answers == [(True,), (False,)]
        for wild in (datetime(1999, 12, 31, tzinfo=UTC), clock.now() + timedelta(days=800)):
            with pytest.raises(psycopg.errors.RaiseException, match="outside the ledger"):
                jobs_login.execute("SELECT ledger_open_month(%s)", [wild])
    by, subject = system(), ids.new()
    with scope(by):
        actions.record("thing.done", by=by, area=c.HOME, subject=subject, at=old)
        assert len(queries.timeline(by, subject=subject, since=old)) == 1


@pytest.mark.django_db
def test_the_nightly_job_asks_for_every_month_of_the_coming_year(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[datetime] = []
    monkeypatch.setattr(actions, "open_months", lambda *, by, moments: len(asked.extend(moments) or asked))
    jobs.open_months.func()
    months = {(moment.year, moment.month) for moment in asked}
    now = clock.now()
    assert {divmod(now.year * 12 + now.month - 1 + step, 12) for step in range(13)} <= {
        (year, month - 1) for year, month in months
    }


@pytest.mark.django_db
def test_the_wall_shows_ones_area_and_ones_own_acts() -> None:
    subject = ids.new()
    with scope(system()):
        actions.record("thing.done", by=system(), area=c.GRIDS[0], subject=subject, at=NOW)
        actions.record("thing.tried", by=c.actor("property"), area=c.GRIDS[0], subject=subject, at=NOW)
        actions.record("thing.seen", by=visitor(), area=c.NEXT_DOOR, subject=subject, at=NOW)

    def seen_by(key: str) -> list[object]:
        by = c.actor(key) if key else visitor()
        with scope(by, write=False):
            return [e["verb"] for e in queries.timeline(by, subject=subject, since=NOW)]

    assert seen_by("grid1") == ["thing.done", "thing.tried"]
    assert seen_by("grid2") == []
    assert seen_by("property") == ["thing.tried"]
    assert seen_by("next_counter") == ["thing.seen"]
    assert seen_by("") == []
    assert len(seen_by("subdistrict")) == 3


@pytest.mark.django_db
def test_an_entry_goes_with_what_it_tells_of() -> None:
    by, subject = system(), ids.new()
    with pytest.raises(KeyError), scope(by):
        actions.record("thing.done", by=by, area=c.HOME, subject=subject)
        raise KeyError
    with scope(by), transaction.atomic():
        assert queries.timeline(by, subject=subject, since=clock.now()) == []


@pytest.mark.django_db
def test_many_at_once_read_as_if_written_one_by_one() -> None:
    by, some = c.actor("secretary"), [ids.new() for _ in range(3)]
    with scope(by):
        lines = [actions.Line(c.HOME, id, {"count": n, "reason": "split"}) for n, id in enumerate(some)]
        written = actions.record_many("matter.handed-over", by=by, post=c.post_id("secretary"), lines=lines)
        assert written == 3
        assert actions.record_many("matter.handed-over", by=by, lines=[]) == 0
        rows = list(Entry.objects.filter(subject__in=some).order_by("facts__count"))
    assert [(row.facts["count"], row.subject, row.actor, row.post) for row in rows] == [
        (n, id, by.id, c.post_id("secretary")) for n, id in enumerate(some)
    ]
    assert {(row.noun, row.verb, row.community) for row in rows} == {("matter", "matter.handed-over", c.HOME)}
