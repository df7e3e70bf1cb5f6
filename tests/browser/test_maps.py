"""The map in a real browser: a grid is drawn with the mouse and again by coordinates, what is wrong is said while one
draws, a redrawing leaves its trace, a file is looked at before it is loaded, and matters are dots and a list."""

import json
import os
import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from linli.tests import community as c
from tests.browser.conftest import DESK, PHONE, room
from tests.browser.test_axe import faults
from tests.browser.test_desk import raise_on_the_map
from tests.browser.test_journey import sign_in

pytestmark = pytest.mark.browser
PICTURES = os.environ.get("LINLI_PICTURES", "")


def picture(page: Page, name: str) -> None:
    """For whoever wants to look: a picture into the folder named."""
    if PICTURES:
        page.screenshot(path=str(Path(PICTURES) / f"{name}.png"))


def lines(west: float, east: float, south: float = 20.0, north: float = 20.01) -> str:
    """A rectangle as somebody pastes it."""
    return f"{west}, {south}\n{east}, {south}\n{east}, {north}\n{west}, {north}"


def paste(page: Page, text: str) -> None:
    """Without a mouse."""
    box = page.locator("details.paste")
    if box.get_attribute("open") is None:
        box.locator("summary").click()
    box.locator("textarea").fill(text)
    box.get_by_role("button", name="用这些坐标").click()


SQUARE = ((0.3, 0.75), (0.5, 0.75), (0.5, 0.9), (0.3, 0.9))
CROSSED = ((0.3, 0.75), (0.5, 0.9), (0.5, 0.75), (0.3, 0.9))


def draw_with_the_mouse(page: Page, corners: tuple[tuple[float, float], ...]) -> None:
    """Corners below what is there, as shares of the map's width and height."""
    page.get_by_role("button", name=re.compile("画边界|重新画")).click()
    expect(page.get_by_role("button", name="画完了")).to_be_visible()
    box = page.locator(".ground").bounding_box()
    assert box is not None
    width, height = box["width"], box["height"]
    for x, y in corners:
        page.mouse.move(box["x"] + x * width - 3, box["y"] + y * height)
        page.mouse.click(box["x"] + x * width, box["y"] + y * height)
        page.wait_for_timeout(120)
    picture(page, "drawing")
    expect(page.get_by_role("button", name="保存")).to_be_disabled()
    page.get_by_role("button", name="画完了").click()


def draw_anew(page: Page) -> None:
    """Crossed at first, then where nobody lives, then over a neighbour, then fitted to it."""
    page.get_by_role("button", name="新网格").click()
    page.get_by_label("名称").fill("四号网格")
    draw_with_the_mouse(page, CROSSED)
    expect(page.get_by_text("边界自己和自己交叉了")).to_be_visible()
    expect(page.get_by_role("button", name="保存")).to_be_disabled()
    picture(page, "crossing")
    draw_with_the_mouse(page, SQUARE)
    expect(page.locator(".told").get_by_text(re.compile(r"约 [\d,]+ 平方米")).first).to_be_visible()
    paste(page, lines(130.0295, 130.04))
    expect(
        page.get_by_text("3号网格、四号网格 重叠").or_(page.get_by_text(re.compile("3号网格.*重叠")))
    ).to_be_visible()
    expect(page.get_by_role("button", name="保存")).to_be_disabled()
    picture(page, "overlap")
    assert faults(page) == []
    page.get_by_role("button", name="贴合邻格").click()
    expect(page.get_by_text("各网格之间没有重叠")).to_be_visible()
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_text("“四号网格”已保存")).to_be_visible()


def redraw(page: Page) -> None:
    """With a reason; the old boundary is seen behind the new one."""
    page.locator("ul.all").get_by_role("button", name="四号网格").click()
    page.get_by_label("为什么重划").fill("道路改线")
    paste(page, "130.03, 20.0\n130.04, 20.01\n130.04, 20.0\n130.03, 20.01")
    expect(page.locator(".paste").get_by_text("边界自己和自己交叉了")).to_be_visible()
    paste(page, lines(130.03, 130.045))
    expect(page.locator(".paste").get_by_text("交叉")).to_be_hidden()
    expect(page.get_by_role("button", name="保存")).to_be_enabled()
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_text("“四号网格”已保存").last).to_be_visible()
    page.locator("ul.all").get_by_role("button", name="四号网格").click()
    page.get_by_text("以前的样子").click()
    expect(page.get_by_text("道路改线")).to_be_visible()
    page.get_by_role("button", name="在地图上看").click()
    picture(page, "history")


