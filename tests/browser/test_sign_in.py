"""A one-time password, a second factor and a device that is ended, through two people's browsers: the administrator
gives a password at the desk, its person changes it, sets up a code, signs in elsewhere with it, and ends that."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from linli.portal.tests.phone import code
from linli.tests import community as c
from tests.browser.conftest import DESK, PHONE, room

pytestmark = pytest.mark.browser
OWN = "only-mine-2026"


def sign_in(page: Page, key: str, password: str) -> None:
    """Through the real form."""
    page.goto("/accounts/login/")
    page.fill("[name=login]", key)
    page.fill("[name=password]", password)
    page.click("main button[type=submit]")
    page.wait_for_url(lambda url: "/accounts/login" not in url)


def give_password(page: Page, key: str) -> str:
    """The administrator's way; the password he reads aloud."""
    page.goto("/desk/people")
    page.fill("input[type=search]", key)
    page.locator(".line", has_text=f"{key}者").get_by_text("换密码").click()
    given = page.locator("#set-password-text").input_value()
    page.get_by_role("dialog").get_by_role("button", name="换密码").click()
    expect(page.get_by_text("已换成一次性密码")).to_be_visible()
    return given


def test_from_a_given_password_to_a_device_ended(chromium: Browser, site: str) -> None:
    with (
        room(chromium, site, DESK) as office,
        room(chromium, site, PHONE, java_script_enabled=False) as street,
    ):
        desk, phone = office.new_page(), street.new_page()
        sign_in(desk, "admin", c.PASSWORD)
        given = give_password(desk, "next_counter")
        sign_in(phone, "next_counter", given)
        expect(phone.get_by_role("heading", name="改密码")).to_be_visible()
        phone.fill("[name=oldpassword]", given)
        phone.fill("[name=password1]", OWN)
        phone.fill("[name=password2]", OWN)
        phone.click("main form.sheet button")
        phone.goto("/accounts/second-factor/")
        secret = phone.locator(".secret").inner_text().replace(" ", "")
        phone.fill("[name=code]", code(secret))
        phone.get_by_role("button", name="设好了").click()
        assert len(re.findall(r"\d{4} \d{4}", phone.locator(".codes").inner_text())) == 10
        with room(chromium, site, DESK) as elsewhere:
            other = elsewhere.new_page()
            sign_in(other, "next_counter", OWN)
            other.fill("[name=code]", code(secret, steps=1))
            other.get_by_role("button", name="继续登录").click()
            other.wait_for_url("**/desk/")
            phone.goto("/accounts/devices/")
            phone.get_by_text("退出它", exact=True).click()
            expect(phone.locator(".devices li")).to_have_count(1)
            other.goto("/desk/")
            expect(other.locator("[name=password]")).to_be_visible()
