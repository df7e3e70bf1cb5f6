"""The routes of files: sending, looking, and what a browser is told."""

from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import Settings

from linli.accounts.models import User
from linli.files.rules import BYTES_MOST
from linli.files.tests import factories as make
from linli.kit import ids
from linli.tests import community as c

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _folder(settings: Settings, tmp_path: Path) -> None:
    settings.LINLI_FILES = tmp_path


def _signed_in(key: str) -> Client:
    client = Client()
    client.force_login(User.objects.get(id=c.user_id(key)), backend="linli.accounts.backends.PhoneOrName")
    return client


def _send(client: Client, content: bytes, name: str = "a.jpg", *, command: object = None, **more: str) -> Any:
    return client.post(
        "/api/files",
        {"file": SimpleUploadedFile(name, content), **more},
        headers={"Idempotency-Key": str(command or ids.new())},
    )


def _body(answer: Any) -> bytes:
    """All of it; the end of it closes the file."""
    return b"".join(answer.streaming_content)


def test_a_picture_goes_in_and_comes_out() -> None:
    client = _signed_in("grid1")
    answer = _send(client, make.jpeg(), "楼道.jpg", area=c.GRIDS[0])
    assert answer.status_code == 201, answer.content
    made = answer.json()
    assert made["name"] == "楼道.jpg"
    picture = client.get(made["url"])
    assert picture["Content-Type"] == "image/jpeg"
    assert picture["X-Content-Type-Options"] == "nosniff"
    assert picture["Cache-Control"].startswith("private")
    assert "sandbox" in picture["Content-Security-Policy"]
    assert picture["Content-Disposition"].startswith("inline")
    assert _body(picture).startswith(b"\xff\xd8\xff")
    assert _body(client.get(made["thumb"])).startswith(b"\xff\xd8\xff")


def test_a_paper_is_a_download() -> None:
    client = _signed_in("counter")
    made = _send(client, b"<script>alert(1)</script>", "a.html").json()
    assert made["thumb"] is None
    answer = client.get(made["url"])
    assert answer["Content-Type"] == "text/plain"
    assert answer["Content-Disposition"] == 'attachment; filename="a.txt"'
    assert b"alert" in _body(answer)
    assert client.get(f"{made['url']}/thumb").status_code == 404


def test_the_same_command_is_one_file() -> None:
    client, command = _signed_in("grid1"), ids.new()
    first, second = (_send(client, make.jpeg(), command=command).json() for _ in range(2))
    assert first == second
    assert _send(client, make.png(), command=command).status_code == 409


def test_not_everybodys() -> None:
    made = _send(_signed_in("grid1"), make.jpeg(), area=c.GRIDS[0]).json()
    assert _signed_in("next_counter").get(made["url"]).status_code == 404
    assert Client().get(made["url"]).status_code == 401
    assert _send(Client(), make.jpeg()).status_code == 401
    assert _send(_signed_in("grid1"), make.jpeg(), public="true").status_code == 403


def test_what_is_refused_says_why() -> None:
    client = _signed_in("grid1")
    for content, status, type in (
        (b"", 422, "file/empty"),
        (make.heic(), 422, "file/heic"),
        (make.pixel_bomb(), 413, "file/too-many-pixels"),
        (b"x" * (BYTES_MOST + 200_000), 413, "file/too-large"),
    ):
        answer = _send(client, content)
        assert (answer.status_code, answer.json()["type"]) == (status, type)
        assert answer.json()["title"]
    assert client.post("/api/files", {}, headers={"Idempotency-Key": str(ids.new())}).status_code == 422
