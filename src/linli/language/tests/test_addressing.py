"""Addresses cut into parts: files read and written, mistakes named by their line, parts counted."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some

from linli.cli import addressing as command
from linli.config import env
from linli.language.rules import addressing
from linli.language.rules.addressing import Address, Tagger, entities, read, score, written
from linli.language.rules.addressing.features import features

PARTS = (("临江", "市", "city"), ("东湖", "区", "district"), ("听松", "路", "road"))


def _marked() -> Iterator[Address]:
    """Made-up addresses of some forms."""
    for n in range(1, 60):
        tokens: list[str] = []
        tags: list[str] = []
        for name, end, kind in PARTS[n % 3 :]:
            word = [*name, end]
            tokens += word
            tags += [f"B-{kind}", *[f"I-{kind}"] * (len(word) - 1)]
        yield Address((*tokens, str(n), "号"), (*tags, "B-roadno", "I-roadno"))


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("model")
    assert addressing.train(_marked(), folder) == 59
    return folder


def test_learns_what_it_was_shown(model: Path) -> None:
    tags = Tagger(model).tag([*"临江市听松路", "77", "号"])
    assert sorted(entities(tags)) == [(0, 3, "city"), (3, 6, "road"), (6, 8, "roadno")]


@given(some.lists(some.text(min_size=1, max_size=4), max_size=40))
def test_whatever_the_tokens_each_is_looked_at(tokens: list[str]) -> None:
    assert len(features(tokens)) == len(tokens)


def test_tags_begin_with_b(model: Path) -> None:
    for text in ("😀😀", "号号号号", "路", "abc", "区" * 60):
        kind = ""
        for tag in Tagger(model).tag(list(text)):
            assert tag.startswith("B-") or tag == "O" or tag == f"I-{kind}"
            kind = tag.partition("-")[2]
    assert Tagger(model).tag([]) == ()


def test_a_file_is_read_as_it_was_written() -> None:
    every = list(_marked())
    text = "".join(map(written, every))
    assert list(read(text.splitlines(keepends=True), marked=True)) == every
    assert [one.tokens for one in read(text.splitlines(), marked=False)] == [one.tokens for one in every]


@pytest.mark.parametrize(
    ("lines", "line"),
    [
        (["临 B-city", "江"], 2),
        (["临 B-city", "江 I-city x"], 2),
        (["临 B-city", "", "江 city"], 3),
        (["临 B_city"], 1),
        ([f"{'长' * 50} B-city"], 1),
        (["长 B-city"] * 500, 401),
    ],
)
def test_a_bad_line_is_named(lines: list[str], line: int) -> None:
    with pytest.raises(ValueError, match=rf"第{line}行.*"):
        list(read(lines, marked=True))


def test_parts_count_with_exact_ends_and_kind() -> None:
    marked = ["B-city", "I-city", "B-road", "I-road", "O"]
    assert score([(marked, marked)]).f1 == 1.0
    assert score([(marked, ["B-city", "I-city", "B-road", "B-road", "O"])]).precision == pytest.approx(1 / 3)
    assert score([(marked, ["O"] * 5)]).f1 == 0.0
    assert entities(["I-city", "I-city", "I-road"]) == {(0, 2, "city"), (2, 3, "road")}


def test_the_command_learns_and_tags(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file, plain = tmp_path / "marked.txt", tmp_path / "plain.txt"
    file.write_text("".join(map(written, _marked())), encoding="utf-8")
    assert command.train(file, out=tmp_path / "out") == 0
    plain.write_text("临\n江\n市\n\n听\n松\n路\n9\n号\n", encoding="utf-8")
    assert command.parse(plain, model=tmp_path / "out") == 0
    told = capsys.readouterr().out
    assert told.startswith("临 B-city\n江 I-city\n市 I-city\n\n听 B-road\n")
    assert told.endswith("\n\n")


def test_no_model_and_no_addresses_are_refused(tmp_path: Path) -> None:
    empty = tmp_path / "empty.txt"
    empty.write_text("\n\n", encoding="utf-8")
    with pytest.raises(ValueError, match="没有地址"):
        command.train(empty, out=tmp_path)
    with pytest.raises(ValueError, match="没有模型"):
        command.parse(empty, model=tmp_path)
    (tmp_path / addressing.MODEL).write_bytes(b"nonsense")
    with pytest.raises(ValueError, match="不是模型"):
        command.parse(empty, model=tmp_path)


def test_real_addresses_are_all_read() -> None:
    path = env.data() / "addresses/parsing_dev.txt"
    if not path.is_file():
        pytest.skip("没有真实地址数据 the real addresses are absent")
    with path.open(encoding="utf-8") as lines:
        every = list(read(lines, marked=True))
    assert len(every) == 2985
