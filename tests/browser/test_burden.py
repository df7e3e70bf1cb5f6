"""What the commonest tasks cost a worker: presses and typed characters, counted as a thumb or a mouse makes them. The
figures only go down: whoever makes a task shorter lowers its row, and nobody raises one."""

import json
import os
import re
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.conftest import DESK, PHONE, room
from tests.browser.test_journey import sign_in
from tests.browser.test_offline import kept
from tests.browser.test_visits import ENTER, run

pytestmark = pytest.mark.browser

COSTS: dict[str, tuple[int, int]] = {
    "visit_nothing_changed": (2, 0),
    "visit_nobody_home": (3, 0),
    "matter_at_the_door": (3, 8),
    "find_a_person": (3, 3),
    "intake_at_the_counter": (3, 8),
    "accept_and_dispatch": (2, 0),
    "receipt_printed": (1, 0),
    "settle_on_the_phone": (6, 5),
}
"""Presses and characters by task."""
BARS: dict[str, int] = {
    "visit_nothing_changed": 3,
    "matter_at_the_door": 5,
    "accept_and_dispatch": 4,
    "receipt_printed": 2,
}
"""The most presses a task may ever cost, as the field asks for."""


RAISE = """
import django; django.setup()
from linli.kit import ids
from linli.kit.scope import scope
from linli.matters import actions
from linli.matters.actions import RaiseData
from linli.tests import community as c
by = c.actor("counter")
with scope(by):
    actions.raise_(by=by, data=RaiseData(id=ids.new(), words="四号楼门口的路灯坏了三天", area=c.GRIDS[0]))
"""
"""A matter of a grid, as the counter takes it in."""


OWN = dict(zip(("周春兰", "吴桂英", "郑国强"), ("柳春兰", "柳桂芳", "柳国平"), strict=True))
"""Doors of its own: what is done here must not be done to those of other tests."""


def entering() -> str:
    """The script that enters them, in a building of their own."""
    code = ENTER.replace('"21"', '"31"')
    for theirs, own in OWN.items():
        code = code.replace(theirs, own)
    return code.replace(', "冯立新", "褚建军", "卫明山"', "")


@dataclass
class Hand:
    """Somebody's hand: what it does is counted."""

    page: Page
    taps: int = 0
    signs: int = 0

    def tap(self, what: Locator) -> None:
        """Press something."""
        what.click()
        self.taps += 1

    def write(self, where: Locator, words: str) -> None:
        """Press a box and type."""
        self.tap(where)
        where.press_sequentially(words)
        self.signs += len(words)


@contextmanager
def at(chromium: Browser, site: str, key: str, size: dict[str, int], address: str) -> Generator[Hand]:
    """A person's screen, open where his day begins."""
    with room(chromium, site, size) as context:
        page = context.new_page()
        sign_in(page, key)
        page.goto(address)
        if address.startswith("/field/"):
            kept(page)
        page.wait_for_load_state("networkidle")
        yield Hand(page)


def visit_nothing_changed(hand: Hand) -> None:
    hand.tap(hand.page.get_by_role("link", name=re.compile("柳桂芳")).first)
    hand.tap(hand.page.get_by_role("button", name="见到了，没有变化"))
    expect(hand.page.get_by_text("已记下")).to_be_visible()


def visit_nobody_home(hand: Hand) -> None:
    hand.tap(hand.page.get_by_role("link", name=re.compile("柳国平")).first)
    hand.tap(hand.page.get_by_text("家中无人"))
    hand.tap(hand.page.get_by_role("button", name="保存这次走访"))
    expect(hand.page.get_by_text("已记下")).to_be_visible()


def matter_at_the_door(hand: Hand) -> None:
    hand.tap(
        hand.page.get_by_role("tab", name="记一笔").or_(hand.page.get_by_role("link", name="记一笔")).first
    )
    hand.write(hand.page.get_by_label("什么事"), "楼道灯不亮很暗了")
    hand.tap(hand.page.get_by_role("button", name="提交"))
    expect(hand.page.get_by_text(re.compile("已送到"))).to_be_visible()


