"""Leave on the phone and its bar at the stand-in's, and work handed over at the desk, in a real browser."""

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.conftest import DESK, PHONE, room
from tests.browser.test_axe import faults
from tests.browser.test_journey import sign_in

pytestmark = pytest.mark.browser


def test_somebody_stands_in_and_no_longer(chromium: Browser, site: str) -> None:
    with room(chromium, site, PHONE) as street, room(chromium, site, PHONE) as other:
        page, theirs = street.new_page(), other.new_page()
        sign_in(page, "grid1")
        page.goto("/field/me/leave")
        page.get_by_role("button", name="登记请假").click()
        page.get_by_text("学习培训").click()
        page.get_by_label("按姓名查找").fill("grid2")
        page.get_by_text("grid2者").click()
        expect(page.get_by_text("他会代：grid1岗")).to_be_visible()
        assert faults(page) == []
        page.get_by_role("button", name="登记", exact=True).click()
        expect(page.get_by_text("代班中")).to_be_visible()
        sign_in(theirs, "grid2")
        theirs.goto("/field/")
        expect(theirs.get_by_text("您正在代grid1者的岗位")).to_be_visible()
        assert faults(theirs) == []
        page.get_by_role("button", name="提前结束").click()
        page.get_by_role("button", name="提前结束").click()
        expect(page.get_by_text("没有登记请假")).to_be_visible()
        theirs.reload()
        theirs.wait_for_load_state("networkidle")
        expect(theirs.get_by_text("您正在代")).to_have_count(0)


def test_the_dialogs_of_a_post(chromium: Browser, site: str) -> None:
    with room(chromium, site, DESK) as desk:
        page = desk.new_page()
        sign_in(page, "secretary")
        page.goto("/desk/posts")
        line = page.locator(".line").filter(has_text="grid2岗")
        for button, title in (("请假", "给grid2者登记请假"), ("交接", "交接：grid2岗")):
            line.get_by_role("button", name=button, exact=True).click()
            expect(page.get_by_role("dialog", name=title)).to_be_visible()
            page.wait_for_load_state("networkidle")
            assert faults(page) == []
            page.keyboard.press("Escape")
            page.get_by_role("dialog").wait_for(state="detached")
