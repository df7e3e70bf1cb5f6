"""The desk in a real browser: a place pointed at on the map finds its grid, a lost code is made anew, what is counted
on the workbench is what its list shows, and whoever leaves a shared machine may take his drafts with him."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import DESK, PHONE, room
from tests.browser.test_axe import faults
from tests.browser.test_journey import sign_in

pytestmark = pytest.mark.browser
WORDS = "健身器材的螺丝松了，孩子荡秋千时晃得厉害"


def raise_on_the_map(page: Page) -> None:
    """By keyboard alone: the middle of the map is the place."""
    page.goto("/desk/intake")
    page.fill("#intake-words", WORDS)
    page.fill("#intake-name", "测试居民")
    page.get_by_role("button", name="在地图上选").click()
    page.get_by_role("button", name="就选地图中间").press("Enter")
    expect(page.locator(".found")).to_have_text(re.compile("网格"))
    assert faults(page) == []
    page.get_by_role("button", name="就是这里").click()
    expect(page.get_by_role("button", name="已在地图上标出")).to_be_visible()
    page.get_by_role("button", name="登记", exact=True).click()
    expect(page.get_by_role("heading", name="请告诉反映人")).to_be_visible()


def test_a_place_on_the_map_and_a_new_code(chromium: Browser, site: str) -> None:
    with room(chromium, site, DESK) as desk:
        page = desk.new_page()
        sign_in(page, "counter")
        raise_on_the_map(page)
        card = page.locator(".receipt dd")
        reference, code = card.nth(0).inner_text(), card.nth(1).inner_text()
        address = str(page.get_by_role("link", name="打开这件事").get_attribute("href"))
        desk.clear_cookies()
        sign_in(page, "secretary")
        page.goto(address)
        page.get_by_role("button", name="补发查询码").click()
        page.get_by_role("button", name="回执丢失").click()
        page.get_by_role("button", name="补发", exact=True).click()
        fresh = page.get_by_role("dialog").locator("dd")
        expect(fresh.nth(0)).to_have_text(reference)
        assert re.fullmatch(r"\d{6}", fresh.nth(1).inner_text())
        assert fresh.nth(1).inner_text() != code
        assert faults(page) == []
        page.keyboard.press("Escape")
        expect(page.locator(".timeline").get_by_text("补发查询码")).to_be_visible()


@pytest.mark.parametrize("key", ["counter", "secretary", "grid1"])
def test_counts_are_what_the_lists_show(chromium: Browser, site: str, key: str) -> None:
    with room(chromium, site, DESK) as desk:
        page = desk.new_page()
        sign_in(page, "counter2")
        raise_on_the_map(page)
        desk.clear_cookies()
        sign_in(page, key)
        page.goto("/desk/")
        page.wait_for_load_state("networkidle")
        decks = {
            link.get_attribute("href"): deck.locator("header .tag").inner_text()
            for deck in page.locator(".deck").all()
            for link in deck.locator("header a").all()
        }
        for address, count in decks.items():
            page.goto(str(address))
            expect(page.locator("table.matters tbody tr")).to_have_count(int(count))


def test_drafts_on_a_shared_machine(chromium: Browser, site: str) -> None:
    with room(chromium, site, PHONE) as desk:
        page = desk.new_page()
        sign_in(page, "counter")
        page.goto("/desk/intake")
        page.fill("#intake-words", "写到一半的话")
        page.locator("summary").click()
        page.get_by_role("button", name="退出登录").click()
        page.get_by_label("清除我在这台设备上的草稿").check()
        page.get_by_role("button", name="清除并退出").click()
        page.wait_for_url(lambda url: "/desk/" not in url)
        assert "写到一半" not in page.evaluate("JSON.stringify(localStorage)")
