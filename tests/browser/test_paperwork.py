"""Papers of the doorstep in a real browser: a worker makes his card, and whoever scans it sees him; a route sheet is
printed in two clicks and entered with digits and Enter alone."""

import io
import os
import re
import subprocess
import sys

import pypdf
import pytest
from playwright.sync_api import Browser, Page, Route, expect

from linli.conftest import owner_url
from tests.browser.conftest import DESK, PHONE, room
from tests.browser.test_axe import faults
from tests.browser.test_journey import sign_in

pytestmark = pytest.mark.browser
PAGES = ("papers", "papers/notices", "papers/sheets", "papers/relief", "talks", "boards")


def papers_of(page: Page, address: str) -> list[bytes]:
    """What is printed from an address from now on."""
    papers: list[bytes] = []

    def look(route: Route) -> None:
        answer = route.fetch()
        papers.append(answer.body())
        route.fulfill(response=answer)

    page.route(re.compile(address), look)
    return papers


def said(content: bytes) -> str:
    pages = pypdf.PdfReader(io.BytesIO(content)).pages
    return "".join("".join(page.extract_text() for page in pages).split())


def test_a_card_is_printed_in_two_clicks_and_checked_by_whoever_holds_it(
    chromium: Browser, site: str
) -> None:
    with room(chromium, site, DESK) as desk:
        page = desk.new_page()
        sign_in(page, "grid1")
        page.goto("/desk/visits/papers")
        made = page.get_by_role("button", name="做联系卡")
        printing = page.get_by_role("button", name="打印一张A4（10张小卡）").first
        expect(made.or_(printing).first).to_be_visible()
        if made.is_visible():
            made.click()
        papers = papers_of(page, "/cards/.*/print$")
        with page.expect_popup() as opened:
            printing.click()
        opened.value.wait_for_url(re.compile("^blob:"))
        assert said(papers[0]).count("grid1者") == 10
        assert faults(page) == []
        link = page.get_by_role("link", name="看核验页").first.get_attribute("href")
    assert link
    with room(chromium, site, PHONE, java_script_enabled=False) as phone:
        page = phone.new_page()
        page.goto("/v/" + link.rstrip("/").rpartition("/")[2] + "/")
        expect(page.get_by_text("今天在岗")).to_be_visible()
        expect(page.get_by_role("heading", name="grid1者")).to_be_visible()
        page.goto("/v/nothing/")
        expect(page.get_by_role("heading", name="没有查到这张证件")).to_be_visible()
    with room(chromium, site, PHONE) as phone:
        page = phone.new_page()
        for address in ("/v/" + link.rstrip("/").rpartition("/")[2] + "/", "/v/nothing/"):
            page.goto(address)
            assert faults(page) == []


def test_a_sheet_is_entered_with_digits_and_enter(chromium: Browser, site: str) -> None:
    _let_be_due(site)
    with room(chromium, site, DESK) as desk:
        page = desk.new_page()
        sign_in(page, "grid1")
        page.goto("/desk/visits/papers/sheets")
        papers = papers_of(page, "/sheets/.*/print$")
        with page.expect_popup() as opened:
            page.get_by_role("button", name="做好并打印").click()
        opened.value.wait_for_url(re.compile("^blob:"))
        number = page.locator("tbody th").first.inner_text()
        assert number in said(papers[0])
        page.get_by_label("走访单编号").fill(number.replace("-", " "))
        page.get_by_role("button", name="打开补录").click()
        expect(page.get_by_role("heading", name=f"补录 {number}")).to_be_visible()
        left = page.locator("tbody tr").count()
        expect(page.locator("input[name=way-1]").first).to_be_focused()
        assert faults(page) == []
        page.keyboard.press("1")
        page.keyboard.press("1")
        page.keyboard.type("腿脚不便")
        page.keyboard.press("Enter")
        expect(page.locator("tbody tr").first).to_contain_text("已补录")
        expect(page.locator("tbody tr").first).to_contain_text("腿脚不便")
        for _ in range(left - 1):
            page.keyboard.press("0")
            page.wait_for_timeout(50)
            page.wait_for_load_state("networkidle")
        expect(page.get_by_text("这张走访单补录完了，请把纸质单销毁。")).to_be_visible()


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_the_pages_keep_nobody_out(chromium: Browser, site: str, size: dict[str, int]) -> None:
    with room(chromium, site, size) as desk:
        page = desk.new_page()
        sign_in(page, "secretary")
        for address in PAGES:
            page.goto(f"/desk/visits/{address}")
            page.wait_for_load_state("networkidle")
            assert faults(page) == [], address
            width = page.evaluate(
                "document.documentElement.scrollWidth - document.documentElement.clientWidth"
            )
            assert width <= 0, address
        for address, button in (
            ("papers/notices", "写入户通知"),
            ("talks", "记一次约谈"),
            ("boards", "登记宣传栏"),
        ):
            page.goto(f"/desk/visits/{address}")
            page.get_by_role("button", name=button).click()
            expect(page.get_by_role("dialog")).to_be_visible()
            page.wait_for_load_state("networkidle")
            assert faults(page) == [], button


DUE = """
import django; django.setup()
from linli.kit.actor import system
from linli.kit.scope import scope
from linli.kit import clock
from django.utils import timezone
from linli.register.queries import Which
from linli.register.tests import factories as make
from linli.visits import actions
from linli.visits.models import Standing
from linli.tests import community as c
by = system("test")
building = make.building(by, c.GRIDS[0], "17")
homes = [make.household(by, make.dwelling(by, building, room=room), make.member("赵敏")) for room in ("201", "301")]
with scope(by):
    actions.follow(by=by, which=Which(households=tuple(homes)))
with scope(by):
    Standing.objects.filter(id__in=homes).update(due_on=timezone.localdate(clock.now()))
"""


def _let_be_due(site: str) -> None:
    """Two households of the served site are due today."""
    name = "linli_browser_" + os.environ.get("PYTEST_XDIST_WORKER", "one")
    env = os.environ | {
        "DATABASE_URL": owner_url(name),
        "PUBLIC_URL": site,
        "DJANGO_SETTINGS_MODULE": "linli.config.settings",
        "LINLI_DATABASE_ROLE": "jobs",
    }
    subprocess.run([sys.executable, "-c", DUE], check=True, env=env)
