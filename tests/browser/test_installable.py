"""The field can be put on a phone's home screen: its manifest has no fault, and its pictures are what it says."""

import io
import json

import pytest
from PIL import Image
from playwright.sync_api import Browser

from tests.browser.conftest import PHONE, room
from tests.browser.test_journey import sign_in

pytestmark = pytest.mark.browser


def test_the_browser_finds_nothing_wrong_with_the_manifest(chromium: Browser, site: str) -> None:
    with room(chromium, site, PHONE) as phone:
        page = phone.new_page()
        sign_in(page, "grid1")
        page.goto("/field/")
        page.wait_for_load_state("networkidle")
        told = phone.new_cdp_session(page).send("Page.getAppManifest")
        assert told["errors"] == []
        manifest = json.loads(told["data"])
        assert (manifest["start_url"], manifest["scope"]) == ("/field/", "/field/")
        for icon in manifest["icons"]:
            answer = phone.request.get(icon["src"])
            assert answer.ok
            width, height = Image.open(io.BytesIO(answer.body())).size
            assert f"{width}x{height}" == icon["sizes"]
