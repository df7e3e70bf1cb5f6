"""Nothing that keeps somebody out: axe finds nothing on any page of the desk and the field, wide and narrow, with its
dialogs open; and a strict content policy is broken nowhere."""

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from linli.tests import community as c
from tests.browser.conftest import DESK, PHONE, room

pytestmark = pytest.mark.browser
AXE = Path(__file__).parents[2] / "web" / "node_modules" / "axe-core" / "axe.min.js"
DESK_PAGES = (
    "/desk/",
    "/desk/intake",
    "/desk/matters?group=all",
    "/desk/grids",
    "/desk/posts",
    "/desk/register",
    "/desk/register/residents",
    "/desk/register/organisations",
    "/desk/register/labels/review",
    "/desk/register/completeness",
    "/desk/register/looks",
    "/desk/register/purposes",
    "/desk/messages",
    "/desk/me/notices",
    "/desk/me/leave",
)
OWN_PAGES = (
    "/accounts/security/",
    "/accounts/second-factor/",
    "/accounts/devices/",
    "/accounts/password/change/",
)
KEEPER_PAGES = ("/desk/settings/templates", "/desk/settings/mail")
FIELD_PAGES = (
    "/field/",
    "/field/mine",
    "/field/raise",
    "/field/outbox",
    "/field/me",
    "/field/me/notices",
    "/field/me/leave",
)


def faults(page: Page) -> list[str]:
    """What axe finds on the page as it stands: rule and first place."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found: dict[str, Any] = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    return [f"{v['id']} ({v['impact']}): {v['nodes'][0]['html'][:200]}" for v in found["violations"]]


def walk(page: Page, pages: tuple[str, ...], key: str) -> None:
    """Sign in and look at every page; a fault or a word on the console fails."""
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto("/accounts/login/")
    page.fill("[name=login]", key)
    page.fill("[name=password]", c.PASSWORD)
    page.click("button[type=submit]")
    page.wait_for_url(lambda url: "/accounts/login" not in url)
    for address in pages:
        page.goto(address)
        page.wait_for_load_state("networkidle")
        assert faults(page) == [], address
        width = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert width <= 0, f"{address} scrolls sideways"
    assert said == []


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["wide", "narrow"])
def test_the_desk(chromium: Browser, site: str, size: dict[str, int]) -> None:
    with room(chromium, site, size) as desk:
        page = desk.new_page()
        walk(page, DESK_PAGES, "secretary")
        desk.clear_cookies()
        walk(page, KEEPER_PAGES, "admin")
        desk.clear_cookies()
        walk(page, (), "secretary")
        page.goto("/desk/posts")
        page.get_by_role("button", name="新设岗位").click()
        page.get_by_role("dialog").wait_for()
        assert faults(page) == []


def test_the_field(chromium: Browser, site: str) -> None:
    with room(chromium, site, PHONE) as street:
        page = street.new_page()
        walk(page, FIELD_PAGES, "grid1")
        page.get_by_role("button", name="意见建议").click()
        page.get_by_role("dialog").wait_for()
        assert faults(page) == []


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["wide", "narrow"])
def test_ones_own_account_and_those_of_others(chromium: Browser, site: str, size: dict[str, int]) -> None:
    with room(chromium, site, size) as desk:
        page = desk.new_page()
        walk(page, (*OWN_PAGES, "/desk/people"), "admin")
        for ability in ("改资料", "换密码", "停用"):
            page.locator(".line").first.get_by_text(ability, exact=True).click()
            page.get_by_role("dialog").wait_for()
            assert faults(page) == []
            page.keyboard.press("Escape")
            page.get_by_role("dialog").wait_for(state="detached")


def test_the_counter_needs_no_scrolling(chromium: Browser, site: str) -> None:
    with room(chromium, site, DESK) as desk:
        page = desk.new_page()
        walk(page, ("/desk/intake",), "counter")
        page.fill("#intake-words", "三号楼门口的路灯不亮了，晚上老人出门看不见台阶")
        page.get_by_text("办结期限").wait_for()
        assert page.evaluate("document.documentElement.scrollHeight <= window.innerHeight")
