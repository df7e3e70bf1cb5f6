"""Habits of the code as tests over everything. What is excepted is listed with its reason; a list that has grown stale
fails as well."""

import ast
import inspect
import re
from enum import StrEnum
from typing import Any

import pytest

from linli.config.grants import ALL
from linli.kit.actor import Actor
from linli.kit.roles import Role
from linli.tests import source
from linli.tests.exempt import NO_ACTOR, NO_BY, NO_LEDGER

ACTIONS = dict(source.public_functions("actions"))
QUERIES = dict(source.public_functions("queries"))


@pytest.mark.parametrize("name", sorted(ACTIONS))
def test_an_action_takes_keywords_and_who_acts(name: str) -> None:
    parameters = inspect.signature(ACTIONS[name]).parameters
    if name not in NO_BY:
        kinds = {parameter.kind for parameter in parameters.values()}
        assert kinds <= {inspect.Parameter.KEYWORD_ONLY, inspect.Parameter.VAR_KEYWORD}
    if name != "portal.actions.as_visitor":
        assert parameters["by"].kind is inspect.Parameter.KEYWORD_ONLY
        assert parameters["by"].annotation in {Actor, "Actor"}
        assert parameters["by"].default is inspect.Parameter.empty


@pytest.mark.parametrize("name", sorted(QUERIES))
def test_a_query_takes_who_asks(name: str) -> None:
    first = next(iter(inspect.signature(QUERIES[name]).parameters.values()), None)
    takes = first is not None and first.name == "by" and first.annotation in {Actor, "Actor"}
    assert takes != (name in NO_ACTOR)


def test_the_exceptions_are_still_there() -> None:
    assert not (set(NO_BY) | set(NO_LEDGER)) - set(ACTIONS)
    assert not set(NO_ACTOR) - set(QUERIES)


def test_every_public_function_says_what_it_does() -> None:
    for room in ("actions", "queries", "rules"):
        bare = [
            name for name, function in source.public_functions(room) if not (function.__doc__ or "").strip()
        ]
        assert not bare


def test_every_module_has_one_paragraph() -> None:
    for path in source.files():
        words = ast.get_docstring(source.tree(path))
        if path.stat().st_size:
            assert words, source.shown(path)
            assert "\n\n" not in words, source.shown(path)


def _callers_of_the_ledger(app: str) -> set[str]:
    """Names of the functions in an app's actions that write an entry, directly or through one another."""
    calls: dict[str, set[str]] = {}
    for module_name, module in source.room("actions"):
        if module_name != app:
            continue
        for part in source.modules_of(module):
            for node in ast.walk(ast.parse(inspect.getsource(part))):
                if isinstance(node, ast.FunctionDef):
                    inner = [source.dotted(c.func) for c in ast.walk(node) if isinstance(c, ast.Call)]
                    named = [
                        source.dotted(n) for n in ast.walk(node) if isinstance(n, ast.Name | ast.Attribute)
                    ]
                    calls.setdefault(node.name, set()).update(inner, named)
    writing = {"ledger.record", "ledger.record_many", "ledger.entry"} | {
        f"{name.split('.')[0]}.{name.split('.')[2]}" for name in ACTIONS if name not in NO_LEDGER
    }
    found: set[str] = set()
    while True:
        more = {name for name, used in calls.items() if used & (writing | found)} - found
        if not more:
            return found
        found |= more


@pytest.mark.parametrize("app", sorted({name.split(".")[0] for name in ACTIONS}))
def test_every_act_is_in_the_ledger(app: str) -> None:
    writing = _callers_of_the_ledger(app)
    for name in ACTIONS:
        if name.startswith(f"{app}."):
            assert (name.rsplit(".", 1)[-1] in writing) != (name in NO_LEDGER), name


WRITING = {"save", "bulk_create", "bulk_update", "update_or_create", "get_or_create"}
"""Methods that write; `create`, `update` and `delete` are checked behind `.objects` and by the second wall's tests."""

WRITES_ELSEWHERE = {
    "cli/classifying.py": "a folder of its own, no table",
    "config/management/commands/migrate.py": "the owner's migrations",
    "documents/rules/codes.py": "segno's save, into memory",
    "files/rules/pictures.py": "Pillow's save, into memory",
    "cli/demo/papers.py": "writes a picture into memory",
}


