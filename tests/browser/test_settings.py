"""The settings in a real browser, by the administrator: a sentence tried before a keyword is saved, a list of rules run
over a month's matters before it is switched on, a year read out of a pasted notice, and what somebody else saved
meanwhile."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import DESK, PHONE, room
from tests.browser.test_axe import faults, walk
from tests.browser.test_journey import sign_in

pytestmark = pytest.mark.browser
PAGES = tuple(f"/desk/settings/{part}" for part in ("categories", "rules", "titles", "calendar"))
NOTICE = """一、元旦：1月1日（周五）至3日（周日）放假，共3天。
二、春节：2月5日至11日放假调休，共7天。2月14日（周日）上班。
三、清明节：4月31日放假"""


def save(page: Page, reason: str, button: str = "保存新的一版") -> None:
    """Say why, and save."""
    page.get_by_label("为什么改").fill(reason)
    page.get_by_role("button", name=button, exact=True).click()


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["wide", "narrow"])
def test_every_page_is_sound(chromium: Browser, site: str, size: dict[str, int]) -> None:
    with room(chromium, site, size) as desk:
        walk(desk.new_page(), PAGES, "admin")


def test_a_keyword_is_tried_then_saved_and_put_back(chromium: Browser, site: str) -> None:
    with room(chromium, site, DESK) as desk:
        page = desk.new_page()
        sign_in(page, "admin")
        page.goto("/desk/settings/categories")
        page.get_by_label("找分类或关键词").fill("绿化与树木")
        page.get_by_role("button", name=re.compile("^绿化与树木")).click()
        page.get_by_label("写一句居民可能说的话").fill("门前的蔷薇架歪倒了")
        expect(page.get_by_text("没有认出来")).to_be_visible()
        page.get_by_label("输入关键词，按回车").fill("蔷薇架")
        page.get_by_label("输入关键词，按回车").press("Enter")
        expect(page.locator(".sides").get_by_text("依据：蔷薇架")).to_be_visible()
        assert faults(page) == []
        page.reload()
        expect(page.get_by_text("有 1 处改动还没保存")).to_be_visible()
        save(page, "居民这样说")
        history = page.locator(".history")
        expect(history.get_by_text("居民这样说")).to_be_visible()
        history.locator("summary").first.click()
        expect(history.locator("ins").first).to_contain_text("蔷薇架")
        history.get_by_role("button", name="恢复这一版").last.click()
        page.get_by_role("dialog").get_by_label("为什么改").fill("试过了")
        page.get_by_role("dialog").get_by_role("button", name="恢复这一版").click()
        expect(history.get_by_text("试过了")).to_be_visible()
        expect(history.get_by_text(re.compile("与第 .* 版相同"))).to_be_visible()


def test_rules_are_tried_before_they_are_switched_on(chromium: Browser, site: str) -> None:
    with room(chromium, site, DESK) as desk:
        page = desk.new_page()
        sign_in(page, "admin")
        page.goto("/desk/settings/rules")
        first = page.locator("ol.list > li").first
        second = page.locator("ol.list > li").nth(1).locator("strong").inner_text()
        first.get_by_role("button", name="第 1 条下移").press("Enter")
        expect(first.locator("strong")).to_have_text(second)
        expect(page.get_by_role("button", name="启用", exact=True)).to_be_disabled()
        page.get_by_role("button", name="试跑").click()
        expect(page.get_by_text("试跑结果")).to_be_visible()
        assert faults(page) == []
        save(page, "换一下先后", "启用")
        expect(page.locator(".history").get_by_text("换一下先后")).to_be_visible()


def test_two_administrators_at_once(chromium: Browser, site: str) -> None:
    with room(chromium, site, DESK) as desk, room(chromium, site, DESK) as other:
        page, late = desk.new_page(), other.new_page()
        for one in (page, late):
            sign_in(one, "admin")
            one.goto("/desk/settings/titles")
            expect(one.get_by_label("志愿者 · 英文名称")).to_have_value("Volunteer")
        page.get_by_label("志愿者 · 英文名称").fill("Helper")
        save(page, "英文改短")
        expect(page.locator(".history").get_by_text("英文改短")).to_be_visible()
        late.get_by_label("先锋 · 英文名称").fill("Haitang pioneer")
        save(late, "苏州的叫法")
        expect(late.get_by_role("alert")).to_contain_text("英文改短")
        assert faults(late) == []
        late.get_by_role("button", name="用最新的一版，放弃我的草稿").click()
        expect(late.get_by_label("志愿者 · 英文名称")).to_have_value("Helper")
        expect(late.get_by_label("先锋 · 英文名称")).to_have_value("Pioneer")


def test_a_year_is_read_out_of_the_notice(chromium: Browser, site: str) -> None:
    with room(chromium, site, DESK) as desk:
        page = desk.new_page()
        sign_in(page, "admin")
        page.goto("/desk/settings/calendar")
        page.get_by_role("button", name=re.compile("^2027")).click()
        expect(page.get_by_text("还没有 2027 年的放假通知")).to_be_visible()
        page.get_by_role("button", name="加一份通知").click()
        page.get_by_label("文号").fill("试〔2026〕9号")
        page.get_by_label("发布日期").fill("2026-11-20")
        page.locator(".paste textarea").fill(NOTICE)
        page.get_by_role("button", name="读出日期").click()
        expect(page.get_by_text("没有“4月31日”这一天")).to_be_visible()
        expect(page.get_by_text("放假 10 天，调休上班 1 天")).to_be_visible()
        assert faults(page) == []
        save(page, "新的一年")
        expect(page.locator(".history").get_by_text("新的一年")).to_be_visible()
        expect(page.get_by_role("button", name="2027", exact=True)).to_be_visible()
