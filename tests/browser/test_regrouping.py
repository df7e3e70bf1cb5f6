"""Grids drawn anew in a real browser: a draft, a new grid drawn with the mouse, boundaries out of a file, what is not
whole said; nothing has changed until it is carried out, and the draft is thrown away."""

import json
import re

import pytest
from playwright.sync_api import Browser, FilePayload, Page, expect

from linli.tests import community as c
from tests.browser.conftest import DESK, room
from tests.browser.test_axe import faults
from tests.browser.test_journey import sign_in
from tests.browser.test_maps import picture

pytestmark = pytest.mark.browser
CORNERS = ((0.45, 0.42), (0.55, 0.42), (0.55, 0.55), (0.45, 0.55))


def _draw(page: Page) -> None:
    """A new grid in the middle of the map, which is cut out of the one it lies on."""
    page.get_by_role("button", name="划出新网格").click()
    page.get_by_role("button", name=re.compile("画边界|重新画")).click()
    expect(page.get_by_role("button", name="画完了")).to_be_visible()
    box = page.locator(".ground").bounding_box()
    assert box is not None
    for x, y in CORNERS:
        page.mouse.move(box["x"] + x * box["width"] - 3, box["y"] + y * box["height"])
        page.mouse.click(box["x"] + x * box["width"], box["y"] + y * box["height"])
        page.wait_for_timeout(150)
    page.get_by_role("button", name="画完了").click()
    page.get_by_label("名称").fill("画的网格")
    page.get_by_role("button", name="就这样").click()
    expect(page.get_by_role("button", name=re.compile("画的网格")).first).to_be_visible()
    picture(page, "regrouping-drawn")


def _file(*features: tuple[str, str, object]) -> FilePayload:
    told = [
        {"type": "Feature", "properties": {"code": code, "name": name}, "geometry": shape}
        for code, name, shape in features
    ]
    content = json.dumps({"type": "FeatureCollection", "features": told}).encode()
    return {"name": "边界.geojson", "mimeType": "application/json", "buffer": content}


def _import(page: Page, file: FilePayload) -> None:
    page.locator("input[type=file]").set_input_files(file)


def test_a_draft_is_drawn_and_filled_from_a_file(chromium: Browser, site: str) -> None:
    with room(chromium, site, DESK) as desk:
        page = desk.new_page()
        said: list[str] = []
        page.on("pageerror", lambda error: said.append(str(error)))
        sign_in(page, "secretary")
        page.goto("/desk/regroupings")
        page.get_by_label("方案名称").fill("试着调一调")
        page.get_by_role("button", name="从现在的网格开始").click()
        expect(page.get_by_role("heading", name="试着调一调")).to_be_visible()
        page.wait_for_timeout(800)
        _draw(page)
        assert faults(page) == []
        page.get_by_role("button", name="导入边界文件").click()
        crossed = {
            "type": "Polygon",
            "coordinates": [[[130, 20], [130.01, 20.01], [130.01, 20], [130, 20.01], [130, 20]]],
        }
        _import(page, _file((f"{c.HOME}009", "坏的", crossed)))
        expect(page.get_by_text("没有换上").first).to_be_visible()
        _import(page, {"name": "x.geojson", "mimeType": "application/json", "buffer": b"{no"})
        expect(page.get_by_text("这个文件读不了").first).to_be_visible()
        _import(page, _file((f"{c.HOME}008", "文件里的", c.square(7))))
        expect(page.get_by_text("换上了 1 个网格的边界")).to_be_visible()
        expect(page.get_by_role("button", name=re.compile("文件里的")).first).to_be_visible()
        picture(page, "regrouping-file")
        assert faults(page) == []
        page.get_by_role("button", name="作废").first.click()
        page.locator(".ask").get_by_role("button", name="作废").click()
        expect(page.get_by_text("已作废").first).to_be_visible()
        page.goto("/desk/boundaries")
        expect(page.get_by_text("文件里的")).to_have_count(0)
        assert said == []
