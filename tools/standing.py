"""As whom and where the database server runs. PostgreSQL refuses to run as root, so root lends it an ordinary user
that is already there; where that user cannot enter the repository (a closed home), data and a copy of the programs go
to a folder it can reach."""

import hashlib
import os
import pwd
import shutil
import stat
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tools import say

CANDIDATES = ("postgres", "nobody")
OPEN_FOLDER = Path("/var/tmp")


@dataclass(frozen=True)
class Standing:
    """The user (None: our own), the folder for the data, and the programs that user can run."""

    user: pwd.struct_passwd | None
    data: Path
    programs: Path

    def popen(self) -> dict[str, Any]:
        """What subprocess needs to run something as that user."""
        return becoming(self.user)

    def give(self, path: Path) -> None:
        """Make the path the user's own."""
        if self.user:
            os.chown(path, self.user.pw_uid, self.user.pw_gid)


def becoming(user: pwd.struct_passwd | None) -> dict[str, Any]:
    """Arguments of subprocess for running as a user, in a folder everybody can enter."""
    where: dict[str, Any] = {"cwd": "/", "umask": 0o077}
    if user:
        where |= {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
    return where


def find(home: Path, programs: Path) -> Standing:
    """Decide for a cluster whose own notes lie in `home` and whose server is in `programs`."""
    if os.geteuid() != 0:
        return Standing(None, home / "data", programs)
    away = away_from(home)
    user = _owner_of(home / "data") or _owner_of(away / "data") or _ordinary_user()
    inside = _can(user, "cd", home) and not _owner_of(away / "data")
    data = home / "data" if inside else _open_folder(away) / "data"
    return Standing(user, data, _reachable(user, programs, away))


def away_from(home: Path) -> Path:
    """The folder that stands in for a home nobody but root can enter."""
    return OPEN_FOLDER / f"linli-{hashlib.sha256(str(home).encode()).hexdigest()[:12]}"


def _owner_of(data: Path) -> pwd.struct_passwd | None:
    """Whose the data already is."""
    if not data.is_dir():
        return None
    owner = data.stat().st_uid
    return pwd.getpwuid(owner) if owner else None


def _ordinary_user() -> pwd.struct_passwd:
    known = {user.pw_name: user for user in pwd.getpwall()}
    found = next((known[name] for name in CANDIDATES if name in known), None)
    if not found:
        say.stop(
            "没有可用的普通用户来运行数据库。There is no ordinary user to run the database as.",
            "新建一个 make one: useradd --system postgres",
        )
    return found


def _can(user: pwd.struct_passwd, what: str, path: Path) -> bool:
    """Try, as the user, to enter a folder (`cd`) or run a program (`exec`)."""
    words = ["/bin/sh", "-c", 'cd "$0"', str(path)] if what == "cd" else [str(path), "--version"]
    try:
        done = subprocess.run(words, capture_output=True, check=False, **becoming(user))
    except OSError:
        return False
    return done.returncode == 0


def _open_folder(path: Path) -> Path:
    """A folder of root's under /var/tmp; refuses one that somebody else has put there."""
    path.mkdir(exist_ok=True)
    seen = path.lstat()
    if not stat.S_ISDIR(seen.st_mode) or seen.st_uid != 0 or seen.st_mode & 0o022:
        say.stop(
            f"{path} 不是我们的目录。{path} is not ours alone.",
            f"删除后重试 remove it and try again: rm -r {path}",
        )
    path.chmod(0o755)
    return path


def _reachable(user: pwd.struct_passwd, programs: Path, away: Path) -> Path:
    """The folder of programs itself if the user can run them, else a copy he can: of the whole Python package and
    of the shared libraries that lie beside it."""
    if all(_can(user, "exec", programs / name) for name in ("postgres", "initdb")):
        return programs
    package = programs.parents[1]
    mark = hashlib.sha256(f"{package} {(programs / 'postgres').stat().st_mtime_ns}".encode()).hexdigest()[:12]
    copy = _open_folder(away) / f"programs-{mark}"
    if not copy.is_dir():
        say.line("  把数据库程序复制到可读目录 copying the database programs to a folder their user can read")
        unfinished = away / f"copying-{os.getpid()}"
        for part in (package, package.with_name(f"{package.name}.libs")):
            if part.is_dir():
                shutil.copytree(
                    part, unfinished / part.name, ignore=shutil.ignore_patterns("include", "*.py*")
                )
        for path in [unfinished, *unfinished.rglob("*")]:
            path.chmod(0o755 if path.is_dir() or _runs(path) else 0o644)
        unfinished.rename(copy)
    return copy / programs.relative_to(package.parent)


def _runs(path: Path) -> bool:
    return bool(path.stat().st_mode & 0o100)
