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


def odd_bodies(who: _actors.Who, content: bytes) -> dict[str, bytes]:
    """Requests whose multipart body is not as a browser writes it, around a good picture; none may be an error."""
    edge, close = f"--{BOUNDARY}\r\n".encode(), f"--{BOUNDARY}--\r\n".encode()
    head = edge + b'Content-Disposition: form-data; name="file"; filename="'
    part = b'"\r\nContent-Type: image/png\r\n\r\n' + content + b"\r\n"
    bodies = {
        "a line end in the name": head + b"a.png\r\nX-Evil: 1\r\n\r\n" + part + close,
        "a quoted line end in the name": head + b'a\\r\\nSet-Cookie: x=y".png' + part + close,
        "bytes for a name": head + b"\xff\xfe\xc0\x80.png" + part + close,
        "two files": head + b"a.png" + part + head + b"b.png" + part + close,
        "13 files": (head + b"a.png" + part) * 13 + close,
        "another field": head.replace(b'"file"', b'"photo"') + b"a.png" + part + close,
        "no end": head + b"a.png" + part,
        "nothing": close,
        "another boundary": (head + b"a.png" + part + close).replace(BOUNDARY.encode(), b"x"),
        "a text for the file": edge + b'Content-Disposition: form-data; name="file"\r\n\r\nx\r\n' + close,
        "a program's type": (head + b"a.png" + part + close).replace(b"image/png", b"application/x-sh"),
        "a page's type": (head + b"a.html" + part + close).replace(b"image/png", b"text/html"),
        "300 fields": (edge + b'Content-Disposition: form-data; name="a"\r\n\r\n1\r\n') * 300 + close,
        "an area with a NUL": edge
        + b'Content-Disposition: form-data; name="area"\r\n\r\n99\x00\r\n'
        + head
        + b"a.png"
        + part
        + close,
    }
    return {name: _posted(who, content) for name, content in bodies.items()} | {
        "in chunks": _in_chunks(who, head + b"a.png" + part + close)
    }


def _posted(who: _actors.Who, content: bytes, *more: tuple[str, str]) -> bytes:
    headers = [
        *who.headers.items(),
        ("Content-Type", f"multipart/form-data; boundary={BOUNDARY}"),
        ("Idempotency-Key", str(uuid4())),
        *more,
    ]
    return _wire.request("POST", "/api/files", headers, content)


def _in_chunks(who: _actors.Who, content: bytes) -> bytes:
    pieces = [content[at : at + 1000] for at in range(0, len(content), 1000)]
    chunked = b"".join(b"%x\r\n%s\r\n" % (len(piece), piece) for piece in pieces) + b"0\r\n\r\n"
    return _posted(who, chunked, ("Transfer-Encoding", "chunked"))
