"""The pictures of the README and the guide: `python docs/pictures/take.py [ADDRESS]` follows a few invented matters
through a running demo (http://127.0.0.1:8000 unless told) in Chromium and writes WebP files beside itself. It adds a
handful of matters to that demo. Needs Playwright, Pillow and Chromium (LINLI_CHROMIUM, else /usr/bin/chromium)."""

import os
import re
import sys
from datetime import date, timedelta

import later
import ledger
from camera import Camera, find, press, quiet, shoot
from playwright.sync_api import sync_playwright

FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
YESTERDAY = date.today() - timedelta(days=1)  # noqa: DTZ011 - the day on the wall is meant
LAMP = "3号楼2单元门口的路灯不亮了，晚上老人出门看不见台阶，已经三天了。"
CHAT = f"""石榴坊3号楼居民群的聊天记录

————— {YESTERDAY:%Y-%m-%d} —————

3-1-402 韩姐  19:42
3号楼1单元的下水道又堵了，一楼厨房往上返水，味道受不了

3-2-101 老孟  19:44
+1 我家也是

3-1-402 韩姐  19:45
[图片]

2-3-501 石榴花  20:16
西门停车场那辆面包车两个月没动过，占了三个车位

4-1-202 夏叔  20:30
[赞][赞]"""
ORDER = f"""工单编号：{YESTERDAY:%Y%m%d}004518
来电人：许女士  联系电话：194 0000 7777
诉求分类：城乡建设/市政设施/道路养护
诉求标题：望麦路人行道地砖松动
诉求内容：市民反映望麦路望麦新村门口人行道地砖松动，下雨天踩上去溅一身水，老人容易绊倒，希望尽快维修。
事发地址：望麦路望麦新村东门口
办理时限：{YESTERDAY + timedelta(days=6):%Y年%m月%d日}18时前
是否保密：否
紧急程度：一般"""


def raise_lamp(camera: Camera) -> tuple[str, str]:
    """A resident tells of a lamp; returns reference and code."""
    with camera.person(phone=True) as page:
        page.goto("/")
        shoot(page, "resident-home")
        page.click("text=我要反映")
        page.fill("[name=words]", LAMP)
        page.select_option("[name=area]", label="听松苑网格")
        page.fill("[name=place]", "3号楼2单元门口")
        page.fill("[name=name]", "周阿姨")
        page.fill("[name=phone]", "19400008888")
        page.evaluate("scrollTo(0, 0)")
        shoot(page, "resident-raise")
        page.click("main button[type=submit]")
        page.wait_for_url("**/receipt/")
        shoot(page, "resident-receipt")
        numbers = page.locator("dl.keys dd")
        found = numbers.nth(0).inner_text(), numbers.nth(1).inner_text()
        page.goto("/find/")
        page.click("text=听松苑网格")
        shoot(page, "resident-grid-worker")
        page.click("text=长者模式")
        page.goto("/")
        shoot(page, "resident-large")
    return found


def follow(camera: Camera, lamp: tuple[str, str], picture: str, score: int = 0, words: str = "") -> None:
    """The resident looks it up, and rates it if a score is given."""
    with camera.person(phone=True) as page:
        page.goto("/track/")
        page.fill("[name=reference]", lamp[0])
        page.fill("[name=code]", lamp[1])
        page.click("main button[type=submit]")
        page.wait_for_url("**/matter/")
        if not score:
            shoot(page, picture)
            return
        page.locator(f"label.score.s{score}").click()
        page.locator("#rate-form textarea").fill(words)
        page.locator("#rate").scroll_into_view_if_needed()
        page.evaluate("document.querySelector('#rate').scrollIntoView()")
        shoot(page, picture)
        page.locator("#rate-form button[type=submit]").click()


