"""A campaign carried out by a community police officer who sees no register: three presses a shop on the phone, also
without a signal; the lead chooses him at the desk and sees how far he has come."""

import re
from collections.abc import Generator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.conftest import DESK, PHONE, room, within_site
from tests.browser.test_axe import faults
from tests.browser.test_journey import sign_in
from tests.browser.test_offline import kept

pytestmark = pytest.mark.browser

ENTER = """
import django; django.setup()
from datetime import timedelta
from django.utils import timezone
from linli.kit import clock, ids
from linli.kit.actor import system
from linli.kit.scope import scope
from linli.register.models import Organisation
from linli.register.queries import Which
from linli.register.tests import factories as make
from linli.tests import community as c
from linli.visits import actions
from linli.visits.actions import Asked, Carrying
from linli.visits.rules.kinds import Whom
by = system("test")
names = ("福满面馆", "顺达五金", "春风理发", "安康药房", "晨光文具")
with scope(by, write=False):
    there = Organisation.objects.filter(name__in=names).exists()
if not there:
    for name in names:
        make.shop(by, c.GRIDS[1], name)
    with scope(by):
        actions.follow(by=by, which=Which(community=c.HOME))
        day = timezone.localdate(clock.now())
        actions.start_campaign(
            by=by, campaign_id=ids.of("browser", "officer"), area=c.GRIDS[1], name="民警走访商户",
            noun=Whom.ORGANISATION, asked=Asked(kinds=["shop"]), from_on=day, until_on=day + timedelta(90),
            what="看看门口监控和灭火器", carrying=Carrying(carriers=[c.post_id("police")]),
        )
"""
CARRY_ON = """
import django; django.setup()
from linli.kit.actor import system
from linli.kit.scope import scope
from linli.tests import community as c
from linli.visits import jobs
from linli.visits.models import Visit
with scope(system(), write=False):
    made = [str(one) for one in Visit.objects.filter(post=c.post_id("police")).values_list("id", flat=True)]
for one in made:
    jobs.carry_on(visit=one)
"""


@pytest.fixture
def phone(chromium: Browser, site: str) -> Generator[BrowserContext]:
    """The officer's phone with his list."""
    within_site(site, ENTER)
    with room(chromium, site, PHONE) as context:
        page = context.new_page()
        sign_in(page, "police")
        page.goto("/field/")
        kept(page)
        page.get_by_role("tab", name="专项走访").or_(page.get_by_text("专项走访")).first.click()
        expect(page.get_by_role("heading", name=re.compile("民警走访商户"))).to_be_visible()
        yield context


def line(page: Page, name: str) -> None:
    """Press a line of the list."""
    page.get_by_role("link", name=re.compile(name)).click()


def test_a_shop_where_nothing_is_special_is_two_presses(phone: BrowserContext) -> None:
    page = phone.pages[0]
    assert faults(page) == []
    line(page, "福满面馆")
    expect(page.get_by_role("heading", name="福满面馆")).to_be_visible()
    assert faults(page) == []
    expect(page.get_by_role("button", name="慰问品")).to_have_count(0)
    page.get_by_role("button", name="到过了，没有变化").click()
    expect(page.get_by_text("已记下")).to_be_visible()
    expect(page.get_by_role("link", name=re.compile("福满面馆"))).to_have_count(0)
    page.get_by_role("button", name="走到了").click()
    expect(page.get_by_role("link", name=re.compile("福满面馆"))).to_be_visible()


