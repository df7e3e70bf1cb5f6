"""The profile in a real browser: the numbers are counted from the register, and each opens the records behind it."""

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.conftest import DESK, PHONE, room, within_site
from tests.browser.test_axe import faults
from tests.browser.test_journey import sign_in

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_a_number_opens_the_records_behind_it(chromium: Browser, site: str, size: dict[str, int]) -> None:
    with room(chromium, site, size) as desk:
        page = desk.new_page()
        sign_in(page, "secretary")
        page.goto("/desk/profile")
        told = page.get_by_role("heading", name="住户和居民")
        expect(page.get_by_text("这里没有底册").or_(told).first).to_be_visible()
        within_site(site, ENTER)
        page.reload()
        page.locator("[data-figure=women]").click()
        dialog = page.get_by_role("dialog")
        expect(dialog.locator("li").first).to_contain_text("女")
        assert faults(page) == []
        page.keyboard.press("Escape")
        expect(dialog).to_be_hidden()
        assert faults(page) == []
        width = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert width <= 0


ENTER = """
import django; django.setup()
from linli.kit.actor import system
from linli.kit.scope import scope
from linli.register.models import Resident
from linli.register.tests import factories as make
from linli.tests import community as c
by = system("test")
with scope(by, write=False):
    there = Resident.objects.filter(name="王秀英", sex="female").exists()
if not there:
    home = make.dwelling(by, make.building(by, c.GRIDS[0], "7"))
    make.household(by, home, make.member("王秀英", sex="female"))
"""
