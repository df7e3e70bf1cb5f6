"""Hot issues at the desk: found, opened, put right, answered as one."""

import re

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.conftest import DESK, room, within_site
from tests.browser.test_journey import sign_in

pytestmark = pytest.mark.browser
OURS = re.compile("锦绣新城.*搅拌站")
RAISE = """
import django; django.setup()
from linli.hotspots.actions import gather
from linli.kit import ids
from linli.kit.actor import system
from linli.kit.scope import scope
from linli.matters.actions import RaiseData, ReporterData, raise_
from linli.tests import community as c
by = c.actor("counter")
words = (
    "锦绣新城旁边的搅拌站夜里施工，噪音大得睡不着",
    "锦绣新城附近建了搅拌站，粉尘飘进家里，噪音也大",
    "投诉锦绣新城旁的混凝土搅拌站，灰尘和噪音严重扰民",
    "锦绣新城小区外面的搅拌站灰尘大，孩子咳嗽",
)
with scope(by):
    for n, said in enumerate(words):
        reporter = ReporterData(name="测试居民", phone=f"1940000990{n}")
        raise_(by=by, data=RaiseData(id=ids.new(), words=said, area=c.GRIDS[1], reporter=reporter))
with scope(system()):
    gather(by=system(), community=c.HOME, whole=True)
"""
"""Four people's matters on one thing, looked through as the job does."""


def test_found_put_right_and_answered_as_one(chromium: Browser, site: str) -> None:
    within_site(site, RAISE)
    with room(chromium, site, DESK) as desk:
        page = desk.new_page()
        sign_in(page, "secretary")
        page.goto("/desk/hotspots")
        page.get_by_role("link", name=OURS).first.click()
        matters = page.locator("main li")
        expect(matters).to_have_count(4)
        page.get_by_role("button", name="改名称").click()
        page.get_by_role("dialog").get_by_label("名称").fill("锦绣新城搅拌站扰民")
        page.get_by_role("dialog").get_by_role("button", name="改名称").click()
        expect(page.get_by_role("heading", name="锦绣新城搅拌站扰民")).to_be_visible()
        matters.first.get_by_role("button", name="拿出去").click()
        expect(matters).to_have_count(3)
        page.get_by_role("button", name="并成一件答复").click()
        page.get_by_role("dialog").get_by_role("button", name="并2件到主件").click()
        expect(page.get_by_text("已并案").first).to_be_visible()
        expect(page.get_by_text("主件", exact=True)).to_be_visible()
        matters.last.get_by_role("link").click()
        expect(page.get_by_role("link", name="热点：锦绣新城搅拌站扰民")).to_be_visible()
