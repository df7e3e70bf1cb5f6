"""A ledger with mistakes through the desk: sent, looked at, loaded, its wrong rows taken out, mended, sent again."""

import io
import os
import re
import subprocess
import sys
from typing import Any

import pytest
import xlsxwriter  # pyright: ignore[reportMissingTypeStubs]
from playwright.sync_api import Browser, Page, expect
from python_calamine import CalamineWorkbook

from linli.conftest import owner_url
from linli.register.tests.factories import number
from linli.sheets.tests import books
from tests.browser.conftest import DESK, room
from tests.browser.test_axe import faults
from tests.browser.test_journey import sign_in

pytestmark = pytest.mark.browser
RIGHT = number("19850607", 13)
SPOILED = RIGHT[:-1] + ("1" if RIGHT[-1] != "1" else "2")
MASKED = f"{SPOILED[:6]}********{SPOILED[-4:]}"


def _work(site: str) -> None:
    """What waits for the worker is done."""
    env = os.environ | {
        "DATABASE_URL": owner_url("linli_browser_" + os.environ.get("PYTEST_XDIST_WORKER", "one")),
        "PUBLIC_URL": site,
        "LINLI_DATABASE_ROLE": "jobs",
    }
    words = [sys.executable, "-m", "linli.manage", "procrastinate", "worker", "--one-shot"]
    subprocess.run(words, check=True, env=env, capture_output=True)


def _send(page: Page, content: bytes, site: str) -> None:
    """From the list to the preview of what was sent."""
    page.goto("/desk/loads")
    page.get_by_label("台账来自哪里").fill("派出所")
    page.locator("input[type=file]").set_input_files(
        {"name": "常住人口.xlsx", "mimeType": "application/octet-stream", "buffer": content}
    )
    expect(page.get_by_text("正在检查，")).to_be_visible()
    _work(site)
    expect(page.get_by_text("待确认")).to_be_visible()


def _figures(page: Page) -> list[str]:
    return page.locator(".figures dd").all_inner_texts()


def _load(page: Page, people: int, site: str) -> None:
    page.get_by_role("button", name=f"导入 {people} 人", exact=True).click()
    expect(page.get_by_text("正在导入，")).to_be_visible()
    _work(site)
    expect(page.get_by_text("已导入", exact=True)).to_be_visible()


def _mended(page: Page) -> bytes:
    """The wrong rows as they come, with the number put right, to be sent again as they are."""
    with page.expect_download() as saved:
        page.get_by_role("button", name="下载有误的行").click()
    assert saved.value.suggested_filename == "常住人口 待改.xlsx"
    rows = CalamineWorkbook.from_path(saved.value.path()).get_sheet_by_index(0).to_python()
    assert rows[1][0] == f"第5行：身份证号码校验位不对（{MASKED}）"
    rows[1][rows[0].index("身份证号码")] = RIGHT
    stream = io.BytesIO()
    book: Any = xlsxwriter.Workbook(stream)
    sheet = book.add_worksheet()
    for at, row in enumerate(rows):
        sheet.write_row(at, 0, row)
    book.close()
    return stream.getvalue()


def test_a_ledger_is_sent_looked_at_loaded_and_its_wrong_row_mended(chromium: Browser, site: str) -> None:
    content = books.book(
        [
            books.row("路秀英", 小区="导入苑", 身份证号码=number("19580312", 12)),
            books.row("路小明", 小区="导入苑", relation="子", 身份证号码=SPOILED),
            books.row("程四", 小区="导入苑", room="502室", 出生日期="1970-01-02"),
        ]
    )
    with room(chromium, site, DESK) as desk:
        page = desk.new_page()
        sign_in(page, "counter")
        page.goto("/desk/loads")
        assert faults(page) == []
        _send(page, content, site)
        assert _figures(page) == ["2", "0", "0", "1"]
        expect(page.get_by_text("路小明")).to_be_visible()
        expect(page.get_by_text(f"身份证号码“{MASKED}”：身份证号码校验位不对")).to_be_visible()
        expect(page.get_by_text(SPOILED)).to_have_count(0)
        expect(page.get_by_text("没有身份证号码：1 行")).to_be_visible()
        assert faults(page) == []
        page.get_by_text("工作表和各列是什么").click()
        assert faults(page) == []
        _load(page, 2, site)
        _send(page, _mended(page), site)
        assert _figures(page) == ["1", "0", "0", "0"]
        _load(page, 1, site)
        _send(page, content, site)
        assert _figures(page) == ["0", "0", "2", "1"]
        expect(page.get_by_role("button", name=re.compile("^导入"))).to_have_count(0)
        page.get_by_role("button", name="放弃这次导入").click()
        expect(page.get_by_text("已放弃", exact=True)).to_be_visible()
        page.goto("/desk/register/find")
        page.locator("main input[type=search]").fill("lxm")
        expect(page.locator("main a").filter(has_text="路小明")).to_be_visible()
