"""A long list is set in a process of its own: typst keeps what it has laid out in memory (some 60 MB for 500 rows,
through ten papers) and gives none of it back, which a server that runs for months cannot bear."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from linli.documents.rules.paper import MissingFonts, Press, Unprintable

SECONDS_MOST = 60
_NO_FONTS, _UNPRINTABLE = 3, 4
_SOURCES = Path(__file__).parents[3]


def pdf_apart(fonts: Path, layout: str, content: Mapping[str, Any]) -> bytes:
    """The content laid out as PDF by a process of its own. MissingFonts, Unprintable as a press says it; Unprintable
    also after a minute."""
    said = json.dumps({"fonts": str(fonts), "layout": layout, "content": content})
    words = [sys.executable, "-m", __name__]
    env = os.environ | {"PYTHONPATH": str(_SOURCES)}
    try:
        done = subprocess.run(  # noqa: S603 - our own program, told through its standard input
            words, input=said.encode(), capture_output=True, env=env, timeout=SECONDS_MOST, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise Unprintable(f"{layout}: not laid out within {SECONDS_MOST} s") from error
    told = done.stderr.decode("utf-8", "replace")[-500:]
    if done.returncode == _NO_FONTS:
        raise MissingFonts(told)
    if done.returncode:
        raise Unprintable(f"{layout}: status {done.returncode}: {told}")
    return done.stdout


def main() -> int:
    """The other end: what to lay out on standard input, the PDF on standard output."""
    asked = json.load(sys.stdin)
    try:
        made = Press(Path(asked["fonts"])).pdf(asked["layout"], asked["content"], tagged=False)
    except (MissingFonts, Unprintable) as error:
        sys.stderr.write(str(error))
        return _NO_FONTS if isinstance(error, MissingFonts) else _UNPRINTABLE
    sys.stdout.buffer.write(made)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
