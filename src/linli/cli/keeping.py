"""Small commands: the job worker, keys, divisions."""

import csv
import json
import os
from contextlib import suppress
from importlib.resources import files
from pathlib import Path
from uuid import UUID

from django.core.management import call_command
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from linli.accounts import actions as accounts
from linli.accounts import queries as account_queries
from linli.cli.reading import check_bytes
from linli.kit.actor import system
from linli.kit.scope import scope
from linli.territory import actions as territory
from linli.territory.actions import DivisionRow


def worker() -> int:
    """Run jobs until stopped; the first sees to it that what nothing finds yet is found."""
    with suppress(AlreadyEnqueued):
        app.configure_task("sheets.index_missed").defer()
    call_command("procrastinate", "worker", "--concurrency", os.environ.get("LINLI_JOBS", "2"))
    return 0


def key(name: str, *, area: str) -> int:
    """Issue a key and print it, once."""
    with scope(system()):
        print(accounts.issue_key(by=system(), area=area, name=name))
    return 0


def keys(*, close: UUID | None) -> int:
    """List the open keys, or close one."""
    by = system()
    with scope(by, write=close is not None):
        if close is not None:
            print(accounts.close_key(by=by, key_id=close))
        else:
            for row in account_queries.keys(by):
                print(row["id"], row["area"], f"{row['created_at']:%Y-%m-%d}", row["name"])
    return 0


def divisions(file: str | None) -> int:
    """Load divisions from a CSV with the columns code and name, or the shipped ones; print how many."""
    rows = _from_csv(Path(file)) if file else shipped_divisions()
    with scope(system()):
        print(territory.load_divisions(by=system(), rows=rows))
    return 0


DIVISIONS_MEGABYTES_MOST = 100
"""The whole country's some 700,000 divisions are half of it."""


def _from_csv(path: Path) -> list[DivisionRow]:
    check_bytes(path, megabytes=DIVISIONS_MEGABYTES_MOST)
    with path.open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    if not rows:
        raise ValueError(f"{path.name}: 文件里没有区划 the file holds no divisions")
    if not {"code", "name"} <= set(rows[0]):
        raise ValueError(f"{path.name}: 需要 code 和 name 两列 the columns code and name are needed")
    for number, row in enumerate(rows, start=2):
        if not (row["code"] or "").strip() or not (row["name"] or "").strip():
            raise ValueError(f"{path.name}: 第{number}行缺编码或名称 row {number} lacks its code or name")
    return [DivisionRow(code=r["code"].strip(), name=r["name"].strip(), source=path.name) for r in rows]


def shipped_divisions() -> list[DivisionRow]:
    """The four districts with outlines, their subdistricts and 598 communities; sources in data/SOURCES.md."""
    folder = files("linli.territory").joinpath("data")
    rows: list[DivisionRow] = []
    text = folder.joinpath("divisions.csv").read_text("utf-8-sig")
    for r in csv.DictReader(text.splitlines()):
        outline = folder.joinpath(f"{r['code']}.geojson")
        shape = json.loads(outline.read_text("utf-8")) if len(r["code"]) == 6 and outline.is_file() else None
        rows.append(DivisionRow(code=r["code"], name=r["name"], outline=shape, source=r["source"]))
    return rows
