"""Suggestions in a real browser: on the phone with a signal and without, and the administrator's page of what was
learnt."""

from collections.abc import Generator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.conftest import PHONE, room
from tests.browser.test_axe import faults
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
    alarm = page.get_by_role("alert").filter(has_text="可能很急")
    expect(alarm.get_by_role("link", name="119 消防")).to_have_attribute("href", "tel:119")
    alarm.get_by_role("button", name="不急，改为一般").click()
    expect(alarm.get_by_role("button", name="还是按紧急登记")).to_be_visible()


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
