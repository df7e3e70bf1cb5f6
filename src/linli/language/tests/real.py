"""Where the real messages are, and the mark that skips a test without them."""

import os
from pathlib import Path

import pytest

_ROOT = Path(__file__).resolve().parents[4]
REAL_MESSAGES = Path(_ROOT, os.environ.get("LINLI_DATA") or "../shared/data", "messages").resolve()
needs_real_messages = pytest.mark.skipif(
    not (REAL_MESSAGES / "timeline.xlsx").is_file(), reason="the real messages are not here (LINLI_DATA)"
)
