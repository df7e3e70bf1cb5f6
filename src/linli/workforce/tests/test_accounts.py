"""Accounts managed at the desk: who may, how far, each write once and in the ledger; nothing of anybody's secrets."""

from datetime import timedelta
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.db import connection
from django.test.utils import CaptureQueriesContext

from linli.accounts.models import User
from linli.accounts.rules import ReopenReason
from linli.kit import clock, ids
from linli.kit.actor import system
from linli.kit.scope import scope
from linli.ledger import queries as entries
from linli.portal.tests import phone
from linli.tests import community as c
from linli.tests.calling import Caller, problem
from linli.workforce import actions, rules
from linli.workforce.models import Post, Tenure

pytestmark = pytest.mark.django_db

ME = f"/workforce/people/{c.user_id('admin')}"
GRID1 = f"/workforce/people/{c.user_id('grid1')}"
FAR = f"/workforce/people/{c.user_id('far_secretary')}"
WRITES: list[tuple[str, dict[str, Any]]] = [
    ("change", {"name": "改名"}),
    ("password", {"password": "given-for-once-1"}),
    ("close", {"reason": "left"}),
    ("reopen", {"reason": "back"}),
    ("reset-second-factor", {"reason": "lost"}),
]


def told(key: str) -> dict[str, dict[str, Any]]:
    with scope(system()):
        rows: list[dict[str, Any]] = entries.timeline(
            system(), subject=c.user_id(key), since=clock.now() - timedelta(days=1)
        )
    return {entry["verb"]: entry["facts"] for entry in rows}


def listed(api: Caller, **query: Any) -> dict[str, dict[str, Any]]:
    answer = api.get("/workforce/accounts", most=100, **query)
    assert answer.status_code == 200
    rows: list[dict[str, Any]] = answer.json()["rows"]
    return {row["username"]: row for row in rows}


@pytest.mark.parametrize("who", sorted(set(c.PEOPLE) - {"admin"}))
def test_administrators_alone(who: str) -> None:
    api = Caller(who)
    problem(api.get("/workforce/accounts"), 403, "actor/not-allowed")
    for step, body in WRITES:
        problem(api.post(f"{GRID1}/{step}", body), 404, "account/not-found")


def test_the_accounts_of_ones_area_with_posts_and_what_may_be_done() -> None:
    phone.switched_on("grid1")
    rows = listed(Caller("admin"))
    assert "far_secretary" not in rows
    assert {"grid1", "secretary", "admin", "next_counter"} <= set(rows)
    assert rows["grid1"]["second_factor"]
    assert rows["grid1"]["abilities"] == ["change", "password", "close", "reset"]
    assert rows["admin"]["abilities"] == ["change"]
    assert [post["name"] for post in rows["lead"]["posts"]] == ["lead岗", "lead岗"]
    assert not {"password", "secret", "data", "key"} & set(rows["grid1"])


def test_in_pages_each_once_and_by_few_statements() -> None:
    api, seen, after, counts = Caller("admin"), list[str](), "", set[int]()
    for _ in range(20):
        with CaptureQueriesContext(connection) as asked:
            page = api.get("/workforce/accounts", most=4, after=after).json()
        counts.add(len(asked))
        seen += [row["username"] for row in page["rows"]]
        after = page["next"] or ""
        if not after:
            break
    assert max(counts) <= 14, counts
    assert sorted(seen) == sorted(set(seen))
    assert set(seen) == set(listed(api))
    problem(api.get("/workforce/accounts", after="x"), 422, "paging/bad-cursor")


def test_found_by_name_sign_in_name_or_the_end_of_a_phone() -> None:
    api = Caller("admin")
    number = str(User.objects.get(username="grid1").phone)
    for q in ("grid1者", "grid1", number[-4:]):
        assert "grid1" in listed(api, q=q)
    assert listed(api, q="far_secretary") == {}


@pytest.mark.parametrize(("step", "body"), WRITES)
def test_nothing_reaches_outside(step: str, body: dict[str, Any]) -> None:
    problem(Caller("admin").post(f"{FAR}/{step}", body), 404, "account/not-found")
    problem(Caller("admin").post(f"/workforce/people/{ids.new()}/{step}", body), 404, "account/not-found")


@pytest.mark.parametrize(("step", "body"), WRITES)
def test_who_also_holds_a_post_outside_is_left_to_the_one_above(step: str, body: dict[str, Any]) -> None:
    with scope(system()):
        post = actions.open_post(by=system(), area=c.ELSEWHERE, title="volunteer", name="那边")
        actions.assign(by=system(), post_id=post, user_id=c.user_id("grid1"))
    api = Caller("admin")
    problem(api.post(f"{GRID1}/{step}", body), 403, "account/reaches-beyond")
    assert listed(api)["grid1"]["abilities"] == []


@pytest.mark.parametrize(("step", "body"), [write for write in WRITES if write[0] != "change"])
def test_not_oneself(step: str, body: dict[str, Any]) -> None:
    problem(Caller("admin").post(f"{ME}/{step}", body), 422, "account/own")
    assert Caller("admin").get("/me").status_code == 200


def test_name_phone_and_address() -> None:
    api = Caller("admin")
    body = {"name": " 新  名 ", "phone": "139-2222-3333", "email": "new@example.org"}
    assert api.post(f"{GRID1}/change", body).status_code == 200
    person = User.objects.get(username="grid1")
    assert (person.name, person.phone, person.email) == ("新 名", "13922223333", "new@example.org")
    assert told("grid1")["account.changed"] == {"fields": ["name", "phone", "email"]}
    assert api.post(f"{GRID1}/change", {"phone": ""}).status_code == 200
    person.refresh_from_db()
    assert (person.name, person.phone) == ("新 名", None)


