"""Message texts and one's own notices in a real browser: a text is changed, is read by its reader, and is put back; a
choice is kept."""

import re

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.conftest import DESK, PHONE, room
from tests.browser.test_axe import faults
from tests.browser.test_journey import sign_in

pytestmark = pytest.mark.browser
TITLE = "请马上看：{subject}"


def test_a_text_is_changed_and_put_back(chromium: Browser, site: str) -> None:
    with room(chromium, site, DESK) as desk:
        page = desk.new_page()
        sign_in(page, "admin")
        page.goto("/desk/settings/templates/matter.merged")
        chinese = page.get_by_role("region", name="中文")
        chinese.get_by_label("标题").fill("{phone}")
        expect(chinese.get_by_text("不能用“{phone}”")).to_be_visible()
        expect(page.get_by_role("button", name="保存新的一版")).to_be_disabled()
        assert faults(page) == []
        chinese.get_by_label("标题").fill(TITLE)
        page.reload()
        expect(page.get_by_role("region", name="中文").get_by_label("标题")).to_have_value(TITLE)
        page.get_by_label("为什么改").fill("说得更明白一些")
        page.get_by_role("button", name="保存新的一版").click()
        expect(page.get_by_text("第 2 版")).to_be_visible()
        expect(page.get_by_text(re.compile("请马上看：3号楼"))).to_be_visible()
        page.get_by_role("button", name="恢复这一版").click()
        page.get_by_role("dialog").get_by_label("为什么改").fill("还是原来的好")
        page.get_by_role("dialog").get_by_role("button", name="恢复这一版").click()
        expect(page.get_by_text("与第 1 版相同")).to_be_visible()
        expect(page.get_by_role("region", name="中文").get_by_label("标题")).not_to_have_value(TITLE)


def test_a_choice_is_kept(chromium: Browser, site: str) -> None:
    with room(chromium, site, PHONE) as street:
        page = street.new_page()
        sign_in(page, "grid1")
        page.goto("/field/me")
        page.get_by_text("通知设置").click()
        expect(page.get_by_text("还没有配置发信服务器")).to_be_visible()
        page.get_by_label("自己定").check()
        page.get_by_label("从", exact=True).fill("22:15")
        assert faults(page) == []
        page.get_by_role("button", name="保存").click()
        expect(page.get_by_text("已保存")).to_be_visible()
        page.reload()
        expect(page.get_by_label("从", exact=True)).to_have_value("22:15")
