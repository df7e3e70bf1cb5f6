"""四清 and what goes with it at the desk, in a real browser: a number opens its records and a record the page where it
is mended; two records are found to be one person's, or two; and who looked at whom is told."""

import re

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from linli.register.tests.factories import number
from tests.browser.conftest import DESK, PHONE, room
from tests.browser.test_axe import faults
from tests.browser.test_journey import sign_in
from tests.browser.test_register import enter_building, press, settled

pytestmark = pytest.mark.browser


def enter(page: Page, name: str, born_on: str) -> None:
    """Somebody alone in the dwelling whose page is open."""
    press(page, "登记住户")
    dialog = page.get_by_role("dialog")
    first = dialog.get_by_label("第 1 人")
    first.get_by_label("姓名").fill(name)
    first.get_by_label("出生日期").fill(born_on)
    press(dialog.locator("footer"), "登记住户")
    settled(page)


def two_alike(page: Page, estate: str, name: str) -> None:
    """Two records of one name and one day of birth, in two homes of a new building."""
    enter_building(page, estate)
    building = page.url
    for cell in (0, 1):
        page.goto(building)
        page.locator(".cell").nth(cell).click()
        page.wait_for_url(re.compile("/dwellings/"))
        enter(page, name, "1958-03-12")


def fits(page: Page) -> None:
    """Nothing serious, nothing wider than the screen."""
    assert faults(page) == []
    width = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert width <= 0


def number_of(page: Page, lack: str) -> Locator:
    """The number of those that lack something."""
    return page.locator(f"[data-lack='{lack}']")


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_a_number_leads_to_where_it_is_mended(chromium: Browser, site: str, size: dict[str, int]) -> None:
    name = "明知远" if size == DESK else "明知近"
    with room(chromium, site, DESK) as desk:
        page = desk.new_page()
        sign_in(page, "secretary")
        two_alike(page, f"清云里{name}", name)
    with room(chromium, site, size) as desk:
        page = desk.new_page()
        sign_in(page, "secretary")
        page.goto("/desk/register/completeness")
        expect(number_of(page, "resident.number")).to_be_visible()
        fits(page)
        before = int(number_of(page, "resident.number").inner_text())
        number_of(page, "resident.number").click()
        dialog = page.get_by_role("dialog")
        expect(dialog.get_by_text("成年人没有电话").first).to_be_visible()
        fits(page)
        dialog.get_by_role("link", name=name).first.click()
        page.wait_for_url(re.compile("/residents/"))
        press(page, "修改")
        page.get_by_label("身份证号码").fill(number(order=21 if size == DESK else 23))
        press(page.get_by_role("dialog"), "保存")
        settled(page)
        page.go_back()
        expect(page.get_by_role("dialog").get_by_role("link").first).to_be_visible()
        page.keyboard.press("Escape")
        expect(page.get_by_role("dialog")).to_be_hidden()
        expect(number_of(page, "resident.number")).to_have_text(str(before - 1))


def test_one_person_or_two(chromium: Browser, site: str) -> None:
    with room(chromium, site, DESK) as desk:
        page = desk.new_page()
        sign_in(page, "secretary")
        two_alike(page, "合云里", "何云平")
        page.goto("/desk/register/residents")
        page.get_by_label("姓名或拼音").fill("hyp")
        expect(page.locator("main a.line")).to_have_count(2)
        assert "hyp" not in page.url
        page.locator("main a.line").first.click()
        page.wait_for_url(re.compile("/residents/"))
        press(page, "这是同一个人…")
        dialog = page.get_by_role("dialog")
        dialog.get_by_label("找别的记录").fill("何云平")
        expect(dialog.get_by_label("找到的").get_by_role("button")).to_have_count(1)
        assert faults(page) == []
        dialog.get_by_label("找到的").get_by_role("button").click()
        expect(dialog.get_by_text("这一户也结束")).to_be_visible()
        assert faults(page) == []
        dialog.get_by_label(re.compile("依据")).fill("身份证核对是两个人")
        press(dialog, "是两个人")
        settled(page)
        page.locator("summary").filter(has_text="修改").click()
        expect(page.get_by_text("不是同一个人").first).to_be_visible()
        page.goto("/desk/register/labels/review")
        press(page, "疑似重复")
        expect(page.get_by_text("何云平")).to_have_count(0)
        two_alike(page, "并云里", "卞云安")
        page.goto("/desk/register/labels/review")
        press(page, "疑似重复")
        page.get_by_role("button", name="和卞云安对比").click()
        dialog.get_by_label(re.compile("依据")).fill("身份证核对是同一个人")
        press(dialog, "合并")
        settled(page)
        expect(page.get_by_text("卞云安")).to_have_count(0)


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_who_looked_at_whom(chromium: Browser, site: str, size: dict[str, int]) -> None:
    name = "路云深" if size == DESK else "路云浅"
    with room(chromium, site, DESK) as desk, room(chromium, site, size) as other:
        page, theirs = desk.new_page(), other.new_page()
        sign_in(page, "counter")
        enter_building(page, "路云东里" if size == DESK else "路云西里")
        page.locator(".cell").first.click()
        press(page, "登记住户")
        dialog = page.get_by_role("dialog")
        dialog.get_by_label("第 1 人").get_by_label("姓名").fill(name)
        dialog.get_by_label("第 1 人").get_by_label("电话", exact=True).fill("19412345678")
        press(dialog.locator("footer"), "登记住户")
        settled(page)
        page.get_by_role("link", name=re.compile(name)).click()
        page.wait_for_url(re.compile("/residents/"))
        press(page, "查看")
        dialog.get_by_label("用途").or_(dialog.locator("#reveal-reason")).first.fill(f"联系{name}")
        press(dialog, "查看")
        expect(page.get_by_role("link", name="19412345678")).to_be_visible()
        expect(page.get_by_role("link", name="查看记录")).to_have_count(0)

        sign_in(theirs, "secretary")
        theirs.goto("/desk/register/looks")
        row = theirs.locator("li").filter(has_text=f"联系{name}")
        expect(row).to_contain_text(name)
        fits(theirs)
        row.get_by_role("button", name="只看").click()
        expect(theirs.locator("main li").filter(has_text="联系")).to_have_count(1)
        theirs.reload()
        expect(theirs.locator("main li").filter(has_text="联系")).to_have_count(1)
        theirs.get_by_role("link", name="用途说明").click()
        expect(theirs.get_by_text("居民证件号码", exact=True)).to_be_visible()
        fits(theirs)
