"""Processes looked after together, and notes of what was made from what."""

import os
import signal
import sys
import time
from pathlib import Path

import pytest

from tools import places, processes, say

SLEEPER = [sys.executable, "-c", "import time; time.sleep(60)"]


def process(words: list[str]) -> processes.Process:
    """A process with our own environment."""
    return processes.Process("sleeper", words, dict(os.environ))


def test_what_dies_is_started_again_and_all_are_stopped() -> None:
    one, other = process(SLEEPER), process(SLEEPER)
    with processes.together(one, other):
        assert one.running
        assert other.running
        first = one.running.pid
        os.kill(first, signal.SIGKILL)
        processes.look_after([one, other], until=lambda: bool(one.running and one.running.pid != first))
        assert one.running.poll() is None
    assert one.running.poll() is not None
    assert other.running.poll() is not None


def test_what_keeps_dying_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(time, "sleep", lambda _: None)
    with pytest.raises(say.Stop), processes.together(hopeless := process([sys.executable, "-c", ""])):
        processes.look_after([hopeless])


def test_sigterm_unwinds() -> None:
    with pytest.raises(processes.Stopped), processes.stoppable():
        os.kill(os.getpid(), signal.SIGTERM)
        time.sleep(5)


def test_a_stamp_holds_until_a_file_changes(tmp_path: Path) -> None:
    source, stamp = tmp_path / "a.txt", places.Stamp(tmp_path / "kept" / "stamp")
    source.write_text("one")
    assert not stamp.holds(places.digest([source]))
    stamp.put(places.digest([source]))
    assert stamp.holds(places.digest([source]))
    source.write_text("two")
    assert not stamp.holds(places.digest([source]))
