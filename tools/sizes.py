"""Sizes and habits that no linter knows: length of files and functions, names that say nothing, and what no committed
file may carry: hosts of package registries, paths of somebody's machine, notes of work left undone."""

import ast
import re
import subprocess
from collections.abc import Callable, Iterable
from pathlib import Path

from tools import places

FILE_LINES = 400
FUNCTION_LINES = 40
MEASURED = frozenset({".py", ".ts", ".vue", ".html", ".js", ".mjs", ".cjs"})
NAMELESS = frozenset({"utils", "util", "helpers", "helper", "common", "manager", "base", "misc"})
NAMED = frozenset({".py", ".ts", ".vue", ".js", ".mjs", ".cjs", ".css"})
GENERATED = frozenset({"web/src/api/schema.ts"})
UNREAD = frozenset({".png", ".jpg", ".webp", ".gz", ".xlsx", ".ttf", ".woff2", ".ico", ".pdf", ".zip", ".mo"})

_HOSTS = (
    "pypi" + ".org",
    "pythonhosted" + ".org",
    "registry.npm" + "js.org",
    "deb.debian" + ".org",
    "npmmirror" + ".com",
)
_PLACES = ("/" + "work/", "/" + "root/", "/" + "home/[a-z]", "/" + "Users/[A-Za-z]")
_UNDONE = ("TO" + "DO", "FIX" + "ME", "敬请" + "期待", "coming" + " soon")
FORBIDDEN = [
    (re.compile("|".join(map(re.escape, _HOSTS))), "names a package registry's host"),
    (re.compile(r"(?<![\w.:/-])(" + "|".join(_PLACES) + ")"), "names a path of somebody's machine"),
    (re.compile(r"\b(" + "|".join(_UNDONE[:2]) + r")\b|" + "|".join(_UNDONE[2:])), "leaves work undone"),
]


def committed_files() -> list[Path]:
    """Every file that is committed or would be."""
    words = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(words, cwd=places.ROOT, capture_output=True, text=True, check=True).stdout
    return [path for name in sorted(set(listed.split("\0")) - {""}) if (path := places.ROOT / name).is_file()]


def complaints(files: Iterable[Path]) -> list[str]:
    """What is wrong with the files, as `file:line: what`."""
    checks: tuple[Callable[[Path, str], list[str]], ...] = (_name, _length, _functions, _contents)
    wrong: list[str] = []
    for path in files:
        text = _read(path)
        for check in checks:
            wrong += [f"{_shown(path)}{what}" for what in check(path, text)]
    return wrong


def _shown(path: Path) -> str:
    return path.relative_to(places.ROOT).as_posix() if path.is_relative_to(places.ROOT) else path.as_posix()


def _read(path: Path) -> str:
    if path.suffix in UNREAD:
        return ""
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return ""


def _name(path: Path, _: str) -> list[str]:
    said = path.stem.lower() in NAMELESS and path.suffix in NAMED
    return [f":1: the name {path.name} says nothing about what is inside"] if said else []


def _length(path: Path, text: str) -> list[str]:
    lines = text.count("\n")
    measured = path.suffix in MEASURED and "migrations" not in path.parts and _shown(path) not in GENERATED
    return [f":{lines}: {lines} lines, more than {FILE_LINES}"] if measured and lines > FILE_LINES else []


def _functions(path: Path, text: str) -> list[str]:
    if path.suffix != ".py" or "migrations" in path.parts:
        return []
    wrong: list[str] = []
    for node in ast.walk(ast.parse(text, filename=str(path))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            if length > FUNCTION_LINES:
                wrong.append(f":{node.lineno}: {node.name} has {length} lines, more than {FUNCTION_LINES}")
    return wrong


def _contents(_: Path, text: str) -> list[str]:
    wrong: list[str] = []
    for pattern, what in FORBIDDEN:
        wrong += [
            f":{text.count(chr(10), 0, found.start()) + 1}: {what}: {found.group()}"
            for found in pattern.finditer(text)
        ]
    return wrong
