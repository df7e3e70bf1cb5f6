"""The peer beside us: its own environment from its own locked list, its own database on the same PostgreSQL, our web
server's settings, its two doors, and whether what it acknowledged is there."""

import json
import re
import subprocess
import sys
from collections.abc import Callable, Collection
from dataclasses import dataclass
from http.client import HTTPConnection
from typing import Any
from urllib.parse import urlencode

import psycopg

from bench import _ground
from tools import environment, places, processes, say

ENVIRONMENT = places.VAR / "bench" / "peer"
APPLICATION = "bench._peer:application"
PACKAGES = ("django-helpdesk", "django", "granian", "psycopg")
DOORS = {"peer_api": 201, "peer_form": 302}
"""The API with a token and no address to write to; the residents' page, which wants an address and writes to it.
Each with the status of a ticket taken in."""
DOES = {
    "ours": "category, handler, grid and deadlines decided; reporter sealed; ledger entry; search words; the answer"
    " kept for a repeated command; one transaction",
    "peer_api": "token looked up; ticket and first follow-up, in 18 statements of which 5 write, each its own commit;"
    " no category, handler, deadline, search words or repeated commands; no mail, for nobody is named to write to",
    "peer_form": "CSRF checked (its page is not fetched in the measured time); ticket and first follow-up, in 12"
    " statements of which 5 write, each its own commit; subject, text and HTML of a mail of receipt made, then thrown"
    " away; no token, and the rest as at the API",
}
"""What each does for one message, said beside its figure."""


@dataclass(frozen=True)
class Peer:
    """The peer's server, and what its doors want to know."""

    server: _ground.Server
    queue: int
    token: str

    def doors(self) -> dict[str, Callable[[dict[str, Any]], bytes]]:
        """How a body becomes a request at each door; the server must be running."""
        return {"peer_api": self.to_api, "peer_form": self._form(_csrf(self.server.port))}

    def to_api(self, body: dict[str, Any]) -> bytes:
        """A message for the API."""
        said = {**_ticket(body, self.queue), "description": _words(body)}
        return _ground.request(
            "POST", "/api/tickets/", headers={"Authorization": f"Token {self.token}"}, body=said
        )

    def _form(self, csrf: str) -> Callable[[dict[str, Any]], bytes]:
        def made(body: dict[str, Any]) -> bytes:
            said = _ticket(body, self.queue) | {"body": _words(body), "csrfmiddlewaretoken": csrf}
            content = urlencode({**said, "submitter_email": "resident@example.invalid"})
            lines = ["POST /tickets/submit/ HTTP/1.1", "Host: 127.0.0.1", f"Cookie: csrftoken={csrf}"]
            lines += ["Content-Type: application/x-www-form-urlencoded", f"Content-Length: {len(content)}"]
            return ("\r\n".join(lines) + "\r\n\r\n" + content).encode()

        return made


def prepared(name: str) -> Peer:
    """The peer with its environment, a fresh database of this name, its tables; not yet running."""
    _install()
    env = {**_ground.empty_database(name), "PYTHONPATH": str(places.ROOT)}
    done = subprocess.run(
        [_program("python"), "-m", "bench._peer"],
        cwd=places.ROOT,
        env=env,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        say.stop(f"对照系统没有装好。The peer was not set up:\n{done.stderr[-2000:]}", f"rm -r {ENVIRONMENT}")
    told = json.loads(done.stdout)
    like = _ground.linli_server(env)
    words = [APPLICATION if word == "linli.config.wsgi:application" else word for word in like.process.words]
    words[0] = _program("granian")
    server = _ground.Server(like.port, processes.Process("对照 peer", words, env))
    return Peer(server, told["queue"], told["token"])


def versions() -> dict[str, str]:
    """What the peer's list names."""
    found = dict(re.findall(r"^([a-z0-9-]+)==(\S+)", environment.PEER.read_text(), re.MULTILINE))
    return {name: found[name] for name in PACKAGES}


def wrong(connection: psycopg.Connection[Any], promised: Collection[str]) -> dict[str, int]:
    """How many of the acknowledged messages (by id) are not there once with a first follow-up, and how many tickets
    nobody was promised; all zero when nothing is wrong."""
    connection.execute("CREATE TEMPORARY TABLE bench_promised (id text PRIMARY KEY)")
    with connection.cursor().copy("COPY bench_promised FROM STDIN") as copy:
        for one in promised:
            copy.write_row([one])
    found: dict[str, int] = {}
    for what, statement in _QUESTIONS.items():
        row = connection.execute(statement.encode()).fetchone()
        found[what] = int(row[0]) if row else -1
    return found


_TICKETS = "(SELECT t.id, right(t.description, 36) AS message FROM helpdesk_ticket t) AS t"
_QUESTIONS = {
    "tickets_not_one": "SELECT count(*) FROM (SELECT p.id FROM bench_promised p LEFT JOIN"
    f" {_TICKETS} ON t.message = p.id GROUP BY p.id HAVING count(t.id) <> 1) AS wrong",
    "follow_ups_not_one": "SELECT count(*) FROM (SELECT p.id FROM bench_promised p JOIN"
    f" {_TICKETS} ON t.message = p.id LEFT JOIN helpdesk_followup f ON f.ticket_id = t.id"
    " GROUP BY p.id HAVING count(f.id) <> 1) AS wrong",
    "tickets_not_promised": f"SELECT count(*) FROM {_TICKETS} WHERE NOT EXISTS"
    " (SELECT 1 FROM bench_promised p WHERE p.id = t.message)",
}


def _ticket(body: dict[str, Any], queue: int) -> dict[str, Any]:
    return {"queue": queue, "title": body["subject"] or body["words"][:80], "priority": 3}


def _words(body: dict[str, Any]) -> str:
    """The message, and its id at the end, by which it is looked for afterwards."""
    return f"{body['words']}\n{body['id']}"


def _csrf(port: int) -> str:
    """The token a browser is given with the page."""
    connection = HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        connection.request("GET", "/tickets/submit/")
        answer = connection.getresponse()
        answer.read()
        given = re.search(r"csrftoken=(\w+)", answer.headers.get("Set-Cookie", ""))
    finally:
        connection.close()
    if answer.status != 200 or not given:
        say.stop(f"对照系统的网页答了 {answer.status}。The peer's page answered {answer.status}.", "")
    return given.group(1)


def _install() -> None:
    made_from = places.digest([environment.PEER], sys.version, str(ENVIRONMENT))
    stamp = places.Stamp(ENVIRONMENT / "made-from")
    if stamp.holds(made_from):
        return
    with say.step("装对照系统 django-helpdesk", "installing the peer, django-helpdesk"):
        environment.run([sys.executable, "-m", "venv", "--clear", str(ENVIRONMENT)], "venv")
        words = [_program("python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        environment.run(
            [*words, "--require-hashes", "--no-deps", "-r", str(environment.PEER)], "pip", stdout=sys.stderr
        )
    stamp.put(made_from)


def _program(name: str) -> str:
    return str(ENVIRONMENT / "bin" / name)
