"""What is answered about files."""

from uuid import UUID

from ninja import Schema


class FileOut(Schema):
    """A stored file; `url` serves it, `thumb` a small picture of it."""

    id: UUID
    name: str
    kind: str
    url: str
    thumb: str | None
