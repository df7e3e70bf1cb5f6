"""Messages: who gets them, who sees them, how they are read."""

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

import pytest
from django.test import Client

from linli.accounts.models import User
from linli.delivery import actions, queries, rules
from linli.delivery.models import Message
from linli.kit import clock, ids
from linli.kit.actor import Actor, system, visitor
from linli.kit.errors import Refused
from linli.kit.scope import scope
from linli.tests import community as c
from linli.workforce import actions as workforce

pytestmark = pytest.mark.django_db

SUBJECT = UUID("01890000-0000-7000-8000-000000000001")


def _tell(by: Actor, *, posts: Sequence[UUID | None] = (), users: Sequence[UUID | None] = ()) -> int:
    with scope(by):
        return actions.tell(
            by=by,
            area=c.GRIDS[0],
            kind="matter.dispatched",
            title="新派单：路灯坏了",
            title_en="Dispatched",
            noun="matter",
            subject=SUBJECT,
            posts=posts,
            users=users,
        )


def _seen(by: Actor) -> list[str]:
    with scope(by, write=False):
        return [row["title"] for row in queries.messages(by)["rows"]]


def _unread(by: Actor) -> int:
    with scope(by, write=False):
        return queries.unread_count(by)


def test_a_post_is_told_and_nobody_else_sees_it() -> None:
    assert _tell(c.actor("counter"), posts=[c.post_id("grid1")]) == 1
    assert _seen(c.actor("grid1")) == ["新派单：路灯坏了"]
    for key in ("counter", "grid2", "secretary", "admin", "lead"):
        assert not _seen(c.actor(key)), key
    assert not _seen(visitor())
    with scope(c.actor("secretary")):
        assert not Message.objects.exists()


def test_whoever_holds_the_post_now_reads_it() -> None:
    _tell(c.actor("counter"), posts=[c.post_id("grid1")])
    with scope(system()):
        workforce.assign(by=system(), post_id=c.post_id("grid1"), user_id=c.user_id("grid2"))
    assert not _seen(c.actor("grid1"))
    assert _seen(c.actor("grid2"))


def test_a_person_is_told_and_nobody_twice_or_himself() -> None:
    by = c.actor("counter")
    users = [c.user_id("grid1"), c.user_id("grid1"), c.user_id("counter"), None]
    assert _tell(by, users=users, posts=[c.post_id("counter"), None]) == 1
    assert _unread(c.actor("grid1")) == 1
    assert _unread(by) == 0


def test_a_visitor_and_the_system_can_tell() -> None:
    assert _tell(visitor(), posts=[c.post_id("grid1")]) == 1
    assert _tell(system(), posts=[c.post_id("grid1")]) == 1
    assert _unread(c.actor("grid1")) == 2


def test_old_records_tell_nobody() -> None:
    with clock.at(clock.now() - timedelta(days=400)):
        assert _tell(c.actor("counter"), posts=[c.post_id("grid1")]) == 0


def test_reading() -> None:
    _tell(c.actor("counter"), posts=[c.post_id("grid1"), c.post_id("grid2")])
    _tell(c.actor("counter"), posts=[c.post_id("grid1")])
    by, other = c.actor("grid1"), c.actor("grid2")
    with scope(by):
        rows = queries.messages(by)["rows"]
        assert actions.mark_read(by=by, ids=[rows[0]["id"]]) == 1
        assert actions.mark_read(by=by, ids=[rows[0]["id"]]) == 0
        assert [row["read"] for row in queries.messages(by)["rows"]] == [True, False]
    with scope(other):
        assert actions.mark_read(by=other, ids=[row["id"] for row in rows]) == 0
        assert actions.mark_read(by=other) == 0
    with scope(by):
        assert actions.mark_read(by=by, everything=True) == 1
    assert (_unread(by), _unread(other)) == (0, 1)


def test_pages_go_on_where_the_last_ended() -> None:
    for _ in range(5):
        _tell(c.actor("counter"), posts=[c.post_id("grid1")])
    by = c.actor("grid1")
    seen: list[UUID] = []
    after: str | None = ""
    with scope(by, write=False):
        while after is not None:
            page = queries.messages(by, after=after, most=2)
            seen += [row["id"] for row in page["rows"]]
            after = page["next"]
    assert len(seen) == len(set(seen)) == 5
    with scope(by, write=False), pytest.raises(Refused):
        queries.messages(by, after="nonsense")


def test_counting_ends_at_a_hundred(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queries, "UNREAD_MOST", 2)
    for _ in range(3):
        _tell(c.actor("counter"), posts=[c.post_id("grid1")])
    assert _unread(c.actor("grid1")) == 2


def test_titles_are_one_line() -> None:
    assert rules.tidy_title("a\n b") == "a b"
    assert len(rules.tidy_title("长" * 500)) == rules.TITLE_MOST


def test_the_routes() -> None:
    _tell(c.actor("counter"), posts=[c.post_id("grid1")])
    client = Client()
    assert client.get("/api/delivery/messages").status_code == 401
    client.force_login(User.objects.get(id=c.user_id("grid1")), backend="linli.accounts.backends.PhoneOrName")
    row = client.get("/api/delivery/messages").json()["rows"][0]
    assert (row["noun"], row["subject"], row["read"]) == ("matter", str(SUBJECT), False)
    headers = {"Idempotency-Key": str(ids.new())}
    for _ in range(2):
        answer = client.post(
            "/api/delivery/messages/read",
            {"ids": [row["id"]]},
            content_type="application/json",
            headers=headers,
        )
        assert (answer.status_code, answer.json()) == (200, {"unread": 0})
