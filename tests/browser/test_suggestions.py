"""Suggestions in a real browser: on the phone with a signal and without, and the administrator's page of what was
learnt."""

from collections.abc import Generator
from contextlib import suppress

import pytest
from playwright.sync_api import Browser, BrowserContext, FilePayload, Page, expect
from playwright.sync_api import TimeoutError as PlaywrightTimeout

from tests.browser.conftest import DESK, PHONE, room, within_site
from tests.browser.test_axe import faults
from tests.browser.test_journey import sign_in
from tests.browser.test_offline import all_sent, begun

pytestmark = pytest.mark.browser
THUMB = 44
"""Pixels a target of the phone has at least."""


@pytest.fixture
def phone(chromium: Browser, site: str) -> Generator[BrowserContext]:
    """A grid worker's phone, the field and the pack on it."""
    with room(chromium, site, PHONE) as context:
        page = begun(context, "grid1")
        page.goto("/field/me/pack")
        expect(page.get_by_text("户").first).to_be_visible()
        yield context


def _typed(page: Page, words: str) -> None:
    page.goto("/field/raise")
    page.get_by_label("什么事").fill(words)


def _category_of(phone: BrowserContext, words: str) -> str:
    """Under which category a matter arrived."""
    rows = phone.request.get("/api/matters", params={"most": "100"}).json()["rows"]
    return next(row["category"] for row in rows if row["subject"].startswith(words))


def test_a_suggestion_is_taken_with_one_tap(phone: BrowserContext) -> None:
    page, words = phone.pages[0], "打点一 路灯坏了，旁边垃圾成堆"
    _typed(page, words)
    beside = page.get_by_role("region", name="系统建议")
    chips = beside.locator("button.choice")
    expect(chips.nth(1)).to_be_visible()
    expect(beside.locator("button[aria-pressed=true]")).to_have_count(1)
    expect(beside.get_by_text("依据：")).to_be_visible()
    for chip in chips.all():
        box = chip.bounding_box()
        assert box is not None
        assert box["height"] >= THUMB
    assert faults(page) == []
    other = beside.locator("button[aria-pressed=false]").first
    name = other.inner_text()
    other.click()
    expect(beside.get_by_role("button", name=name, pressed=True)).to_be_visible()
    page.get_by_role("button", name="提交").click()
    expect(page.get_by_role("heading", name="记一笔")).to_have_count(0)
    all_sent(page, 1)
    tree = {row["code"]: row["name"] for row in phone.request.get("/api/matters/categories").json()}
    assert tree[_category_of(phone, "打点一")] == name


def test_danger_says_whom_to_call(phone: BrowserContext) -> None:
    page = phone.pages[0]
    _typed(page, "打点二 三楼厨房着火了，浓烟很大")
    alarm = page.get_by_role("alert").filter(has_text="119 消防")
    expect(alarm.get_by_text("会按紧急登记")).to_be_visible()
    expect(alarm.get_by_role("link", name="119 消防")).to_have_attribute("href", "tel:119")
    alarm.get_by_role("button", name="不急，改为一般").click()
    expect(alarm.get_by_text("按您说的不急，按一般登记")).to_be_visible()
    expect(alarm.get_by_text("会按紧急登记")).to_have_count(0)
    alarm.get_by_role("button", name="还是按紧急登记").click()
    expect(alarm.get_by_text("会按紧急登记")).to_be_visible()


def test_without_a_signal_keywords_on_the_phone_speak(phone: BrowserContext) -> None:
    page = phone.pages[0]
    phone.set_offline(True)
    _typed(page, "打点三 垃圾成堆没人管")
    beside = page.get_by_role("region", name="系统建议")
    expect(beside.get_by_text("离线，按关键词")).to_be_visible()
    expect(beside.locator("button[aria-pressed=true]")).to_have_count(0)
    beside.get_by_role("button", name="暴露垃圾与清运").click()
    page.get_by_role("button", name="提交").click()
    expect(page.get_by_role("heading", name="记一笔")).to_have_count(0)
    phone.set_offline(False)
    all_sent(page, 1)
    assert _category_of(phone, "打点三") == "env.garbage"


LEARN = """
import django; django.setup()
from datetime import date
from linli.classifying import actions
from linli.classifying.rules.learning import learn
from linli.classifying.tests.examples import closed, no_keywords
from linli.kit.actor import system
from linli.kit.scope import scope

learnt = learn(closed(), no_keywords, None)
with scope(system()):
    actions.keep(by=system(), learnt=learnt)
    actions.count_choices(by=system(), rows=[(date(2026, 10, 1), "facility.lamp", "facility.lamp", 3)])
"""


