"""Files of every kind and many mistakes, opened by the reader apart."""

import io
import struct
import zipfile
from datetime import date
from typing import Any

import pytest
import xlsxwriter  # pyright: ignore[reportMissingTypeStubs]

from linli.kit.errors import Refused, TooLarge
from linli.kit.spreadsheets import apart, failed, reading
from linli.sheets.rules import headings
from linli.sheets.rules.people import Checker, Person, Wrong
from linli.sheets.tests import books, old_books

TODAY = date(2026, 11, 27)


def read(content: bytes) -> tuple[list[Person], list[Wrong], Checker]:
    """All rows of all sheets with headings, checked."""
    people: list[Person] = []
    wrong: list[Wrong] = []
    checker = Checker(TODAY)
    with reading.opened(content) as file:
        for sheet in file.sheets:
            head = headings.find(sheet.head, {})
            if head is None or sheet.hidden:
                continue
            columns = {headings.field_of(t): n for n, t in enumerate(head.titles) if headings.field_of(t)}
            for at, rows in file.rows(sheet.number):
                first = max(head.below - at, 0)
                done = checker.batch(sheet.number, at + first + 1, rows[first:], columns)
                people += done.people
                wrong += done.wrong
    return people, wrong, checker


def test_a_plain_ledger_is_read() -> None:
    people, wrong, checker = read(books.book(books.family()))
    assert wrong == []
    assert [one.values[0] for one in people] == ["王秀英", "李建国", "李小明", "陈四"]
    assert [one.values[1] for one in people] == ["female", "male", "male", None]
    assert [one.row for one in people] == [4, 5, 6, 7]
    assert [place.home.shown() for place in checker.places] == ["春晖新村 3-2-501", "春晖新村 3-2-502"]
    assert [one.group for one in people] == [0, 0, 0, 1]
    assert checker.remarks == {"no_number": 1}


def test_cells_that_were_merged_downward_hold_it_all() -> None:
    rows = books.family()[:3]
    for one in rows[1:]:
        one[:4] = ["", "", "", ""]

    def also(_: Any, page: Any) -> None:
        for column in range(4):
            page.merge_range(3, column, 5, column, rows[0][column])

    people, wrong, checker = read(books.book(rows, also=also))
    assert wrong == []
    assert {one.place for one in people} == {0}
    assert "carried" not in checker.remarks


def test_a_ruined_number_is_said_and_never_guessed() -> None:
    rows = [
        books.row(身份证号码=float("320502195803120010")),
        books.row("李四", 身份证号码="320502195803120000"),
    ]
    _, wrong, _ = read(books.book(rows))
    assert ["Excel" in one.problems[0][1][0] for one in wrong] == [True, True]


def test_dates_of_1904_and_words_are_the_same_day() -> None:
    def also(made: Any, page: Any) -> None:
        page.write_datetime(3, 8, date(1958, 3, 12), made.add_format({"num_format": "yyyy/m/d"}))

    rows = [books.row(), books.row("李四", 出生日期="1958年3月12日"), books.row("赵五", 出生日期="19580312")]
    people, wrong, _ = read(books.book(rows, also=also, date_1904=True))
    assert wrong == []
    assert [one.values[2] for one in people] == ["1958-03-12"] * 3


def test_a_room_that_excel_made_a_date_is_said() -> None:
    def also(made: Any, page: Any) -> None:
        page.write_datetime(3, 3, date(2026, 3, 2), made.add_format({"num_format": "m-d"}))

    _, wrong, _ = read(books.book([books.row()], also=also))
    assert [name for name, _ in wrong[0].problems] == ["room", "room"]
    assert "日期" in wrong[0].problems[0][1][0]


def test_formulas_give_what_they_last_came_to() -> None:
    def also(_: Any, page: Any) -> None:
        page.write_formula(3, 5, '="王"&"秀英"', None, "王秀英")
        page.write_formula(3, 9, "=1/0", None, "#DIV/0!")

    people, wrong, checker = read(books.book([books.row("")], also=also))
    assert (people[0].values[0], people[0].phone, wrong) == ("王秀英", "", [])
    assert checker.remarks == {"formula": 1, "no_number": 1}


def test_a_failed_formula_in_a_cell_that_is_needed_is_told_with_what_excel_shows() -> None:
    def also(made: Any, page: Any) -> None:
        made.add_worksheet("空")
        page.write_formula(4, 5, "=VLOOKUP(1,A1:B2,2,0)", None, "#N/A")

    people, wrong, _ = read(books.book([books.row(), books.row("李四")], also=also))
    assert (len(people), [name for name, _ in wrong[0].problems]) == (1, ["name"])
    assert wrong[0].cells[5] == apart.FAILED + "N/A"


