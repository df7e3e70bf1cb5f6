"""Visits in a real browser: three taps where nothing changed, all of a visit on one page without a signal, a plan
made and moved, somebody who could not be reached agreed on."""

import os
import re
import subprocess
import sys
from collections.abc import Generator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from linli.conftest import owner_url
from tests.browser.conftest import DESK, PHONE, room
from tests.browser.test_axe import faults
from tests.browser.test_journey import sign_in
from tests.browser.test_offline import kept

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
from linli.visits.models import Standing
from linli.visits.rules.kinds import Change
by = system("test")
names = ("周春兰", "吴桂英", "郑国强", "冯立新", "褚建军", "卫明山")
with scope(by, write=False):
    there = Resident.objects.filter(name__in=names).exists()
if not there:
    for n, name in enumerate(names):
        home = make.dwelling(by, make.building(by, c.GRIDS[0], "21"), room=f"{n + 1}01")
        who = make.member(name)
        make.household(by, home, who)
        make.label(by, who.id)
with scope(by):
    actions.follow(by=by, which=Which(community=c.HOME))
    for row in Standing.objects.filter(active=True, contact_at=None):
        actions.tell_change(by=by, subject=row.id, change=Change.OTHER)
"""
MEANWHILE = """
import django; django.setup()
from linli.kit.actor import system
from linli.kit.scope import scope
from linli.register import actions
from linli.register.models import Resident
from linli.register.tests import factories as make
by = system("test")
with scope(by):
    row = Resident.objects.get(name="卫明山")
    actions.change_resident(by=by, member=make.member("卫明山", id=row.id, workplace="纺织厂"), source="来电")
"""
PLAN = """
import django; django.setup()
from linli.visits.models import Planning
from linli.kit.actor import system
from linli.kit.scope import scope
from linli.visits import jobs
with scope(system(), write=False):
    ids = [str(one) for one in Planning.objects.filter(ended_at=None).values_list("id", flat=True)]
for one in ids:
    jobs.make_plan(planning=one)
"""


def run(site: str, code: str) -> None:
    """Do something behind the served site, as its jobs would."""
    name = "linli_browser_" + os.environ.get("PYTEST_XDIST_WORKER", "one")
    env = os.environ | {
        "DATABASE_URL": owner_url(name),
        "PUBLIC_URL": site,
        "DJANGO_SETTINGS_MODULE": "linli.config.settings",
        "LINLI_DATABASE_ROLE": "jobs",
    }
    subprocess.run([sys.executable, "-c", code], check=True, env=env)


@pytest.fixture
def phone(chromium: Browser, site: str) -> Generator[BrowserContext]:
    """A grid worker's phone with doors that are due."""
    run(site, ENTER)
    with room(chromium, site, PHONE) as context:
        page = context.new_page()
        sign_in(page, "grid1")
        page.goto("/field/")
        kept(page)
        expect(page.get_by_text("周春兰").or_(page.get_by_text("吴桂英")).first).to_be_visible()
        yield context


def visits_of(phone: BrowserContext, name: str) -> list[dict[str, object]]:
    """What the server has of the visits to a door."""
    answer = phone.request.get("/api/visits", params={"most": "100"})
    assert answer.ok, answer.text()
    return [row for row in answer.json()["rows"] if row["name"] == name]


def door(page: Page, name: str) -> None:
    """Press a door of today."""
    page.get_by_role("link", name=re.compile(name)).first.click()


def test_nothing_changed_is_two_taps(phone: BrowserContext) -> None:
    page = phone.pages[0]
    assert faults(page) == []
    door(page, "郑国强")
    expect(page.get_by_role("heading", name="郑国强")).to_be_visible()
    assert faults(page) == []
    page.get_by_role("button", name="见到了，没有变化").click()
    expect(page.get_by_text("已记下")).to_be_visible()
    expect(page.get_by_role("link", name=re.compile("郑国强"))).to_have_count(0)
    page.get_by_role("button", name="已走").click()
    expect(page.get_by_role("link", name=re.compile("郑国强"))).to_be_visible()
    made = visits_of(phone, "郑国强")
    assert [(one["way"], one["result"], one["checked"]) for one in made] == [("home", "met", True)]


def test_all_of_a_visit_without_a_signal(phone: BrowserContext) -> None:
    page = phone.pages[0]
    phone.set_offline(True)
    page.reload()
    door(page, "吴桂英")
    page.get_by_role("checkbox", name=re.compile("吴桂英")).check()
    page.get_by_label("记一笔").fill("腿脚不便，想要一个扶手")
    for card in ("反映一件事", "更正底册", "慰问品", "约下次"):
        page.get_by_role("button", name=card).click()
    page.get_by_label("什么事").fill("楼道没有扶手，老人上下不便")
    page.get_by_role("button", name="吴桂英", exact=True).click()
    page.get_by_label("新的电话").fill("13912345678")
    page.get_by_label("什么", exact=True).fill("大米")
    page.get_by_label("下次哪天来").fill("2027-01-05")
    assert faults(page) == []
    page.get_by_role("button", name="保存这次走访").click()
    expect(page.get_by_text("已记在手机里")).to_be_visible()
    page.reload()
    page.goto("/field/outbox")
    expect(page.locator("article.waiting")).to_have_count(2)
    phone.set_offline(False)
    expect(page.locator("article.done")).to_have_count(2)
    expect(page.get_by_role("status").filter(has_text="没有信号")).to_have_count(0)
    (made,) = visits_of(phone, "吴桂英")
    assert (made["next_on"], made["note"]) == ("2027-01-05", "腿脚不便，想要一个扶手")
    assert len(made["matters"]) == 1  # type: ignore[arg-type]
    whole = phone.request.get(f"/api/visits/{made['id']}").json()
    assert [one["item"] for one in whole["relief"]] == ["大米"]
    assert [one["name"] for one in whole["met"]] == ["吴桂英"]
    there = phone.request.get(f"/api/visits/doors/{made['subject']}").json()["there"]
    assert there[0]["phone"].endswith("5678")


