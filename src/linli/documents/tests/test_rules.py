"""Words fit for print, papers as PDF, spreadsheets that hold text as text, codes a phone reads; with hostile words."""

import io
from datetime import date, datetime
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET
from zipfile import ZipFile

import pypdf
import pytest
import zxingcpp
from django.conf import settings
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from PIL import Image
from python_calamine import CalamineWorkbook

from linli.documents import queries
from linli.documents.rules import (
    Cell,
    Column,
    MissingFonts,
    Press,
    Sheet,
    Unprintable,
    chinese_date,
    chinese_moment,
    fit,
    paragraphs,
    pdf_apart,
    qr,
    title_fit,
    workbook,
)
from linli.documents.rules.wording import breakable

ADDRESS = "https://linli.example.cn/track/?reference=261122-4837-2916"
HOSTILE = (
    "#strong[x] *粗* _斜_ $x^2$ `code` <label> @ref \\ // /* [ ] { } #panic()",
    "<script>alert(1)</script>&amp;",
    "x" * 9_000,
    "的" * 9_000,
    "笑😀👨‍👩‍👧‍👦𠮷𰻞䶮é",
    "左\u202e右\u2066中\ufeff\x00\x07\x1b末",
    '"; #read("/etc/passwd")',
    "=HYPERLINK(1)\n\n\n第二段",
)
LETTER: dict[str, Any] = {
    "title": "关于反映事项的答复函",
    "unit": "本社区",
    "reference": "261122-4837-2916",
    "qr": qr(ADDRESS),
    "printed": "打印时间：2026年11月25日 10:06",
    "salutation": "欧*同志",
    "lines": ["灯泡已换好。"],
    "where": ["扫码"],
    "day": "2026年11月25日",
}


@pytest.fixture(scope="module")
def press() -> Press:
    return queries.press()


def text_of(content: bytes) -> str:
    """The words of a PDF without space: typst sets a little between Chinese and Latin."""
    return "".join(
        "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages).split()
    )


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("平常的话", "平常的话"),
        ("一行\r\n二行\r三行\u2028四行", "一行\n二行\n三行\n四行"),
        ("左\u202e右\u2066中\ufeff\x00末", "左右中末"),
        ("半个\ud800字", "半个字"),
        ("表\t格", "表 格"),
        ("笑😀", "笑😀"),
    ],
)
def test_what_is_not_seen_goes(text: str, plain: str) -> None:
    assert fit(text) == plain


@given(st.text())
def test_fit_words_can_be_written_and_stay_fit(text: str) -> None:
    once = fit(text)
    assert fit(once) == once
    once.encode()
    assert not {c for c in once if c < " "} - {"\n"}


def test_a_long_word_gets_places_to_break_and_loses_nothing() -> None:
    word = "a" * 100
    cut = breakable(word)
    assert max(map(len, cut.split("\u200b"))) == 24
    assert cut.replace("\u200b", "") == word
    assert breakable("电" * 100) == "电" * 100
    assert breakable("261122-4837-2916") == "261122-4837-2916"


def test_lines_and_dates() -> None:
    assert paragraphs(" 一 \n\n 二\n") == ["一", "二"]
    assert title_fit("一\n二三四五", 4) == "一 二…"
    assert chinese_date(date(2026, 3, 4)) == "2026年3月4日"
    assert chinese_moment(datetime(2026, 3, 4, 9, 5)) == "2026年3月4日 09:05"  # noqa: DTZ001


def test_a_phone_reads_the_code_off_the_paper(press: Press) -> None:
    for layout in ("letter", "receipt", "slip"):
        page = Image.open(io.BytesIO(press.pictures(layout, CONTENT[layout], ppi=200)[0]))
        found = zxingcpp.read_barcodes(page)
        assert [code.text for code in found] == [ADDRESS], layout


_RECEIPT: dict[str, Any] = {
    "code": "402913",
    "hint": "请收好",
    "facts": [["反映内容", ["灯坏了", "三天"]]],
    "clerk": "李某",
    "where": "查进度：扫码",
}
CONTENT = {"letter": LETTER, "receipt": LETTER | _RECEIPT, "slip": LETTER | _RECEIPT}


def test_a_letter_says_what_it_is_given(press: Press) -> None:
    said = text_of(press.pdf("letter", LETTER))
    for words in (
        "关于反映事项的答复函",
        "欧*同志：",
        "灯泡已换好。",
        "本社区",
        "2026年11月25日",
        "第1页共1页",
    ):
        assert words in said
    kept = pypdf.PdfReader(io.BytesIO(press.pdf("letter", LETTER))).metadata
    assert kept is not None
    assert kept.title == LETTER["title"]


@pytest.mark.parametrize("words", HOSTILE)
@pytest.mark.parametrize("layout", ["letter", "receipt", "slip"])
def test_words_are_words_whatever_they_say(press: Press, layout: str, words: str) -> None:
    lines = paragraphs(words)
    content = CONTENT[layout] | {
        "lines": lines,
        "facts": [["内容", lines]],
        "salutation": title_fit(words, 40),
    }
    said = text_of(press.pdf(layout, content))
    if words.startswith(("#", "<", '"')):
        assert "".join(words.split()).replace("…", "") in said.replace("…", "")
    assert "root:" not in said


@hypothesis_settings(max_examples=25, deadline=None)
@given(st.text(max_size=300))
def test_no_text_breaks_the_press(text: str) -> None:
    press = queries.press()
    assert press.pdf("letter", LETTER | {"lines": paragraphs(text)}).startswith(b"%PDF")


