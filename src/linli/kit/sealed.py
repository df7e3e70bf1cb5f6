"""How an app says what it keeps sealed, so that keys can be changed and nothing is forgotten: tables, their sealed
columns, and the blind indexes beside them. Pure."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field


def _whole(text: str) -> str:
    return text


@dataclass(frozen=True, slots=True)
class Blind:
    """A blind index: of which sealed column, under which kind of field, and of which part of its text."""

    of: str
    kind: str
    cut: Callable[[str], str] = _whole


@dataclass(frozen=True, slots=True)
class Sealed:
    """A table with sealed columns. `key` is its primary key, a UUID, which is bound into every value; `fields` names
    for each column the field it is sealed as; `blinds` are its blind indexes by column."""

    table: str
    key: str
    fields: Mapping[str, str]
    blinds: Mapping[str, Blind] = field(default_factory=dict[str, Blind])
    most: int = 0
    """Rows that are taken in one go, where they are large; else as many as usual."""
