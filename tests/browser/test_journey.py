"""One matter from a resident's words to a rated answer, through four people's browsers: a resident without JavaScript
raises it, the counter accepts and dispatches, the grid worker settles it on a phone, the resident is not satisfied, the
secretary has it done again, and it closes rated."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from linli.tests import community as c
from tests.browser.conftest import DESK, PHONE, room

pytestmark = pytest.mark.browser
WORDS = "三号楼二单元门口的路灯不亮了,晚上老人出门看不见台阶"
OURS = re.compile("二单元门口的路灯不亮")
"""This matter among those of other tests, which share the site and come in any order."""


def sign_in(page: Page, key: str) -> None:
    """Through the real form, with the sign-in name."""
    page.goto("/accounts/login/")
    page.fill("[name=login]", key)
    page.fill("[name=password]", c.PASSWORD)
    page.click("button[type=submit]")
    page.wait_for_url(lambda url: "/accounts/login" not in url)


def raise_matter(page: Page) -> tuple[str, str]:
    """Fill the public form; returns reference and code."""
    page.goto("/")
    page.click("text=我要反映")
    if page.locator("[name=words]").count() == 0:
        page.click("text=本社区")
    page.fill("[name=words]", WORDS)
    page.select_option("[name=area]", c.GRIDS[0])
    page.fill("[name=place]", "三号楼二单元门口")
    page.fill("[name=name]", "测试居民")
    page.fill("[name=phone]", "19412345678")
    page.click("main button[type=submit]")
    expect(page.get_by_text("已收到您的反映").last).to_be_visible()
    numbers = page.locator("dl.keys dd")
    return numbers.nth(0).inner_text(), numbers.nth(1).inner_text()


def rate(page: Page, score: int, words: str) -> None:
    """Judge the answer on the public page."""
    page.goto("/matter/")
    page.locator(f"label.score.s{score}").click()
    page.locator("#rate-form textarea").fill(words)
    page.locator("#rate-form button[type=submit]").click()


def settle(page: Page, words: str) -> None:
    """Take in hand and settle on the phone."""
    page.goto("/field/mine")
    page.get_by_text(OURS).first.click()
    bar = page.locator(".bar")
    bar.get_by_role("button", name="接单").click()
    bar.get_by_role("button", name="办结").click()
    page.locator("#step-words").fill(words)
    page.get_by_text("实际解决").last.click()
    page.get_by_role("dialog").get_by_role("button", name="办结").click()
    expect(page.get_by_text("已办结·待回访").first).to_be_visible()


def accept(page: Page) -> None:
    """At the desk, with one click: what was suggested is right."""
    sign_in(page, "counter")
    page.goto("/desk/")
    page.get_by_text(OURS).first.click()
    page.get_by_role("button", name=re.compile("受理并派给")).click()
    expect(page.get_by_text("待接单").first).to_be_visible()


def reopen(page: Page) -> None:
    """The secretary decides that it is done again."""
    sign_in(page, "secretary")
    page.goto("/desk/")
    page.get_by_text(OURS).first.click()
    page.get_by_role("button", name="重办").first.click()
    page.locator("#step-reason").fill("请再去看线路")
    page.get_by_role("dialog").get_by_role("button", name="重办").click()
    expect(page.get_by_text("待接单").first).to_be_visible()


def track(page: Page, reference: str, code: str) -> None:
    """By reference and code, as on the slip."""
    page.goto("/track/")
    page.fill("[name=reference]", reference)
    page.fill("[name=code]", code)
    page.click("main button[type=submit]")


def test_from_words_to_rating(chromium: Browser, site: str) -> None:
    with (
        room(chromium, site, PHONE, java_script_enabled=False) as home,
        room(chromium, site, DESK) as desk,
        room(chromium, site, PHONE) as street,
        room(chromium, site, DESK) as office,
    ):
        resident, worker, secretary = home.new_page(), street.new_page(), office.new_page()
        reference, code = raise_matter(resident)
        assert re.fullmatch(r"\d{6}-\d{4}-\d{4}", reference)
        assert re.fullmatch(r"\d{6}", code)
        accept(desk.new_page())
        sign_in(worker, "grid1")
        settle(worker, "灯泡已换好")

        track(resident, reference, code)
        expect(resident.get_by_text("灯泡已换好")).to_be_visible()
        rate(resident, 2, "昨晚又不亮了")
        reopen(secretary)

        settle(worker, "线路接头已重做")
        rate(resident, 5, "这次好了")
        expect(resident.get_by_text("已结案").first).to_be_visible()
        secretary.reload()
        expect(secretary.get_by_text("已结案").first).to_be_visible()
        expect(secretary.get_by_text("非常满意").first).to_be_visible()