def find_a_person(hand: Hand) -> None:
    hand.tap(hand.page.get_by_role("tab", name="查找").or_(hand.page.get_by_role("link", name="查找")).first)
    hand.write(hand.page.get_by_role("combobox").or_(hand.page.get_by_role("searchbox")).first, "lcl")
    hand.tap(hand.page.get_by_text("柳春兰").first)
    expect(hand.page.get_by_text("柳春兰").first).to_be_visible()


def intake_at_the_counter(hand: Hand) -> None:
    hand.tap(hand.page.get_by_role("link", name="登记", exact=True))
    hand.write(hand.page.locator("#intake-words"), "楼道灯不亮很暗了")
    hand.tap(hand.page.get_by_role("button", name="登记", exact=True))
    expect(hand.page.get_by_text(re.compile("查询码")).first).to_be_visible()


def receipt_printed(hand: Hand) -> None:
    with hand.page.expect_popup() as paper:
        hand.tap(hand.page.get_by_role("button", name="打印回执").first)
    assert paper.value


def accept_and_dispatch(hand: Hand) -> None:
    hand.tap(hand.page.get_by_text(re.compile("四号楼门口的路灯")).first)
    hand.tap(hand.page.get_by_role("button", name=re.compile("受理并派给")))
    expect(hand.page.get_by_text("待接单").first).to_be_visible()


def settle_on_the_phone(hand: Hand) -> None:
    hand.tap(hand.page.locator("main li a").filter(has_text="待接单").first)
    bar = hand.page.locator(".bar")
    hand.tap(bar.get_by_role("button", name="接单"))
    hand.tap(bar.get_by_role("button", name="办结"))
    hand.write(hand.page.locator("#step-words"), "灯泡换好了")
    hand.tap(hand.page.get_by_text("实际解决").last)
    hand.tap(hand.page.get_by_role("dialog").get_by_role("button", name="办结"))
    expect(hand.page.get_by_text("已办结·待回访").first).to_be_visible()


DAYS: tuple[tuple[str, str, dict[str, int], str, Callable[[Hand], None]], ...] = (
    ("visit_nothing_changed", "grid1", PHONE, "/field/", visit_nothing_changed),
    ("visit_nobody_home", "grid1", PHONE, "/field/", visit_nobody_home),
    ("matter_at_the_door", "grid1", PHONE, "/field/", matter_at_the_door),
    ("find_a_person", "grid1", PHONE, "/field/", find_a_person),
    ("intake_at_the_counter", "counter", DESK, "/desk/", intake_at_the_counter),
    ("accept_and_dispatch", "counter", DESK, "/desk/", accept_and_dispatch),
    ("settle_on_the_phone", "grid1", PHONE, "/field/mine", settle_on_the_phone),
)


def test_the_commonest_tasks_cost_no_more_than_they_did(chromium: Browser, site: str) -> None:
    run(site, entering())
    run(site, RAISE)
    cost: dict[str, tuple[int, int]] = {}
    for name, key, size, address, task in DAYS:
        with at(chromium, site, key, size, address) as hand:
            task(hand)
            cost[name] = (hand.taps, hand.signs)
            if name == "intake_at_the_counter":
                paper = Hand(hand.page)
                receipt_printed(paper)
                cost["receipt_printed"] = (paper.taps, paper.signs)
    if told := os.environ.get("LINLI_BURDEN"):
        Path(told).write_text(json.dumps(cost), encoding="utf-8")
    assert set(cost) == set(COSTS)
    assert {
        name: one for name, one in cost.items() if one[0] > COSTS[name][0] or one[1] > COSTS[name][1]
    } == {}
    assert {name: taps for name, (taps, _) in cost.items() if taps > BARS.get(name, taps)} == {}
