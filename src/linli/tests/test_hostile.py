"""No input is an error 500: every route of the document with every field and question in turn holding what nobody
means — characters a database cannot store, numbers without end, ids that are none."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from pytest_django.fixtures import Settings

from linli.tests import matrix, sides
from linli.tests.calling import Caller
from linli.tests.matrix import Route
from linli.tests.sides import Side

pytestmark = pytest.mark.django_db

TEXTS = [
    "\x00",
    "a\x00b",
    "\ud800",
    "长" * 20_000,
    "\u202e\u200b",
    "' OR 1=1 --",
    "%s%n",
    "\\",
    "2026-13-45",
    "(" * 900,
]
NUMBERS = [10**40, -(10**40), 1e308, -0.0, 0]
OTHERS: list[Any] = [None, True, [], {}, [[]], [None], "", {"id": "\x00"}]
HOSTILE = [*TEXTS, *NUMBERS, *OTHERS]


@pytest.fixture(autouse=True)
def _folder(settings: Settings, tmp_path: Path) -> None:
    settings.LINLI_FILES = tmp_path


@pytest.fixture
def side() -> Side:
    return sides.inside()


def _status(answer: Any) -> int:
    assert answer.status_code < 500, answer.content.decode("utf-8", "replace")[:500]
    return answer.status_code


class Knocking:
    """Somebody who may much, whose knocks are all taken back."""

    def __init__(self) -> None:
        self.callers = {who: Caller(who) for who in ("secretary", "admin", "grid1")}

    def get(self, route: Route, path: str, query: dict[str, Any]) -> None:
        for caller in self.callers.values():
            with transaction.atomic():
                _status(caller.get(path, **query))
                transaction.set_rollback(True)

    def post(self, route: Route, path: str, body: Any) -> None:
        for caller in self.callers.values():
            with transaction.atomic():
                _status(caller.post(path, json.dumps(body)))
                transaction.set_rollback(True)


def _routes(method: str) -> list[Any]:
    found = [r for r in matrix.routes() if r.method == method and not r.takes_files]
    return [pytest.param(route, id=route.path) for route in found]


@pytest.mark.parametrize("route", _routes("POST"))
def test_no_field_of_a_body(route: Route, side: Side) -> None:
    knocking, path, usual = Knocking(), matrix.address(route, side), matrix.body(route, side)
    for name in matrix.fields(route):
        for value in HOSTILE:
            knocking.post(route, path, usual | {name: value})


@pytest.mark.parametrize("route", _routes("GET"))
def test_no_question(route: Route, side: Side) -> None:
    knocking, path, usual = Knocking(), matrix.address(route, side), matrix.query(route, side)
    names = [p["name"] for p in route.operation.get("parameters", []) if p["in"] == "query"]
    for name in names:
        for value in [
            "\x00",
            "长" * 2000,
            "9" * 400,
            "-1",
            "nan",
            "",
            "1e400",
            "00000000-0000-0000-0000-000000000000",
        ]:
            knocking.get(route, path, usual | {name: value})


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_no_address(method: str, side: Side) -> None:
    knocking = Knocking()
    for route in matrix.routes():
        if route.method != method or not route.slot:
            continue
        start, _, end = route.path.removeprefix("/api").partition("{")
        for slot in (
            "0",
            "x" * 500,
            "%00",
            "%ff",
            "..",
            "%2e%2e%2f",
            "00000000-0000-0000-0000-00000000000g",
            "9" * 99,
        ):
            path = f"{start}{slot}{end.partition('}')[2]}"
            if method == "GET":
                knocking.get(route, path, {})
            elif not route.takes_files:
                knocking.post(route, path, matrix.body(route, side))


def test_no_form_with_a_file() -> None:
    caller = Caller("secretary")
    from django.core.files.uploadedfile import SimpleUploadedFile

    for value in TEXTS:
        if value.isprintable() or "\x00" in value:
            for name, area in (("a.txt", value), (value[:200], "97"), ("a.txt", "97")):
                file = SimpleUploadedFile(name or "a", b"\x00\xff")
                _status(caller.post_form("/files", {"file": file, "area": area, "public": value}))
