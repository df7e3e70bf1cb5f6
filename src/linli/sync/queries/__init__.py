"""What a phone takes along (`pack`)."""

from linli.sync.queries.pack import SECTIONS, Chunk, Taken, pack

__all__ = ["SECTIONS", "Chunk", "Taken", "pack"]
