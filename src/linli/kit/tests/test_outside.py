"""A question to a server outside: what comes back, what is too large, too slow or not there."""

import contextlib
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from linli.kit import outside
from linli.kit.outside import Unanswered, Why


class _Model(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        if self.path.startswith("/drip"):
            self._drip()
            return
        answer = {
            "/ok": (200, b"{}"),
            "/broken": (500, b"{}"),
            "/moved": (302, b""),
            "/large": (200, b"x" * (outside.ANSWER_MOST + 1)),
        }[self.path]
        self.send_response(answer[0])
        self.send_header("Location", "/ok")
        self.send_header("Content-Length", str(len(answer[1])))
        self.end_headers()
        self.wfile.write(answer[1])

    def _drip(self) -> None:
        """A byte now and then, each sooner than a receive may take."""
        start = b"HTTP/1.0 200 OK\r\n" + (b"" if self.path == "/drip-head" else b"\r\n")
        self.close_connection = True
        with contextlib.suppress(OSError):
            self.wfile.write(start)
            for _ in range(60):
                self.wfile.write(b"x")
                time.sleep(0.05)

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing."""


@pytest.fixture
def line(socket_enabled: None) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Model)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def test_an_answer_comes(line: str) -> None:
    assert outside.post(f"{line}/ok", {"a": 1}, "key") == b"{}"


@pytest.mark.parametrize(
    ("path", "why"), [("/broken", Why.REFUSED), ("/moved", Why.REFUSED), ("/large", Why.TOO_LARGE)]
)
def test_no_answer_comes(line: str, path: str, why: Why) -> None:
    with pytest.raises(Unanswered) as raised:
        outside.post(f"{line}{path}", {}, "")
    assert raised.value.why is why


@pytest.mark.parametrize("path", ["/drip", "/drip-head"])
def test_an_answer_that_drips_is_cut_off(line: str, monkeypatch: pytest.MonkeyPatch, path: str) -> None:
    monkeypatch.setattr(outside, "TOTAL_SECONDS", 0.4)
    began = time.monotonic()
    with pytest.raises(Unanswered) as raised:
        outside.post(f"{line}{path}", {}, "")
    assert raised.value.why is Why.SLOW
    assert time.monotonic() - began < 1.5


def test_nobody_is_there(socket_enabled: None) -> None:
    with pytest.raises(Unanswered) as raised:
        outside.post("http://127.0.0.1:9/v1", {}, "")
    assert raised.value.why is Why.UNREACHABLE
