"""The arrows that import-linter cannot draw: across apps only `queries`, `actions` and `rules`, and between
`schemas`, whose answers hold each other's; `api` never sees `models`. What stands under `if TYPE_CHECKING:` is for
readers and does not count."""

import ast
from collections.abc import Iterator
from pathlib import Path

from tools import places

OPEN_ROOMS = frozenset({"queries", "actions", "rules"})
RUNS_JOBS = "cli"
"""A command may do at once what a job does by itself."""
COMPOSITION = frozenset({"config"})
"""May wire up any room of any app."""
OPEN_APPS = frozenset({"kit", "config"})
EXEMPT_ROOMS = frozenset({"tests", "migrations", "conftest"})


def crossings(package: Path) -> list[str]:
    """Every import that crosses a wall, as `file:line: what is wrong`."""
    wrong: list[str] = []
    for path in sorted(package.rglob("*.py")):
        parts = path.relative_to(package).with_suffix("").parts
        if len(parts) < 2 or EXEMPT_ROOMS & set(parts):
            continue
        tree = ast.parse(path.read_text(), filename=str(path))
        for number, target in imports(tree, package.name):
            if reason := _crossing(parts[0], parts[1], target):
                shown = path.relative_to(places.ROOT) if path.is_relative_to(places.ROOT) else path
                wrong.append(f"{shown}:{number}: {reason}")
    return wrong


def imports(tree: ast.AST, package: str) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Line and target (`app`, `room`, …) of each import within the package, wherever in the file it stands."""
    for node in _at_run_time(tree):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        else:
            continue
        for name in names:
            first, *rest = name.split(".")
            if first == package and rest:
                yield node.lineno, tuple(rest)


def _at_run_time(tree: ast.AST) -> Iterator[ast.AST]:
    """All nodes but those under `if TYPE_CHECKING:`."""
    for node in ast.iter_child_nodes(tree):
        yield node
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node.test):
            for other in node.orelse:
                yield from _at_run_time(other)
        else:
            yield from _at_run_time(node)


def _crossing(app: str, room: str, target: tuple[str, ...]) -> str:
    if room == "api" and "models" in target[1:2]:
        return f"api imports {'.'.join(target)}: a route must not reach an unscoped table"
    if target[0] == app or target[0] in OPEN_APPS or app in COMPOSITION or len(target) < 2:
        return ""
    if app == RUNS_JOBS and target[1] == "jobs":
        return ""
    if target[1] not in OPEN_ROOMS and not room == target[1] == "schemas":
        return f"{app} imports {'.'.join(target)}: of another app only {', '.join(sorted(OPEN_ROOMS))}"
    return ""