def accept(camera: Camera, reference: str) -> str:
    """The counter looks round, accepts and dispatches; returns the matter's id."""
    with camera.person("counter1") as page:
        page.goto("/desk/")
        shoot(page, "desk-workbench")
        page.goto("/desk/matters")
        shoot(page, "desk-matters")
        find(page, reference)
        shoot(page, "desk-accept")
        press(page, "查看")
        shoot(page, "desk-reveal")
        page.keyboard.press("Escape")
        press(page, "转介")
        shoot(page, "desk-refer")
        page.keyboard.press("Escape")
        page.get_by_role("button", name=re.compile("受理并派给")).click()
        page.get_by_text("待接单").first.wait_for()
        return page.url.rsplit("/", 1)[-1]


def take_in(camera: Camera) -> str:
    """The counter takes in by phone, from a chat, from a 12345 order; returns the address of the order's matter."""
    with camera.person("counter1") as page:
        page.goto("/desk/intake")
        page.get_by_text("电话", exact=True).first.click()
        page.locator("textarea").first.fill("橘井苑地库入口的减速带掉了一截，骑车差点摔倒，能不能修一修")
        page.get_by_label("反映人姓名").fill("马先生")
        page.wait_for_timeout(1200)
        shoot(page, "desk-intake")
        press(page, "登记")
        page.get_by_text("请告诉反映人").wait_for()
        quiet(page)
        shoot(page, "desk-receipt")
        page.get_by_text("粘贴群聊").click()
        page.locator("textarea").first.fill(CHAT)
        press(page, "识别")
        page.get_by_text(re.compile("读出 .* 件")).wait_for()
        page.evaluate("document.querySelector('textarea').scrollTop = 0")
        shoot(page, "desk-chat")
        page.goto("/desk/intake")
        page.get_by_text("粘贴 12345 工单").click()
        page.locator("textarea").first.fill(ORDER)
        press(page, "识别")
        page.get_by_text(re.compile("读出 .* 件")).wait_for()
        page.get_by_role("button", name=re.compile("放进草稿")).click()
        page.wait_for_timeout(1000)
        quiet(page)
        shoot(page, "desk-order")
        press(page, "登记")
        page.get_by_text("打开这件事").click()
        page.get_by_role("button", name=re.compile("受理并派给")).click()
        page.get_by_text("待接单").first.wait_for()
        return page.url


def settle_order(camera: Camera, address: str) -> None:
    """The subdistrict settles the order; the counter copies the answer back."""
    with camera.person("works") as page:
        page.goto(address)
        shoot(page, "desk-subdistrict")
        press(page, "接单")
        press(page, "办结")
        dialog = page.get_by_role("dialog")
        dialog.get_by_text("实际解决").click()
        dialog.locator("#step-words").fill("松动的地砖已重新铺好并灌浆，现场已清理，通行恢复正常。")
        press(dialog, "办结")
        page.get_by_text("已办结·待回访").first.wait_for()
    with camera.person("counter1") as page:
        page.goto(address)
        page.get_by_role("button", name="复制回 12345").wait_for()
        shoot(page, "desk-copy-back")


def settle(camera: Camera, matter: str) -> None:
    """The grid worker's phone."""
    with camera.person("grid03", phone=True) as page:
        page.goto("/field/mine")
        page.locator(f"a[href*='{matter}']").wait_for()
        shoot(page, "field-list")
        page.locator(f"a[href*='{matter}']").click()
        page.locator(".bar").wait_for()
        shoot(page, "field-matter")
        press(page.locator(".bar"), "接单")
        page.locator(".bar").get_by_role("button", name="办结").wait_for()
        quiet(page)
        press(page.locator(".bar"), "其他")
        shoot(page, "field-more")
        page.keyboard.press("Escape")
        press(page.locator(".bar"), "办结")
        dialog = page.get_by_role("dialog")
        dialog.get_by_text("实际解决").click()
        dialog.locator("#step-words").fill("灯头和灯泡都换了新的，今晚试过，亮了。")
        shoot(page, "field-settle")
        press(dialog, "办结")
        page.get_by_text("已办结·待回访").first.wait_for()


