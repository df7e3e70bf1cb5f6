"""Every route × every role: not there for who may not see it, refused to who may not do it, done for who may; nobody
signed out, no other system, nothing without a command's id, nothing forged."""

from typing import Any
from uuid import UUID

import pytest
from django.db import transaction

from linli.accounts import actions as accounts
from linli.config.api import api
from linli.kit import ids
from linli.kit.actor import system
from linli.kit.roles import SIGHTED, Role
from linli.matters import queries
from linli.matters.api import router
from linli.matters.models import Matter
from linli.matters.rules import Verb, Who
from linli.matters.rules.loop import STEPS
from linli.matters.tests import factories as make
from linli.matters.tests.cases import CASES, RESIDENT, Case
from linli.matters.tests.test_rules_steps import AS_NEIGHBOUR, AS_OWNER, NOT_OWN
from linli.tests import community as c
from linli.tests.calling import Caller, problem

pytestmark = pytest.mark.django_db

PEOPLE = sorted(c.PEOPLE)
each = pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)


def sees(who: str, matter: Matter) -> bool:
    """Whether the matter lies in what the person sees whole, or belongs to a post of his."""
    return any(
        (seat.role in SIGHTED and matter.area.startswith(seat.area)) or seat.post == matter.post_id
        for seat in c.actor(who).seats
    )


def may(who: str, verb: Verb, matter: Matter) -> bool:
    """Whether one of his posts gives him the step, by the tables of the rules' own tests."""
    by, step = c.actor(who), STEPS[verb]
    own = matter.post_id in by.posts or matter.handled_by == by.id
    if own and (verb in NOT_OWN or matter.state in step.not_own):
        return False
    over = matter.owner_area if step.who is Who.OFFICE and verb is not Verb.NOTE else ""
    return any(
        verb in AS_OWNER[seat.role]
        if seat.post == matter.post_id
        else verb in AS_NEIGHBOUR[seat.role] and (not over or len(seat.area) <= len(over))
        for seat in by.seats
    )


def command_key() -> str:
    return make.do(system("tests"), accounts.issue_key, area=c.HOME, name="热线", role=Role.INTAKE)


def test_the_matrix_covers_every_route() -> None:
    """A route that is added without a test here fails this one."""
    paths: dict[str, Any] = api.get_openapi_schema(path_prefix="/api/")["paths"]
    routes = {
        (method, path.removeprefix("/api/matters"))
        for path, methods in paths.items()
        if path.startswith("/api/matters")
        for method in methods
    }
    steps = {("post", f"/{{matter_id}}/{case.name}") for case in CASES}
    reading = {("get", f"/{{matter_id}}{tail}") for tail in ("", "/timeline", "/order-answer")}
    others = {("get", ""), ("post", ""), ("get", "/categories"), ("get", "/map")}
    others |= {("get", "/answer-rules"), ("post", "/{matter_id}/check-answer")}
    others |= {("post", f"/{{matter_id}}/{name}") for name in ("draft-preview", "draft")}
    others |= {
        ("post", f"/{{matter_id}}/{name}")
        for name in ("reveal", "renew-code", "block-sender", "receipt", "letter")
    }
    others |= {("post", "/export")}
    asking = {("post", f"/{name}") for name in ("suggest", "similar", "read-chat", "read-order")}
    assert routes == steps | reading | others | asking


def test_reading_reads_and_writing_is_a_command() -> None:
    """Every GET is read-only, every POST a command or a question."""
    kinds: dict[str, set[str]] = {}
    for path in router.path_operations.values():
        for operation in path.operations:
            for method in operation.methods:
                kinds.setdefault(method, set()).add(getattr(operation.view_func, "linli", "nothing"))
    assert kinds == {"GET": {"reads"}, "POST": {"writes", "asks"}}


@each
def test_role_by_step(case: Case) -> None:
    id = case.made()
    matter = make.row(id)
    found: dict[str, int] = {}
    for who in PEOPLE:
        caller = Caller(who)
        with transaction.atomic():
            found[who] = caller.post(f"/matters/{id}/{case.name}", case.sent).status_code
            transaction.set_rollback(True)
    expected = {
        who: (200 if may(who, Verb(case.name), matter) else 403) if sees(who, matter) else 404
        for who in PEOPLE
    }
    assert found == expected
    assert set(expected.values()) == {200, 403, 404}


