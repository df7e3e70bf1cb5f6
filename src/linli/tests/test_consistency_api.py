"""Habits of the API as tests over every route: reads are read-only, writes are commands, what is said is a whole
object, and the document tells all of it."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from ninja import Schema
from ninja.constants import NOT_SET
from ninja.operation import Operation

from linli.config import openapi
from linli.config.api import api
from linli.kit.http import KIND
from linli.kit.schemas import Asked
from linli.tests import source


def operations() -> Iterator[tuple[str, str, Operation]]:
    for prefix, router in vars(api)["_routers"]:
        for path, view in router.path_operations.items():
            for operation in view.operations:
                for method in operation.methods:
                    yield method, f"{prefix}{path}", operation


ROUTES = [pytest.param(o, m, id=f"{m} {p}") for m, p, o in operations()]


@pytest.mark.parametrize(("operation", "method"), ROUTES)
def test_reads_read_and_writes_are_commands(operation: Operation, method: str) -> None:
    kind = getattr(operation.view_func, KIND, None)
    assert kind in ({"reads"} if method == "GET" else {"writes", "asks"})
    headers = [m for m in operation.models if m.__ninja_param_source__ == "header"]
    assert bool(headers) == (kind == "writes")


@pytest.mark.parametrize(("operation", "method"), ROUTES)
def test_nobody_comes_in_unsigned(operation: Operation, method: str) -> None:
    assert operation.auth_param is NOT_SET
    assert isinstance(api.auth, list)
    assert [type(one).__name__ for one in api.auth] == ["ByKey", "ByDevice", "SignedIn"]


@pytest.mark.parametrize(("operation", "method"), ROUTES)
def test_a_body_is_a_whole_object(operation: Operation, method: str) -> None:
    for model in operation.models:
        if model.__ninja_param_source__ == "body":
            for field in model.model_fields.values():
                assert isinstance(field.annotation, type)
                assert issubclass(field.annotation, Asked)


@pytest.mark.parametrize(("operation", "method"), ROUTES)
def test_a_route_says_what_it_does_and_what_it_answers(operation: Operation, method: str) -> None:
    assert operation.description
    assert set(operation.response_models) <= {200, 201}


def test_only_get_and_post() -> None:
    assert {method for method, *_ in operations()} == {"GET", "POST"}


def _schemas() -> Iterator[type[Schema]]:
    for _, room in source.room("schemas"):
        for module in source.modules_of(room):
            for value in vars(module).values():
                if (
                    isinstance(value, type)
                    and issubclass(value, Schema)
                    and value.__module__ == module.__name__
                ):
                    yield value


DOCUMENT: dict[str, Any] = json.loads(openapi.document(api))
UNUSED = {"Asked"}


@pytest.mark.parametrize("schema", sorted(_schemas(), key=str), ids=str)
def test_the_document_names_every_field(schema: type[Schema]) -> None:
    name = schema.__name__
    if name in UNUSED:
        return
    told = DOCUMENT["components"]["schemas"]
    if name not in told:
        users = [other for other in _schemas() if issubclass(other, schema) and other is not schema]
        assert users, f"no route says {name}"
        return
    assert set(told[name].get("properties", {})) == {f.alias or n for n, f in schema.model_fields.items()}


def test_every_route_is_in_the_document_with_its_refusals() -> None:
    listed = {(method.upper(), path) for path, item in DOCUMENT["paths"].items() for method in item}
    assert len(listed) == len(ROUTES)
    for item in DOCUMENT["paths"].values():
        for operation in item.values():
            assert "application/problem+json" in operation["responses"]["default"]["content"]
            ids = [p["name"] for p in operation.get("parameters", []) if p["in"] == "header"]
            assert ids in ([], ["Idempotency-Key"])


def test_operation_ids_are_told_apart() -> None:
    ids = [o["operationId"] for item in DOCUMENT["paths"].values() for o in item.values()]
    assert len(ids) == len(set(ids))


def test_the_kept_document_is_todays() -> None:
    try:
        call_command("openapi", check=True)
    except CommandError as error:
        pytest.fail(str(error))


def test_no_document_shows_a_secret() -> None:
    """No answer has a field for passwords, hashes or sealed values."""
    answers = [name for name in DOCUMENT["components"]["schemas"] if not _is_asked(name)]
    for name in answers:
        fields = set(DOCUMENT["components"]["schemas"][name].get("properties", {}))
        assert not fields & {"password", "hash", "sealed", "phone_index", "sha256", "secret_key"}, name


def _is_asked(name: str) -> bool:
    return any(schema.__name__ == name and issubclass(schema, Asked) for schema in _schemas())
