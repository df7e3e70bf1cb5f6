"""`linli classify train` and `predict`: a row for each text, in order, and sentences where there is nothing to learn
from or nothing to read with."""

import csv
import io
import sys
from pathlib import Path

import pytest

from linli.cli.main import main
from linli.config import env

TEXTS = {
    "路灯": ("路灯不亮", "路灯坏了", "灯杆歪了", "晚上没有路灯"),
    "垃圾": ("垃圾没人清运", "垃圾堆成山", "垃圾桶满了", "乱倒垃圾"),
}
PLACES = ("一号楼门口", "二期南门", "菜场旁边", "学校后面", "三栋楼下", "停车场边")
REAL = env.data() / "messages" / "labelled_train.csv"


def run(monkeypatch: pytest.MonkeyPatch, *words: str) -> int:
    """The command as from a terminal."""
    monkeypatch.setattr(sys, "argv", ["linli", "classify", *words])
    return main()


def labelled(path: Path) -> Path:
    """A file to learn from."""
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file)
        out.writerow(("label", "text"))
        out.writerows(
            (label, f"{place}{way}") for label, ways in TEXTS.items() for way in ways for place in PLACES
        )
    return path


@pytest.fixture
def model(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Path:
    assert (
        run(monkeypatch, "train", str(labelled(tmp_path / "train.csv")), "--out", str(tmp_path / "model"))
        == 0
    )
    told = capsys.readouterr()
    assert told.out == ""
    assert "48" in told.err
    return tmp_path / "model"


@pytest.mark.parametrize("heading", ["text\n{}", "label,text\n路灯,{}", "text,label\n{},"])
def test_a_row_for_each_text_in_order(
    model: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    heading: str,
) -> None:
    first, _, line = heading.partition("\n")
    texts = ["路灯又不亮了", '"垃圾,满地\n都是"', '""', "😡", "垃圾没人清运", "x" * 10_000]
    file = tmp_path / "asked.csv"
    file.write_text("\n".join([first, *(line.format(text) for text in texts)]), "utf-8")
    assert run(monkeypatch, "predict", "--model", str(model), str(file)) == 0
    told = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert [set(row) for row in told] == [{"label", "probability", "sure"}] * len(texts)
    assert [told[0]["label"], told[1]["label"], told[4]["label"]] == ["路灯", "垃圾", "垃圾"]
    assert all(0 <= float(row["probability"]) <= 1 for row in told)
    assert {row["sure"] for row in told} <= {"true", "false"}
    assert told[2]["sure"] == told[3]["sure"] == "false"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", "label, text"),
        ("text\n只有文本\n", "label"),
        ("甲,乙\n1,2\n", "label, text"),
        ("label,text\n甲,一条\n", "at least 20"),
        ("label,text\n" + "甲,同一类的第一条\n" * 30, "same label"),
    ],
)
def test_what_cannot_be_learnt_from(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    content: str,
    said: str,
) -> None:
    file = tmp_path / "train.csv"
    file.write_text(content, "utf-8")
    assert run(monkeypatch, "train", str(file), "--out", str(tmp_path / "model")) == 1
    told = capsys.readouterr()
    assert told.out == ""
    assert said in told.err
    assert any("\u4e00" <= char <= "\u9fff" for char in told.err), "in Chinese too"
    assert not (tmp_path / "model").exists()


def test_a_missing_file_or_model_is_said(
    model: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    nowhere = str(tmp_path / "nowhere")
    assert run(monkeypatch, "train", nowhere, "--out", str(tmp_path / "other")) == 1
    assert run(monkeypatch, "predict", "--model", str(model), nowhere) == 1
    asked = labelled(tmp_path / "asked.csv")
    assert run(monkeypatch, "predict", "--model", nowhere, str(asked)) == 1
    (model / "numbers.npz").write_bytes(b"not a model")
    assert run(monkeypatch, "predict", "--model", str(model), str(asked)) == 1
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.count("linli classify train") == 4, "twice a refusal, in Chinese and in English"


def test_a_file_stands_where_the_folder_should(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "model").write_text("mine")
    assert run(monkeypatch, "train", str(labelled(tmp_path / "t.csv")), "--out", str(tmp_path / "model")) == 1
    assert (tmp_path / "model").read_text() == "mine"
    assert "not a folder" in capsys.readouterr().err


@pytest.mark.slow
@pytest.mark.skipif(not REAL.is_file(), reason="the real messages are not here (LINLI_DATA)")
def test_real_messages(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A thousand of them are enough to be right in most others."""
    with REAL.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for name, some in (("train", rows[::6]), ("asked", rows[3::30])):
        with (tmp_path / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            out = csv.writer(file)
            out.writerow(("label", "text"))
            out.writerows((row["label"], row["text"]) for row in some)
    assert run(monkeypatch, "train", str(tmp_path / "train.csv"), "--out", str(tmp_path / "model")) == 0
    capsys.readouterr()
    assert run(monkeypatch, "predict", "--model", str(tmp_path / "model"), str(tmp_path / "asked.csv")) == 0
    told = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    right = [row["label"] == one["label"] for row, one in zip(told, rows[3::30], strict=True)]
    assert sum(right) / len(right) > 0.75
