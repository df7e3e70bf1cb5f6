"""Every message the loop sends has a template in both languages."""

import ast
from pathlib import Path

from linli import matters
from linli.delivery.rules import templates
from linli.tests import source


def _told() -> set[str]:
    """The kinds named where a step tells somebody, both ways of an if among them."""
    found: set[str] = set()
    for path in sorted((Path(str(matters.__file__)).parent / "actions").glob("*.py")):
        for node in ast.walk(source.tree(path)):
            if isinstance(node, ast.Call) and source.dotted(node.func) in {"tell", "moving.tell"}:
                named = [n.value for n in ast.walk(node.args[1]) if isinstance(n, ast.Constant)]
                found |= {str(value) for value in named if isinstance(value, str)}
    return found


def test_what_is_told_has_its_template() -> None:
    told = _told()
    assert {"dispatched", "returned", "overdue", "urgent", "taken_off"} <= told
    assert {f"matter.{what}" for what in told} <= set(templates.shipped())
