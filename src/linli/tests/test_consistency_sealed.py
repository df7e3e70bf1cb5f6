"""Nothing sealed is forgotten: every sealed column of every app is in the list that changing keys goes through."""

import ast
import re
from typing import Any

from django.apps import apps
from django.db import models

from linli.safekeeping.actions import TABLES
from linli.tests import source

NOT_SEALED = {
    ("accounts_key", "hash"): "a hash of a random key",
    ("blocks_block", "hash"): "a keyed hash of what is kept nowhere; its key's number stands beside it",
    ("blocks_sender", "hash"): "a keyed hash of what is kept nowhere; its key's number stands beside it",
    (
        "classifying_version",
        "content",
    ): "learnt from many texts: no digits, nothing that fewer than four texts share",
    ("commands_done", "body"): "a hash",
    ("sync_held", "content"): "sealed by a phone to the server's key; it goes when its owner has it back",
}
ELSEWHERE = {
    "second-factor": "accounts.actions.reseal_second_factors",
}
INDEXES_ELSEWHERE = {
    "block.address": "blocks: the key's number stands beside it",
    "block.knock": "counts for hours",
    "portal.known": "in a cookie; looked for under every key",
    "register.tail": "register.actions.renew_tails",
    "reporter.mark": "matters.actions.renew_marks",
}


def _binary() -> set[tuple[str, str]]:
    found: set[tuple[str, str]] = set()
    for model in apps.get_models():
        local: list[Any] = list(model._meta.local_fields)
        found |= {(model._meta.db_table, f.column) for f in local if isinstance(f, models.BinaryField)}
    return found


def test_every_column_of_bytes_is_sealed_anew_or_excepted() -> None:
    listed = {(t.table, column) for t in TABLES for column in (*t.fields, *t.blinds)}
    assert _binary() == listed | set(NOT_SEALED)
    assert not listed & set(NOT_SEALED)


def test_every_listed_table_has_its_key_and_a_uuid() -> None:
    by_table = {model._meta.db_table: model for model in apps.get_models()}
    for table in TABLES:
        key: Any = by_table[table.table]._meta.pk
        assert key.column == table.key
        assert {one.of for one in table.blinds.values()} <= set(table.fields)


def _said(call: str) -> set[str]:
    """The fields named in calls of a function of `sealing`: constants, composed ones with a star for what varies, names
    of constants of the module; a name that is none begins with a question mark."""
    found: set[str] = set()
    for path in source.files():
        tree = source.tree(path)
        constants = {
            target.id: node.value.value
            for node in tree.body
            if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant)
            for target in node.targets
            if isinstance(target, ast.Name)
        }
        if path.relative_to(source.HOME).parts[0] == "kit":
            continue
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and source.dotted(node.func) == f"sealing.{call}":
                value = next(k.value for k in node.keywords if k.arg == "field")
                if isinstance(value, ast.Constant):
                    found.add(str(value.value))
                elif isinstance(value, ast.JoinedStr):
                    found.add(
                        "".join(str(v.value) if isinstance(v, ast.Constant) else "*" for v in value.values)
                    )
                elif isinstance(value, ast.Name):
                    found.add(str(constants.get(value.id, f"?{value.id}")))
                else:
                    found.add(f"?{ast.unparse(value)}")
    return found


def _known(name: str, names: set[str]) -> bool:
    return any(re.fullmatch(re.escape(name).replace(r"\*", r"\w+"), one) for one in names)


def test_every_field_that_is_sealed_somewhere_is_sealed_anew() -> None:
    fields = {field for table in TABLES for field in table.fields.values()}
    said = _said("seal") | _said("seal_bytes")
    assert said
    assert not {name for name in said if not _known(name, fields | set(ELSEWHERE))}
    assert {name for name in fields | set(ELSEWHERE) if not any(_known(one, {name}) for one in said)} == set()


def test_every_blind_index_that_is_written_is_written_anew() -> None:
    kinds = {blind.kind for table in TABLES for blind in table.blinds.values()}
    calls = ("index", "indexer", "indexes", "found_by", "is_index_of")
    said = {name for call in calls for name in _said(call) if not name.startswith("?")}
    assert not {name for name in said if not _known(name, kinds | set(INDEXES_ELSEWHERE))}
