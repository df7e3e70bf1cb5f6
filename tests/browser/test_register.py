"""The register at the desk, in a real browser: a building with its homes and a household of two is entered, a wrong
number is shown at its field, a label given, a phone seen with a reason, one of them moves out; and where two change the
same home at once, the second chooses."""

import re

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from linli.register.tests.factories import number
from tests.browser.conftest import DESK, PHONE, room
from tests.browser.test_axe import faults
from tests.browser.test_journey import sign_in

pytestmark = pytest.mark.browser


def press(page: Page | Locator, name: str) -> None:
    """Press the button of this very name."""
    page.get_by_role("button", name=name, exact=True).first.click()


def settled(page: Page) -> None:
    """The dialog is gone and the page has been read anew."""
    page.get_by_role("dialog").wait_for(state="detached")
    page.wait_for_load_state("networkidle")


def enter_building(page: Page, estate: str) -> None:
    """An estate with a building of four homes, from the empty page on."""
    page.goto("/desk/register")
    press(page, "新增小区")
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("名称").fill(estate)
    assert faults(page) == []
    press(dialog, "保存")
    settled(page)
    press(page.locator("section").filter(has_text=estate), "新增楼栋")
    dialog.get_by_label("楼号").fill("3幢")
    press(dialog, "保存")
    settled(page)
    page.get_by_text(f"{estate}3幢").click()
    expect(page.get_by_text("这幢楼还没有房屋")).to_be_visible()
    press(page, "批量添加房屋")
    dialog.get_by_label(re.compile("^单元")).fill("1-2")
    dialog.get_by_label("到几层").fill("2")
    dialog.get_by_label("每层几户").fill("1")
    press(dialog, "添加 4 套")
    settled(page)
    expect(page.locator(".cell")).to_have_count(4)


def enter_household(page: Page, order: int = 1) -> None:
    """Two people at once, of whom the second has a wrong number first."""
    press(page, "登记住户")
    dialog = page.get_by_role("dialog")
    first, second = dialog.get_by_label("第 1 人"), dialog.get_by_label("第 2 人")
    first.get_by_label("姓名").fill("许听云")
    first.get_by_label("电话", exact=True).fill("19412345678")
    press(dialog, "再加一个人")
    second.get_by_label("姓名").fill("许小满")
    second.get_by_label("与户主关系").select_option("daughter")
    second.get_by_label("身份证号码").fill("970101199001011234")
    press(dialog.locator("footer"), "登记住户")
    expect(second.get_by_text("校验位不对")).to_be_visible()
    expect(first.get_by_text("校验位不对")).to_have_count(0)
    assert faults(page) == []
    second.get_by_label("身份证号码").fill(number(order=order))
    press(dialog.locator("footer"), "登记住户")
    settled(page)
    expect(page.locator(".member")).to_have_count(2)


def test_a_household_is_entered_and_one_moves_out(chromium: Browser, site: str) -> None:
    with room(chromium, site, DESK) as desk:
        page = desk.new_page()
        sign_in(page, "counter")
        enter_building(page, "听云里")
        page.locator(".cell").first.click()
        expect(page.get_by_text("还没有登记住户")).to_be_visible()
        enter_household(page)
        page.get_by_role("link", name=re.compile("许听云")).click()
        press(page, "加标签")
        page.get_by_label("哪个标签").select_option("disabled")
        press(page.get_by_role("dialog").locator("footer"), "加标签")
        settled(page)
        expect(page.get_by_text("残疾人")).to_be_visible()
        expect(page.get_by_text("194****5678")).to_be_visible()
        press(page, "查看")
        press(page.get_by_role("dialog"), "上门走访")
        press(page.get_by_role("dialog"), "查看")
        expect(page.get_by_role("link", name="19412345678")).to_be_visible()
        assert faults(page) == []
        page.go_back()
        press(page, "迁出、去世")
        page.get_by_label(re.compile("许小满")).check()
        press(page.get_by_role("dialog"), "迁出 1 人")
        settled(page)
        expect(page.locator(".member")).to_have_count(1)
        assert faults(page) == []


def test_two_who_change_the_same_home(chromium: Browser, site: str) -> None:
    with room(chromium, site, DESK) as one, room(chromium, site, PHONE) as other:
        page, theirs = one.new_page(), other.new_page()
        sign_in(page, "secretary")
        sign_in(theirs, "counter2")
        enter_building(page, "望云里")
        page.locator(".cell").first.click()
        page.wait_for_url(re.compile("/dwellings/"))
        theirs.goto(page.url)
        for who, note in ((page, "书记写的"), (theirs, "窗口写的")):
            press(who, "修改房屋")
            who.get_by_label("备注").fill(note)
        theirs.get_by_label("用途").select_option("let")
        press(theirs.get_by_role("dialog"), "保存")
        settled(theirs)
        press(page.get_by_role("dialog"), "保存")
        clash = page.get_by_role("alert")
        expect(clash.get_by_text("窗口写的")).to_be_visible()
        expect(page.get_by_role("button", name="保存")).to_be_disabled()
        assert faults(page) == []
        clash.get_by_label(re.compile("书记写的")).check()
        press(page.get_by_role("dialog"), "保存")
        settled(page)
        expect(page.get_by_text("书记写的", exact=True)).to_be_visible()
        expect(page.get_by_text("出租", exact=True)).to_be_visible()
        theirs.reload()
        expect(theirs.get_by_text("书记写的", exact=True)).to_be_visible()


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["wide", "narrow"])
def test_what_is_typed_is_not_lost(chromium: Browser, site: str, size: dict[str, int]) -> None:
    with room(chromium, site, size) as desk:
        page = desk.new_page()
        sign_in(page, "secretary")
        page.goto("/desk/register/organisations")
        press(page, "新增单位商户")
        page.get_by_label("名称").fill("云记面馆")
        page.reload()
        press(page, "新增单位商户")
        expect(page.get_by_label("名称")).to_have_value("云记面馆")
        expect(page.get_by_text("接着上次没保存的内容")).to_be_visible()
        press(page, "不要了，重新填")
        expect(page.get_by_label("名称")).to_have_value("")
