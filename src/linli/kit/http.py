"""What a route is handed: Django's request with the actor on it and, for a write, the command it came with."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar
from uuid import UUID

from django.http import HttpRequest
from ninja import Header
from ninja.utils import contribute_operation_args

from linli.kit.actor import Actor
from linli.kit.scope import scope

P = ParamSpec("P")
R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Command:
    """A write as it arrived: the id its sender gave it, and a hash of where it went and what it said."""

    id: UUID
    body: bytes
    name: str


class Request(HttpRequest):
    """A request after the middleware: who acts is known."""

    actor: Actor
    command: Command


def command_of(request: HttpRequest, id: UUID) -> Command:
    """The command a request carries; the hash covers method, path and body, so the same id cannot do two things."""
    digest = hashlib.sha256(f"{request.method} {request.path}\x00".encode())
    digest.update(request.body if not request.FILES else b"".join(_file_bytes(request)))
    return Command(id=id, body=digest.digest()[:16], name=request.path)


def _file_bytes(request: HttpRequest) -> list[bytes]:
    """A multipart body has a random boundary: hash the fields and files themselves."""
    parts = [f"{k}={v}".encode() for k, v in sorted(request.POST.items())]
    for name, file in sorted(request.FILES.items()):
        parts.append(name.encode() + b"\x00" + hashlib.sha256(file.read()).digest())
        file.seek(0)
    return parts


def reads(view: Callable[Concatenate[Request, P], R]) -> Callable[Concatenate[Request, P], R]:
    """A route that only looks: one read-only transaction under the actor's scope."""

    @wraps(view)
    def run(request: Request, *args: P.args, **kwargs: P.kwargs) -> R:
        with scope(request.actor, write=False):
            return view(request, *args, **kwargs)

    run.linli = "reads"  # pyright: ignore[reportFunctionMemberAccess]
    return run


def asks(view: Callable[Concatenate[Request, P], R]) -> Callable[Concatenate[Request, P], R]:
    """A route that only looks though it is a POST, because what it is asked is long or private: read-only too."""
    run = reads(view)
    run.linli = "asks"  # pyright: ignore[reportFunctionMemberAccess]
    return run


def writes(view: Callable[Concatenate[Request, P], R]) -> Callable[Concatenate[Request, P], R]:
    """A route that acts: one transaction under the actor's scope, with a command id from `Idempotency-Key`."""

    @wraps(view)
    def run(request: Request, *args: Any, command_id: UUID, **kwargs: Any) -> R:
        request.command = command_of(request, command_id)
        with scope(request.actor):
            return view(request, *args, **kwargs)

    run.linli = "writes"  # pyright: ignore[reportFunctionMemberAccess]
    contribute_operation_args(
        run,
        "command_id",
        UUID,
        Header(
            ...,
            alias="Idempotency-Key",
            description="UUID made by the sender; the same id and body give the stored answer, another body 409",
        ),
    )
    return run
