"""The field without a signal, in a real browser: it begins, what is written is kept through a reload and goes out once
and in order when the signal is back; also where a reply is cut off, where two tabs are open, where the session is over,
and where the server refuses."""

import io
import re
from collections.abc import Generator
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from tests.browser.conftest import PHONE, room, within_site
from tests.browser.test_axe import faults
from tests.browser.test_journey import sign_in
from tools import places

pytestmark = pytest.mark.browser
RAISED = "**/api/matters"
CONTROLLED = """navigator.serviceWorker.controller !== null ||
  new Promise((done) => navigator.serviceWorker.addEventListener("controllerchange", () => done(true)))"""


@pytest.fixture
def phone(chromium: Browser, site: str) -> Generator[BrowserContext]:
    """A grid worker's phone, the field kept on it."""
    with room(chromium, site, PHONE) as context:
        begun(context, "grid1")
        yield context


def begun(phone: BrowserContext, key: str) -> Page:
    """The field in somebody's hands, kept on the phone."""
    page = phone.new_page()
    sign_in(page, key)
    page.goto("/field/")
    kept(page)
    return page


def picture() -> bytes:
    """A small picture as a camera would make one."""
    made = io.BytesIO()
    Image.new("RGB", (40, 30), "teal").save(made, "PNG")
    return made.getvalue()


def kept(page: Page) -> None:
    """Wait until the service worker has kept the field and answers for this page."""
    page.evaluate(CONTROLLED)


def the_page(phone: BrowserContext) -> Page:
    """The tab that is open."""
    return phone.pages[0]


def note(page: Page, words: str) -> None:
    """Write something down, and see that it is kept or sent."""
    page.get_by_role("tab", name="记一笔").or_(page.get_by_role("link", name="记一笔")).first.click()
    page.get_by_label("什么事").fill(words)
    page.get_by_role("button", name="提交").click()
    expect(page.get_by_role("heading", name="记一笔")).to_have_count(0)


def arrived(phone: BrowserContext, mark: str) -> list[str]:
    """Subjects of the matters with this mark that the server has, in the order they came."""
    answer = phone.request.get("/api/matters", params={"most": "100"})
    assert answer.ok, answer.text()
    rows = sorted(answer.json()["rows"], key=lambda row: row["received_at"])
    return [found.group() for row in rows if (found := re.search(f"{mark}\\d", row["subject"]))]


def all_sent(page: Page, count: int) -> None:
    """Everything has left the phone."""
    page.goto("/field/outbox")
    expect(page.locator("article.done")).to_have_count(count, timeout=20_000)
    expect(page.locator("article.waiting")).to_have_count(0)


def test_three_matters_without_a_signal(phone: BrowserContext) -> None:
    page = the_page(phone)
    phone.set_offline(True)
    page.reload()
    for number in range(3):
        note(page, f"断网{number} 楼道灯不亮")
    expect(page.get_by_role("status").filter(has_text="3 条都在手机里")).to_be_visible()
    page.reload()
    page.goto("/field/outbox")
    expect(page.locator("article.waiting")).to_have_count(3)
    assert faults(page) == []
    phone.set_offline(False)
    all_sent(page, 3)
    assert arrived(phone, "断网") == ["断网0", "断网1", "断网2"]
    assert faults(page) == []


def test_a_reply_cut_after_it_was_done_and_two_tabs(phone: BrowserContext) -> None:
    page, other = the_page(phone), phone.new_page()
    other.goto("/field/")
    cut: list[str] = []

    def lose(route: Route) -> None:
        if route.request.method != "POST" or len(cut) >= 2:
            route.fallback()
            return
        answer = route.fetch()
        cut.append(str(answer.status))
        route.abort("connectionreset")

    phone.route(RAISED, lose)
    note(page, "截断0 井盖松动")
    note(other, "截断1 井盖松动")
    note(page, "截断2 井盖松动")
    all_sent(page, 3)
    assert cut == ["201", "201"]
    assert arrived(phone, "截断") == ["截断0", "截断1", "截断2"]


def test_the_session_is_over(phone: BrowserContext) -> None:
    page = the_page(phone)
    cookies: list[Any] = [one for one in phone.cookies() if one.get("name") == "linli_session"]
    phone.clear_cookies(name="linli_session")
    note(page, "过期0 垃圾没清")
    expect(page.get_by_text("登录已过期，待发 1 条都在手机里")).to_be_visible()
    assert "/field/" in page.url
    page.get_by_role("button", name="重新登录").click()
    page.wait_for_url(re.compile("/accounts/login"))
    phone.add_cookies(cookies)
    all_sent(page, 1)
    assert arrived(phone, "过期") == ["过期0"]


def test_another_person_sends_nothing_of_the_first(phone: BrowserContext, site: str) -> None:
    page = the_page(phone)
    phone.set_offline(True)
    note(page, "换人0 水管漏水")
    phone.clear_cookies()
    phone.set_offline(False)
    other = phone.new_page()
    page.close()
    sign_in(other, "grid2")
    other.goto("/field/outbox")
    expect(other.get_by_text("没有待发的")).to_be_visible()
    phone.clear_cookies()
    sign_in(other, "grid1")
    all_sent(other, 1)
    assert arrived(phone, "换人") == ["换人0"]


