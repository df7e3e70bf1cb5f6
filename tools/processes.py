"""The processes of a running system, looked after together: what dies is started again, and one Ctrl-C or SIGTERM
stops all of them, in order."""

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass, field

from tools import places, say

PATIENCE = 15.0
"""Seconds a process is given to stop by itself."""
_DEATH_SIGNAL = 1
_libc = ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None


class Stopped(KeyboardInterrupt):
    """SIGTERM or SIGHUP came: unwinds like Ctrl-C."""


@contextmanager
def stoppable() -> Generator[None]:
    """Let SIGTERM and SIGHUP unwind the command as Ctrl-C does, so that everything it started is stopped."""

    def unwind(number: int, _frame: object) -> None:
        raise Stopped(signal.Signals(number).name)

    before = {each: signal.signal(each, unwind) for each in (signal.SIGTERM, signal.SIGHUP)}
    try:
        yield
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)


@dataclass
class Process:
    """One program and how it fares."""

    name: str
    words: list[str]
    env: dict[str, str]
    running: "subprocess.Popen[bytes] | None" = None
    begun: float = 0.0
    failures: int = field(default=0)

    def start(self) -> None:
        """Start it, away from the terminal's Ctrl-C; on Linux it is told to stop should we be killed."""
        self.begun = time.monotonic()
        self.running = subprocess.Popen(
            self.words,
            cwd=places.ROOT,
            env=self.env,
            stdin=subprocess.DEVNULL,
            start_new_session=True,
            preexec_fn=_follow_parent if _libc else None,  # noqa: PLW1509 - calls nothing that takes a lock
        )

    def again(self) -> None:
        """Start it again if it died, the more slowly the more often it does."""
        if not self.running or self.running.poll() is None:
            return
        self._clear_remains()
        self.failures = 1 if time.monotonic() - self.begun > 60 else self.failures + 1
        if self.failures > 5:
            say.stop(f"{self.name} 一再退出。{self.name} keeps ending.", "看上面的输出 see its output above")
        say.line(f"! {self.name} 退出（{self.running.returncode}），重新启动 ended: starting it again")
        time.sleep(0.2 * self.failures)
        self.start()

    def end(self) -> None:
        """Ask it to stop."""
        if self.running and self.running.poll() is None:
            self.running.terminate()

    def bury(self, deadline: float) -> None:
        """Wait for it until the deadline, then kill it and what it started."""
        if not self.running:
            return
        try:
            self.running.wait(max(0.0, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            say.line(f"! {self.name} 未能及时停止，强制结束 did not stop in time: killed")
        self._clear_remains()
        self.running.wait()

    def _clear_remains(self) -> None:
        """Kill what is left of its process group: the children of a killed server go on serving without it."""
        if self.running:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(self.running.pid, signal.SIGKILL)


def _follow_parent() -> None:
    if _libc:
        _libc.prctl(_DEATH_SIGNAL, signal.SIGTERM)


@contextmanager
def together(*processes: Process) -> Generator[list[Process]]:
    """Run the processes, and what joins their list, while the block runs; stop them all when it ends, however."""
    running: list[Process] = []
    try:
        for process in processes:
            running.append(process)
            process.start()
        yield running
    finally:
        for process in reversed(running):
            process.end()
        deadline = time.monotonic() + PATIENCE
        for process in reversed(running):
            process.bury(deadline)


def look_after(processes: list[Process], *, until: Callable[[], bool] = lambda: False) -> None:
    """Keep the processes running, for ever or until something is so."""
    while not until():
        for process in processes:
            process.again()
        time.sleep(0.05)
