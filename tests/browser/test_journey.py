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


def settle(page: Page, reference: str, words: str, *, take: bool) -> None:
    """Take in hand and settle on the phone."""
    page.goto("/field/")
    page.get_by_text(re.compile("路灯不亮")).first.click()
    bar = page.locator(".bar")
    if take:
        bar.get_by_role("button", name="接单").click()
    bar.get_by_role("button", name="办结").click()
    page.locator("#step-words").fill(words)
    page.get_by_text("实际解决").last.click()
    page.get_by_role("dialog").get_by_role("button", name="办结").click()
    expect(page.get_by_text("已办结·待回访").first).to_be_visible()


def test_from_words_to_rating(chromium: Browser, site: str) -> None:
    with (
        room(chromium, site, PHONE, java_script_enabled=False) as home,
        room(chromium, site, DESK) as desk,
        room(chromium, site, PHONE) as street,
        room(chromium, site, DESK) as office,
    ):
        resident, counter, worker, secretary = home.new_page(), desk.new_page(), street.new_page(), office.new_page()
        reference, code = raise_matter(resident)
        assert re.fullmatch(r"\d{6}-\d{4}-\d{4}", reference)
        assert re.fullmatch(r"\d{6}", code)

        sign_in(counter, "counter")
        counter.goto("/desk/")
        counter.get_by_text(re.compile("路灯不亮")).first.click()
        counter.get_by_role("button", name=re.compile("受理并派给")).click()
        expect(counter.get_by_text("待接单").first).to_be_visible()

        sign_in(worker, "grid1")
        settle(worker, reference, "灯泡已换好", take=True)

        resident.goto("/track/")
        resident.fill("[name=reference]", reference)
        resident.fill("[name=code]", code)
        resident.click("main button[type=submit]")
        expect(resident.get_by_text("灯泡已换好")).to_be_visible()
        rate(resident, 2, "昨晚又不亮了")

        sign_in(secretary, "secretary")
        secretary.goto("/desk/")
        secretary.get_by_text(re.compile("路灯不亮")).first.click()
        secretary.get_by_role("button", name="重办").first.click()
        secretary.locator("#step-reason").fill("请再去看线路")
        secretary.get_by_role("dialog").get_by_role("button", name="重办").click()
        expect(secretary.get_by_text("待接单").first).to_be_visible()

        settle(worker, reference, "线路接头已重做", take=True)
        rate(resident, 5, "这次好了")
        expect(resident.get_by_text("已结案").first).to_be_visible()

        secretary.reload()
        expect(secretary.get_by_text("已结案").first).to_be_visible()
        expect(secretary.get_by_text("非常满意").first).to_be_visible()