def test_what_was_refused_is_mended(phone: BrowserContext) -> None:
    page = the_page(phone)
    phone.set_offline(True)
    page.get_by_role("tab", name="记一笔").or_(page.get_by_role("link", name="记一笔")).first.click()
    page.get_by_label("什么事").fill("改正0 楼道堆物")
    page.get_by_text("怎么知道的、谁反映的、急不急").click()
    page.get_by_label("反映人电话").fill("12")
    page.get_by_role("button", name="提交").click()
    expect(page.get_by_role("heading", name="记一笔")).to_have_count(0)
    note(page, "改正1 楼道堆物")
    phone.set_offline(False)
    page.goto("/field/outbox")
    expect(page.locator("article.refused")).to_have_count(1)
    expect(page.locator("article.done")).to_have_count(1)
    expect(page.locator("article.refused").get_by_role("alert")).to_contain_text("电话")
    assert faults(page) == []
    page.get_by_role("link", name="修改").click()
    expect(page.get_by_label("什么事")).to_have_value("改正0 楼道堆物")
    page.get_by_text("怎么知道的、谁反映的、急不急").click()
    page.get_by_label("反映人电话").fill("19412345678")
    assert faults(page) == []
    page.get_by_role("button", name="提交").click()
    expect(page.get_by_text("已送到")).to_be_visible()
    all_sent(page, 2)
    assert arrived(phone, "改正") == ["改正1", "改正0"]


def test_signing_out_asks_first_and_leaves_nothing(phone: BrowserContext) -> None:
    page = the_page(phone)
    phone.set_offline(True)
    note(page, "退出0 路面破损")
    page.get_by_role("tab", name=re.compile(r"(^|\s)我$")).click()
    page.get_by_role("button", name="退出登录").click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_text("还有 1 条没有发出")).to_be_visible()
    dialog.get_by_role("button", name="先不退").click()
    phone.set_offline(False)
    all_sent(page, 1)
    page.goto("/field/me")
    page.get_by_role("button", name="退出登录").click()
    page.wait_for_url(lambda url: "/field/" not in url)
    assert page.evaluate("indexedDB.databases().then(all => all.map(one => one.name))") == []
    page.goto("/field/")
    expect(page).to_have_url(re.compile("/accounts/login"))


def test_a_form_half_written_comes_back(phone: BrowserContext) -> None:
    page = the_page(phone)
    phone.set_offline(True)
    page.get_by_role("tab", name="记一笔").or_(page.get_by_role("link", name="记一笔")).first.click()
    page.get_by_label("什么事").fill("还没写完")
    page.get_by_label(re.compile("拍照或选照片")).set_input_files(
        {"name": "a.png", "mimeType": "image/png", "buffer": picture()}
    )
    expect(page.get_by_role("img", name="照片1")).to_be_visible()
    page.wait_for_timeout(300)
    page.reload()
    expect(page.get_by_label("什么事")).to_have_value("还没写完")
    expect(page.get_by_role("img", name="照片1")).to_be_visible()
    page.get_by_role("button", name="不要了，重新写").click()
    expect(page.get_by_label("什么事")).to_have_value("")


ENTER = """
import django; django.setup()
from linli.kit.actor import system
from linli.register.tests import factories as make
from linli.tests import community as c
by = system("test")
home = make.dwelling(by, make.building(by, c.GRIDS[0], "9"))
make.household(by, home, make.member("顾离云"))
"""


def test_finding_in_what_was_taken_along(phone: BrowserContext, site: str) -> None:
    within_site(site, ENTER)
    page = the_page(phone)
    with page.expect_response("**/api/sync/pack") as taken:
        page.goto("/field/me/pack")
        page.get_by_role("button", name="现在更新").click()
    assert taken.value.ok
    phone.set_offline(True)
    page.goto("/field/find")
    expect(page.get_by_text("在手机里的底册查找")).to_be_visible()
    page.get_by_label("查找").fill("gly")
    page.get_by_role("link", name=re.compile("顾离云")).click()
    expect(page.get_by_role("heading", name="9-2-501")).to_be_visible()
    assert faults(page) == []
    page.get_by_role("link", name="在这里记一笔").click()
    page.get_by_label("什么事").fill("底册0 门口堆物")
    expect(page.get_by_label(re.compile("在哪里"))).to_have_value(re.compile("9-2-501"))
    page.get_by_role("button", name="提交").click()
    phone.set_offline(False)
    all_sent(page, 1)
    assert arrived(phone, "底册") == ["底册0"]


