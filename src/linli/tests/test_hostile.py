"""No input is an error 500: every route of the document with every field and question in turn holding what nobody
means — characters a database cannot store, numbers without end, ids that are none."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from pytest_django.fixtures import Settings

from linli.tests import community as c
from linli.tests import matrix, sides
from linli.tests.calling import Caller
from linli.tests.matrix import Route

pytestmark = pytest.mark.django_db

TEXTS = ["a\x00b", "\ud800", "长" * 20_000, "\u202e\u200b", "%s%n", "2026-13-45"]
NUMBERS = [10**40, -1, 1e308]
OTHERS: list[Any] = [None, True, [], [None], ""]
QUESTIONS = ["\x00", "长" * 2000, "9" * 400, "-1", "nan", "", "1e400", "00000000-0000-0000-0000-000000000000"]
SLOTS = ["0", "x" * 500, "%00", "%ff", "..", "%2e%2e%2f", "00000000-0000-0000-0000-00000000000g", "9" * 99]


@pytest.fixture(autouse=True)
def _folder(settings: Settings, tmp_path: Path) -> None:
    settings.LINLI_FILES = tmp_path


class Knocking:
    """Somebody who may what the route is for; his knocks are taken back, and those that broke something are kept."""

    def __init__(self) -> None:
        self.callers = {who: Caller(who) for who in ("secretary", "admin")}
        self.broken: list[str] = []

    def knock(
        self, route: Route, path: str, *, query: dict[str, Any] | None = None, body: Any = None
    ) -> None:
        """GET with the query or POST the body."""
        caller = self.callers[
            "admin" if route.path.endswith(("/people", "/ledger", "/feedback")) else "secretary"
        ]
        with transaction.atomic():
            answer = (
                caller.get(path, **(query or {})) if body is None else caller.post(path, json.dumps(body))
            )
            transaction.set_rollback(True)
        if answer.status_code >= 500:
            self.broken.append(f"{route.method} {path} {str(query or body)[:200]}: {answer.status_code}")


def test_no_field_of_a_body() -> None:
    knocking, side = Knocking(), sides.inside()
    for route in matrix.routes():
        if route.method == "POST" and not route.takes_files:
            path, usual = matrix.address(route, side), matrix.body(route, side)
            for name in matrix.fields(route):
                for value in [*TEXTS, *NUMBERS, *OTHERS]:
                    knocking.knock(route, path, body=usual | {name: value})
    assert knocking.broken == []


def test_no_question() -> None:
    knocking, side = Knocking(), sides.inside()
    for route in matrix.routes():
        if route.method == "GET":
            path, usual = matrix.address(route, side), matrix.query(route, side)
            for question in route.operation.get("parameters", []):
                for value in QUESTIONS if question["in"] == "query" else []:
                    knocking.knock(route, path, query=usual | {question["name"]: value})
    assert knocking.broken == []


def test_no_address() -> None:
    knocking, side = Knocking(), sides.inside()
    for route in matrix.routes():
        if route.slot:
            start, _, end = route.path.removeprefix("/api").partition("{")
            for slot in SLOTS:
                path = f"{start}{slot}{end.partition('}')[2]}"
                knocking.knock(route, path, body=None if route.method == "GET" else matrix.body(route, side))
    assert knocking.broken == []


def test_no_form_with_a_file() -> None:
    caller = Caller("secretary")
    for text in ("a\x00b", "\u202e", "x" * 3000, ". .", "'"):
        for name, area, public in ((text, c.HOME, "0"), ("a.txt", text, "0"), ("a.txt", c.HOME, text)):
            file = SimpleUploadedFile(name, b"\x00\xff")
            assert (
                caller.post_form("/files", {"file": file, "area": area, "public": public}).status_code < 500
            )
