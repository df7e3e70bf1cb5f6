"""Patrols in a real browser: a route drawn at the desk, two presses where all is fine, a round without a signal that
found things, what came of it at the desk, and a sheet typed afterwards."""

import re
from collections.abc import Generator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.conftest import DESK, PHONE, room, within_site
from tests.browser.test_axe import faults
from tests.browser.test_journey import sign_in
from tests.browser.test_offline import kept, picture

pytestmark = pytest.mark.browser

DRAW = """
import django; django.setup()
from datetime import time, timedelta
from linli.kit import clock, ids
from linli.kit.actor import system
from linli.kit.scope import scope
from linli.patrols import actions
from linli.patrols.actions import PointData, RouteData
from linli.patrols.models import Route
from linli.patrols.rules.kinds import PointKind, WalkedOn
from linli.patrols.rules.slots import Slot
from linli.register.tests import factories as make
from linli.tests import community as c
by = system("test")
whole = (Slot(1, "全天", time(0), time(23, 59)),)
shop = make.shop(by, c.GRIDS[0], "梧桐水果店") if not Route.objects.exists() else None
for name in ("梧桐线", "断网线", "补录线"):
    id = ids.of("browser-route", name)
    points = [
        PointData(ids.of(name, "1"), PointKind.FIRE_LANE, f"{name}消防通道", "看有没有停车"),
        PointData(ids.of(name, "2"), PointKind.RUBBISH, f"{name}投放点"),
        PointData(ids.of(name, "3"), PointKind.SHOP, f"{name}水果店", organisation=shop),
    ]
    data = RouteData(area=c.GRIDS[0], name=name, days=WalkedOn.ALL, slots=whole, points=points)
    with scope(by):
        if not Route.objects.filter(id=id).exists():
            with clock.at(clock.now() - timedelta(days=10)):
                actions.draw(by=by, route_id=id, data=data)
"""


@pytest.fixture
def drawn(site: str) -> None:
    """Three routes that are asked for at any hour."""
    within_site(site, DRAW)


@pytest.fixture
def phone(chromium: Browser, site: str, drawn: None) -> Generator[BrowserContext]:
    """A grid worker's phone, the field kept on it."""
    with room(chromium, site, PHONE) as context:
        page = context.new_page()
        sign_in(page, "grid1")
        page.goto("/field/")
        kept(page)
        expect(page.get_by_role("heading", name="巡查")).to_be_visible()
        yield context


def slot(page: Page, name: str) -> None:
    """Open the round of a route on the page of today."""
    page.get_by_role("listitem").filter(has_text=name).get_by_role("link", name=re.compile("全天")).click()
    expect(page.get_by_role("heading", name=re.compile("全天"))).to_be_visible()


def rounds_of(context: BrowserContext, name: str) -> list[dict[str, object]]:
    """What the server has of a route's rounds."""
    answer = context.request.get("/api/patrols/rounds", params={"most": "100"})
    assert answer.ok, answer.text()
    return [row for row in answer.json()["rows"] if row["route_name"] == name]


def test_all_fine_is_two_presses(phone: BrowserContext) -> None:
    page = phone.pages[0]
    assert faults(page) == []
    slot(page, "梧桐线")
    assert faults(page) == []
    page.get_by_role("button", name="全部正常").click()
    expect(page.get_by_text("巡查已保存")).to_be_visible()
    expect(page.get_by_role("listitem").filter(has_text="梧桐线").get_by_text("已走完")).to_be_visible()
    (made,) = rounds_of(phone, "梧桐线")
    assert (made["seen"], made["points"], made["skipped"], made["slot"]) == (3, 3, 0, 1)


def choose(page: Page, point: str, state: str) -> None:
    """Say of a point how it is."""
    page.get_by_role("group", name=f"{point}怎么样").get_by_role("button", name=state).click()


