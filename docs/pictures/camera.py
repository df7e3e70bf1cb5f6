"""A camera for the pictures of the README and the guide: somebody's browser on a running demo, and what one does there
over and over. Needs Playwright, Pillow and Chromium."""

import io
import re
import sys
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Locator, Page

HERE = Path(__file__).resolve().parent
MOST_BYTES = 120_000
PASSWORD = "linli-demo-2026"  # noqa: S105 - of the demo's invented people
DESK, PHONE = (1440, 900), (390, 844)


class Camera:
    """Takes pictures of one demo, for the desk at 1440 × 900 and for the phone at 390 × 844."""

    def __init__(self, browser: Browser, address: str) -> None:
        self._browser, self._address = browser, address

    @contextmanager
    def person(self, key: str = "", *, phone: bool = False) -> Generator[Page]:
        """Somebody's browser; signed in if a key is given."""
        width, height = PHONE if phone else DESK
        with self._context(width, height, scale=2 if phone else 1) as context:
            page = context.new_page()
            if key:
                page.goto("/accounts/login/")
                page.fill("[name=login]", key)
                page.fill("[name=password]", PASSWORD)
                page.click("button[type=submit]")
                page.wait_for_url(lambda url: "/accounts/login" not in url)
            yield page

    def _context(self, width: int, height: int, *, scale: int) -> BrowserContext:
        context = self._browser.new_context(
            viewport={"width": width, "height": height},
            device_scale_factor=scale,
            base_url=self._address,
            locale="zh-CN",
            timezone_id="Asia/Shanghai",
        )
        context.set_default_timeout(15_000)
        return context


def shoot(page: Page, name: str) -> None:
    """Write what is on the page as WebP, the finer the better below the limit."""
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(600)
    picture = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    for quality in (82, 70, 55, 40):
        held = io.BytesIO()
        picture.save(held, "WEBP", quality=quality, method=6)
        if held.tell() <= MOST_BYTES:
            break
    (HERE / f"{name}.webp").write_bytes(held.getvalue())
    sys.stderr.write(f"{name}.webp {held.tell() // 1000} kB\n")


def press(within: Page | Locator, name: str) -> None:
    """Press the button of this very name."""
    within.get_by_role("button", name=name, exact=True).first.click()


def quiet(page: Page) -> None:
    """Wait until what was said in passing is gone."""
    page.wait_for_timeout(500)
    for close in page.locator(".toast button").all():
        close.click()


def find(page: Page, reference: str) -> None:
    """Open a matter on the desk by its reference."""
    page.goto(f"/desk/matters?group=all&q={reference}")
    page.locator("main a[href*='/desk/matters/']").first.click()
    page.wait_for_url(re.compile(r"/desk/matters/[0-9a-f-]{36}"))
    page.wait_for_load_state("networkidle")
