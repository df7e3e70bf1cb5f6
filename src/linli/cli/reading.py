"""Files of one's own that commands read whole: not without end."""

from pathlib import Path

MEGABYTE = 1024 * 1024


def check_bytes(path: Path, *, megabytes: int) -> None:
    """Refuse, as ValueError, what is larger than any honest file of its kind."""
    if path.stat().st_size > megabytes * MEGABYTE:
        raise ValueError(
            f"{path.name}: 超过{megabytes}MB，请分成几份 over {megabytes} MB; split it into several"
        )
