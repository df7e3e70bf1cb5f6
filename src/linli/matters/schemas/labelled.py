"""What is told of a labelled file."""

from uuid import UUID

from ninja import Field, Schema


class FileLabelOut(Schema):
    """A category of the file: how many rows, and which of ours it is; empty where a person has to say."""

    label: str
    rows: int
    category: str


class LookOut(Schema):
    """A file as it was read: the sheet and how many with the same columns were not, the headings of its columns, rows
    that were read, those without words or category, those that say what another says."""

    sheet: str
    unread: int
    words: str
    subject: str
    category: list[str]
    read: int
    empty: int
    twice: int
    labels: list[FileLabelOut]


class FileGivenOut(Schema):
    """A file as it is kept: how many texts of how many categories."""

    id: UUID
    name: str
    texts: int = Field(..., description="rows that are kept")
    categories: int