READING: tuple[tuple[str, int], ...] = (("", 200), ("/timeline", 200), ("/order-answer", 200))


@pytest.mark.parametrize(("tail", "status"), READING)
def test_role_by_reading(tail: str, status: int) -> None:
    id = make.resolved(external_number="GD-1")
    matter = make.row(id)
    found = {who: Caller(who).get(f"/matters/{id}{tail}").status_code for who in PEOPLE}
    assert found == {who: status if sees(who, matter) else 404 for who in PEOPLE}


def test_role_by_reveal() -> None:
    id = make.dispatched("property")
    revealing = {"counter", "counter2", "grid1", "lead", "secretary", "subdistrict", "supervisor"}
    for who in PEOPLE:
        answer = Caller(who).post(f"/matters/{id}/reveal", {"reason": "要上门核实"})
        if who in revealing:
            assert answer.json()["phone"] == make.REPORTER.phone
        else:
            problem(answer, 403 if who in {"property", "admin"} else 404)


def test_role_by_blocking_the_sender() -> None:
    """Whoever sees the matter and may set blocks; whoever may not is told so."""
    id = make.dispatched("property")
    matter = make.row(id)
    blocking = {"counter", "counter2", "secretary", "subdistrict", "admin"}
    for who in PEOPLE:
        answer = Caller(who).post(f"/matters/{id}/block-sender", {"reason": "反复辱骂", "days": 7})
        if who in blocking:
            assert answer.status_code == 200
            assert make.REPORTER.phone not in answer.content.decode()
        else:
            problem(answer, 403 if sees(who, matter) else 404)


def test_role_by_new_code() -> None:
    """Who may rate for the reporter gives him a new code, but never whoever does the work; the old one is void."""
    id = make.in_hand("counter")
    old = code = make.look(make.resident(id), queries.receipt, id)["code"]
    for who in PEOPLE:
        answer = Caller(who).post(f"/matters/{id}/renew-code", {"reason": "居民丢了回执"})
        if who in {"counter2", "secretary", "subdistrict"}:
            code = answer.json()["code"]
            assert code == make.look(make.resident(id), queries.receipt, id)["code"]
        else:
            seen = sees(who, make.row(id))
            problem(answer, 403 if seen else 404)
    assert make.verbs(id).count("code-renewed") == 3
    assert old != make.look(make.resident(id), queries.receipt, id)["code"]
    assert code not in repr(make.entries(id))


def test_a_new_code_asked_for_twice_is_one() -> None:
    id, command = make.resolved(), ids.new()
    caller, path = Caller("counter"), f"/matters/{id}/renew-code"
    first = caller.post(path, {"reason": "居民丢了回执"}, command=command).json()
    assert caller.post(path, {"reason": "居民丢了回执"}, command=command).json() == first
    problem(caller.post(path, {"reason": "居民丢了回执", "version": 1}), 409, "matter/changed")
    problem(caller.post(path, {"reason": ""}), 422, "matter/no-reason")


def test_whoever_gives_it_back_is_told_how_it_stands_and_sees_it_no_more() -> None:
    id, command = make.dispatched("property"), ids.new()
    caller, path = Caller("property"), f"/matters/{id}/return"
    for _ in range(2):
        answer = caller.post(path, {"reason": "不归物业"}, command=command)
        assert (answer.status_code, answer.json()["state"]) == (200, "accepted")
    problem(caller.get(f"/matters/{id}"), 404)
    problem(caller.post(path, {"reason": "不归物业"}), 404)


def test_role_by_list() -> None:
    """Signed in, everybody has a list: of what he sees."""
    id = make.resolved()
    matter = make.row(id)
    for who in PEOPLE:
        rows = Caller(who).get("/matters", group="all").json()["rows"]
        assert [UUID(row["id"]) for row in rows] == ([id] if sees(who, matter) else [])


RAISING = {
    "counter": (201, 403),
    "grid1": (201, 403),
    "volunteer": (201, 403),
    "property": (201, 403),
    "police": (201, 403),
    "secretary": (201, 403),
    "subdistrict": (201, 201),
    "department": (201, 201),
    "supervisor": (403, 403),
    "admin": (403, 403),
    "next_counter": (403, 201),
    "far_secretary": (403, 403),
}
"""Who raises at home, and next door."""


