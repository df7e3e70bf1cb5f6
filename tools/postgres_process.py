"""Reading the signs of a postmaster: its pid file, its process, what it said when it would not start."""

import contextlib
import os
import subprocess
import sys
from pathlib import Path

_READY_LINE = 7


def lines(data: Path) -> list[str]:
    """The pid file's lines, stripped; none if it cannot be read."""
    try:
        return [line.strip() for line in (data / "postmaster.pid").read_text().splitlines()]
    except (OSError, UnicodeDecodeError):
        return []


def noted_pid(data: Path) -> int | None:
    """The process id the pid file names, alive or not."""
    noted = lines(data)
    return abs(int(noted[0])) if noted and noted[0].lstrip("-").isdigit() else None


def ready(data: Path, pid: int) -> bool:
    """Whether this very server says that it takes connections."""
    noted = lines(data)
    return len(noted) > _READY_LINE and noted[_READY_LINE] == "ready" and noted_pid(data) == pid


def running(data: Path, child: "subprocess.Popen[bytes] | None") -> int | None:
    """The process id of the data's live postmaster; reaps our own child when it is dead."""
    if child and child.poll() is None:
        return child.pid
    pid = noted_pid(data)
    return pid if pid and (child is None or pid != child.pid) and works_in(pid, data) else None


def works_in(pid: int, data: Path) -> bool:
    """Whether the process is a server of this data directory: servers live inside it. A dead one that nobody has
    buried yet lives nowhere."""
    if sys.platform == "linux":
        try:
            return Path(f"/proc/{pid}/cwd").readlink() == data
        except OSError:
            return False
    done = subprocess.run(
        ["ps", "-o", "command=", "-p", str(pid)], capture_output=True, text=True, check=False
    )
    return str(data) in done.stdout


def left_behind(data: Path) -> list[int]:
    """Processes still at work in the data directory."""
    if sys.platform != "linux":
        return []
    return [
        int(each.name)
        for each in Path("/proc").iterdir()
        if each.name.isdigit() and works_in(int(each.name), data)
    ]


def clear_stale(data: Path) -> None:
    """Remove a pid file whose number meanwhile belongs to somebody else's process, which PostgreSQL takes for a
    running server. Where any process of the old server is left, the file is its only protection and stays."""
    pid = noted_pid(data)
    if not pid or sys.platform != "linux" or left_behind(data):
        return
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.kill(pid, 0)
        (data / "postmaster.pid").unlink(missing_ok=True)


def worth_retrying(told: str) -> bool:
    """Whether what the server said passes by itself: memory, lock or port of a server just killed."""
    passing = ("still in use", "lock file", "already in use", "pre-existing shared memory", "could not bind")
    return any(word in told for word in passing)