def test_keywords_alone_lasts_on_the_administrators_page(chromium: Browser, site: str) -> None:
    within_site(site, LEARN)
    with room(chromium, site, DESK) as context:
        page = context.new_page()
        sign_in(page, "admin")
        page.goto("/desk/settings/learnt")
        expect(page.get_by_role("heading", name="第一条建议有多准")).to_be_visible()
        expect(page.locator(".months li")).to_have_count(1)
        assert faults(page) == []
        page.get_by_role("button", name="停用，只用关键词").click()
        expect(page.get_by_text("停用，只用关键词；")).to_be_visible()
        within_site(site, LEARN)
        page.reload()
        expect(page.get_by_text("已停用，先留着")).to_be_visible()
        expect(page.get_by_text("正在使用", exact=True)).to_have_count(0)
        page.get_by_role("button", name="改用这一版").first.click()
        expect(page.get_by_text("停用，只用关键词；")).to_have_count(0)
        page.get_by_role("button", name="停用，只用关键词").click()
        expect(page.get_by_text("停用，只用关键词；")).to_be_visible()


HOT = """
import django; django.setup()
from linli.hotspots.actions import gather
from linli.kit import ids
from linli.kit.actor import system
from linli.kit.scope import scope
from linli.matters.actions import RaiseData, ReporterData, raise_
from linli.tests import community as c
by = c.actor("counter")
words = (
    "桂花园南门炒货店的油烟整天往楼上飘",
    "桂花园南门那家炒货店油烟太大，窗都不敢开",
    "投诉桂花园南门的炒货店，油烟和气味扰民",
    "桂花园南门炒货店油烟熏人，孩子咳嗽",
)
with scope(by):
    for n, said in enumerate(words):
        reporter = ReporterData(name="测试居民", phone=f"1940000880{n}")
        raise_(by=by, data=RaiseData(id=ids.new(), words=said, area=c.GRIDS[0], reporter=reporter))
with scope(system()):
    gather(by=system(), community=c.HOME, whole=True)
"""


def test_a_hot_issue_is_told_at_the_counter_and_on_the_phone(
    chromium: Browser, site: str, phone: BrowserContext
) -> None:
    within_site(site, HOT)
    words = "桂花园南门那个炒货店又冒油烟了"
    page = phone.pages[0]
    beside = page.get_by_role("region", name="系统建议")
    like = beside.get_by_text("像热点“")
    for _ in range(
        4
    ):  # a process may still tell of the groups of a minute before, while another thread reads them
        _typed(page, words)
        with suppress(PlaywrightTimeout):
            like.wait_for(timeout=20_000)
            break
    expect(like).to_be_visible()
    expect(beside.get_by_text("可能是同一件")).to_be_visible()
    assert faults(page) == []
    beside.get_by_role("link", name="看其中一件").click()
    expect(page.get_by_role("heading", name="炒货店").first).to_be_visible()
    page.go_back()
    expect(page.get_by_label("什么事")).to_have_value(words)
    with room(chromium, site, DESK) as context:
        desk = context.new_page()
        sign_in(desk, "counter")
        desk.goto("/desk/intake")
        desk.get_by_label("反映什么事").fill(words)
        expect(desk.get_by_text("像热点“")).to_be_visible()
        assert faults(desk) == []
        desk.get_by_role("button", name="登记", exact=True).click()
        desk.get_by_role("button", name="现在并入").click()
        expect(desk.get_by_text("已并入热点").first).to_be_visible()


SHEET = "主题,内容,一级分类,二级分类\n" + "".join(
    [f"路灯不亮,第{n}盏路灯不亮了请来修 13812345678,公共设施,路灯与楼道灯\n" for n in range(6)]
    + [f"说不清的,请问第{n}件事情找谁,其他部门,转来的\n" for n in range(4)]
)


def _csv(name: str, content: bytes) -> FilePayload:
    return {"name": name, "mimeType": "text/csv", "buffer": content}


def test_a_labelled_file_is_looked_at_given_and_taken_out(chromium: Browser, site: str) -> None:
    with room(chromium, site, DESK) as desk:
        page = desk.new_page()
        sign_in(page, "admin")
        page.goto("/desk/settings/learnt")
        card = page.locator("section").filter(has=page.get_by_role("heading", name="已标注的文件"))
        expect(card.get_by_text("以后谁也看不到")).to_be_visible()
        card.locator("input[type=file]").set_input_files(_csv("坏的.csv", "甲,乙\n一,二\n".encode()))
        expect(page.get_by_text("表头里缺：内容")).to_be_visible()
        sent = _csv("热线去年.csv", SHEET.encode("gb18030"))
        card.locator("input[type=file]").set_input_files(sent)
        expect(card.get_by_text("读到 10 行")).to_be_visible()
        theirs = card.get_by_role("listitem").filter(has_text="转来的")
        expect(theirs.get_by_text("没对上")).to_be_visible()
        expect(card.get_by_text("要学 6 行；不用 4 行")).to_be_visible()
        assert faults(page) == []
        theirs.get_by_role("combobox").select_option("facility.lamp")
        expect(card.get_by_text("要学 10 行；不用 0 行")).to_be_visible()
        card.get_by_role("button", name="给系统学").click()
        given = card.get_by_role("listitem").filter(has_text="热线去年.csv")
        expect(given.get_by_text("10 条、1 类")).to_be_visible()
        card.locator("input[type=file]").set_input_files(sent)
        expect(page.get_by_text("已经给过").first).to_be_visible()
        assert faults(page) == []
        given.get_by_role("button", name="取出").click()
        page.get_by_role("dialog").get_by_role("button", name="取出").click()
        expect(given).to_have_count(0)
