"""Asking another machine over HTTP and waiting for it: a few at once, within a bounded time, for a bounded answer, no
redirects, no proxies. Never call it inside a transaction (RuntimeError)."""

import contextlib
import json
import socket
import threading
from collections.abc import Callable, Generator
from concurrent.futures import Future
from enum import StrEnum
from typing import Any, cast

import urllib3
from django.db import connection
from urllib3.util import parse_url

from linli.kit.scope import acting

CONNECT_SECONDS = 3
TOTAL_SECONDS = 30
ANSWER_MOST = 64 * 1024
"""Bytes of an answer; a longer one is not read to its end."""
AT_ONCE = 2
"""Questions a process waits for at the same time, so that no more of its threads stand still."""

_slots = threading.BoundedSemaphore(AT_ONCE)


class Why(StrEnum):
    """Why there is no answer."""

    BUSY = "busy"
    SLOW = "slow"
    UNREACHABLE = "unreachable"
    REFUSED = "refused"
    TOO_LARGE = "too-large"


class Unanswered(Exception):
    """There is no answer, and why."""

    def __init__(self, why: Why) -> None:
        super().__init__(why.value)
        self.why = why


def ask(url: str, body: dict[str, Any], *, key: str = "") -> bytes:
    """Send a JSON body and wait for the answer. Unanswered where there is none in time, none at all, one that is no
    200, or one of more than 64 KB."""
    if acting():
        raise RuntimeError("no transaction is held while another machine is asked")
    if not connection.in_atomic_block:
        connection.close()
    if not _slots.acquire(blocking=False):
        raise Unanswered(Why.BUSY)
    told: Future[bytes] = Future()
    threading.Thread(target=_run, args=(told, lambda: post(url, body, key)), daemon=True).start()
    try:
        return told.result(timeout=TOTAL_SECONDS)
    except TimeoutError as error:
        raise Unanswered(Why.SLOW) from error


def _run(told: Future[bytes], work: Callable[[], bytes]) -> None:
    """In a thread of its own, so that whoever asks waits no longer than he may; the slot is free when it is over."""
    try:
        told.set_result(work())
    except Unanswered as error:
        told.set_exception(error)
    except Exception as error:  # noqa: BLE001 - whatever breaks on the line is one thing to whoever asks
        told.set_exception(Unanswered(Why.UNREACHABLE).with_traceback(error.__traceback__))
    finally:
        _slots.release()


def post(url: str, body: dict[str, Any], key: str) -> bytes:
    """One request and its answer."""
    headers = {"Content-Type": "application/json", "Accept-Encoding": "identity"}
    if key:
        headers["Authorization"] = f"Bearer {key}"
    timeout = urllib3.Timeout(connect=CONNECT_SECONDS, read=TOTAL_SECONDS)
    with urllib3.connection_from_url(url, retries=False, timeout=timeout) as pool, _deadline(pool) as over:
        try:
            answer = pool.urlopen(
                "POST",
                parse_url(url).request_uri,
                body=json.dumps(body, ensure_ascii=False).encode(),
                headers=headers,
                redirect=False,
                preload_content=False,
                decode_content=False,
            )
            try:
                content = _read(answer)
            finally:
                answer.close()
            if over.is_set():
                raise Unanswered(Why.SLOW)
            return content
        except (urllib3.exceptions.HTTPError, OSError) as error:
            slow = over.is_set() or isinstance(error, urllib3.exceptions.ReadTimeoutError)
            raise Unanswered(Why.SLOW if slow else Why.UNREACHABLE) from error


@contextlib.contextmanager
def _deadline(pool: urllib3.HTTPConnectionPool) -> Generator[threading.Event]:
    """Close the line when its whole time is over: a timeout of its own begins anew with every byte that drips in."""
    lines: list[socket.socket] = []
    over = threading.Event()
    made: Any = pool.ConnectionCls

    def watched(*args: Any, **more: Any) -> Any:
        line = made(*args, **more)
        connect = line.connect

        def watch() -> None:
            connect()
            lines.append(line.sock)

        line.connect = watch
        return line

    def close() -> None:
        over.set()
        for line in lines:
            with contextlib.suppress(OSError):
                line.shutdown(socket.SHUT_RDWR)

    cast(Any, pool).ConnectionCls = watched
    timer = threading.Timer(TOTAL_SECONDS, close)
    timer.daemon = True
    timer.start()
    try:
        yield over
    finally:
        timer.cancel()


def _read(answer: urllib3.BaseHTTPResponse) -> bytes:
    if answer.status != 200:
        raise Unanswered(Why.REFUSED)
    content = answer.read(ANSWER_MOST + 1, decode_content=False)
    if len(content) > ANSWER_MOST:
        raise Unanswered(Why.TOO_LARGE)
    return content
