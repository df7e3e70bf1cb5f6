"""The checklist beside an answer: it comes while one types, at the desk and on the phone, never in the way."""

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import DESK, PHONE, room, within_site
from tests.browser.test_axe import faults
from tests.browser.test_journey import sign_in

pytestmark = pytest.mark.browser
MATTERS = {"desk": "0199d000-0000-7000-8000-0000000a0001", "field": "0199d000-0000-7000-8000-0000000a0002"}
RAISE = """
import django; django.setup()
from uuid import UUID
from linli.kit.scope import scope
from linli.matters import actions
from linli.tests import community as c
id = UUID("{id}")
with scope(c.actor("counter")):
    data = actions.RaiseData(
        id=id, words="凉亭的长椅断了一条腿，老人坐上去会摔", area=c.GRIDS[0], category="facility.lamp"
    )
    actions.raise_(by=c.actor("counter"), data=data)
    actions.accept(by=c.actor("counter"), matter_id=id)
    actions.dispatch(by=c.actor("counter"), matter_id=id, post_id=c.post_id("grid1"))
with scope(c.actor("grid1")):
    actions.take(by=c.actor("grid1"), matter_id=id)
"""


@pytest.mark.parametrize("face", ["desk", "field"])
def test_a_mirror_while_one_types(chromium: Browser, site: str, face: str) -> None:
    id = MATTERS[face]
    within_site(site, RAISE.format(id=id))
    with room(chromium, site, DESK if face == "desk" else PHONE) as browser:
        page = browser.new_page()
        sign_in(page, "grid1")
        page.goto(f"/{face}/matters/{id}")
        page.get_by_role("button", name="办结", exact=True).click()
        page.get_by_label("解释说明").check()
        page.locator("#step-words").fill("凉亭的长椅我们会尽快处理")
        checks = page.get_by_role("region", name="答复清单")
        expect(checks.get_by_text("“尽快”")).to_be_visible()
        expect(checks.get_by_text("有疑问找谁？", exact=False)).to_be_visible()
        _can_be_sent(page)
        checks.get_by_role("button", name="清单怎么看的").click()
        rules = page.get_by_role("dialog", name="清单怎么看的")
        rules.get_by_text("不算时间").click()
        expect(rules.get_by_text("尽快", exact=True)).to_be_visible()
        assert faults(page) == []
        rules.get_by_role("button", name="关闭").click()
        page.locator("#step-words").fill(
            "凉亭的长椅我们去现场看了，腿断了一条，已经换好。有疑问请联系社区窗口。"
        )
        expect(checks.get_by_text("该有的都有了")).to_be_visible()
        _can_be_sent(page)
        page.locator("#step-words").fill("长椅会尽快处理")
        expect(checks.get_by_text("“尽快”")).to_be_visible()
        page.locator("dialog footer .primary").click()
        expect(page.locator("dialog")).to_have_count(0)


def _can_be_sent(page: Page) -> None:
    """The button stands in sight and can be pressed, whatever the list says."""
    button = page.locator("dialog footer .primary")
    expect(button).to_be_enabled()
    expect(button).to_be_in_viewport()