def test_what_no_face_has_shows_as_a_box(press: Press) -> None:
    """Nothing is dropped in silence: the page with the character differs from the page without."""
    without, box = (
        press.pictures("letter", LETTER | {"lines": [line]})[0] for line in ("甲乙", "甲\U0002f800乙")
    )
    assert without != box


def test_an_endless_word_stays_on_the_paper(press: Press) -> None:
    content = LETTER | {"lines": paragraphs("x" * 500)}
    page = Image.open(io.BytesIO(press.pictures("letter", content, ppi=72)[0])).convert("L")
    right = page.crop((page.width - 60, 0, page.width, page.height))
    assert right.getextrema() == (255, 255)


def test_missing_fonts_are_refused_not_warned_of(tmp_path: Path) -> None:
    with pytest.raises(MissingFonts):
        Press(tmp_path)
    with pytest.raises(MissingFonts):
        pdf_apart(tmp_path, "list", {})


def test_a_site_without_fonts_says_so(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(settings, "LINLI_FONTS", tmp_path)
    for ask in (lambda: queries.printed("letter", LETTER), lambda: queries.printed_list(_SHEET.on_paper([]))):
        with pytest.raises(queries.NoFonts) as told:
            ask()
        assert told.value.status == 503


def test_a_layout_that_lacks_something_is_our_mistake(press: Press) -> None:
    with pytest.raises(Unprintable):
        press.pdf("letter", {})
    with pytest.raises(Unprintable):
        pdf_apart(Path(settings.LINLI_FONTS), "list", {})


_SHEET = Sheet(
    title="本社区需求清单",
    line="填报单位：本社区",
    columns=(
        Column("number", "序号", 6, centred=True),
        Column("subject", "需求内容", 30),
        Column("at", "登记时间", 16),
    ),
    close="制表人：李某",
    notes=("已脱敏",),
)
AT = datetime(2026, 3, 4, 9, 5)  # noqa: DTZ001 - as a sheet holds it
FORMULAS = (
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    '=HYPERLINK("http://x")',
    "12345678901234567890",
    "http://a.cn",
)


def _rows(content: bytes) -> list[list[Any]]:
    return CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()


def test_a_sheet_looks_as_a_subdistrict_expects() -> None:
    content = workbook(_SHEET, [[1, "灯坏了", AT], [2, "", None]])
    rows = _rows(content)
    assert rows[0][0] == "本社区需求清单"
    assert rows[1][0] == "填报单位：本社区"
    assert rows[2] == ["序号", "需求内容", "登记时间"]
    assert rows[3] == [1, "灯坏了", AT]
    assert rows[4][:2] == [2, ""]
    assert [row[0] for row in rows[5:]] == ["已脱敏", "制表人：李某"]
    page = _part(content, "xl/worksheets/sheet1.xml")
    assert 'orientation="landscape"' in page
    assert 'paperSize="9"' in page
    assert 'state="frozen"' in page
    assert "_xlnm.Print_Titles" in _part(content, "xl/workbook.xml")


def _part(content: bytes, name: str) -> str:
    with ZipFile(io.BytesIO(content)) as parts:
        return parts.read(name).decode()


def test_nothing_in_a_sheet_is_reckoned() -> None:
    rows: list[list[Cell]] = [[number, words, AT] for number, words in enumerate(FORMULAS)]
    content = workbook(_SHEET, rows)
    tree = ET.fromstring(_part(content, "xl/worksheets/sheet1.xml"))
    space = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
    assert not [*tree.iter(f"{space}f")]
    told = {cell.get("r"): cell.get("t") for cell in tree.iter(f"{space}c")}
    assert {told[f"B{n}"] for n in range(4, 4 + len(FORMULAS))} == {"inlineStr"}
    assert [row[1] for row in _rows(content)[3 : 3 + len(FORMULAS)]] == [fit(words) for words in FORMULAS]
    assert _part(content, "xl/styles.xml").count('quotePrefix="1"') == 1


@hypothesis_settings(max_examples=40, deadline=None)
@given(st.text(max_size=60))
def test_any_words_can_be_read_back(text: str) -> None:
    sheet = Sheet(title=text, line=text, columns=_SHEET.columns, close=text)
    rows = _rows(workbook(sheet, [[1, text, None]]))
    assert (rows[3][1] or "") == fit(text)


def test_an_empty_list_says_so() -> None:
    assert [row[0] for row in _rows(workbook(_SHEET, []))[3:]] == [
        "没有符合条件的事项",
        "已脱敏",
        "制表人：李某",
    ]
    assert "没有符合条件的事项" in text_of(queries.printed_list(_SHEET.on_paper([])))


def test_a_printed_list_has_its_head_on_every_page() -> None:
    rows: list[list[Cell]] = [[n, f"第{n}件 " + "y" * 90, AT] for n in range(1, 121)]
    pages = pypdf.PdfReader(io.BytesIO(queries.printed_list(_SHEET.on_paper(rows)))).pages
    assert len(pages) > 3
    for number, page in enumerate(pages, start=1):
        said = "".join(page.extract_text().split())
        assert "需求内容" in said
        assert f"第{number}页共{len(pages)}页" in said
        assert float(page.mediabox.width) > float(page.mediabox.height)
    assert "制表人：李某" in "".join(pages[-1].extract_text().split())
