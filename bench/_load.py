"""The load generator, run as a process of its own (`python -m bench._load`): a few connections kept busy with prepared
requests over plain sockets, so that measuring costs next to nothing beside what is measured. With `retry` it behaves
like an outbox: what was not answered well is sent again, the same bytes, until it is."""

import json
import selectors
import socket
import struct
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

ANSWER_WITHIN = 30.0
"""Seconds after which a connection that says nothing is given up."""
PAUSE = 0.05
"""Seconds an outbox waits before it sends again."""
_LENGTH = struct.Struct("<I")


def save(path: Path, requests: Sequence[bytes]) -> None:
    """Keep requests for the generator."""
    with path.open("wb") as stream:
        for request in requests:
            stream.write(_LENGTH.pack(len(request)) + request)


def _saved(path: Path) -> list[bytes]:
    raw, place, found = path.read_bytes(), 0, list[bytes]()
    while place < len(raw):
        (length,) = _LENGTH.unpack_from(raw, place)
        found.append(raw[place + 4 : place + 4 + length])
        place += 4 + length
    return found


@dataclass
class Plan:
    """What to send where: `seconds` 0 means until the requests are through."""

    port: int
    clients: int
    seconds: float
    retry: bool
    requests: list[bytes]


@dataclass(eq=False)
class Client:
    """One connection and the request it waits for."""

    port: int
    number: int = -1
    sent_at: float = 0.0
    attempts: int = 0
    wait_until: float = 0.0
    got: bytearray = field(default_factory=bytearray)
    plug: socket.socket | None = None

    def send(self, selector: selectors.BaseSelector, request: bytes) -> bool:
        """Send the request, over a fresh connection where there is none; false if nobody is there."""
        self.got.clear()
        try:
            if self.plug is None:
                self.plug = socket.create_connection(("127.0.0.1", self.port), timeout=ANSWER_WITHIN)
                self.plug.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                selector.register(self.plug, selectors.EVENT_READ, self)
            self.plug.sendall(request)
        except OSError:
            self.drop(selector)
            return False
        return True

    def drop(self, selector: selectors.BaseSelector) -> None:
        """Give the connection up."""
        if self.plug is not None:
            selector.unregister(self.plug)
            self.plug.close()
            self.plug = None

    def receive(self) -> int | None:
        """Read on; the status once the answer is whole, 0 if the connection broke, None before."""
        try:
            part = self.plug.recv(65536) if self.plug else b""
        except OSError:
            part = b""
        if not part:
            return 0
        self.got += part
        return _status(self.got)


def _status(got: bytearray) -> int | None:
    head = got.find(b"\r\n\r\n")
    if head < 0:
        return None
    lines = bytes(got[:head]).lower().split(b"\r\n")
    status = int(lines[0].split()[1])
    for line in lines[1:]:
        if line.startswith(b"content-length:"):
            return status if len(got) >= head + 4 + int(line[15:]) else None
    return status if status == 204 or got.endswith(b"0\r\n\r\n") else None


class Load:
    """The clients at work."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.selector = selectors.DefaultSelector()
        self.waiting: set[Client] = set()
        self.pausing: list[Client] = []
        self.answers: list[tuple[int, int, float, int]] = []
        self.numbers: Iterator[int] = iter(range(len(plan.requests)))
        self.last = float("inf")

    def run(self) -> float:
        """Send until the time or the requests are over and the last answer is in; returns the seconds it took."""
        begun = time.perf_counter()
        self.last = begun + self.plan.seconds if self.plan.seconds else float("inf")
        for _ in range(self.plan.clients):
            self._next(Client(self.plan.port))
        while self.waiting or self.pausing:
            for key, _ in self.selector.select(0.02 if self.pausing else 1.0):
                self._hear(key.data)
            self._look_after()
        return time.perf_counter() - begun

    def _next(self, client: Client) -> None:
        number = next(self.numbers, None) if time.perf_counter() < self.last else None
        if number is None:
            client.drop(self.selector)
            return
        client.number, client.attempts, client.sent_at = number, 0, time.perf_counter()
        self._send(client)

    def _send(self, client: Client) -> None:
        client.attempts += 1
        client.wait_until = time.perf_counter() + ANSWER_WITHIN
        if client.send(self.selector, self.plan.requests[client.number]):
            self.waiting.add(client)
        else:
            self._ended(client, 0)

    def _hear(self, client: Client) -> None:
        status = client.receive()
        if status is None:
            return
        self.waiting.discard(client)
        if status == 0:
            client.drop(self.selector)
        self._ended(client, status)

    def _ended(self, client: Client, status: int) -> None:
        if self.plan.retry and (status == 0 or status >= 500):
            client.wait_until = time.perf_counter() + PAUSE
            self.pausing.append(client)
            return
        took = time.perf_counter() - client.sent_at
        self.answers.append((client.number, status, round(took * 1000, 4), client.attempts))
        self._next(client)

    def _look_after(self) -> None:
        now = time.perf_counter()
        for client in [one for one in self.pausing if one.wait_until <= now]:
            self.pausing.remove(client)
            self._send(client)
        for client in [one for one in self.waiting if one.wait_until <= now]:
            self.waiting.discard(client)
            client.drop(self.selector)
            self._ended(client, 0)


def main() -> None:
    """`PORT CLIENTS SECONDS RETRY FILE`: FILE.answers gets one JSON object with the seconds and
    [number, status, ms, attempts] of every answer."""
    port, clients, seconds, retry, file = sys.argv[1:]
    requests = _saved(Path(file))
    load = Load(Plan(int(port), int(clients), float(seconds), retry == "retry", requests))
    took = load.run()
    Path(file + ".answers").write_text(json.dumps({"seconds": took, "answers": load.answers}))


if __name__ == "__main__":
    main()
