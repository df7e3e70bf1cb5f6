"""The virtual environment, made from hash-locked lists and made again only when they change. pip does the installing,
so that a site's own mirror, set the usual way, is used."""

import importlib.util
import os
import platform
import shutil
import subprocess
import sys

from tools import places, say

RUNTIME, DEVELOPER = "requirements.lock", "requirements-dev.lock"
PEER = places.BENCH / "peer.lock"
ROOM_NEEDED = 2_000_000_000
"""Bytes: Python packages, Node, web packages, a database and its log."""


def check_prerequisites() -> None:
    """Refuse, each with its cure, what cannot work: the system, Python's parts, the room on disk."""
    if sys.platform not in {"linux", "darwin"}:
        say.stop("需要 Linux 或 macOS。Linux or macOS is needed.", "Windows 上请用 on Windows use WSL 2")
    if sys.platform == "linux" and platform.libc_ver()[0] != "glibc":
        say.stop(
            "需要 glibc（Debian、Ubuntu、统信、麒麟等）。A system with glibc is needed.",
            "musl 系统请设 on musl use a container of Debian",
        )
    if not all(importlib.util.find_spec(part) for part in ("venv", "ensurepip")):
        say.stop("Python 缺少 venv。This Python lacks venv.", "Debian: apt install python3-venv")
    free = shutil.disk_usage(places.ROOT).free
    if free < ROOM_NEEDED and not places.VENV.exists():
        say.stop(
            f"磁盘只剩 {free // 1_000_000} MB。Only {free // 1_000_000} MB are left on the disk.",
            f"腾出 make room for {ROOM_NEEDED // 1_000_000} MB",
        )


def ensure(*, developer: bool = False) -> None:
    """Make sure that `.venv` holds what the lock says; with `developer` also what checks and tests need."""
    if _up_to_date(RUNTIME) and (not developer or _up_to_date(DEVELOPER)):
        return
    check_prerequisites()
    _make_venv()
    lock = DEVELOPER if developer or _stamp(DEVELOPER).path.exists() else RUNTIME
    with say.step(f"按 {lock} 安装 Python 包", "installing Python packages"):
        _pip("--require-hashes", "--no-deps", "-r", str(places.ROOT / lock))
        _pip("--no-deps", "--no-build-isolation", "-e", str(places.ROOT))
    for name in {RUNTIME, lock}:
        _stamp(name).put(_state(name))


def relock() -> None:
    """Write the lists of packages and hashes anew, for every system and Python from 3.11 on: both of pyproject.toml,
    and that of the system we are measured beside."""
    ensure(developer=True)
    words = [
        places.venv_bin("uv"),
        "pip",
        "compile",
        "--quiet",
        "--universal",
        "--python-version",
        "3.11",
        "--upgrade",
    ]
    words += ["--generate-hashes", "--no-emit-index-url", "--no-header", "--no-annotate"]
    for more in (
        ["pyproject.toml", "-o", RUNTIME],
        ["pyproject.toml", "--group", "dev", "-c", RUNTIME, "-o", DEVELOPER],
        [str(PEER.with_suffix(".in")), "-c", RUNTIME, "-o", str(PEER)],
    ):
        run([*words, *more], "uv")


def run(words: list[str], name: str, **more: object) -> None:
    """Run a program in the repository; a failure stops the command under that name."""
    done = subprocess.run(words, cwd=places.ROOT, check=False, **more)  # type: ignore[call-overload]
    if done.returncode:
        say.stop(
            f"{name} 失败。{name} failed (status {done.returncode}).", "看上面的输出 see its output above"
        )


def _make_venv() -> None:
    if _usable():
        return
    with say.step("新建虚拟环境 .venv", "making .venv"):
        run([sys.executable, "-m", "venv", "--clear", str(places.VENV)], "venv")


def _usable() -> bool:
    """Whether `.venv` is of this Python, made in this place, and runs."""
    if not _has_python():
        return False
    told = (places.VENV / "pyvenv.cfg").read_text()
    if _version() not in told or str(places.VENV) not in told:
        return False
    return (
        subprocess.run(
            [places.python(), "-m", "pip", "--version"], capture_output=True, check=False
        ).returncode
        == 0
    )


def _has_python() -> bool:
    return os.access(places.python(), os.X_OK) and (places.VENV / "pyvenv.cfg").exists()


def _version() -> str:
    return f"version = {sys.version_info[0]}.{sys.version_info[1]}."


def _pip(*arguments: str) -> None:
    words = [places.python(), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *arguments]
    if subprocess.run(words, cwd=places.ROOT, check=False).returncode:
        say.stop(
            "安装 Python 包失败。Installing Python packages failed.",
            "检查网络；有镜像时 check the network, or name a mirror: pip config set global.index-url URL",
        )


def _up_to_date(lock: str) -> bool:
    return _has_python() and _stamp(lock).holds(_state(lock))


def _stamp(lock: str) -> places.Stamp:
    return places.Stamp(places.VENV / f"made-from-{lock}")


def _state(lock: str) -> str:
    files = [places.ROOT / name for name in {lock, RUNTIME, "pyproject.toml"}]
    return places.digest(files, _version(), str(places.ROOT))
