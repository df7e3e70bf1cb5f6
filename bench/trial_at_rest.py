"""Nothing personal lies on the disk in the clear: identity numbers, phones and names looked for in the database's files

People with made-up numbers are put in by the actions a site uses, matters with reporters through the web server; they
are changed, revealed, searched for, refused. Then everything is brought to the disk, and the database's own files
(tables, indexes, journal, temporary files), its log, the web server's output and the site's folder are looked through
for every value in every form it might have. Controls written in the clear, one for each form, must all be found: a
trial that looks in the wrong place would find nothing. The figure is the number of values found.
"""

import importlib.metadata
import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any
from uuid import uuid4

import psycopg
from psycopg import sql

from bench import _actors, _at_rest, _ground, _wire
from bench._at_rest import Values
from tools import places, say

PEOPLE = 6
BAR = 0
CONTROL = "trial_control"


def main() -> int:
    """Put people in, bring everything to the disk, look, tell."""
    data = os.environ.get("LINLI_PG_DATA")
    if not data:
        say.stop("只在自带的数据库上试。Only with the embedded database.", "unset DATABASE_URL")
    name = _ground.database_name() + "_at_rest"
    values = _at_rest.made_up(time.time_ns(), PEOPLE)
    reporters = _at_rest.made_up(time.time_ns() + 1, PEOPLE)
    with tempfile.TemporaryDirectory(prefix="linli-trial-") as folder:
        env = _ground.fresh_database(name) | {"LINLI_VAR": folder, "LINLI_LOG": "DEBUG"}
        _lend(Path(folder))
        with say.step("录入居民、房东、联系人", "putting people in"):
            words = [places.python(), "-m", "bench._at_rest"]
            sent = json.dumps(vars(values))
            subprocess.run(words, cwd=places.ROOT, env=env, input=sent, text=True, check=True)
        log = Path(folder) / "server.log"
        with say.step("经网站登记、查找、出错", "at the web server"):
            told = _at_the_server(env, log, reporters)
        controls = _controls(name)
        with say.step("写到磁盘上，逐个文件找", "bringing it to the disk and looking"):
            files = _files(name, Path(data), Path(folder))
            every = [*values.all(), *reporters.all()]
            found = [(str(path), form) for path, _, form in _at_rest.look(files, every)]
            seen = {(value, form) for _, value, form in _at_rest.look(files, list(controls))}
        told |= {"files": len(files), "values": len(every), "controls": len(controls)}
        told["megabytes"] = sum(path.stat().st_size for path in files if path.exists()) // 1_000_000
    missed = [form for value, form in controls.items() if (value, form) not in seen]
    return _told(told | {"controls_missed": missed, "found": found})


def _told(parts: dict[str, Any]) -> int:
    found = len(parts["found"])
    parts["found"] = parts["found"][:20]
    return _ground.close(
        name="at_rest",
        figure=found,
        unit="values in the clear",
        bar=f"= {BAR}, every control found",
        holds=found == BAR and not parts["controls_missed"],
        parts=parts,
        with_={
            "python": platform.python_version(),
            "cryptography": importlib.metadata.version("cryptography"),
        },
    )


def _lend(folder: Path) -> None:
    """Give the trial's own folder the keys and the built pages there are."""
    secrets = Path(os.environ["LINLI_VAR"])
    for one in ("secret_key", "data_key"):
        (folder / one).write_text((secrets / one).read_text())
    (folder / "static").symlink_to(secrets / "static")


def _at_the_server(env: dict[str, str], log: Path, reporters: Values) -> dict[str, Any]:
    """Matters with reporters, searches for them, and refusals that name them; how many of each were answered well."""
    server = _ground.linli_server(env)
    server.process.words[:0] = ["sh", "-c", 'exec "$@" >"$0" 2>&1', str(log)]
    told = {"matters": 0, "searches": 0, "refusals": 0}
    with _ground.served(server):
        who = _actors.person(server.port, "counter1")
        for n, phone in enumerate(reporters.phones):
            reporter = {"name": reporters.names[0], "phone": phone, "address": reporters.names[1]}
            body = {"id": str(uuid4()), "words": f"路灯坏了第{n}盏，晚上看不见路", "area": _at_rest.AREA}
            told["matters"] += _sent(server.port, who, body | {"reporter": reporter}) == 201
            number = reporters.numbers[n % PEOPLE]
            told["refusals"] += _sent(server.port, who, body | {"reporter": number}) == 422
            found = _actors.ask(server.port, who, f"/api/matters?group=all&q={phone}")
            told["searches"] += len(found["rows"]) == 1
    return told


def _sent(port: int, who: _actors.Who, body: dict[str, Any]) -> int:
    headers = who.headers | {"Content-Type": "application/json", "Idempotency-Key": str(uuid4())}
    answer = _wire.send(port, _wire.request("POST", "/api/matters", headers, json.dumps(body).encode()))
    return answer.status if answer else 0


def _controls(name: str) -> dict[str, str]:
    """Values written in the clear, each in one form, as a careless column would hold them: value and form."""
    found: dict[str, str] = {}
    with _ground.owner(name) as connection:
        connection.execute(sql.SQL("CREATE TABLE {} (held bytea)").format(sql.Identifier(CONTROL)))
        for form in _at_rest.forms("13812345678"):
            value = _at_rest.made_up(time.time_ns(), 1).phones[0]
            if form.startswith("base64"):
                _write(connection, _whole(value, int(form[-1])))
            else:
                _write(connection, _at_rest.forms(value)[form])
            found[value] = form
    return found


def _whole(value: str, shift: int) -> bytes:
    """A value in base64 behind so many bytes and before some more."""
    import base64

    return base64.b64encode(b"~" * shift + value.encode() + b"~~~~")


def _write(connection: psycopg.Connection[Any], held: bytes) -> None:
    connection.execute(sql.SQL("INSERT INTO {} VALUES (%s)").format(sql.Identifier(CONTROL)), [held])


def _files(name: str, data: Path, folder: Path) -> list[Path]:
    """All files that may hold anything of it. A copy of the database, file by file, makes the server write all it has
    in memory first."""
    copy = f"{name}_copy"
    with _ground.owner() as connection:
        drop = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(copy))
        connection.execute(drop)
        make = "CREATE DATABASE {} TEMPLATE {} STRATEGY file_copy"
        connection.execute(sql.SQL(make).format(sql.Identifier(copy), sql.Identifier(name)))
        connection.execute(drop)
        oid = connection.execute("SELECT oid FROM pg_database WHERE datname = %s", [name]).fetchone()
    assert oid, "the database is gone"
    roots = [data / "base" / str(oid[0]), data / "base" / "pgsql_tmp", data / "global", data / "pg_wal"]
    roots += [data / "pg_stat", data / "pg_stat_tmp", data / "pg_twophase", data / "log", folder]
    found = [path for root in roots for path in root.rglob("*") if path.is_file()]
    return [*found, *data.parent.glob("*.log")]


if __name__ == "__main__":
    sys.exit(main())
