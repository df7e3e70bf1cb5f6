"""The contact network in a real browser: a contact is entered at a home and looked at with a reason, a building gets
its informant, whoever nobody reaches is found, drawn, and put on a list of visits."""

import re
from collections.abc import Generator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import DESK, PHONE, room, within_site
from tests.browser.test_axe import faults
from tests.browser.test_journey import sign_in

pytestmark = pytest.mark.browser

ENTER = """
import django; django.setup()
from linli.kit.actor import system
from linli.kit.scope import scope
from linli.register.models import Resident
from linli.register.queries import Which
from linli.register.tests import factories as make
from linli.tests import community as c
from linli.visits import actions
by = system("test")
names = ("尹网络", "姚邻舍", "湛独居")
with scope(by, write=False):
    there = Resident.objects.filter(name__in=names).exists()
if not there:
    building = make.building(by, c.GRIDS[1], "61")
    for n, name in enumerate(names):
        home = make.dwelling(by, building, room=f"{n + 1}01", entrance="1")
        make.household(by, home, make.member(name))
with scope(by):
    actions.follow(by=by, which=Which(community=c.HOME))
"""


@pytest.fixture
def page(chromium: Browser, site: str) -> Generator[Page]:
    """A counter's desk, and three homes in a building of the second grid."""
    within_site(site, ENTER)
    with room(chromium, site, DESK) as context:
        page = context.new_page()
        sign_in(page, "counter")
        yield page


def open_home(page: Page, name: str) -> None:
    """The page of somebody's home."""
    page.goto("/desk/register/residents")
    page.get_by_role("searchbox").or_(page.get_by_label("姓名或拼音")).last.fill(name)
    page.get_by_role("link", name=name).first.click()
    page.locator(".crumbs a, nav a").filter(has_text="61-1").first.click()


def test_a_contact_is_entered_and_looked_at_with_a_reason(page: Page) -> None:
    open_home(page, "尹网络")
    card = page.get_by_role("region", name="联系人")
    expect(card.get_by_text("还没有联系人")).to_be_visible()
    card.get_by_role("button", name="加联系人").click()
    page.get_by_label("姓名", exact=False).last.fill("尹小云")
    page.get_by_role("button", name="保存").click()
    page.get_by_label(re.compile("^电话")).last.fill("13912340066")
    page.get_by_label("亲属关系").select_option("child")
    page.get_by_label("紧急时可以打电话").select_option("yes")
    page.get_by_role("button", name="保存").click()
    expect(card.get_by_text("尹**")).to_be_visible()
    expect(card.get_by_text("139****0066")).to_be_visible()
    assert faults(page) == []
    card.get_by_role("button", name="查看").click()
    page.get_by_role("button", name="紧急情况").click()
    page.get_by_role("dialog").get_by_role("button", name="查看").click()
    expect(card.get_by_text("13912340066")).to_be_visible()
    card.get_by_role("button", name=re.compile("结束联系人")).click()
    page.get_by_role("button", name="不再来往").click()
    page.get_by_role("dialog").get_by_role("button", name="结束").click()
    expect(card.get_by_text("已结束 1")).to_be_visible()


def test_a_building_gets_its_informant(page: Page) -> None:
    page.goto("/desk/register/informants")
    page.get_by_role("button", name=re.compile("给.*61.*登记信息员")).click()
    page.get_by_label(re.compile("找居民")).fill("姚邻舍")
    page.get_by_role("dialog").get_by_role("button", name=re.compile("姚邻舍")).click()
    page.get_by_role("dialog").get_by_role("button", name="登记信息员").click()
    expect(page.get_by_role("link", name="姚邻舍")).to_be_visible()
    assert faults(page) == []
    page.get_by_role("button", name="姚邻舍不再担任信息员").click()
    page.get_by_role("button", name="本人不愿再做").click()
    page.get_by_role("dialog").get_by_role("button", name="不再担任").click()
    expect(page.get_by_role("link", name="姚邻舍")).to_have_count(0)


def test_whom_nobody_reaches_becomes_a_list_of_visits(page: Page) -> None:
    page.goto("/desk/visits/network")
    page.get_by_role("button", name=re.compile("61幢")).click()
    expect(page.get_by_role("img", name=re.compile("61幢的联系网络图"))).to_be_visible()
    listed = page.get_by_role("region", name="名单")
    expect(listed.get_by_role("link", name=re.compile("湛独居"))).to_be_visible()
    expect(listed.get_by_text("从未走访到").first).to_be_visible()
    assert faults(page) == []
    page.get_by_role("button", name="做成走访专项").click()
    page.get_by_role("button", name="生成名单").click()
    page.wait_for_url(re.compile("/desk/visits/campaigns/"))
    expect(page.get_by_text("湛独居")).to_be_visible()
    page.go_back()
    page.get_by_role("link", name=re.compile("湛独居")).click()
    expect(page.get_by_role("heading", name="湛独居一户的联系网络")).to_be_visible()
    expect(page.get_by_role("img", name=re.compile("湛独居一户的联系网络图"))).to_be_visible()
    assert faults(page) == []


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_nothing_is_wider_than_the_screen(page: Page, size: dict[str, int]) -> None:
    page.set_viewport_size({"width": size["width"], "height": size["height"]})
    for address in ("visits/network", "register/informants"):
        page.goto(f"/desk/{address}")
        page.wait_for_load_state("networkidle")
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert wide <= size["width"], address