def test_a_refused_correction_is_mended_field_by_field(phone: BrowserContext, site: str) -> None:
    page = phone.pages[0]
    phone.set_offline(True)
    page.reload()
    door(page, "卫明山")
    page.get_by_role("button", name="更正底册").click()
    page.get_by_role("button", name="卫明山", exact=True).click()
    page.get_by_label("新的电话").fill("13912345679")
    page.get_by_label("工作单位").fill("轴承厂")
    page.get_by_role("button", name="保存这次走访").click()
    run(site, MEANWHILE)
    phone.set_offline(False)
    page.goto("/field/outbox")
    expect(page.locator("article.refused")).to_have_count(1)
    page.get_by_role("link", name="修改").click()
    expect(page.get_by_text("底册现在是：纺织厂")).to_be_visible()
    expect(page.get_by_label("电话", exact=True)).to_have_value("13912345679")
    assert faults(page) == []
    page.get_by_role("group", name="工作单位").get_by_role("button").click()
    page.get_by_role("button", name="重新提交").click()
    expect(page.locator("article.refused")).to_have_count(0)
    expect(page.locator("article.done")).to_have_count(2)
    (made,) = visits_of(phone, "卫明山")
    there = phone.request.get(f"/api/visits/doors/{made['subject']}").json()["there"]
    assert there[0]["phone"].endswith("5679")


def test_a_refused_visit_is_mended_at_its_door(phone: BrowserContext) -> None:
    page = phone.pages[0]
    door(page, "冯立新")
    page.get_by_role("button", name="同行的人").click()
    page.get_by_label("2+1+N 走访组").check()
    page.get_by_label("姓名").first.fill("李建国")
    page.get_by_role("button", name="保存这次走访").click()
    expect(page.get_by_role("alert")).to_contain_text("还差1名先锋")
    page.get_by_role("button", name="再加一人").click()
    page.get_by_label("身份").nth(1).select_option("pioneer")
    page.get_by_label("姓名").nth(1).fill("赵敏")
    page.get_by_role("button", name="保存这次走访").click()
    expect(page.get_by_text("已记下")).to_be_visible()
    assert [one["team"] for one in visits_of(phone, "冯立新")] == [True]


def test_could_not_be_reached_is_agreed_at_the_desk(
    phone: BrowserContext, chromium: Browser, site: str
) -> None:
    page = phone.pages[0]
    door(page, "褚建军")
    page.get_by_text("联系不上").click()
    page.get_by_label("试过哪些办法").fill("两天三次电话不通，邻居说在外地")
    page.get_by_role("button", name="保存这次走访").click()
    expect(page.get_by_text("已记下")).to_be_visible()
    with room(chromium, site, DESK) as desk:
        lead = desk.new_page()
        sign_in(lead, "secretary")
        lead.goto("/desk/visits/records")
        expect(lead.get_by_text("褚建军")).to_be_visible()
        assert faults(lead) == []
        lead.get_by_role("button", name="确认联系不上").click()
        expect(lead.get_by_text("已确认，下个周期再联系")).to_be_visible()


def test_a_plan_is_made_and_moved(phone: BrowserContext, chromium: Browser, site: str) -> None:
    with room(chromium, site, DESK) as desk:
        page = desk.new_page()
        sign_in(page, "secretary")
        page.goto("/desk/visits/plan")
        page.get_by_role("button", name="排计划").click()
        assert faults(page) == []
        page.get_by_label("从这天起排").select_option(label="14 天")
        page.get_by_role("button", name="开始排").click()
        expect(page.get_by_role("button", name="正在排…")).to_be_visible()
        run(site, PLAN)
        expect(page.get_by_text(re.compile("排好了，共"))).to_be_visible()
        page.wait_for_load_state("networkidle")
        page.get_by_role("button", name="挪动").first.click()
        assert faults(page) == []
        page.get_by_role("button", name="挪到这里").click()
        expect(page.get_by_text("固定").first).to_be_visible()


@pytest.mark.parametrize(
    "part", ["", "/coverage", "/campaigns", "/records", "/calendar", "/journal", "/cadences"]
)
def test_the_pages_of_visits_at_the_desk(chromium: Browser, site: str, part: str) -> None:
    run(site, ENTER)
    with room(chromium, site, DESK) as desk:
        page = desk.new_page()
        said: list[str] = []
        page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
        sign_in(page, "secretary")
        page.goto(f"/desk/visits{part}")
        page.wait_for_load_state("networkidle")
        assert faults(page) == []
        assert said == []
