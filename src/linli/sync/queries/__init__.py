"""What a phone takes along (`pack`); phones, and what lies here for their holders (`devices`)."""

from linli.sync.queries.devices import (
    device_to_end,
    devices,
    held,
    held_amount,
    holder_by_proof,
    is_revoked,
    visible_devices,
)
from linli.sync.queries.pack import SECTIONS, Chunk, Taken, pack

__all__ = [
    "SECTIONS",
    "Chunk",
    "Taken",
    "device_to_end",
    "devices",
    "held",
    "held_amount",
    "holder_by_proof",
    "is_revoked",
    "pack",
    "visible_devices",
]
