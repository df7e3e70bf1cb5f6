"""Calling the API as somebody, through every middleware and with a real session; the way tests knock on a route."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.test import Client
from django.test.client import ClientHandler

from linli.accounts.models import User
from linli.kit import ids
from linli.tests import community

BACKEND = "linli.accounts.backends.PhoneOrName"


_HANDLERS = {csrf: ClientHandler(enforce_csrf_checks=csrf) for csrf in (False, True)}
"""One chain of middleware for all callers: to make one takes longer than most requests."""


class Caller:
    """Somebody at the API: a person of the small community by key, another system by its key, or nobody."""

    def __init__(self, who: str = "", *, key: str = "", csrf: bool = False) -> None:
        self.client = Client(enforce_csrf_checks=csrf, raise_request_exception=False)
        self.client.handler = _HANDLERS[csrf]
        self.headers = {"Authorization": f"Bearer {key}"} if key else {}
        if who:
            self.client.force_login(User.objects.get(id=community.user_id(who)), backend=BACKEND)

    def get(self, path: str, **query: Any) -> Any:
        """GET below /api with these query values."""
        return self.client.get(f"/api{path}", query, headers=self.headers)

    def post(self, path: str, body: Any = None, *, command: UUID | str | None = None, **more: Any) -> Any:
        """POST a JSON body below /api with a fresh command id, or the one given."""
        headers = self.headers | {"Idempotency-Key": str(ids.new() if command is None else command)}
        content = body if isinstance(body, bytes | str) else {} if body is None else body
        return self.client.post(f"/api{path}", content, "application/json", headers=headers, **more)

    def post_form(self, path: str, fields: dict[str, Any], *, command: UUID | None = None) -> Any:
        """POST a multipart form below /api."""
        headers = self.headers | {"Idempotency-Key": str(ids.new() if command is None else command)}
        return self.client.post(f"/api{path}", fields, headers=headers)


def problem(answer: HttpResponse, status: int, type: str = "") -> dict[str, Any]:
    """The problem an answer carries; its status, its kind and both its sentences are checked on the way."""
    told: dict[str, Any] = answer.json()  # type: ignore[attr-defined]
    assert answer.status_code == status, told
    assert answer["Content-Type"].startswith("application/problem+json")
    assert told["status"] == status
    assert told["title"]
    assert told["title_en"]
    if type:
        assert told["type"] == type, told
    return told
