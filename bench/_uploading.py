"""Uploads as bytes: multipart bodies, whole, cut off, and slow."""

import socket
import time
from uuid import uuid4

from bench import _actors, _wire
from bench._hostile_files import Hostile
from bench._judging import Answer

BOUNDARY = "----linli-trial"


def body(
    files: list[tuple[str, str, bytes]], fields: dict[str, str] | None = None, *, kind: str = "image/jpeg"
) -> bytes:
    """A multipart body: files as field, name, content; a name is sent as it is, quotes and line ends aside."""
    parts: list[bytes] = []
    for name, value in (fields or {}).items():
        head = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n'
        parts.append(head.encode() + value.encode() + b"\r\n")
    for field, name, content in files:
        shown = name.replace("\\", "\\\\").replace('"', '\\"').replace("\r", "%0D").replace("\n", "%0A")
        head = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{field}"; filename="{shown}"\r\n'
        head += f"Content-Type: {kind}\r\n\r\n"
        parts.append(head.encode("utf-8", "surrogatepass") + content + b"\r\n")
    return b"".join(parts) + f"--{BOUNDARY}--\r\n".encode()


def to_api(
    who: _actors.Who, file: Hostile, *, command: str = "", fields: dict[str, str] | None = None
) -> bytes:
    """The request that keeps a file."""
    headers = who.headers | {
        "Content-Type": f"multipart/form-data; boundary={BOUNDARY}",
        "Idempotency-Key": command or str(uuid4()),
    }
    return _wire.request("POST", "/api/files", headers, body([("file", file.name, file.content)], fields))


def fetch(port: int, who: _actors.Who, path: str) -> Answer | None:
    """A stored file as he gets it."""
    return _wire.send(port, _wire.request("GET", path, who.headers))


def cut_off(port: int, request: bytes, share: float) -> None:
    """Send a share of a request and hang up."""
    with socket.create_connection(("127.0.0.1", port), timeout=20) as connection:
        connection.sendall(request[: int(len(request) * share)])


def slow(port: int, request: bytes, *, seconds: float) -> None:
    """Send a request's head and then a few bytes at a time, and hang up before it is whole."""
    with socket.create_connection(("127.0.0.1", port), timeout=20) as connection:
        connection.sendall(request[:900])
        until, at = time.monotonic() + seconds, 900
        while time.monotonic() < until:
            connection.sendall(request[at : at + 64])
            at += 64
            time.sleep(0.05)
