"""The source as data, for tests that hold over everything: which apps and rooms there are, their public functions, what
a module's code mentions."""

import ast
import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

import linli

HOME = Path(linli.__file__).parent
NOT_CODE = {"tests", "migrations", "conftest.py"}


@cache
def apps() -> tuple[str, ...]:
    """The names of all apps, `kit` among them."""
    found = (info.name for info in pkgutil.iter_modules([str(HOME)]) if info.ispkg)
    return tuple(name for name in found if name != "tests")


@cache
def files() -> tuple[Path, ...]:
    """Every file of code, tests and migrations not among them."""
    return tuple(p for p in sorted(HOME.rglob("*.py")) if not NOT_CODE & set(p.relative_to(HOME).parts))


@cache
def tree(path: Path) -> ast.Module:
    """A file as a syntax tree."""
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def shown(path: Path) -> str:
    """A file as it is named in a complaint."""
    return path.relative_to(HOME).as_posix()


def room(name: str) -> Iterator[tuple[str, ModuleType]]:
    """The room of this name of every app that has it: `("matters", linli.matters.actions)`."""
    for app in apps():
        folder = HOME / app
        if (folder / f"{name}.py").is_file() or (folder / name / "__init__.py").is_file():
            yield app, importlib.import_module(f"linli.{app}.{name}")


def modules_of(module: ModuleType) -> list[ModuleType]:
    """A room and, where it is a package, all in it."""
    if not hasattr(module, "__path__"):
        return [module]
    inner = [info.name for info in pkgutil.walk_packages(module.__path__, module.__name__ + ".")]
    return [module, *(importlib.import_module(name) for name in inner)]


def public_functions(name: str) -> Iterator[tuple[str, Callable[..., Any]]]:
    """The public functions of a room in all apps, as `matters.actions.close`: what a package names in `__all__`, or
    what a module defines itself without an underscore."""
    for app, module in room(name):
        given = getattr(module, "__all__", None)
        for label, value in vars(module).items():
            own = label in given if given is not None else getattr(value, "__module__", "") == module.__name__
            if own and inspect.isfunction(value) and not label.startswith("_"):
                yield f"{app}.{name}.{label}", value


def dotted(node: ast.AST) -> str:
    """`a.b.c` of a chain of names, or nothing."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        inner = dotted(node.value)
        return f"{inner}.{node.attr}" if inner else ""
    return ""
