"""Papers in a real browser: the receipt opens in a tab of its own with the code that was just given, and a list is
saved under its Chinese name."""

import io
import re

import pypdf
import pytest
from playwright.sync_api import Browser, Route, expect
from python_calamine import CalamineWorkbook

from tests.browser.conftest import DESK, room
from tests.browser.test_axe import faults
from tests.browser.test_desk import raise_on_the_map
from tests.browser.test_journey import sign_in

pytestmark = pytest.mark.browser


def test_a_receipt_and_a_list(chromium: Browser, site: str) -> None:
    with room(chromium, site, DESK) as desk:
        page = desk.new_page()
        sign_in(page, "counter")
        raise_on_the_map(page)
        reference, code = (page.locator(".receipt dd").nth(n).inner_text() for n in range(2))
        papers: list[bytes] = []

        def look(route: Route) -> None:
            answer = route.fetch()
            papers.append(answer.body())
            route.fulfill(response=answer)

        page.route(re.compile("/receipt$"), look)
        with page.expect_popup() as opened:
            page.get_by_role("button", name="打印回执").click()
        opened.value.wait_for_url(re.compile("^blob:"))
        said = _said(papers[0])
        assert reference in said
        assert code in said
        page.goto("/desk/matters?group=all")
        page.get_by_role("button", name="导出 / 打印").click()
        page.get_by_role("button", name="需求清单").click()
        assert faults(page) == []
        with page.expect_download() as saved:
            page.get_by_role("button", name="导出 Excel").click()
        assert re.fullmatch(r".+需求清单 \d{8}\.xlsx", saved.value.suggested_filename)
        rows = CalamineWorkbook.from_path(saved.value.path()).get_sheet_by_index(0).to_python()
        assert reference in [row[1] for row in rows]
        expect(page.get_by_role("dialog")).to_have_count(0)


def _said(content: bytes) -> str:
    return "".join("".join(p.extract_text() for p in pypdf.PdfReader(io.BytesIO(content)).pages).split())