def ask_after(camera: Camera, reference: str) -> None:
    """The counter follows up."""
    with camera.person("counter1") as page:
        find(page, reference)
        press(page, "回访")
        dialog = page.get_by_role("dialog")
        dialog.get_by_text("联系上了", exact=True).click()
        dialog.locator("textarea").fill("周阿姨说灯是亮了，但接线露在外面，不放心。")
        shoot(page, "desk-follow-up")
        press(dialog, "记下回访")
        page.get_by_text("已回访·待评价").first.wait_for()


def decide(camera: Camera, reference: str) -> None:
    """The secretary sees who is not satisfied, has it done again, and sets another aside."""
    with camera.person("secretary") as page:
        page.goto("/desk/")
        shoot(page, "desk-secretary")
        find(page, reference)
        press(page, "重办")
        dialog = page.get_by_role("dialog")
        dialog.locator("#step-reason").fill("接线要包好，请补做线盒。")
        shoot(page, "desk-reopen")
        press(dialog, "重办")
        page.get_by_text("待接单").first.wait_for()
        page.goto("/desk/matters?state=in_hand")
        page.locator("main a[href*='/desk/matters/']").first.click()
        press(page, "挂账")
        shoot(page, "desk-hold")


def keep_posts(camera: Camera) -> None:
    """The administrator's pages; nothing is changed."""
    with camera.person("admin") as page:
        page.goto("/desk/grids")
        page.get_by_text("芸窗创业园网格").click()
        shoot(page, "desk-grids")
        page.goto("/desk/posts")
        page.get_by_text("只看空缺").click()
        press(page, "安排人")
        shoot(page, "desk-assign")
        page.keyboard.press("Escape")
        page.get_by_text("只看空缺").click()
        shoot(page, "desk-posts")
        press(page, "新设岗位")
        shoot(page, "desk-new-post")


def change_settings(camera: Camera) -> None:
    """The settings with a draft in each; nothing is saved."""
    with camera.person("admin") as page:
        page.goto("/desk/settings/categories")
        page.get_by_role("button", name="暴露垃圾与清运").click()
        page.get_by_label("写一句居民可能说的话").fill("3号楼门口的旧家具堆了两天没人收")
        page.get_by_label("输入关键词，按回车").fill("旧家具")
        page.get_by_label("输入关键词，按回车").press("Enter")
        page.locator(".sides").get_by_text("改后").wait_for()
        page.evaluate("scrollTo(0, 260)")
        shoot(page, "desk-settings-categories")
        page.goto("/desk/settings/rules")
        press(page, "加一条规则")
        page.get_by_label("分类", exact=True).select_option("env")
        page.get_by_label("说明", exact=True).fill("环境卫生先由窗口统一登记")
        press(page, "试跑")
        page.get_by_text("试跑结果").wait_for()
        shoot(page, "desk-settings-trial")
        page.goto("/desk/settings/calendar")
        page.get_by_text("放假 33 天").wait_for()
        shoot(page, "desk-settings-calendar")


def main() -> int:
    """Take them all."""
    address = (sys.argv[1:] or ["http://127.0.0.1:8000"])[0].rstrip("/")
    with sync_playwright() as playwright:
        path = os.environ.get("LINLI_CHROMIUM") or "/usr/bin/chromium"
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        camera = Camera(browser, address)
        lamp = raise_lamp(camera)
        matter = accept(camera, lamp[0])
        settle_order(camera, take_in(camera))
        settle(camera, matter)
        follow(camera, lamp, "resident-progress")
        ask_after(camera, lamp[0])
        follow(camera, lamp, "resident-rate", score=2, words="接线露在外面，小孩够得着。")
        decide(camera, lamp[0])
        keep_posts(camera)
        change_settings(camera)
        later.take(camera)
        ledger.take(camera)
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