def test_a_grid_is_drawn_redrawn_and_keeps_its_trace(chromium: Browser, site: str) -> None:
    with room(chromium, site, DESK) as desk:
        page = desk.new_page()
        said: list[str] = []
        page.on("pageerror", lambda error: said.append(str(error)))
        page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
        sign_in(page, "secretary")
        page.goto("/desk/grids")
        page.get_by_role("link", name="划分网格").click()
        expect(page.get_by_text("各网格之间没有重叠")).to_be_visible()
        picture(page, "boundaries")
        assert faults(page) == []
        draw_anew(page)
        redraw(page)
        assert said == []


def test_what_was_drawn_is_found_again(chromium: Browser, site: str) -> None:
    with room(chromium, site, DESK) as desk:
        page = desk.new_page()
        sign_in(page, "secretary")
        page.goto("/desk/boundaries")
        page.get_by_role("button", name="新网格").click()
        page.get_by_label("名称").fill("没画完的网格")
        paste(page, lines(130.06, 130.07))
        expect(page.get_by_text(re.compile("约 1,1")).first).to_be_visible()
        page.reload()
        page.get_by_role("button", name="新网格").click()
        expect(page.get_by_label("名称")).to_have_value("没画完的网格")
        expect(page.get_by_text("上次没保存的已经找回")).to_be_visible()
        page.get_by_role("button", name="取消").click()


def feature(code: str, name: str, number: int, **more: Any) -> dict[str, Any]:
    return {
        "type": "Feature",
        "properties": {"code": code, "name": name},
        "geometry": c.square(number),
    } | more


def test_a_file_is_looked_at_and_loaded_whole(chromium: Browser, site: str, tmp_path: Path) -> None:
    swapped = {"type": "Polygon", "coordinates": [[[20, 130], [20.01, 130], [20.01, 130.01], [20, 130]]]}
    good = [feature(c.HOME + "021", "二十一号", 21), feature(c.HOME + "022", "二十二号", 22)]
    bad = feature(c.HOME + "023", "反了的", 23, geometry=swapped)
    files = {"bad": [*good, bad], "good": good}
    for name, features in files.items():
        text = json.dumps({"type": "FeatureCollection", "features": features})
        (tmp_path / f"{name}.geojson").write_text(text, "utf-8")
    with room(chromium, site, DESK) as desk:
        page = desk.new_page()
        sign_in(page, "admin")
        page.goto("/desk/boundaries")
        page.get_by_role("button", name="导入文件").click()
        page.set_input_files("input[type=file]", tmp_path / "bad.geojson")
        expect(page.get_by_text("经纬度写反了")).to_be_visible()
        expect(page.get_by_text("新增 2 · 有变化 0 · 没变化 0 · 有错 1")).to_be_visible()
        expect(page.get_by_role("button", name="全部装载")).to_be_disabled()
        picture(page, "import")
        assert faults(page) == []
        page.set_input_files("input[type=file]", tmp_path / "good.geojson")
        page.get_by_role("button", name="全部装载").click()
        expect(page.get_by_text("装载好了")).to_be_visible()
        expect(page.locator("ul.all").get_by_role("button", name="二十二号")).to_be_visible()
        page.get_by_label("坐标系").select_option("gcj02")
        with page.expect_download() as download:
            page.get_by_role("button", name="导出").click()
        out = json.loads(Path(download.value.path()).read_text("utf-8"))
        assert out["coordinate_system"] == "gcj02"
        assert {one["properties"]["code"] for one in out["features"]} >= {c.HOME + "021", *c.GRIDS}


def test_matters_are_dots_and_a_list(chromium: Browser, site: str) -> None:
    with room(chromium, site, DESK) as desk:
        page = desk.new_page()
        sign_in(page, "counter")
        raise_on_the_map(page)
        page.goto("/desk/grids?view=matters")
        listed = page.locator(".lists .matter a")
        expect(listed.first).to_be_visible()
        picture(page, "matters")
        assert faults(page) == []
        page.get_by_label("期限").select_option("overdue")
        expect(page.get_by_text("这里没有未了的事项")).to_be_visible()
        page.get_by_label("期限").select_option("")
        listed.first.click()
        expect(page).to_have_url(re.compile("/desk/matters/"))


def test_on_a_phone(chromium: Browser, site: str) -> None:
    with room(chromium, site, PHONE) as street:
        page = street.new_page()
        sign_in(page, "secretary")
        for name, address in (
            ("phone-matters", "/desk/grids?view=matters"),
            ("phone-draw", "/desk/boundaries"),
        ):
            page.goto(address)
            page.wait_for_load_state("networkidle")
            picture(page, name)
            assert faults(page) == []
            wide = page.evaluate(
                "document.documentElement.scrollWidth - document.documentElement.clientWidth"
            )
            assert wide <= 0, address