def test_a_round_without_a_signal(phone: BrowserContext) -> None:
    page = phone.pages[0]
    phone.set_offline(True)
    page.reload()
    slot(page, "断网线")
    choose(page, "断网线消防通道", "有情况")
    page.get_by_label("什么事").fill("断网线的消防通道停了两辆车")
    page.get_by_role("checkbox", name=re.compile("紧急")).check()
    page.locator("input[type=file]").first.set_input_files(
        {"name": "a.png", "mimeType": "image/png", "buffer": picture()}
    )
    choose(page, "断网线投放点", "没走到")
    page.get_by_role("button", name="在施工").click()
    page.reload()
    expect(page.get_by_label("什么事")).to_have_value("断网线的消防通道停了两辆车")
    expect(page.locator("figure img")).to_have_count(1)
    choose(page, "断网线水果店", "有情况")
    shop = page.get_by_role("listitem").filter(has_text="断网线水果店")
    shop.get_by_text("愿意帮忙").click()
    shop.get_by_label("谁愿意帮忙").fill("李店")
    shop.get_by_label("愿意提供什么").fill("断网线每周送一次水果")
    assert faults(page) == []
    page.get_by_role("button", name=re.compile("保存")).click()
    expect(page.get_by_text("已存在手机里")).to_be_visible()
    assert rounds_of_nothing(phone)
    phone.set_offline(False)
    page.goto("/field/outbox")
    expect(page.locator("article.done")).to_have_count(1, timeout=20_000)
    (made,) = rounds_of(phone, "断网线")
    assert (made["seen"], made["skipped"], made["findings"]) == (2, 1, 1)
    whole = phone.request.get(f"/api/patrols/rounds/{made['id']}").json()
    (found,) = whole["found"]
    assert found["reference"]
    assert len(found["files"]) == 1
    matter = phone.request.get(f"/api/matters/{found['matter']}").json()
    assert (matter["door"], matter["urgency"]) == ("patrol", "urgent")


def rounds_of_nothing(phone: BrowserContext) -> bool:
    """Whether the one thing that was written waits on the phone."""
    page = phone.pages[0]
    page.goto("/field/outbox")
    expect(page.locator("article.waiting")).to_have_count(1)
    return True


@pytest.fixture
def desk(chromium: Browser, site: str, drawn: None) -> Generator[Page]:
    """The secretary's desk."""
    with room(chromium, site, DESK) as context:
        page = context.new_page()
        sign_in(page, "secretary")
        yield page


def test_a_route_is_drawn_at_the_desk(desk: Page) -> None:
    page = desk
    page.goto("/desk/patrols/routes")
    page.get_by_role("button", name="新画一条线路").click()
    page.get_by_label("线路名字").fill("新画线")
    finder = page.get_by_label("加点位：写地方，或者找楼栋、单位")
    finder.fill("南门岗亭")
    page.get_by_role("button", name="按“南门岗亭”加").click()
    finder.fill("梧桐水果店")
    page.get_by_role("dialog").get_by_role("button", name=re.compile("^梧桐水果店")).click()
    assert faults(page) == []
    page.get_by_role("button", name="保存线路").click()
    expect(page.get_by_text("线路已画好")).to_be_visible()
    expect(page.get_by_role("listitem").filter(has_text="新画线")).to_be_visible()


def test_a_sheet_is_typed_and_its_offer_handled(desk: Page) -> None:
    page = desk
    page.goto("/desk/patrols")
    row = page.get_by_role("listitem").filter(has_text="补录线").first
    row.get_by_role("button", name="补录补录线 全天").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("补录线投放点").select_option("found")
    dialog.get_by_label("怎么办").select_option("spot")
    dialog.get_by_label("发现了什么").fill("补录线的桶盖没盖，盖好了")
    dialog.get_by_role("button", name="加一条资源").click()
    dialog.get_by_label("谁愿意帮忙").fill("赵店")
    dialog.get_by_label("愿意提供什么").fill("补录线出借长桌")
    assert faults(page) == []
    dialog.get_by_role("button", name="保存").click()
    expect(page.get_by_text("已补录")).to_be_visible()
    expect(row.get_by_text("已走完")).to_be_visible()
    row.get_by_role("button", name=re.compile("secretary者")).click()
    expect(page.get_by_role("dialog").get_by_text("补录线的桶盖没盖，盖好了")).to_be_visible()
    page.goto("/desk/patrols/found")
    expect(page.get_by_text("补录线的桶盖没盖，盖好了")).to_be_visible()
    page.get_by_role("button", name="资源").click()
    offer = page.get_by_role("listitem").filter(has_text="补录线出借长桌")
    offer.get_by_role("button", name="处理").click()
    page.get_by_label("怎么用上的，或者为什么不需要了").fill("周六便民服务日用")
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_text("已记下")).to_be_visible()
    page.get_by_role("button", name="已对接").click()
    expect(page.get_by_text("周六便民服务日用")).to_be_visible()


def test_no_page_of_patrols_has_a_fault(desk: Page) -> None:
    for part in ("", "/rounds", "/found", "/figures", "/routes"):
        desk.goto(f"/desk/patrols{part}")
        desk.wait_for_load_state("networkidle")
        assert faults(desk) == [], part
    desk.goto("/desk/patrols/figures")
    expect(desk.get_by_role("row").filter(has_text="补录线")).to_be_visible()
