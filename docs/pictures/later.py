"""Pictures of what the demo itself holds: a double to be merged, more time asked for and answered, supervision, a
search, a list to be taken along, the texts of messages, boundaries. Nothing is changed but that one number is looked
at."""

import re
from datetime import date, timedelta

from camera import Camera, press, shoot
from playwright.sync_api import Page

AGAIN = re.compile("我也|听说有邻居|群里好几|不止我|同一个小区|和邻居说的")
"""How a second voice about the same begins in the demo."""


def take(camera: Camera) -> None:
    """Take them all."""
    with camera.person("counter1") as page:
        merge(page)
        grant(page)
        search(page)
    with camera.person("secretary") as page:
        page.goto("/desk/matters?supervised=true")
        _open_first(page)
        shoot(page, "desk-supervised")
        register(page)
    with camera.person("grid03", phone=True) as page:
        extend(page)
        look_up(page)
    with camera.person("admin") as page:
        page.goto("/desk/settings/templates")
        page.get_by_text("超期", exact=True).first.click()
        shoot(page, "desk-templates")
        boundaries(page)


def register(page: Page) -> None:
    """The register: its buildings, one of them as a picture, a home that is let; what each grid lacks."""
    page.goto("/desk/register")
    shoot(page, "desk-register")
    page.locator("main a.line").first.click()
    page.wait_for_url(re.compile("/buildings/"))
    shoot(page, "desk-building")
    page.locator("main a.cell.let").nth(1).click()
    page.wait_for_url(re.compile("/dwellings/"))
    shoot(page, "desk-dwelling")
    page.goto("/desk/register/completeness")
    page.locator("[data-lack]").first.wait_for()
    shoot(page, "desk-completeness")
    same(page)
    page.goto("/desk/register/looks")
    page.locator("main li").first.wait_for()
    shoot(page, "desk-looks")


def same(page: Page) -> None:
    """Somebody looked at with a reason, found to be entered twice perhaps: both side by side."""
    page.goto("/desk/register/residents")
    page.get_by_label("姓名或拼音").fill("王秀")
    page.locator("main a.line").nth(3).wait_for()
    page.wait_for_timeout(1000)
    page.locator("main a.line").first.click()
    page.wait_for_url(re.compile("/residents/"))
    press(page, "查看")
    dialog = page.get_by_role("dialog")
    press(dialog, "上门走访")
    press(dialog, "查看")
    press(page, "这是同一个人…")
    dialog.get_by_label("找另一条记录").fill("王秀")
    dialog.get_by_label("找到的").get_by_role("button").first.click()
    dialog.get_by_label(re.compile("依据")).fill("上门核对，是两个人")
    shoot(page, "desk-compare")


def merge(page: Page) -> None:
    """The first that waits and looks like another that is open."""
    page.goto("/desk/matters?state=received")
    page.locator("main a[href*='/desk/matters/']").first.wait_for()
    links = page.locator("main a[href*='/desk/matters/']").filter(has_text=AGAIN)
    for href in dict.fromkeys(link.get_attribute("href") or "" for link in links.all()):
        page.goto(href)
        page.wait_for_load_state("networkidle")
        press(page, "并案")
        page.wait_for_timeout(800)
        dialog = page.get_by_role("dialog")
        if dialog.get_by_role("radio").count():
            dialog.get_by_role("radio").first.check()
            dialog.locator("textarea").fill("是同一个地方，一起去看。")
            shoot(page, "desk-merge")
            return
    raise LookupError("nothing that waits looks like another")


def grant(page: Page) -> None:
    """More time is asked for: the answer."""
    page.goto("/desk/matters?owner=asking&state=dispatched&state=in_hand&order=due")
    _open_first(page)
    press(page, "准予延期")
    page.get_by_role("dialog").locator("textarea").fill("同意，请先把滴水的地方接住，每周回一句进展。")
    shoot(page, "desk-grant")
    page.keyboard.press("Escape")


def search(page: Page) -> None:
    """A page of what was found, and the list to be taken along."""
    page.goto("/desk/matters?group=all&q=漏水")
    shoot(page, "desk-search")
    press(page, "导出 / 打印")
    page.get_by_role("dialog").get_by_role("button", name="问题清单").click()
    shoot(page, "desk-export")


def extend(page: Page) -> None:
    """A grid worker asks for more time."""
    page.goto("/field/mine")
    page.get_by_text("办理中").first.wait_for()
    links = page.locator("a[href*='/field/matters/']").filter(has_text="还剩").filter(has_text="办理中")
    for href in dict.fromkeys(link.get_attribute("href") or "" for link in links.all()):
        page.goto(href)
        page.locator(".bar").wait_for()
        press(page.locator(".bar"), "其他")
        wish = page.get_by_role("button", name="申请延期", exact=True)
        page.wait_for_timeout(500)
        if wish.count():
            wish.click()
            dialog = page.get_by_role("dialog")
            later = date.today() + timedelta(days=30)  # noqa: DTZ011 - the day on the wall is meant
            dialog.locator("input[type=date]").fill(later.isoformat())
            dialog.locator("textarea").fill("两家都要到场才说得清，一家出差，下周才回来。")
            shoot(page, "field-extend")
            return
    raise LookupError("no matter of the worker's can be put off")


def look_up(page: Page) -> None:
    """Somebody is found on the phone by a surname, and the home looked at."""
    page.goto("/field/find")
    page.get_by_role("searchbox").fill("王")
    page.locator(".group li a").first.wait_for()
    shoot(page, "field-find")
    page.locator(".group li a").first.click()
    page.get_by_text("看这一户").click()
    page.get_by_text("核对无误").wait_for()
    shoot(page, "field-home")


def boundaries(page: Page) -> None:
    """A grid's boundary while it is changed."""
    page.goto("/desk/boundaries")
    page.locator("ul.all").get_by_role("button", name="听松苑网格").click()
    page.get_by_text("拖动圆点").first.wait_for()
    shoot(page, "desk-boundaries")


def _open_first(page: Page) -> None:
    page.locator("main a[href*='/desk/matters/']").first.click()
    page.get_by_text("办理记录").first.wait_for()
    page.wait_for_load_state("networkidle")