def test_an_ended_phone_forgets_and_hands_in(chromium: Browser, site: str) -> None:
    with room(chromium, site, PHONE) as lost, room(chromium, site, PHONE) as other:
        page, theirs = begun(lost, "lead"), begun(other, "lead")
        lost.set_offline(True)
        note(page, "停用0 树枝折断")
        theirs.goto("/field/me/phones")
        expect(theirs.get_by_text("这一台")).to_be_visible()
        line = theirs.locator("li").filter(has_not=theirs.get_by_text("这一台"))
        line.get_by_role("button", name="停用").click()
        assert faults(theirs) == []
        theirs.get_by_role("dialog").get_by_role("button", name="停用").click()
        expect(theirs.get_by_text("已停用")).to_be_visible()
        lost.set_offline(False)
        page.wait_for_url(re.compile("/accounts/login"))
        assert page.evaluate("indexedDB.databases().then(all => all.map(one => one.name))") == []
        assert arrived(other, "停用") == []
        theirs.goto("/field/")
        all_sent(theirs, 1)
        assert arrived(other, "停用") == ["停用0"]


def test_an_ended_phone_whose_session_is_gone(phone: BrowserContext, chromium: Browser, site: str) -> None:
    page = the_page(phone)
    phone.set_offline(True)
    note(page, "失联0 路灯不亮")
    with room(chromium, site, PHONE) as other:
        theirs = begun(other, "grid1")
        theirs.goto("/field/me/phones")
        expect(theirs.get_by_text("这一台")).to_be_visible()
        others = theirs.locator("li").filter(has_not=theirs.get_by_text("这一台")).get_by_role("button")
        for left in reversed(range(others.count())):
            others.first.click()
            theirs.get_by_role("dialog").get_by_role("button", name="停用").click()
            expect(others).to_have_count(left)
        phone.clear_cookies(name="linli_session")
        phone.set_offline(False)
        page.wait_for_url(re.compile("/accounts/login"))
        assert page.evaluate("indexedDB.databases().then(all => all.map(one => one.name))") == []
        theirs.goto("/field/")
        all_sent(theirs, 1)
        assert arrived(other, "失联") == ["失联0"]


def test_without_a_signal_nothing_is_shown_once_the_server_has_signed_one_out(phone: BrowserContext) -> None:
    page = the_page(phone)
    cookies: list[Any] = [one for one in phone.cookies() if one.get("name") == "linli_session"]
    phone.clear_cookies(name="linli_session")
    note(page, "关上0 垃圾没清")
    expect(page.get_by_text("登录已过期，待发 1 条都在手机里")).to_be_visible()
    page.wait_for_timeout(300)
    phone.set_offline(True)
    page.reload()
    expect(page.get_by_role("heading", name="请先登录")).to_be_visible()
    expect(page.get_by_text("没有发出的 1 条都在手机里")).to_be_visible()
    expect(page.get_by_role("navigation")).to_have_count(0)
    assert faults(page) == []
    phone.set_offline(False)
    phone.add_cookies(cookies)
    page.get_by_role("button", name="连上网了，去登录").click()
    expect(page.get_by_role("tab", name=re.compile(r"(^|\s)我$"))).to_be_visible()
    all_sent(page, 1)
    assert arrived(phone, "关上") == ["关上0"]


def test_another_tab_is_over_too_when_one_signs_out(phone: BrowserContext) -> None:
    page, other = the_page(phone), phone.new_page()
    other.goto("/field/find")
    expect(other.get_by_role("searchbox")).to_be_visible()
    page.goto("/field/me")
    page.get_by_role("button", name="退出登录").click()
    other.wait_for_url(re.compile("/accounts/login"))
    assert other.evaluate("indexedDB.databases().then(all => all.map(one => one.name))") == []


def test_signing_out_with_unsent_work_brings_it_back(phone: BrowserContext) -> None:
    page = the_page(phone)
    phone.set_offline(True)
    note(page, "带回0 井盖缺失")
    page.get_by_role("tab", name=re.compile(r"(^|\s)我$")).click()
    page.get_by_role("button", name="退出登录").click()
    page.get_by_role("dialog").get_by_role("button", name="清除并退出").click()
    expect(page.get_by_role("button", name="再试一次")).to_be_visible()
    phone.set_offline(False)
    page.reload()
    page.wait_for_url(re.compile("/accounts/login"))
    sign_in(page, "grid1")
    page.goto("/field/")
    all_sent(page, 1)
    assert arrived(phone, "带回") == ["带回0"]


def test_a_new_version_waits_and_loses_nothing(phone: BrowserContext) -> None:
    page = the_page(phone)
    worker = places.WEB / "dist" / "sw.js"
    content = worker.read_bytes()
    try:
        worker.write_bytes(content + b"\n// a newer one")
        page.evaluate("navigator.serviceWorker.getRegistration('/field/').then((one) => one.update())")
        expect(page.get_by_text("有新版本")).to_be_visible()
        phone.set_offline(True)
        note(page, "换版0 护栏松动")
        page.get_by_role("button", name="刷新").click()
        expect(page.get_by_text("有新版本")).to_have_count(0)
        page.goto("/field/outbox")
        expect(page.locator("article.waiting")).to_have_count(1)
    finally:
        worker.write_bytes(content)
    phone.set_offline(False)
    all_sent(page, 1)
    assert arrived(phone, "换版") == ["换版0"]
