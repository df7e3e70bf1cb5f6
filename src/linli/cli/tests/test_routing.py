"""`linli plan solve`: one JSON document with routes that hold, and sentences where there is nothing to solve."""

import json
import sys
from pathlib import Path

import pytest

from linli.cli.main import main
from linli.planning.rules.periodic.checking import Route, cost, faults
from linli.planning.rules.periodic.instance import read

INSTANCE = """1 2 4 2
0 10
0 10
0 0 0 0 0 0 0
7 3 4 0 5 2 1 3
8 0 5 0 5 1 2 1 2
9 0 9 0 5 1 2 1 2
11 5 0 0 6 1 2 1 2
"""


def run(monkeypatch: pytest.MonkeyPatch, *words: str) -> int:
    """The command as from a terminal; nothing is kept on disk."""
    monkeypatch.setenv("NUMBA_CACHE_DIR", "")
    monkeypatch.setenv("LINLI_VAR", "/dev/null")
    monkeypatch.setattr(sys, "argv", ["linli", "plan", "solve", *words])
    return main()


@pytest.mark.slow
def test_routes_of_an_instance(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Cost, feasibility and routes by the file's own numbers; days and vehicles from 1."""
    file = tmp_path / "tiny"
    file.write_text(INSTANCE, "utf-8")
    assert run(monkeypatch, str(file), "--seconds", "1", "--seed", "4") == 0
    told = json.loads(capsys.readouterr().out)
    assert set(told) == {"cost", "feasible", "seconds", "routes"}
    routes = [Route(each["day"], each["vehicle"], tuple(each["stops"])) for each in told["routes"]]
    problem = read(INSTANCE)
    assert faults(problem, routes) == []
    assert told["feasible"] is True
    assert told["cost"] == pytest.approx(cost(problem, routes))
    with_8, with_9 = (3**2 + 1**2) ** 0.5, (3**2 + 5**2) ** 0.5  # from 7, who is visited on both days
    assert told["cost"] == pytest.approx((5 + with_8 + 5) + (5 + with_9 + 9) + (5 + 5))


@pytest.mark.parametrize(
    ("text", "words", "said"),
    [
        ("", [], "empty"),
        ("2 1 1 1\n", [], "type 2"),
        (INSTANCE[:60], [], "lines are wanted"),
        (INSTANCE, ["--seconds", "0"], "seconds"),
    ],
)
def test_what_cannot_be_solved(
    text: str,
    words: list[str],
    said: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """The reason in both languages on standard error, nothing on standard output, a status."""
    file = tmp_path / "broken"
    file.write_text(text, "utf-8")
    assert run(monkeypatch, str(file), *words) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert said in err
    assert any("\u4e00" <= letter <= "\u9fff" for letter in err)


def test_bytes_that_are_no_text(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Refused like any other."""
    file = tmp_path / "bytes"
    file.write_bytes(b"\xff\xfe\x00 1 2 3")
    assert run(monkeypatch, str(file)) == 1
    assert "Line 1" in capsys.readouterr().err
    assert run(monkeypatch, str(tmp_path / "nowhere")) == 1
    assert "nowhere" in capsys.readouterr().err