@pytest.mark.parametrize(
    ("body", "status", "type"),
    [
        ({"name": " "}, 422, "account/bad-name"),
        ({"phone": "12"}, 422, "account/bad-phone"),
        ({"email": "nobody"}, 422, "account/bad-email"),
        ({"email": "a@b\x00.org"}, 422, "account/bad-email"),
    ],
)
def test_bad_ones_are_refused(body: dict[str, Any], status: int, type: str) -> None:
    problem(Caller("admin").post(f"{GRID1}/change", body), status, type)


def test_a_taken_phone_is_refused() -> None:
    number = User.objects.get(username="counter").phone
    problem(Caller("admin").post(f"{GRID1}/change", {"phone": number}), 409, "account/taken")


def test_a_one_time_password_signs_out_and_must_change() -> None:
    theirs = phone.signed_in("grid1")
    assert theirs.get("/api/me").status_code == 200
    assert Caller("admin").post(f"{GRID1}/password", {"password": "given-for-once-1"}).status_code == 200
    assert theirs.get("/api/me").status_code == 401
    person = User.objects.get(username="grid1")
    assert person.check_password("given-for-once-1")
    assert person.must_change_password
    assert told("grid1")["account.password-set"] == {"once": True}
    problem(Caller("admin").post(f"{GRID1}/password", {"password": "12345678"}), 422, "account/weak-password")


def test_a_new_account_starts_with_one() -> None:
    body = {"area": c.HOME, "username": "new.one", "name": "新人", "password": "good-pass-2026"}
    assert Caller("admin").post("/workforce/people", body).status_code == 201
    assert User.objects.get(username="new.one").must_change_password


def test_closing_vacates_signs_out_and_stays_in_the_ledger() -> None:
    theirs = phone.signed_in("lead")
    assert (
        Caller("admin").post(f"/workforce/people/{c.user_id('lead')}/close", {"reason": "moved"}).status_code
        == 200
    )
    assert theirs.get("/api/me").status_code == 401
    assert not User.objects.get(username="lead").is_active
    assert not Post.objects.filter(holder_id=c.user_id("lead")).exists()
    assert not Tenure.objects.filter(person_id=c.user_id("lead"), until=None).exists()
    entry = told("lead")
    assert entry["account.closed"] == {"reason": "moved"}
    assert entry["account.sessions-ended"] == {"count": 1}
    rows = listed(Caller("admin"), closed=True)
    assert rows["lead"]["abilities"] == ["change", "reopen"]
    problem(
        Caller("admin").post(f"/workforce/people/{c.user_id('lead')}/close", {"reason": "left"}),
        422,
        "account/closed",
    )


def test_reopening_gives_no_posts_back() -> None:
    api = Caller("admin")
    problem(api.post(f"{GRID1}/reopen", {"reason": "back"}), 422, "account/open")
    api.post(f"{GRID1}/close", {"reason": "left"})
    assert api.post(f"{GRID1}/reopen", {"reason": "mistake"}).status_code == 200
    assert User.objects.get(username="grid1").is_active
    assert listed(api)["grid1"]["posts"] == []
    assert told("grid1")["account.reopened"] == {"reason": "mistake"}


def test_a_lost_second_factor() -> None:
    api = Caller("admin")
    problem(api.post(f"{GRID1}/reset-second-factor", {"reason": "lost"}), 422, "account/second-factor-off")
    phone.switched_on("grid1")
    assert api.post(f"{GRID1}/reset-second-factor", {"reason": "lost"}).status_code == 200
    assert not Authenticator.objects.filter(user_id=c.user_id("grid1")).exists()


@pytest.mark.parametrize("step", ["close", "reopen", "reset-second-factor"])
@pytest.mark.parametrize("body", [{}, {"reason": ""}, {"reason": "因为他走了"}])
def test_a_reason_is_one_of_those_given(step: str, body: dict[str, str]) -> None:
    problem(Caller("admin").post(f"{GRID1}/{step}", body), 422, "request/invalid")


def test_the_same_command_twice_does_it_once() -> None:
    api, command = Caller("admin"), ids.new()
    for _ in range(2):
        assert api.post(f"{GRID1}/close", {"reason": "left"}, command=command).status_code == 200
    problem(api.post(f"{GRID1}/close", {"reason": "moved"}, command=command), 409)


def test_the_system_manages_everybody() -> None:
    with scope(system()):
        actions.close_person(by=system(), person_id=c.user_id("far_secretary"))
        actions.reopen_person(by=system(), person_id=c.user_id("far_secretary"), reason=ReopenReason.BACK)
    assert User.objects.get(username="far_secretary").is_active


@pytest.mark.parametrize(
    ("own", "beyond", "closed", "secured", "may"),
    [
        (False, False, False, False, ["change", "password", "close"]),
        (False, False, False, True, ["change", "password", "close", "reset"]),
        (False, False, True, True, ["change", "reopen"]),
        (True, False, False, True, ["change"]),
        (False, True, False, True, []),
        (True, True, False, False, []),
    ],
)
def test_abilities(own: bool, beyond: bool, closed: bool, secured: bool, may: list[str]) -> None:
    assert rules.account_abilities(own=own, beyond=beyond, closed=closed, secured=secured) == may
