"""Requests as raw bytes over a socket of their own, so that what no client library would send can be sent."""

import contextlib
import socket
import time
from collections.abc import Mapping
from http.client import HTTPException, HTTPResponse

from bench._judging import Answer

PATIENCE = 20.0

Headers = list[tuple[str, str]] | Mapping[str, str]


def request(
    method: str, path: str, headers: Headers | None = None, body: bytes = b"", *, length: int | None = None
) -> bytes:
    """A request with exactly these headers, Host and Content-Length aside; nothing is checked or quoted. A character
    below U+0100 is sent as that byte, anything else as UTF-8."""
    pairs = list(headers.items()) if isinstance(headers, Mapping) else list(headers or ())
    said = {name.lower() for name, _ in pairs}
    if "host" not in said:
        pairs.insert(0, ("Host", "127.0.0.1"))
    if not {"content-length", "transfer-encoding"} & said and (body or method not in {"GET", "HEAD"}):
        pairs.append(("Content-Length", str(len(body) if length is None else length)))
    pairs.append(("Connection", "close"))
    lines = [f"{method} {path} HTTP/1.1", *(f"{name}: {value}" for name, value in pairs)]
    return b"".join(_bytes(line) + b"\r\n" for line in lines) + b"\r\n" + body


def _bytes(text: str) -> bytes:
    try:
        return text.encode("latin-1")
    except UnicodeEncodeError:
        return text.encode("utf-8", "surrogatepass")


def send(port: int, content: bytes) -> Answer | None:
    """Send it and hear the answer; None where the other end hung up or stayed silent."""
    begun = time.monotonic()
    method = content[: content.find(b" ")].decode("latin-1")
    with socket.create_connection(("127.0.0.1", port), timeout=PATIENCE) as connection:
        with contextlib.suppress(
            OSError
        ):  # refused before all was sent: the answer may be there all the same
            connection.sendall(content)
        answer = HTTPResponse(connection, method=method)
        try:
            answer.begin()
            body = answer.read()
        except (OSError, HTTPException):
            return None
        headers: dict[str, str] = {}
        for name, value in answer.getheaders():
            before = headers.get(name.lower())
            headers[name.lower()] = value if before is None else f"{before}\r\n{value}"
        return Answer(method, answer.status, headers, body, time.monotonic() - begun)