@pytest.mark.parametrize("who", RAISING)
def test_role_by_raising(who: str) -> None:
    found = [
        Caller(who).post("/matters", {"id": str(ids.new()), "words": make.WORDS, "area": area}).status_code
        for area in (c.GRIDS[0], c.NEXT_DOOR)
    ]
    assert tuple(found) == RAISING[who]


ASKING = (
    ("suggest", {"words": make.WORDS}),
    ("similar", {"words": make.WORDS}),
    ("read-chat", {"text": "路灯坏了"}),
    ("read-order", {"text": "路灯坏了"}),
)


@pytest.mark.parametrize(("name", "body"), ASKING)
def test_role_by_asking(name: str, body: dict[str, str]) -> None:
    for who in PEOPLE:
        status = 403 if who in {"supervisor", "admin"} else 200
        assert Caller(who).post(f"/matters/{name}", body).status_code == status


# Nobody, another system, a forged page


def _all_routes(id: UUID) -> list[tuple[str, str, Any]]:
    steps = [("post", f"/matters/{id}/{case.name}", case.sent) for case in CASES]
    reading = [("get", f"/matters{tail}", None) for tail in ("", "/categories", f"/{id}", f"/{id}/timeline")]
    asking = [("post", f"/matters/{name}", body) for name, body in ASKING]
    raising = [("post", "/matters", {"id": str(ids.new()), "words": make.WORDS})]
    why = {"reason": "核实"}
    about = [("post", f"/matters/{id}/{name}", why) for name in ("reveal", "renew-code")]
    return [*steps, *reading, *asking, *raising, *about]


def test_nobody_signed_out_gets_anything() -> None:
    id = make.from_resident()
    for method, path, body in _all_routes(id):
        caller = Caller()
        answer = caller.get(path) if method == "get" else caller.post(path, body)
        problem(answer, 401, "actor/signed-out")


def test_a_forged_page_does_nothing() -> None:
    """A session alone does not write: the page's token is wanted too."""
    id = make.from_resident()
    caller = Caller("counter", csrf=True)
    for method, path, body in _all_routes(id):
        if method == "post":
            problem(caller.post(path, body), 403, "request/forged")
        else:
            assert caller.get(path).status_code == 200
    assert make.row(id).state == "received"


def test_another_system_raises_and_touches_nothing_else() -> None:
    id, caller = make.from_resident(), Caller(key=command_key())
    for method, path, body in _all_routes(id):
        answer = caller.get(path) if method == "get" else caller.post(path, body)
        if path == "/matters/similar":
            problem(answer, 403, "actor/not-allowed")
        elif path in {"/matters", "/matters/categories"} or path.rsplit("/", 1)[-1] in dict(ASKING):
            assert answer.status_code in {200, 201}, path
        else:
            problem(answer, 404, "matter/not-found")
    assert caller.get("/matters", group="all").json()["rows"] == []


def test_a_key_that_is_none() -> None:
    problem(Caller(key="linli_nonsense").get("/matters"), 401)


def test_every_command_has_an_id() -> None:
    id, caller = make.from_resident(), Caller("counter")
    for method, path, body in _all_routes(id):
        if method == "get" or path.rsplit("/", 1)[-1] in dict(ASKING):
            continue
        for wrong in ("", "not a uuid"):
            told = problem(caller.post(path, body, command=wrong or " "), 422, "request/invalid")
            assert [error["field"] for error in told["errors"]] == ["header.Idempotency-Key"]
        bare = caller.client.post(f"/api{path}", body, "application/json")
        assert problem(bare, 422)["errors"][0]["title"] == "这一项必须填写"
    assert make.row(id).state == "received"


@each
def test_a_step_sent_twice_is_taken_once(case: Case) -> None:
    id, command = case.made(), ids.new()
    who = case.who if case.who != RESIDENT else "counter2"
    caller, path = Caller(who), f"/matters/{id}/{case.name}"
    first = caller.post(path, case.sent, command=command)
    assert first.status_code == 200, first.content
    assert first.json()["state"] == case.to
    verbs = make.verbs(id)
    again = caller.post(path, case.sent, command=command)
    assert again.json() == first.json()
    assert make.verbs(id) == verbs
    other = case.sent | {"version": 999}
    problem(caller.post(path, other, command=command), 409, "command/other-body")
    problem(caller.post(path, other), 409, "matter/changed")
    assert make.verbs(id) == verbs
