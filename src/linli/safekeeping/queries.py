"""How far the keys have been changed."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from linli.kit import ids, keyring
from linli.kit.actor import Actor, require_system
from linli.safekeeping.models import Walk


@dataclass(frozen=True, slots=True)
class Progress:
    """How far one part has come: rows looked at, sealed anew, not opened, and when it was done."""

    part: str
    seen: int
    done: int
    failed: int
    ended_at: datetime | None


def walk_id(part: str) -> UUID:
    """The id of a part's way to the current key and algorithms."""
    return ids.of("walk", f"{keyring.current().number}/{keyring.cipher()}/{part}")


def progress(by: Actor) -> list[Progress]:
    """How far each part that was begun has come under the current key. Forbidden to all but the system."""
    require_system(by)
    key = keyring.current().number
    rows = Walk.objects.filter(key=key, cipher=keyring.cipher().value).order_by("part")
    return [Progress(row.part, row.seen, row.done, row.failed, row.ended_at) for row in rows]
