"""Every kind of failure as problem+json: the right status, two sentences, and no word of the database's."""

import json
from typing import Any

import psycopg
import pytest
from django.core.exceptions import (
    BadRequest,
    DisallowedHost,
    RequestDataTooBig,
    SuspiciousOperation,
    TooManyFieldsSent,
    TooManyFilesSent,
)
from django.db import (
    DatabaseError,
    DataError,
    IntegrityError,
    InterfaceError,
    InternalError,
    NotSupportedError,
    OperationalError,
    ProgrammingError,
)
from django.http import Http404, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.test import RequestFactory
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, AuthorizationError, HttpError, Throttled, ValidationError

from linli.kit import errors, problems

SECRET = "duplicate key value violates unique constraint accounts_user_phone_key (13912345678)"  # noqa: RUF100


def refused(type: type[errors.Problem]) -> errors.Problem:
    return type("thing/why", zh="为什么", en="Why")


def of_database(type: type[Exception], sqlstate: str | None = None) -> Exception:
    """An error as Django passes it on, with the driver's own inside."""
    error = type(SECRET)
    cause = psycopg.Error(SECRET)
    cause.sqlstate = sqlstate
    error.__cause__ = cause
    return error


CASES: list[tuple[Exception, int, str]] = [
    (errors.NotFound("thing/gone"), 404, "thing/gone"),
    (refused(errors.Forbidden), 403, "thing/why"),
    (refused(errors.Conflict), 409, "thing/why"),
    (refused(errors.Gone), 410, "thing/why"),
    (refused(errors.Refused), 422, "thing/why"),
    (refused(errors.TooMany), 429, "thing/why"),
    (refused(errors.TooLarge), 413, "thing/why"),
    (refused(errors.Problem), 400, "thing/why"),
    (ValidationError([{"type": "missing", "loc": ("body", "words"), "msg": "x"}]), 422, "request/invalid"),
    (AuthenticationError(), 401, "actor/signed-out"),
    (AuthorizationError(), 403, "request/forged"),
    (HttpError(403, "CSRF check Failed"), 403, "request/forged"),
    (HttpError(400, "Cannot parse request body"), 400, "request/unreadable"),
    (Throttled(wait=3), 429, "request/unreadable"),
    (Http404(SECRET), 404, "not-found"),
    (of_database(DatabaseError), 500, "server/failed"),
    (of_database(IntegrityError, "23505"), 409, "request/conflict"),
    (of_database(IntegrityError, "23514"), 409, "request/conflict"),
    (of_database(DataError, "22001"), 422, "request/unstorable"),
    (of_database(DataError), 422, "request/unstorable"),
    (of_database(OperationalError, "40P01"), 503, "server/busy"),
    (of_database(OperationalError), 503, "server/busy"),
    (of_database(InterfaceError), 503, "server/busy"),
    (of_database(ProgrammingError, "42501"), 403, "actor/outside-area"),
    (of_database(ProgrammingError, "42P01"), 500, "server/failed"),
    (of_database(InternalError, "25006"), 500, "server/failed"),
    (of_database(NotSupportedError), 500, "server/failed"),
    (IntegrityError(SECRET), 409, "request/conflict"),
    (RequestDataTooBig(SECRET), 413, "request/too-large"),
    (SuspiciousOperation(SECRET), 400, "request/unreadable"),
    (TooManyFieldsSent(SECRET), 400, "request/unreadable"),
    (TooManyFilesSent(SECRET), 400, "request/unreadable"),
    (DisallowedHost(SECRET), 400, "request/unreadable"),
    (BadRequest(SECRET), 400, "request/unreadable"),
    (MultiPartParserError(SECRET), 400, "request/unreadable"),
    (UnreadablePostError(SECRET), 400, "request/unreadable"),
    (ZeroDivisionError(SECRET), 500, "server/failed"),
    (RecursionError(SECRET), 500, "server/failed"),
]


@pytest.fixture(scope="module")
def api() -> NinjaAPI:
    made = NinjaAPI(urls_namespace="problems-in-tests")
    problems.install(made)
    return made


@pytest.mark.parametrize(
    ("error", "status", "type"), CASES, ids=lambda case: getattr(case, "__class__", case)
)
def test_every_kind(api: NinjaAPI, error: Exception, status: int, type: str) -> None:
    answer = api.on_exception(RequestFactory().get("/"), error)
    told = json.loads(answer.content)
    assert (answer.status_code, told["status"], told["type"]) == (status, status, type)
    assert answer["Content-Type"] == "application/problem+json; charset=utf-8"
    assert any("\u4e00" <= c <= "\u9fff" for c in told["title"])
    assert told["title_en"].isascii()
    for word in ("constraint", "accounts_user", "13912345678"):
        assert word not in answer.content.decode()


def test_what_is_to_be_seen_comes_along() -> None:
    problem = errors.Conflict("thing/changed", zh="已被改过", en="It was changed", extra={"version": 3})
    assert problems.body(problem)["version"] == 3
    assert "errors" not in problems.body(problem)


@pytest.mark.parametrize(
    ("error", "field", "title_en"),
    [
        ({"type": "missing", "loc": ("body", "body", "words")}, "words", "This is required"),
        (
            {"type": "string_too_long", "loc": ("body", "reporter", "name"), "ctx": {"max_length": 40}},
            "reporter.name",
            "Too long: 40 characters at most",
        ),
        (
            {"type": "string_too_long", "loc": ("query", "q")},
            "q",
            "Too long: – characters at most",
        ),
        ({"type": "uuid_parsing", "loc": ("path", "id")}, "id", "Not a valid id"),
        ({"type": "brand_new", "loc": (), "msg": "Odd"}, "", "Odd"),
        ({"type": "brand_new", "loc": ("body", "files", 3)}, "files.3", "Not valid"),
    ],
)
def test_fields_are_named(error: dict[str, Any], field: str, title_en: str) -> None:
    told = problems.invalid(ValidationError([error])).fields[0]
    assert (told["field"], told["title_en"]) == (field, title_en)
    assert told["title"]


def test_what_was_typed_is_not_echoed() -> None:
    error = {"type": "enum", "loc": ("body", "door"), "input": "13912345678", "msg": "m"}
    assert "13912345678" not in json.dumps(problems.invalid(ValidationError([error])).fields)
