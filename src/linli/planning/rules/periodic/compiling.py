"""Making functions into machine code, the first time they are called. With `NUMBA_CACHE_DIR` set the code is kept there
and used again; numba looks at a function's own file only, so every version of the code wants a folder of its own."""

import importlib
import os
from collections.abc import Callable
from typing import ParamSpec, TypeVar, cast

P = ParamSpec("P")
R = TypeVar("R")


def inner(function: Callable[P, R]) -> Callable[P, R]:
    """A function that only compiled ones call; its type is kept."""
    return cast("Callable[P, R]", importlib.import_module("numba").njit(function))


def entry(function: Callable[P, R]) -> Callable[P, R]:
    """A compiled function that Python calls; its type is kept."""
    keeps = bool(os.environ.get("NUMBA_CACHE_DIR"))
    return cast("Callable[P, R]", importlib.import_module("numba").njit(cache=keeps)(function))
