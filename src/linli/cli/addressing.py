"""Cutting addresses into parts from the terminal: learning from marked ones, and tagging others."""

import sys
from pathlib import Path

from linli.cli.reading import check_bytes
from linli.language.rules import addressing

MOST_MEGABYTES = 100


def train(path: Path, *, out: Path) -> int:
    """Learn from a file of marked addresses and write the model into a folder. ValueError for a line that is none."""
    check_bytes(path, megabytes=MOST_MEGABYTES)
    with path.open(encoding="utf-8-sig") as lines:
        count = addressing.train(addressing.read(lines, marked=True), out)
    print(f"已学 {count} 条地址，模型在 {out} learned from {count} addresses", file=sys.stderr)
    return 0


def parse(path: Path, *, model: Path) -> int:
    """Print the addresses of a file with their tags, as the file has them. ValueError for a line that is none, and
    for a folder without a model."""
    check_bytes(path, megabytes=MOST_MEGABYTES)
    tagger = addressing.Tagger(model)
    with path.open(encoding="utf-8-sig") as lines:
        for address in list(addressing.read(lines, marked=False)):
            tags = tagger.tag(address.tokens)
            sys.stdout.write(addressing.written(addressing.Address(address.tokens, tags)))
    return 0
