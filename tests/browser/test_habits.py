"""What is usual, in a real browser: said beside the post the list names and taken with one tap; shown to an
administrator where the two differ, put into a draft of the list, tried and switched on; or put aside with a reason."""

import re

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.conftest import DESK, PHONE, room, within_site
from tests.browser.test_axe import faults
from tests.browser.test_journey import sign_in

pytestmark = pytest.mark.browser

USUAL = """
import django; django.setup()
from datetime import timedelta
from linli.habits import jobs
from linli.kit import clock
from linli.matters.tests import factories as make
for number in range(9):
    with clock.at(clock.now() - timedelta(days=90 - 9 * number)):
        make.resolved("property", category="{category}", words="{words}")
make.from_resident(category="{category}", words="{words}，请来看看")
jobs.count()
"""
"""Nine settled by the property company where the list names the grid worker, and one that waits."""


def usual(site: str, category: str, words: str) -> None:
    within_site(site, USUAL.format(category=category, words=words))


def test_an_administrator_sees_a_disagreement_and_changes_the_list(chromium: Browser, site: str) -> None:
    usual(site, "neighbour.noise_other", "晚上水泵房嗡嗡响")
    with room(chromium, site, DESK) as desk:
        page = desk.new_page()
        sign_in(page, "admin")
        page.goto("/desk/settings/rules")
        mine = page.locator(".habits li", has_text="设备与交通噪声")
        expect(mine).to_contain_text("物业公司")
        expect(mine).to_contain_text("9 件中 9 件")
        expect(mine).to_contain_text("网格员")
        assert faults(page) == []
        mine.get_by_role("button", name="加到草稿").click()
        expect(mine.get_by_role("button", name="已在草稿里")).to_be_visible()
        line = page.locator("ol.list > li.open")
        expect(line).to_contain_text("往常由物业公司办结（9 件中 9 件）")
        page.get_by_role("button", name="试跑").click()
        expect(page.get_by_text("试跑结果")).to_be_visible()
        page.get_by_label("为什么改").fill("泵房归物业管")
        page.get_by_role("button", name="启用", exact=True).click()
        expect(page.locator(".history").get_by_text("泵房归物业管")).to_be_visible()
        expect(mine).to_have_count(0)


def test_the_list_is_said_to_be_right_and_that_is_taken_back(chromium: Browser, site: str) -> None:
    usual(site, "city.mess", "楼下有人乱堆纸箱")
    with room(chromium, site, PHONE) as desk:
        page = desk.new_page()
        sign_in(page, "admin")
        page.goto("/desk/settings/rules")
        mine = page.locator(".habits li", has_text="乱堆挂晒")
        mine.get_by_role("button", name="照规则，不再提").click()
        dialog = page.get_by_role("dialog")
        dialog.get_by_label("为什么照规则").fill("门外的物业管不着")
        assert faults(page) == []
        dialog.get_by_role("button", name="照规则，不再提").click()
        page.get_by_text(re.compile("照规则、不再提的 .* 处")).click()
        expect(mine).to_contain_text("门外的物业管不着")
        mine.get_by_role("button", name="恢复提醒").click()
        expect(mine.get_by_role("button", name="照规则，不再提")).to_be_visible()


def test_the_usual_post_is_taken_with_one_tap_and_never_by_itself(chromium: Browser, site: str) -> None:
    usual(site, "safety.wiring", "楼道里的电线老化露铜")
    with room(chromium, site, DESK) as desk:
        page = desk.new_page()
        sign_in(page, "counter")
        page.goto("/desk/matters?q=电线老化露铜")
        page.get_by_role("link", name=re.compile("请来看看")).first.click()
        hint = page.locator(".accepting .habit")
        expect(hint).to_contain_text("往常这类事多由")
        expect(hint).to_contain_text("9 件中 9 件")
        expect(page.get_by_role("button", name="受理并派给 grid1者")).to_be_visible()
        assert faults(page) == []
        hint.get_by_role("button", name="改选它").click()
        expect(hint).to_contain_text("已选它")
        page.get_by_role("button", name="受理并派给 property者").click()
        expect(page.get_by_role("button", name="受理并派给 property者")).to_have_count(0)
        expect(page.locator("main")).to_contain_text("property岗")