def _writes(path: Any) -> bool:
    for node in ast.walk(source.tree(path)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            chain = ast.unparse(node.func)
            manager = ".objects" in chain and node.func.attr in {"create", "update", "delete"}
            if node.func.attr in WRITING or manager:
                return True
    return False


def test_only_actions_write() -> None:
    found = {source.shown(path) for path in source.files() if _writes(path)}
    elsewhere = {name for name in found if "/actions" not in name}
    assert elsewhere <= set(WRITES_ELSEWHERE)


FORBIDDEN_NAMES = {
    "utils",
    "util",
    "helpers",
    "helper",
    "common",
    "manager",
    "base",
    "misc",
    "services",
    "signals",
}


def test_no_name_that_says_nothing() -> None:
    named = {part for path in source.files() for part in path.relative_to(source.HOME).with_suffix("").parts}
    assert not named & FORBIDDEN_NAMES


def test_nothing_happens_behind_ones_back() -> None:
    """No signals, no overridden save or delete, no generic views or viewsets."""
    for path in source.files():
        for node in ast.walk(source.tree(path)):
            if isinstance(node, ast.ImportFrom):
                assert node.module not in {
                    "django.db.models.signals",
                    "django.dispatch",
                    "django.db.models.base",
                }
                assert "viewsets" not in (node.module or "")
            if isinstance(node, ast.ClassDef):
                own = {item.name for item in node.body if isinstance(item, ast.FunctionDef)}
                assert not own & {"save", "delete", "pre_save", "clean_fields"}, source.shown(path)
            if isinstance(node, ast.FunctionDef):
                assert "receiver" not in {source.dotted(d) for d in node.decorator_list}


def test_no_clock_but_the_houses() -> None:
    """What time it is comes from `kit.clock`, so that old records can be told at their own time."""
    reads_the_time = re.compile(r"\b(datetime\.now|datetime\.utcnow|date\.today|timezone\.now|localdate\(\))")
    allowed = {"kit/clock.py"}
    for path in source.files():
        if source.shown(path) not in allowed:
            assert not reads_the_time.search(path.read_text(encoding="utf-8")), source.shown(path)


PERMISSIONS: dict[str, type[StrEnum]] = {
    rules.__name__.split(".")[1]: rules.Permission for rules in ALL if hasattr(rules, "Permission")
}


@pytest.mark.parametrize("app", sorted(PERMISSIONS))
def test_every_permission_is_granted_to_somebody(app: str) -> None:
    grants = {rules.__name__.split(".")[1]: rules.GRANTS for rules in ALL}
    granted = {str(p) for permissions in grants[app].values() for p in permissions}
    assert granted == {str(p) for p in PERMISSIONS[app]}
    assert set(grants[app]) <= set(Role)


def _names_only_in_grants(tree: ast.Module) -> set[int]:
    """The top-level statements that make up GRANTS, and the enum itself: a mention there is no use."""
    assigned: dict[str, ast.stmt] = {}
    skipped: set[int] = set()
    for statement in tree.body:
        targets = statement.targets if isinstance(statement, ast.Assign) else []
        if isinstance(statement, ast.AnnAssign):
            targets = [statement.target]
        for target in targets:
            if isinstance(target, ast.Name):
                assigned[target.id] = statement
        if isinstance(statement, ast.ClassDef) and statement.name == "Permission":
            skipped.add(id(statement))
    todo = ["GRANTS"]
    while todo:
        statement = assigned.pop(todo.pop(), None)
        if statement is not None:
            skipped.add(id(statement))
            todo += [n.id for n in ast.walk(statement) if isinstance(n, ast.Name)]
    return skipped


@pytest.mark.parametrize("app", sorted(PERMISSIONS))
def test_every_permission_is_asked_for_somewhere(app: str) -> None:
    used: set[str] = set()
    for path in source.files():
        if path.relative_to(source.HOME).parts[0] != app:
            continue
        tree = source.tree(path)
        skipped = _names_only_in_grants(tree)
        for statement in tree.body:
            if id(statement) not in skipped:
                used |= {n.attr for n in ast.walk(statement) if isinstance(n, ast.Attribute)}
    assert {p.name for p in PERMISSIONS[app]} <= used


def test_permissions_are_told_apart() -> None:
    every = [str(p) for enum in PERMISSIONS.values() for p in enum]
    assert len(every) == len(set(every))
    assert all(re.fullmatch(r"[a-z]+:[a-z-]+", p) for p in every)


def test_who_grants_is_joined() -> None:
    granting = {app for app, rules in source.room("rules") if hasattr(rules, "GRANTS")}
    assert granting == {rules.__name__.split(".")[1] for rules in ALL}


def test_refusals_have_stable_kinds_and_two_languages() -> None:
    """`noun/why`, a Chinese and an English sentence, wherever a problem is raised with words of its own."""
    kinds = {"NotFound", "Forbidden", "Conflict", "Gone", "Refused", "TooMany", "TooLarge"}
    for path in source.files():
        for node in ast.walk(source.tree(path)):
            if not (isinstance(node, ast.Call) and source.dotted(node.func) in kinds and node.args):
                continue
            kind = node.args[0]
            if isinstance(kind, ast.Constant):
                assert re.fullmatch(r"[a-z]+(-[a-z]+)*/[a-z]+(-[a-z]+)*", str(kind.value)), source.shown(path)
            words = {k.arg: k.value for k in node.keywords}
            assert {"zh", "en"} <= set(words), f"{source.shown(path)}:{node.lineno}"
            if isinstance(words["zh"], ast.Constant):
                assert re.search(r"[\u4e00-\u9fff]", str(words["zh"].value)), (
                    f"{source.shown(path)}:{node.lineno}"
                )


def test_jobs_are_named_after_their_app() -> None:
    import procrastinate.contrib.django

    tasks = [
        name for name in procrastinate.contrib.django.app.tasks if not name.startswith(("builtin", "procras"))
    ]
    assert tasks
    for name in tasks:
        app, _, rest = name.partition(".")
        assert app in source.apps()
        assert rest.replace("_", "").isalpha()
