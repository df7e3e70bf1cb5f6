"""Files of addresses: a character or token a line, its tag behind it where it is marked, a blank line between
addresses."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

LONGEST = 400
"""Tokens of one address: longer ones are no addresses."""
TOKEN_MOST = 40
_GAP = re.compile(r"[ \t]+")
_TAG = re.compile(r"O|[BI]-[A-Za-z][A-Za-z0-9_]{0,29}")


@dataclass(frozen=True, slots=True)
class Address:
    """The tokens of one address; `tags` are empty where it is not marked."""

    tokens: tuple[str, ...]
    tags: tuple[str, ...] = ()


def read(lines: Iterable[str], *, marked: bool) -> Iterator[Address]:
    """The addresses of a file. ValueError, with the number of the line, for a line that is none; `marked` asks for a
    tag on each line, else tags are passed over."""
    tokens: list[str] = []
    tags: list[str] = []
    for number, line in enumerate(lines, 1):
        parts = [part for part in _GAP.split(line.rstrip("\r\n").removeprefix("\ufeff")) if part]
        if parts:
            _check(parts, number, marked=marked, before=len(tokens))
            tokens.append(parts[0])
            tags.append(parts[-1])
        elif tokens:
            yield Address(tuple(tokens), tuple(tags) if marked else ())
            tokens, tags = [], []
    if tokens:
        yield Address(tuple(tokens), tuple(tags) if marked else ())


def _check(parts: list[str], number: int, *, marked: bool, before: int) -> None:
    """Refuse, as ValueError, what is no token with its tag."""
    if len(parts) > 2 or (marked and len(parts) < 2):
        wanted = (
            "一个字和一个标签 a token and a tag"
            if marked
            else "一个字（可带标签） a token, and perhaps a tag"
        )
        raise ValueError(f"第{number}行应是{wanted}，line {number}: {' '.join(parts)[:60]!r}")
    if marked and not _TAG.fullmatch(parts[1]):
        raise ValueError(
            f"第{number}行的标签不是 BIO 标签，the tag in line {number} is none: {parts[1][:40]!r}"
        )
    if len(parts[0]) > TOKEN_MOST or before >= LONGEST:
        raise ValueError(f"第{number}行太长，不像地址 line {number} is too long for an address")


def written(address: Address) -> str:
    """An address as a file holds it, with the blank line behind it."""
    return "".join(f"{token} {tag}\n" for token, tag in zip(address.tokens, address.tags, strict=True)) + "\n"
