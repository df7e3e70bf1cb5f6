"""The public pages in a real browser without JavaScript: Enter sends the form one is in, going back and sending again
is one matter, and nothing scrolls sideways on the narrowest phone in the largest letters."""

from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from linli.tests import community as c
from tests.browser.conftest import PHONE, room

pytestmark = pytest.mark.browser
NARROW = {"width": 320, "height": 640}
WORDS = "五号楼一单元的门禁坏了，晚上谁都能进"


def test_enter_looks_up_and_turns_nothing(chromium: Browser, site: str) -> None:
    with room(chromium, site, PHONE, java_script_enabled=False) as street:
        page = street.new_page()
        page.goto("/track/")
        page.fill("[name=reference]", "200101-0000-0000")
        page.fill("[name=code]", "123456")
        page.press("[name=code]", "Enter")
        expect(page.get_by_role("alert")).to_contain_text("编号或查询码不对")
        expect(page.locator("html")).to_have_attribute("lang", "zh-Hans")
        assert page.input_value("[name=reference]") == "200101-0000-0000"


def test_enter_raises_once_and_back_raises_nothing_more(chromium: Browser, site: str) -> None:
    with room(chromium, site, PHONE, java_script_enabled=False) as street:
        page = street.new_page()
        said: list[str] = []
        for _ in range(2):
            page.goto("/raise/")
            page.fill("[name=words]", WORDS)
            page.select_option("[name=area]", c.GRIDS[0])
            page.fill("[name=place]", "五号楼一单元")
            page.press("[name=place]", "Enter")
            page.wait_for_url(lambda url: "/receipt/" in url)
            said.append(page.locator("dl.keys dd").first.inner_text())
            page.go_back()
        assert said[0] == said[1]


def test_nothing_scrolls_sideways_at_320_in_the_largest_letters(chromium: Browser, site: str) -> None:
    with room(chromium, site, NARROW, java_script_enabled=True) as street:
        page = street.new_page()
        page.goto("/raise/")
        page.click("button[value=large]")
        page.fill("[name=words]", WORDS + "，请尽快")
        page.select_option("[name=area]", c.GRIDS[0])
        page.click("main button[type=submit]")
        for path in ("/receipt/", "/matter/", "/", "/raise/", "/track/", "/find/", f"/find/{c.GRIDS[0]}/"):
            page.goto(path)
            found: dict[str, Any] = page.evaluate(
                """() => ({
                    over: document.documentElement.scrollWidth - document.documentElement.clientWidth,
                    out: [...document.querySelectorAll('.keys dd, .call')].filter((one) =>
                        one.scrollWidth > one.clientWidth + 1 ||
                        one.getBoundingClientRect().right > one.closest('.sheet, .people').getBoundingClientRect().right
                    ).map((one) => one.innerText),
                })"""
            )
            assert found == {"over": 0, "out": []}, path
