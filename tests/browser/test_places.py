"""Places in texts, in a real browser: beside the intake form the home that is meant comes up with why, one tap fills
place and grid in; a name nobody knew is kept with one press, shown at the building, met in the next text, ended."""

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.conftest import DESK, PHONE, room, within_site
from tests.browser.test_axe import faults
from tests.browser.test_journey import sign_in

pytestmark = pytest.mark.browser
ESTATE = "金鳞湾"
FILL = f"""
import django; django.setup()
from linli.kit import ids
from linli.kit.actor import system
from linli.kit.scope import scope
from linli.register import actions
from linli.register.tests import factories as make
from linli.tests import community as c
by = system()
with scope(by):
    estate = actions.put_estate(
        by=by, estate_id=ids.of("test-place", "estate"), area=c.HOME, values={{"name": "{ESTATE}"}}
    )
    building = actions.put_building(
        by=by, building_id=ids.of("test-place", "building"), area=c.GRIDS[1], number="6", estate_id=estate
    )
make.dwelling(by, building, room="301", entrance="1")
"""


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_a_place_is_met_taken_and_given_another_name(
    chromium: Browser, site: str, size: dict[str, int]
) -> None:
    within_site(site, FILL)
    with room(chromium, site, size) as desk:
        page = desk.new_page()
        sign_in(page, "secretary")
        page.goto("/desk/intake")
        page.fill("#intake-words", f"{ESTATE}六号楼一单元三零一漏水，滴到楼下了")
        home = page.get_by_role("button", name=f"{ESTATE}6幢1单元301室")
        expect(home).to_be_visible()
        expect(page.get_by_text("就是这里？点一下填好地点和网格")).to_be_visible()
        assert faults(page) == []
        home.click()
        expect(page.locator("#intake-place")).to_have_value(f"{ESTATE}6幢1单元301室")
        expect(page.get_by_text("已填好地点和网格")).to_be_visible()
        name = f"大烟囱{size['width']}"
        page.fill("#intake-place", name)
        page.wait_for_timeout(1500)
        page.fill("#intake-place", f"{ESTATE}6幢")
        page.get_by_role("button", name=f"{ESTATE}6幢", exact=True).click()
        page.get_by_role("button", name=f"以后“{name}”就是这里").click()
        expect(page.get_by_text(f"记住了：“{name}”就是{ESTATE}6幢")).to_be_visible()
        page.fill("#intake-place", f"{name}门口")
        expect(page.get_by_text("大家这样叫它")).to_be_visible()
        page.goto("/desk/register")
        page.get_by_text(f"{ESTATE}6幢").first.click()
        page.wait_for_url("**/buildings/**")
        expect(page.get_by_role("heading", name="大家也叫它")).to_be_visible()
        expect(page.get_by_text(name).first).to_be_visible()
        assert faults(page) == []
        page.get_by_role("button", name=f"停用“{name}”").click()
        expect(page.get_by_text(f"“{name}”不再指这里")).to_be_visible()
