"""Pictures of visits: the phone's today and a door, the desk's due list, plan, coverage. A plan is made on the demo,
and nothing else changed."""

import sys

from camera import Camera, press, shoot
from playwright.sync_api import sync_playwright


def take(camera: Camera) -> None:
    """Take them all."""
    with camera.person("secretary") as page:
        page.goto("/desk/visits/plan")
        press(page, "排计划")
        press(page, "开始排")
        page.get_by_text("排好了").wait_for(timeout=120_000)
        if not page.get_by_text("固定").count() and page.get_by_text("这一天还没有计划").count():
            page.get_by_role("button", name="后一天").click()
        shoot(page, "desk-visit-plan")
        page.goto("/desk/visits/coverage")
        page.locator("dl").wait_for()
        shoot(page, "desk-visit-coverage")
        page.goto("/desk/visits")
        page.locator("tbody tr").first.wait_for()
        shoot(page, "desk-visits")
        page.goto("/desk/visits/calendar")
        shoot(page, "desk-visit-calendar")
    with camera.person("grid03", phone=True) as page:
        page.goto("/field/")
        page.locator("main li a").first.wait_for()
        shoot(page, "field-today")
        page.locator("main li a").first.click()
        page.get_by_role("button", name="见到了，没有变化").wait_for()
        shoot(page, "field-door")
        for card in ("反映一件事", "更正底册"):
            page.get_by_role("button", name=card).click()
        page.get_by_role("button", name="反映一件事").scroll_into_view_if_needed()
        page.mouse.wheel(0, 500)
        shoot(page, "field-door-more")


if __name__ == "__main__":
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        take(Camera(browser, sys.argv[1]))
        browser.close()
