"""Finding on the staircase, in a real browser: somebody entered at the desk is found on the phone by the first letters
of the name, the home is looked at and said to be as it stands, and a phone is seen with a reason."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import DESK, PHONE, room
from tests.browser.test_axe import faults
from tests.browser.test_journey import sign_in
from tests.browser.test_register import enter_building, enter_household, press

pytestmark = pytest.mark.browser


def _entered(chromium: Browser, site: str, estate: str, order: int) -> None:
    with room(chromium, site, DESK) as desk:
        page = desk.new_page()
        sign_in(page, "counter")
        enter_building(page, estate)
        page.locator(".cell").first.click()
        enter_household(page, order)


def _find(page: Page, words: str) -> None:
    page.get_by_role("searchbox").fill(words)
    page.wait_for_load_state("networkidle")


def test_a_home_is_found_and_looked_at_on_the_phone(chromium: Browser, site: str) -> None:
    _entered(chromium, site, "寻云里", 2)
    with room(chromium, site, PHONE) as phone:
        page = phone.new_page()
        sign_in(page, "counter")
        page.goto("/field/find")
        expect(page.locator("main")).to_be_visible()
        assert faults(page) == []
        _find(page, "xty 寻云")
        page.get_by_role("link", name=re.compile("许听云.*寻云里", re.S)).click()
        expect(page.get_by_role("heading", name="许听云")).to_be_visible()
        assert faults(page) == []
        press(page, "查看")
        press(page.get_by_role("dialog"), "上门走访")
        press(page.get_by_role("dialog"), "查看")
        expect(page.get_by_role("link", name="19412345678")).to_be_visible()
        page.get_by_role("link", name=re.compile("看这一户")).click()
        expect(page.locator(".member")).to_have_count(2)
        press(page, "核对无误")
        expect(page.get_by_text("已核对")).to_be_visible()
        assert faults(page) == []
        page.get_by_role("link", name=re.compile("看整幢楼")).click()
        expect(page.locator(".cell")).to_have_count(4)
        assert faults(page) == []
        page.go_back()
        page.go_back()
        page.go_back()
        expect(page.get_by_role("searchbox")).to_have_value("xty 寻云")


def test_nobody_outside_is_found(chromium: Browser, site: str) -> None:
    _entered(chromium, site, "隔云里", 4)
    with room(chromium, site, PHONE) as phone:
        page = phone.new_page()
        sign_in(page, "far_secretary")
        page.goto("/field/find")
        expect(page.locator("main")).to_be_visible()
        _find(page, "许听云")
        expect(page.get_by_text("没有找到")).to_be_visible()
