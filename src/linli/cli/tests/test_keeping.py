"""Files given to commands: what is wrong with them is told in words, and nothing is loaded."""

import json
import sys
from pathlib import Path

import pytest

from linli.cli.main import main
from linli.files.tests.factories import PDF, office, zip_bomb
from linli.territory import queries as territory

pytestmark = pytest.mark.django_db

GOOD = "990909,测试区\n"
BAD_ROWS = {
    "nothing": ("", "没有区划"),
    "only headings": ("code,name\n", "没有区划"),
    "another file": ('{"type": "FeatureCollection", "features": ' + "[" * 1000, "没有区划"),
    "no name": ("code,name\n" + GOOD + "990908\n", "第3行缺编码或名称"),
    "no code": ("code,name\n" + GOOD + ",某区\n", "第3行缺编码或名称"),
    "no such columns": ("a,b\n1,2\n", "code 和 name"),
    "an endless cell": ("code,name\n" + GOOD + f"990908,{'长' * 200_000}\n", "读不了"),
    "a NUL": ("code,name\n" + GOOD + "990908,某\x00区\n", "读不了"),
}


def _told(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], *words: str) -> str:
    monkeypatch.setattr(sys, "argv", ["linli", *words])
    assert main() == 1
    return capsys.readouterr().err


@pytest.mark.parametrize("case", BAD_ROWS)
def test_bad_divisions_are_told_and_none_is_loaded(
    case: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    content, words = BAD_ROWS[case]
    file = tmp_path / "divisions.csv"
    file.write_text(content, encoding="utf-8")
    assert words in _told(monkeypatch, capsys, "divisions", str(file))
    assert not territory.exists("990909")


@pytest.mark.parametrize(
    "content",
    [
        '{"type": "FeatureCollection", "features": ' + "[" * 100_000,
        json.dumps(
            {
                "type": "FeatureCollection",
                "features": [
                    {
                        "type": "Feature",
                        "properties": {"code": "990101001001999", "name": "某\x00网格"},
                        "geometry": {
                            "type": "Polygon",
                            "coordinates": [[[120, 31], [120.1, 31], [120.1, 31.1], [120, 31]]],
                        },
                    }
                ],
            }
        ),
    ],
    ids=["deep", "a NUL"],
)
def test_bad_grids_are_told(
    content: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "grids.geojson"
    file.write_text(content, encoding="utf-8")
    assert "Traceback" not in _told(monkeypatch, capsys, "grids", str(file))


@pytest.mark.parametrize(
    ("content", "words"),
    [(zip_bomb(), "解压后过大"), (PDF, "不是xlsx"), (b"", "不是xlsx"), (office()[:-30], "已损坏")],
    ids=["a bomb", "another kind", "nothing", "cut off"],
)
def test_a_workbook_is_looked_at_before_it_is_opened(
    content: bytes,
    words: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    file = tmp_path / "messages.xlsx"
    file.write_bytes(content)
    assert words in _told(monkeypatch, capsys, "ingest", str(file))


@pytest.mark.parametrize("command", ["divisions", "grids", "ingest"])
def test_a_file_without_end_is_not_read(
    command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "endless"
    with file.open("wb") as stream:
        stream.truncate(300 * 1024 * 1024)  # a hole on the disk: nothing is written
    assert "请分成几份" in _told(monkeypatch, capsys, command, str(file))
