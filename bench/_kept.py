"""Whether what was acknowledged is kept: every command answered 2xx is in the database once, with its matter, ledger
entry and search words, and answers the same when it is sent again."""

from collections.abc import Iterable, Mapping, Sequence
from http.client import HTTPConnection
from typing import Any
from uuid import UUID

import psycopg

_LISTED = "CREATE TEMPORARY TABLE bench_promised (command uuid PRIMARY KEY, matter uuid NOT NULL UNIQUE)"
_QUESTIONS = {
    "commands_missing": "commands_done d ON d.id = p.command AND d.result = p.matter"
    " GROUP BY p.command HAVING count(d.id) <> 1",
    "matters_missing": "matters_matter m ON m.id = p.matter GROUP BY p.command HAVING count(m.id) <> 1",
    "ledger_entries_not_one": "ledger_entry e ON e.subject = p.matter AND e.verb = 'matter.raised'"
    " GROUP BY p.command HAVING count(e.id) <> 1",
    "codes_missing": "matters_ticket t ON t.matter_id = p.matter GROUP BY p.command HAVING count(t.code) <> 1",
    "search_words_missing": "matters_grams g ON g.matter_id = p.matter GROUP BY p.command HAVING count(g.grams) <> 1",
}
_STRAYS = {
    "matters_without_entry": "SELECT count(*) FROM matters_matter m WHERE NOT EXISTS"
    " (SELECT 1 FROM ledger_entry e WHERE e.subject = m.id AND e.verb = 'matter.raised')",
    "entries_without_matter": "SELECT count(*) FROM ledger_entry e WHERE e.verb = 'matter.raised' AND NOT EXISTS"
    " (SELECT 1 FROM matters_matter m WHERE m.id = e.subject)",
    "matters_told_twice": "SELECT count(*) FROM (SELECT subject FROM ledger_entry WHERE verb = 'matter.raised'"
    " GROUP BY subject HAVING count(*) > 1) AS twice",
}


def wrong(connection: psycopg.Connection[Any], promised: Mapping[UUID, UUID]) -> dict[str, int]:
    """How many of the promised commands (id → matter) are not kept in which respect, and what is there half; all zero
    when nothing is wrong."""
    connection.execute(_LISTED)
    with connection.cursor().copy("COPY bench_promised FROM STDIN") as copy:
        for row in promised.items():
            copy.write_row(row)
    found: dict[str, int] = {}
    for name, rest in _QUESTIONS.items():
        found[name] = _number(
            connection, f"SELECT count(*) FROM (SELECT 1 FROM bench_promised p LEFT JOIN {rest}) AS wrong"
        )
    for name, statement in _STRAYS.items():
        found[name] = _number(connection, statement)
    connection.execute("DROP TABLE bench_promised")
    return found


def _number(connection: psycopg.Connection[Any], statement: str) -> int:
    return int(_told(connection, statement))


def _told(connection: psycopg.Connection[Any], statement: str) -> str:
    row = connection.execute(statement.encode()).fetchone()
    return str(row[0]) if row else ""


def durable(connection: psycopg.Connection[Any]) -> dict[str, str]:
    """The settings that decide whether a commit is on the disk."""
    names = ("fsync", "synchronous_commit", "full_page_writes")
    return {name: _told(connection, f"SHOW {name}") for name in names}


def repeat(port: int, requests: Sequence[bytes]) -> dict[str, int]:
    """Send requests that were answered well twice more; how many were sent, how many answered otherwise than before."""
    different = 0
    for request in requests:
        answers = {_answer(port, request) for _ in range(2)}
        different += len(answers) != 1 or next(iter(answers))[0] != 201
    return {"sent": len(requests), "different": different}


def _answer(port: int, request: bytes) -> tuple[int, bytes]:
    head, _, content = request.partition(b"\r\n\r\n")
    first, *lines = head.decode().split("\r\n")
    method, path, _ = first.split(" ", 2)
    connection = HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        connection.request(method, path, content, dict(_pairs(lines)))
        answer = connection.getresponse()
        return answer.status, answer.read()
    finally:
        connection.close()


def _pairs(lines: Iterable[str]) -> Iterable[tuple[str, str]]:
    for line in lines:
        name, _, value = line.partition(": ")
        yield name, value
