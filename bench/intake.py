"""intake: taking in real messages through the public API, against the bare floor beside it

Every message becomes a matter with category, grid, owner, deadlines, search words, ledger entry and stored answer, all
durable; 8 clients. The floor (`_floor.py`) does one insert a request. Both run in turns on the same server settings and
the same PostgreSQL. Afterwards everything that was answered 2xx is looked for in the database.
"""

import argparse
import os
import sys
from dataclasses import dataclass, field
from statistics import median
from typing import Any

import django

CLIENTS = 8
BAR = 0.40
AHEAD = 6000
"""Requests prepared for a round: more than can be sent in it."""


@dataclass
class Side:
    """One of the two that are compared."""

    server: Any
    meter: Any
    rates: list[float] = field(default_factory=list)
    p50: list[float] = field(default_factory=list)
    statuses: dict[int, int] = field(default_factory=dict)


def main() -> int:
    """Measure and print."""
    arguments = _arguments()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "linli.config.settings")
    django.setup()
    from bench import _floor_table, _ground, _messages

    name = _ground.database_name() + "_intake"
    env = _ground.fresh_database(name)
    with _ground.owner(name) as connection:
        _durable(connection)
        connection.execute(_floor_table.SQL)
        key = _ground.issue_key(env, "990101001")
        source, found = _messages.texts()
        supply = Supply(_messages.bodies(found), key)
        linli, floor = (Side(s, _ground.Meter(s)) for s in (_ground.linli_server(env), _ground.floor_server(env)))
        with _ground.served(linli.server, floor.server):
            _warm_up(linli, floor, supply)
            for number in range(arguments.rounds):
                _round(linli, supply, arguments.seconds, through=True)
                _round(floor, supply, arguments.seconds, through=False)
                _ground.say.line(
                    f"  {number + 1}/{arguments.rounds}: {linli.rates[-1]:.0f}/s · 地板 floor {floor.rates[-1]:.0f}/s"
                )
            repeated = _repeat(linli, supply)
        missing = _missing(connection, supply)
        return _close(connection, linli, floor, source, supply, missing, repeated)
