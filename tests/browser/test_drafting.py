"""A draft by a made-up model of the site's own: what would be sent is seen, words are struck out of it, the draft goes
into the answer by hand."""

import json
import threading
from collections.abc import Generator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.conftest import DESK, PHONE, room, served, within_site
from tests.browser.test_answering import RAISE
from tests.browser.test_axe import faults
from tests.browser.test_journey import sign_in

pytestmark = pytest.mark.browser
MATTERS = {"desk": "0199d000-0000-7000-8000-0000000b0001", "field": "0199d000-0000-7000-8000-0000000b0002"}
DRAFT = "您好，凉亭的长椅断腿一事已收到，（请补充：日期）前到现场更换。"
got: list[str] = []


class _Model(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        got.append(
            json.dumps(json.loads(self.rfile.read(int(self.headers["Content-Length"]))), ensure_ascii=False)
        )
        answer = json.dumps({"choices": [{"message": {"content": DRAFT}}]}).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, format: str, *args: object) -> None:
        """Nothing."""


@pytest.fixture
def model(site: str) -> Generator[str]:
    """The same site, served with a model."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Model)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    url = f"http://127.0.0.1:{server.server_port}/v1"
    got.clear()
    with served(LINLI_DRAFT_URL=url, LINLI_DRAFT_MODEL="qwen") as base:
        yield base
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize("face", ["desk", "field"])
def test_words_are_struck_out_before_they_leave(chromium: Browser, model: str, face: str) -> None:
    id = MATTERS[face]
    within_site(model, RAISE.format(id=id).replace("老人坐上去会摔", "旺财奶奶摔了，旺财奶奶家里没人管"))
    with room(chromium, model, DESK if face == "desk" else PHONE) as browser:
        page = browser.new_page()
        sign_in(page, "grid1")
        page.goto(f"/{face}/matters/{id}")
        page.get_by_role("button", name="办结", exact=True).click()
        page.get_by_label("解释说明").check()
        page.get_by_role("button", name="请模型起草").click()
        shown = page.locator("dialog pre")
        expect(shown).to_contain_text("旺财奶奶")
        assert got == []
        page.get_by_label("不该发的字").fill("旺财")
        page.get_by_role("button", name="涂掉", exact=True).click()
        expect(shown).to_contain_text("███奶奶家里")
        expect(shown).not_to_contain_text("旺财")
        page.get_by_label("不该发的字").fill("没有的字")
        page.get_by_role("button", name="涂掉", exact=True).click()
        expect(page.get_by_role("alert").filter(has_text="没有“没有的字”")).to_be_visible()
        assert faults(page) == []
        page.get_by_role("button", name="发给模型").click()
        expect(page.get_by_text(DRAFT)).to_be_visible()
        assert len(got) == 1
        assert "旺财" not in got[0]
        assert "凉亭的长椅" in got[0]
        page.get_by_role("button", name="放进答复框").click()
        expect(page.locator("#step-words")).to_have_value(DRAFT)
        said = page.get_by_role("dialog").get_by_role("status").filter(has_text="已放进答复框")
        expect(said).to_be_visible()
        expect(page.get_by_text("机器起草，未改动", exact=True)).to_be_visible()
