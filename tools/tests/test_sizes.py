"""Sizes and habits: what is over the limit or does not belong in a commit is named with its line."""

from pathlib import Path

import pytest

from tools import sizes


def told(folder: Path, name: str, text: str) -> list[str]:
    """What is said of one file."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    return [line.removeprefix(path.as_posix()) for line in sizes.complaints([path])]


def test_a_long_file(tmp_path: Path) -> None:
    assert told(tmp_path, "right.vue", "x\n" * 400) == []
    assert told(tmp_path, "long.vue", "x\n" * 401) == [":401: 401 lines, more than 400"]
    assert told(tmp_path, "data.json", "1\n" * 999) == []


def test_a_long_function(tmp_path: Path) -> None:
    body = "    x = 1\n"
    assert told(tmp_path, "right.py", "def f():\n" + body * 39) == []
    assert told(tmp_path, "long.py", "\ndef f():\n" + body * 40) == [":2: f has 41 lines, more than 40"]
    assert told(tmp_path, "migrations/0001.py", "def f():\n" + body * 40) == []


@pytest.mark.parametrize("name", ["utils.py", "Helpers.ts", "common.vue", "base.css"])
def test_a_name_that_says_nothing(tmp_path: Path, name: str) -> None:
    assert len(told(tmp_path, name, "")) == 1


@pytest.mark.parametrize(
    "text",
    [
        "https://py" + "pi.org/simple",
        "cd /ro" + "ot/linli",
        'open("/ho' + 'me/someone/x")',
        "x = 1  # TO" + "DO later",
        "敬请" + "期待",
    ],
)
def test_what_no_commit_may_carry(tmp_path: Path, text: str) -> None:
    [line] = told(tmp_path, "notes.md", f"first\n{text}\n")
    assert line.startswith(":2: ")


@pytest.mark.parametrize("text", ["web/home/page", "/api/root/", "mastodon", "https://example.org/home/a"])
def test_what_is_innocent(tmp_path: Path, text: str) -> None:
    assert told(tmp_path, "notes.md", text) == []
