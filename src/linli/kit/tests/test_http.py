"""What a route is handed: a command whose hash covers what was said, and the caller's own address."""

from typing import Any
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpRequest
from django.test import RequestFactory
from django.test.client import encode_multipart
from pytest_django.fixtures import Settings

from linli.kit.http import NO_ADDRESS, address_of, command_of

ID = UUID(int=1)


def said(path: str, body: str) -> HttpRequest:
    return RequestFactory().post(path, body, content_type="application/json")


def form(name: str, content: bytes, *, boundary: str = "b0", **fields: str | list[str]) -> HttpRequest:
    said = encode_multipart(boundary, {"file": SimpleUploadedFile(name, content), **fields})
    return RequestFactory().post("/api/files", said, content_type=f"multipart/form-data; boundary={boundary}")


def test_the_same_said_twice_is_the_same_command() -> None:
    assert command_of(said("/api/a", "{}"), ID) == command_of(said("/api/a", "{}"), ID)


@pytest.mark.parametrize("other", [said("/api/a", "{ }"), said("/api/b", "{}")])
def test_another_body_or_place_is_another_command(other: HttpRequest) -> None:
    assert command_of(said("/api/a", "{}"), ID).body != command_of(other, ID).body


def test_a_form_is_known_by_its_fields_and_files() -> None:
    first = command_of(form("a.png", b"12", area="9"), ID)
    assert command_of(form("a.png", b"12", area="9", boundary="made-anew"), ID) == first
    for other in (
        form("a.png", b"13", area="9"),
        form("a.png", b"12", area="8"),
        form("a.png", b"12"),
        form("a.png", b"12", area=["9", "9"]),
        form("a.png", b"12", are='a", "9'),
    ):
        assert command_of(other, ID).body != first.body


def test_a_file_can_still_be_read_afterwards() -> None:
    request: Any = form("a.png", b"12")
    command_of(request, ID)
    assert request.FILES["file"].read() == b"12"


@pytest.mark.parametrize(
    ("proxied", "remote", "passed", "address"),
    [
        (False, "10.0.0.1", "1.2.3.4", "10.0.0.1"),
        (True, "10.0.0.1", "6.6.6.6, 1.2.3.4", "1.2.3.4"),
        (True, "10.0.0.1", "", "10.0.0.1"),
        (True, "10.0.0.1", "nonsense", NO_ADDRESS),
        (False, "", "", NO_ADDRESS),
        (False, "2001:DB8::0:1", "", "2001:db8::1"),
    ],
)
def test_address(settings: Settings, proxied: bool, remote: str, passed: str, address: str) -> None:
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if proxied else None
    request = RequestFactory().get("/", REMOTE_ADDR=remote, HTTP_X_FORWARDED_FOR=passed)
    assert address_of(request) == address
