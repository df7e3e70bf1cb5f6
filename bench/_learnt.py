"""A learnt version of categories in use, put into a benchmark's database: every message labelled as the shipped
keywords would, so that it has the size and depth of a site's own. How right it is does not matter here; what reading
it costs does."""

from datetime import UTC, datetime
from typing import Any

import psycopg
from psycopg import sql

from bench import _classify_floor
from linli.kit import ids
from linli.language.rules.classifying import Labelled, tree
from tools import say

FEWEST = 15
WEIGHT = 0.25
_NOT_MEASURED = ("right", "right_keywords", "macro_f1", "sure_share", "sure_right")


def put(connection: psycopg.Connection[Any], found: list[tuple[str, str, str]]) -> dict[str, int]:
    """Learn, keep the version as the one in use; how many texts, categories and bytes it is."""
    with say.step("学习分类", "learning categories"):
        lexicon = _classify_floor.shipped()
        rows: list[Labelled] = []
        for subject, words, _ in found:
            if best := lexicon.suggest(words, subject=subject, k=1):
                rows.append(Labelled(best[0].code, f"{subject}\n{words}"))
        grown = tree.grow(rows, fewest=FEWEST).tree
        content = tree.packed(grown)
    now = datetime.now(UTC)
    values: dict[str, Any] = dict.fromkeys(_NOT_MEASURED, 0.0)
    values |= {
        "id": ids.new(),
        "used_by": ids.new(),
        "used_by_name": "bench",
        "why": "chosen",
        "in_use": True,
    }
    values |= dict.fromkeys(("at", "until", "used_at"), now)
    values |= {"texts": len(rows), "categories": len(grown.leaves), "size": len(content), "content": content}
    values |= {"keyword_weight": WEIGHT, "figures": "{}"}
    command = sql.SQL("INSERT INTO classifying_version ({}) VALUES ({})").format(
        sql.SQL(", ").join(map(sql.Identifier, values)), sql.SQL(", ").join([sql.Placeholder()] * len(values))
    )
    connection.execute(command, list(values.values()))
    return {"texts": len(rows), "categories": len(grown.leaves), "bytes": len(content)}