def test_all_of_it_without_a_signal(phone: BrowserContext, chromium: Browser, site: str) -> None:
    page = phone.pages[0]
    phone.set_offline(True)
    page.reload()
    page.get_by_label("按名称或地址找").fill("五金")
    line(page, "顺达五金")
    page.get_by_label("记一笔").fill("灭火器过期")
    page.get_by_role("button", name="反映一件事").click()
    page.get_by_label("什么事").fill("店门口路灯不亮，请来修")
    page.get_by_role("button", name="保存这次走访").click()
    expect(page.get_by_text("已记在手机里")).to_be_visible()
    page.reload()
    expect(page.get_by_role("link", name=re.compile("顺达五金"))).to_have_count(0)
    phone.set_offline(False)
    page.goto("/field/outbox")
    expect(page.locator("article.done")).to_have_count(1)
    (made,) = [row for row in phone.request.get("/api/visits").json()["rows"] if row["name"] == "顺达五金"]
    assert (made["note"], len(made["matters"])) == ("灭火器过期", 1)
    within_site(site, CARRY_ON)
    with room(chromium, site, DESK) as desk:
        lead = desk.new_page()
        sign_in(lead, "secretary")
        lead.goto("/desk/visits/campaigns")
        lead.get_by_role("link", name=re.compile("民警走访商户")).click()
        row = lead.get_by_role("row", name=re.compile("police岗"))
        expect(row).to_be_visible()
        assert faults(lead) == []
        answer = desk.request.get("/api/visits/due", params={"area": "970101001001002", "all": "true"})
        met = [one["name"] for one in answer.json()["rows"] if one["contact_at"]]
        assert "顺达五金" in met


def test_a_lead_chooses_who_carries_it_out(phone: BrowserContext, chromium: Browser, site: str) -> None:
    with room(chromium, site, DESK) as desk:
        page = desk.new_page()
        sign_in(page, "secretary")
        page.goto("/desk/visits/campaigns")
        page.get_by_role("button", name="发起专项").click()
        page.get_by_label("名称").fill("干部每月走访")
        page.get_by_role("button", name=re.compile("department岗")).click()
        page.get_by_role("button", name=re.compile("subdistrict岗")).click()
        page.get_by_label("分到人").check()
        page.get_by_label("每月一轮").check()
        assert faults(page) == []
        page.get_by_role("button", name="生成名单").click()
        page.get_by_role("link", name=re.compile("干部每月走访")).click()
        expect(page.get_by_role("row", name=re.compile("department岗"))).to_be_visible()
    with room(chromium, site, DESK) as desk:
        page = desk.new_page()
        sign_in(page, "department")
        page.goto("/desk/carried")
        expect(page.get_by_role("heading", name=re.compile("干部每月走访"))).to_be_visible()
        assert faults(page) == []
        page.get_by_role("button", name="记走访").first.click()
        page.get_by_label("发现的问题").fill("厂区门口下水道堵了，请疏通")
        assert faults(page) == []
        page.get_by_role("button", name="保存").click()
        expect(page.get_by_role("dialog")).to_have_count(0)
        made = desk.request.get("/api/visits").json()["rows"]
        assert len(made[0]["matters"]) == 1


def test_a_visit_recorded_by_mistake_is_struck_out(
    phone: BrowserContext, chromium: Browser, site: str
) -> None:
    page = phone.pages[0]
    line(page, "晨光文具")
    page.get_by_role("button", name="到过了，没有变化").click()
    page.get_by_role("button", name="走到了").click()
    line(page, "晨光文具")
    page.get_by_role("button", name="划掉").click()
    page.get_by_role("button", name="记错了人家").click()
    assert faults(page) == []
    page.get_by_role("dialog").get_by_role("button", name="划掉").click()
    expect(page.get_by_text(re.compile("police者.*划掉：记错了人家"))).to_be_visible()
    page.get_by_role("button", name="返回").or_(page.get_by_text("返回")).first.click()
    page.get_by_role("button", name="还没走到").click()
    expect(page.get_by_role("link", name=re.compile("晨光文具"))).to_be_visible()
    with room(chromium, site, DESK) as desk:
        lead = desk.new_page()
        sign_in(lead, "secretary")
        lead.goto("/desk/visits/records")
        lead.get_by_role("button", name="全部").click()
        expect(lead.get_by_text(re.compile("划掉：记错了人家"))).to_be_visible()
        assert faults(lead) == []