def test_failed_formulas_are_found_wherever_a_piece_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(failed, "_PIECE", 50)
    text = b'<row><c r="A1" t="s"><v>1</v></c><c r="AB7" s="2" t="e"><f>1/0</f><v>#DIV/0!</v></c></row>'
    assert failed.cells(io.BytesIO(text)) == {6: [(27, "#DIV/0!")]}


def test_hidden_sheets_are_told_and_not_read() -> None:
    def also(made: Any, _: Any) -> None:
        page = made.add_worksheet("旧")
        page.hide()
        page.write_row(0, 0, books.HEADS)
        page.write_row(1, 0, books.row("隐名"))

    content = books.book(books.family(), also=also)
    with reading.opened(content) as file:
        assert [(sheet.name, sheet.hidden) for sheet in file.sheets] == [("居民", False), ("旧", True)]
    people, _, _ = read(content)
    assert len(people) == 4


def test_a_hundred_columns_too_many_do_no_harm() -> None:
    heads = [*books.HEADS, *(f"多余{n}" for n in range(100))]
    rows = [[*one, *range(100)] for one in books.family()]
    people, wrong, _ = read(books.book(rows, heads=heads))
    assert (len(people), wrong) == (4, [])


def test_sums_blank_rows_and_repeated_headings_are_nobody() -> None:
    rows = [*books.family()[:1], [""] * 11, list(books.HEADS), ["合计", *[""] * 9, 1], ["填表人：王某"]]
    people, wrong, _ = read(books.book(rows))
    assert (len(people), wrong) == (1, [])


@pytest.mark.parametrize("since_1904", [False, True])
def test_what_excel_97_and_wps_write_is_read(since_1904: bool) -> None:
    """.xls and .et are the same within."""
    rows = books.family()
    rows[1][:4] = rows[2][:4] = ["", "", "", ""]
    rows[3][8] = date(1970, 1, 2)
    ruined = books.row("赵五", room="601室", 身份证号码=float("320502195803120010"))
    whole = [["某社区常住人口台账"], [], books.HEADS, *rows, ruined]
    merged = [(0, 0, 0, len(books.HEADS) - 1), *((3, 5, column, column) for column in range(4))]
    content = old_books.book(whole, since_1904=since_1904, merged=merged)
    people, wrong, checker = read(content)
    assert [one.values[0] for one in people] == ["王秀英", "李建国", "李小明", "陈四"]
    assert [one.group for one in people] == [0, 0, 0, 1]
    assert people[3].values[2] == "1970-01-02"
    assert [place.home.shown() for place in checker.places][:2] == ["春晖新村 3-2-501", "春晖新村 3-2-502"]
    assert [name for name, _ in wrong[0].problems] == ["id_number"]
    assert "Excel" in wrong[0].problems[0][1][0]


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8-sig", "utf-8", "utf-16"])
def test_separated_values_in_any_writing(encoding: str) -> None:
    lines = [",".join(map(str, one)) for one in [books.HEADS, *books.family()]]
    people, wrong, _ = read("\r\n".join(lines).encode(encoding))
    assert (len(people), wrong) == (4, [])


def test_a_cell_far_out_ends_the_reader_and_nothing_else() -> None:
    stream = io.BytesIO()
    made: Any = xlsxwriter.Workbook(stream)
    page = made.add_worksheet()
    page.write(0, 0, "姓名")
    page.write(1_048_575, 16_383, "x")
    made.close()
    with pytest.raises(Refused) as told, reading.opened(stream.getvalue()):
        pass
    assert told.value.type == "sheets/unreadable"


def _bomb() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", "x")
        package.writestr("xl/workbook.xml", b"\0" * 80_000_000)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("content", "type"),
    [
        (b"", "file/empty"),
        (b"PK\x03\x04 cut off", "file/broken-paper"),
        (b"\xd0\xcf\x11\xe0" + b"\x00" * 600, "file/broken-paper"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "sheets/unknown-kind"),
        (_bomb(), "file/bomb"),
        (struct.pack("<I", 7) + b"\x00" * 100, "sheets/unknown-kind"),
    ],
)
def test_what_is_no_ledger_is_refused(content: bytes, type: str) -> None:
    with pytest.raises(Refused) as told, reading.opened(content):
        pass
    assert told.value.type == type


def test_a_file_too_large_is_refused() -> None:
    with pytest.raises(TooLarge):
        reading.check(b"a," * (reading.BYTES_MOST // 2 + 1))
