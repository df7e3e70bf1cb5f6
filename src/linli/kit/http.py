"""What a route is handed: Django's request with the actor on it and, for a write, the command it came with."""

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from ipaddress import ip_address
from typing import Any, Concatenate, ParamSpec, TypeVar
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.http import content_disposition_header  # pyright: ignore
from ninja.params.functions import Header
from ninja.utils import contribute_operation_args  # pyright: ignore[reportUnknownVariableType]

from linli.kit.actor import Actor, visitor
from linli.kit.scope import scope

NO_ADDRESS = "0.0.0.0"  # noqa: S104 - a word for "unknown", nothing listens there
P = ParamSpec("P")
R = TypeVar("R")
KIND = "linli"
"""The attribute of a route that says what it is: `reads`, `asks` or `writes`."""

_COMMAND_ID = "UUID made by the sender; the same id and body give the stored answer, another body 409"


@dataclass(frozen=True, slots=True)
class Command:
    """A write as it arrived: the id its sender gave it, and a hash of where it went and what it said."""

    id: UUID
    body: bytes
    name: str


@dataclass(frozen=True, slots=True)
class Standing:
    """Who is signed in, and what he owes before anything opens. Until then he acts as any visitor does."""

    person: Actor | None = None
    owes: str = ""

    @property
    def acting(self) -> Actor:
        """The person once nothing is owed, a visitor otherwise."""
        return self.person if self.person is not None and not self.owes else visitor()


class Request(HttpRequest):
    """A request after the middleware: who acts is known; for a write its command; for one that is first tried as new,
    whether this is the second try."""

    actor: Actor
    standing: Standing
    command: Command
    again: bool


def command_of(request: HttpRequest, id: UUID) -> Command:
    """The command a request carries; the hash covers method, path and body, so the same id cannot do two things."""
    digest = hashlib.sha256(f"{request.method} {request.path}\x00".encode())
    digest.update(request.body if not request.FILES else b"".join(_file_bytes(request)))
    return Command(id=id, body=digest.digest()[:16], name=request.path)


def _file_bytes(request: HttpRequest) -> list[bytes]:
    """A multipart body has a random boundary: hash the fields and files themselves."""
    parts = [json.dumps([name, values]).encode() for name, values in sorted(request.POST.lists())]
    for name, files in sorted(request.FILES.lists()):
        for file in files:
            parts.append(json.dumps([name, hashlib.sha256(file.read()).hexdigest()]).encode())
            file.seek(0)
    return parts


def address_of(request: HttpRequest) -> str:
    """The address of whoever asks: behind a proxy of our own, the last one it passed on."""
    given = str(request.META.get("REMOTE_ADDR", ""))
    if settings.SECURE_PROXY_SSL_HEADER:
        given = str(request.META.get("HTTP_X_FORWARDED_FOR", "")).rsplit(",", 1)[-1].strip() or given
    try:
        return str(ip_address(given))
    except ValueError:
        return NO_ADDRESS


def download(content: bytes, *, name: str, kind: str) -> HttpResponse:
    """A file made for whoever asked, as an answer no browser takes for a page and no cache keeps; a name beyond ASCII
    is written as RFC 5987 has it."""
    answer = HttpResponse(content, content_type=kind)
    answer["Content-Disposition"] = (
        content_disposition_header(as_attachment=True, filename=name) or "attachment"
    )
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    answer["Cache-Control"] = "no-store"
    return answer


def reads(view: Callable[Concatenate[Request, P], R]) -> Callable[Concatenate[Request, P], R]:
    """A route that only looks: one read-only transaction under the actor's scope."""

    @wraps(view)
    def run(request: Request, *args: P.args, **kwargs: P.kwargs) -> R:
        with scope(request.actor, write=False):
            return view(request, *args, **kwargs)

    run.__dict__[KIND] = "reads"
    return run


def asks(view: Callable[Concatenate[Request, P], R]) -> Callable[Concatenate[Request, P], R]:
    """A route that only looks though it is a POST, because what it is asked is long or private: read-only too."""
    run = reads(view)
    run.__dict__[KIND] = "asks"
    return run


def waits(view: Callable[Concatenate[Request, P], R]) -> Callable[Concatenate[Request, P], R]:
    """A route that waits for another machine: a command like any write, but it opens its scopes itself, one after the
    other, so that no transaction is held meanwhile."""

    @wraps(view)
    def run(request: Request, *args: Any, command_id: UUID, **kwargs: Any) -> R:
        request.command = command_of(request, command_id)
        return view(request, *args, **kwargs)

    run.__dict__[KIND] = "writes"
    header: Any = Header(..., alias="Idempotency-Key", description=_COMMAND_ID)
    contribute_operation_args(run, "command_id", UUID, header)
    return run


def writes(view: Callable[Concatenate[Request, P], R]) -> Callable[Concatenate[Request, P], R]:
    """A route that acts: one transaction under the actor's scope, with a command id from `Idempotency-Key`."""

    @wraps(view)
    def run(request: Request, *args: Any, command_id: UUID, **kwargs: Any) -> R:
        request.command = command_of(request, command_id)
        with scope(request.actor):
            return view(request, *args, **kwargs)

    run.__dict__[KIND] = "writes"
    header: Any = Header(..., alias="Idempotency-Key", description=_COMMAND_ID)
    contribute_operation_args(run, "command_id", UUID, header)
    return run
