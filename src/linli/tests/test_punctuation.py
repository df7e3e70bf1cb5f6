"""Chinese is set with Chinese punctuation, wherever a person reads it."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import linli
from linli.config import env

HALF_WIDTH = re.compile(r"[一-鿿}][,;:!?](?=[一-鿿{])")
READS_TEXT = Path("language/rules")
"""Patterns that read what others wrote need the punctuation others wrote."""


def texts() -> Iterator[tuple[Path, str]]:
    """What people may come to read: the strings of the product and the words of the web client."""
    root = Path(linli.__file__).parent
    for path in root.rglob("*.py"):
        if "tests" in path.parts or READS_TEXT.as_posix() in path.as_posix():
            continue
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield path, node.value
    for path in (env.ROOT / "web" / "src").rglob("words/*.json"):
        yield path, path.read_text()


def test_no_half_width_punctuation_between_chinese_characters() -> None:
    found = [(str(path), text) for path, text in texts() if HALF_WIDTH.search(text)]
    assert found == []


def test_the_sentence_that_is_looked_for_is_found() -> None:
    assert HALF_WIDTH.search("全部为合成数据,口令相同")
    assert not HALF_WIDTH.search("时间 09:31，地点")
