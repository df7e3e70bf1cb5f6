"""`linli load`: a ledger of residents into the register from a terminal; checked first, loaded when told so."""

import sys
from pathlib import Path
from typing import Any

from linli.cli.reading import check_bytes
from linli.kit import ids
from linli.kit.actor import system
from linli.kit.errors import Refused
from linli.kit.scope import scope
from linli.sheets import actions, queries

SHOWN = 20
COUNTS = {
    "rows": "行 rows",
    "new": "新增 new",
    "changed": "有变化 changed",
    "same": "一致 same",
    "wrong": "有误 wrong",
}


def load(file: Path, *, area: str, source: str, go: bool) -> int:
    """Check a ledger and say what was found; with `go` load it. Status 1 where rows are wrong or it does not load."""
    check_bytes(file, megabytes=20)
    by, id = system(), ids.new()
    told: dict[str, Any] = {"area": area, "name": file.name, "source": source, "later": False}
    with scope(by):
        actions.receive(by=by, load_id=id, content=file.read_bytes(), **told)
    with scope(by):
        actions.check(by=by, load_id=id)
    with scope(by, write=False):
        found = queries.detail(by, id)
        wrong = list(queries.wrong_rows(by, id))
    if problem := found["problem"]:
        raise Refused(problem["type"], zh=problem["title"], en=problem["title_en"])
    print("，".join(f"{words} {found['counts'][name]}" for name, words in COUNTS.items()))
    for row in wrong[:SHOWN]:
        reasons = "；".join(f"{one['title']} {one['value']}".strip() for one in row["problems"])
        print(f"第{row['row']}行 row: {reasons}", file=sys.stderr)
    if go and "start" in found["abilities"]:
        with scope(by):
            actions.start(by=by, load_id=id, later=False)
        if not actions.load_whole(by=by, load_id=id, told=lambda done, of: print(f"{done}/{of}")):
            return 1
        print("已导入 loaded")
    return 1 if wrong else 0
