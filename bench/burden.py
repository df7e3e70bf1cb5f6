"""burden: presses and typed characters of the commonest tasks, as a hand in a real browser makes them

The tasks are walked by `tests/browser/test_burden.py`, which also holds each to what it cost last: figures only go
down.
The figure is all presses together; each task that has a bar of its own is held to it.
"""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from bench import _ground
from tools import places

WALK = ["test", "--only-python", "--", "-q", "-n", "0", "-m", "browser", "tests/browser/test_burden.py"]
BARS = {"visit_nothing_changed": 3, "matter_at_the_door": 5, "accept_and_dispatch": 4, "receipt_printed": 2}


def main() -> int:
    """Walk, read what was counted, tell."""
    with tempfile.TemporaryDirectory() as folder:
        told = Path(folder) / "burden.json"
        env = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
        words = [places.python(), str(places.ROOT / "dev.py"), *WALK]
        walked = subprocess.run(words, cwd=places.ROOT, env=env | {"LINLI_BURDEN": str(told)}, check=False)
        cost: dict[str, tuple[int, int]] = json.loads(told.read_text()) if told.exists() else {}
    parts = {
        name: {"presses": taps, "characters": signs, "bar": BARS.get(name)}
        for name, (taps, signs) in cost.items()
    }
    held = all(taps <= BARS.get(name, taps) for name, (taps, _) in cost.items())
    return _ground.close(
        name="burden",
        figure=sum(taps for taps, _ in cost.values()),
        unit="presses",
        bar=", ".join(f"{name} ≤ {most}" for name, most in BARS.items()),
        holds=walked.returncode == 0 and bool(cost) and held,
        parts=parts,
        with_=_ground.versions_of("linli", "playwright"),
    )


if __name__ == "__main__":
    sys.exit(main())
