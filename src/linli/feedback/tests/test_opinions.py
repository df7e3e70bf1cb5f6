"""意见建议: given by anybody, read by those who run the site."""

from datetime import timedelta

import pytest
from django.test import Client

from linli.accounts.models import User
from linli.feedback import actions, queries
from linli.feedback.models import Opinion
from linli.feedback.rules import Face
from linli.kit import clock, ids
from linli.kit.actor import Actor, system, visitor
from linli.kit.errors import Forbidden, Refused
from linli.kit.roles import Role
from linli.kit.scope import scope
from linli.ledger.models import Entry
from linli.tests import community as c
from linli.workforce import actions as workforce
from linli.workforce import queries as workforce_queries

pytestmark = pytest.mark.django_db


def _give(by: Actor, words: str = "字太小", area: str = "") -> None:
    with scope(by):
        actions.give(by=by, words=words, page="/desk/", face=Face.DESK, area=area)


def _read(by: Actor) -> list[str]:
    with scope(by, write=False):
        return [row["words"] for row in queries.opinions(by)["rows"]]


def test_given_by_anybody_read_by_who_runs_the_site() -> None:
    _give(c.actor("grid1"), "来自网格")
    _give(visitor(), "来自居民", area=c.HOME)
    _give(c.actor("far_secretary"), "来自远方")
    assert sorted(_read(c.actor("subdistrict"))) == ["来自居民", "来自网格"]
    assert sorted(_read(c.actor("admin"))) == ["来自居民", "来自网格"]
    assert len(_read(system())) == 3
    for key in ("grid1", "counter", "secretary", "supervisor", "volunteer"):
        with pytest.raises(Forbidden):
            _read(c.actor(key))
    with pytest.raises(Forbidden):
        _read(visitor())


def test_the_wall_stands_behind_the_filter() -> None:
    _give(c.actor("grid1"))
    _give(visitor(), area=c.HOME)
    for by, count in (
        (visitor(), 0),
        (c.actor("far_secretary"), 0),
        (c.actor("grid1"), 1),
        (c.actor("secretary"), 2),
    ):
        with scope(by):
            assert Opinion.objects.count() == count, by.name


def test_without_an_area_an_administrator_reads_it() -> None:
    _give(visitor())
    for by in (c.actor("admin"), system()):
        assert _read(by) == ["字太小"]
    assert _read(c.actor("subdistrict")) == []


@pytest.mark.parametrize(
    ("held", "area"),
    [
        ({Role.ADMINISTRATOR: [c.HOME], Role.SUBDISTRICT: [c.SUBDISTRICT]}, c.HOME),
        ({Role.SUBDISTRICT: [c.SUBDISTRICT]}, c.SUBDISTRICT),
        ({}, ""),
    ],
)
def test_where_an_opinion_from_nowhere_goes(
    held: dict[Role, list[str]], area: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("linli.workforce.queries.areas_held", lambda _, *, role: held.get(role, []))
    assert queries.area_of(visitor(), "") == area
    assert queries.area_of(visitor(), c.NEXT_DOOR) == c.NEXT_DOOR
    assert queries.area_of(c.actor("grid1"), c.NEXT_DOOR) == c.HOME


def test_the_widest_that_is_held_comes_first() -> None:
    by = system()
    with scope(by):
        workforce.open_post(by=by, area=c.CITY, title="administrator", name="空着")
        assert workforce_queries.areas_held(by, role=Role.ADMINISTRATOR) == [c.DISTRICT]
    assert workforce_queries.areas_held(by, role=Role.COUNTER) == [c.HOME, c.NEXT_DOOR]


def test_with_nobody_to_read_it_is_kept_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("linli.workforce.queries.areas_held", lambda *_, **__: [])
    _give(visitor())
    assert _read(system()) == ["字太小"]


def test_written_once_into_the_ledger() -> None:
    by = c.actor("grid1")
    _give(by)
    with scope(by):
        opinion = Opinion.objects.get()
        entry = Entry.objects.get(subject=opinion.id)
    assert (entry.verb, entry.facts) == ("opinion.given", {"face": "desk"})


@pytest.mark.parametrize(("words", "area"), [("", ""), ("  \n ", ""), ("长" * 2001, ""), ("好", "97x")])
def test_refused(words: str, area: str) -> None:
    with pytest.raises(Refused):
        _give(visitor(), words, area)


def test_pages() -> None:
    for number in range(3):
        with clock.at(clock.now() - timedelta(minutes=number)):
            _give(c.actor("grid1"), f"第{number}条")
    by = c.actor("admin")
    with scope(by, write=False):
        first = queries.opinions(by, most=2)
        rest = queries.opinions(by, after=first["next"], most=2)
    assert [row["words"] for row in first["rows"] + rest["rows"]] == ["第0条", "第1条", "第2条"]
    assert rest["next"] is None


def _signed_in(key: str) -> Client:
    client = Client()
    client.force_login(User.objects.get(id=c.user_id(key)), backend="linli.accounts.backends.PhoneOrName")
    return client


def test_the_routes() -> None:
    headers = {"Idempotency-Key": str(ids.new())}
    body = {"words": "按钮太小", "page": "/field/", "face": "field"}
    client = _signed_in("grid1")
    sent = [
        client.post("/api/feedback", body, content_type="application/json", headers=headers) for _ in range(2)
    ]
    assert [answer.status_code for answer in sent] == [201, 201]
    assert sent[0].json() == sent[1].json()
    assert client.get("/api/feedback").status_code == 403
    rows = _signed_in("admin").get("/api/feedback").json()["rows"]
    assert [(row["words"], row["face"], row["by_name"]) for row in rows] == [("按钮太小", "field", "grid1者")]
    assert (
        Client().post("/api/feedback", body, content_type="application/json", headers=headers).status_code
        == 401
    )
    bad = client.post(
        "/api/feedback",
        {"words": " "},
        content_type="application/json",
        headers={"Idempotency-Key": str(ids.new())},
    )
    assert bad.status_code == 422
    assert bad.json()["errors"][0]["field"] == "words"
