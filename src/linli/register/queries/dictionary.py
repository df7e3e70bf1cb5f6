"""The dictionary of labels, a copy in each process, at most five seconds old."""

import time

from linli.register.models import LabelKind

CACHED_FOR = 5.0
_kinds: dict[str, LabelKind] = {}
_read_at = [float("-inf")]


def kinds() -> dict[str, LabelKind]:
    """All kinds of labels by code, in their order, those no longer given too."""
    if time.monotonic() - _read_at[0] > CACHED_FOR:
        found = {kind.code: kind for kind in LabelKind.objects.order_by("order", "code")}
        _kinds.clear()
        _kinds.update(found)
        _read_at[0] = time.monotonic()
    return _kinds


def told_to(title: str) -> list[str]:
    """Codes of the restricted labels that a title may see."""
    return [code for code, kind in kinds().items() if title in kind.seen_by]


def kept_off_phones() -> list[str]:
    """Codes of the labels that never go to a phone, whoever holds it."""
    return [code for code, kind in kinds().items() if not kind.on_phone]


def forget_labels() -> None:
    """Drop the process's copy: after a change in this process, and between tests."""
    _read_at[0] = float("-inf")
