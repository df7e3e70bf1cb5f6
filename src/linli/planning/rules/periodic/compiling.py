"""Making functions into machine code."""

import importlib
from collections.abc import Callable
from typing import ParamSpec, TypeVar, cast

P = ParamSpec("P")
R = TypeVar("R")


def compiled(function: Callable[P, R]) -> Callable[P, R]:
    """The function, made into machine code the first time it is called; its type is kept."""
    return cast("Callable[P, R]", importlib.import_module("numba").njit(function))
