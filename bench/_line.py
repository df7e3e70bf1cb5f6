"""A line between a browser and the server that can be cut: before a request reaches the server, after the server has
answered (the reply is lost), or by the error page of a proxy in between."""

import random
import socket
import threading
from collections.abc import Generator
from contextlib import contextmanager
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

WAYS = ("before", "after", "proxy")
"""In which a request is cut, by turns."""
CUT_AMONG = ("/api/matters", "/api/files")
_HOP = frozenset({"connection", "keep-alive", "transfer-encoding", "content-length"})


class Line:
    """How often, and of which requests, the line is cut."""

    def __init__(self, port: int, *, most: int, seed: int, often: float = 0.14) -> None:
        self.port = port
        self.most = most
        self.often = often
        self.cuts: dict[str, int] = {}
        self._chance = random.Random(seed)
        self._lock = threading.Lock()

    @property
    def count(self) -> int:
        """Cuts so far."""
        return sum(self.cuts.values())

    def fate(self, method: str, path: str) -> str:
        """What becomes of a request: nothing, or the way it is cut."""
        with self._lock:
            if method != "POST" or path not in CUT_AMONG or self.count >= self.most:
                return ""
            if self._chance.random() >= self.often:
                return ""
            how = WAYS[self.count % len(WAYS)]
            what = f"{path.rsplit('/', 1)[1]}_{how}"
            self.cuts[what] = self.cuts.get(what, 0) + 1
            return how


class _Between(BaseHTTPRequestHandler):
    """One connection of the browser's."""

    protocol_version = "HTTP/1.1"
    line: Line

    def do_GET(self) -> None:
        self._pass_on()

    def do_POST(self) -> None:
        self._pass_on()

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing: there are hundreds."""

    def _pass_on(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        fate = self.line.fate(self.command, self.path)
        if fate == "before":
            self._cut()
        elif fate == "proxy":
            self._answer(502, [("Content-Type", "text/html")], b"<html>502 Bad Gateway</html>")
        else:
            status, headers, content = self._ask(body)
            if fate == "after":
                self._cut()
            else:
                self._answer(status, headers, content)

    def _ask(self, body: bytes) -> tuple[int, list[tuple[str, str]], bytes]:
        connection = HTTPConnection("127.0.0.1", self.line.port, timeout=60)
        headers = {name: value for name, value in self.headers.items() if name.lower() not in _HOP}
        connection.request(self.command, self.path, body=body or None, headers=headers)
        answer = connection.getresponse()
        content = answer.read()
        connection.close()
        kept = [(name, value) for name, value in answer.getheaders() if name.lower() not in _HOP]
        return answer.status, kept, content

    def _answer(self, status: int, headers: list[tuple[str, str]], content: bytes) -> None:
        self.send_response_only(status)
        for name, value in headers:
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def _cut(self) -> None:
        self.close_connection = True
        self.connection.shutdown(socket.SHUT_RDWR)


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Nothing: that connections break is the purpose."""


@contextmanager
def laid(line: Line) -> Generator[str]:
    """The line, while the block runs: its near end as an address."""
    handler = type("Handler", (_Between,), {"line": line})
    server = _Server(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
