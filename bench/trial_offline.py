"""Exactly once: 200 notes with photos from a phone, 50 cuts of the line, two tabs, reloads, an update in between

A real Chromium holds the field in two tabs, which write by turns. A quarter of the notes is written without a signal.
Then the line is cut 50 times amid the sending, by turns before the server is reached, after it has committed (the reply
is lost), and with a proxy's error page; photos are cut as commands are. Tabs are reloaded, one is closed amid it, and a
new version of the field is let in while notes wait. The figure is the number of faults: notes that are not there once
with their one photo, in the order written.
"""

import argparse
import io
import os
import subprocess
import sys
import time
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from PIL import Image
from playwright.sync_api import BrowserContext, Page, sync_playwright

from bench import _ground
from bench._line import Line, laid
from tools import places, say

FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"]
CONTROLLED = """navigator.serviceWorker.controller !== null ||
  new Promise((done) => navigator.serviceWorker.addEventListener("controllerchange", () => done(true)))"""
FILL = """
import django; django.setup()
from linli.conftest import fill
from linli.tests import community
fill()
print(community.PASSWORD)
"""
MARK = "离线试验"
RELOAD_EVERY = 30
PATIENCE = 300.0
"""Seconds within which all has arrived after the last cut."""


@dataclass
class Phone:
    """A phone with the field in two tabs."""

    context: BrowserContext
    tabs: list[Page]
    reloads: int = 0
    updates: int = 0

    def note(self, number: int) -> None:
        """Write one down in the tab whose turn it is."""
        page = self.tabs[number % len(self.tabs)]
        page.goto("/field/raise")
        page.locator("#raise-words").fill(f"{MARK}{number:03d} 楼道灯不亮")
        page.locator("input[type=file]").set_input_files(
            {"name": "灯.jpg", "mimeType": "image/jpeg", "buffer": picture(number)}
        )
        page.locator("figure img").wait_for()
        page.locator("button[type=submit]").click()
        page.wait_for_url(lambda url: "/raise" not in url)

    def shake(self, number: int) -> None:
        """Reload a tab, close one and open another, or let a new version in, by turns."""
        turn = number // RELOAD_EVERY
        self.reloads += 1
        if turn % 3 == 0:
            self.tabs[turn % 2].reload()
        elif turn % 3 == 1:
            self.tabs[turn % 2].close(run_before_unload=False)
            self.tabs[turn % 2] = self.context.new_page()
            self.tabs[turn % 2].goto("/field/")
        else:
            self._update()

    def _update(self) -> None:
        page = self.tabs[0]
        worker = places.WEB / "dist" / "sw.js"
        with worker.open("a", encoding="utf-8") as script:
            script.write(f"\n// {self.updates}")
        page.evaluate("navigator.serviceWorker.getRegistration('/field/').then((one) => one.update())")
        with page.expect_navigation():
            page.get_by_role("button", name="刷新").click()
        self.updates += 1


def picture(number: int) -> bytes:
    """A photo like no other."""
    made = io.BytesIO()
    Image.new("RGB", (320, 240), (number % 256, number * 7 % 256, 90)).save(made, "JPEG")
    return made.getvalue()


def main() -> int:
    """Write, cut, wait, look, tell."""
    chosen = _arguments()
    name = _ground.database_name() + "_offline"
    env, password = _community(name)
    server = _ground.linli_server(env)
    line = Line(server.port, most=chosen.cuts, seed=chosen.seed)
    with _ground.served(server), _kept_worker(), laid(line) as near, _phone(near, password) as phone:
        _write(phone, line, chosen.notes)
        took = _until_all_arrived(phone, chosen.notes)
    with _ground.owner(name) as connection:
        found = _found(connection, chosen.notes)
        versions = _ground.versions(connection)
    parts = {
        "notes": chosen.notes,
        "cuts": line.cuts,
        "reloads": phone.reloads,
        "updates": phone.updates,
        "seconds_after_the_last": round(took, 1),
        **found,
    }
    faults = sum(found.values())
    holds = faults == 0 and line.count == chosen.cuts and phone.updates > 0
    return _ground.close(
        name="offline", figure=faults, unit="faults", bar="= 0", holds=holds, parts=parts, with_=versions
    )


def _community(name: str) -> tuple[dict[str, str], str]:
    """A site with the test community in it, and the password of its people."""
    with say.step("新建试验用数据库", "making the database of the trial"):
        env = _ground.empty_database(name)
        words = [places.python(), "-m", "linli.manage", "migrate", "--noinput", "--verbosity", "0"]
        subprocess.run(words, env=env, check=True, stdout=sys.stderr)
        jobs = env | {"LINLI_DATABASE_ROLE": "jobs", "DJANGO_SETTINGS_MODULE": "linli.config.settings"}
        filled = subprocess.run(
            [places.python(), "-c", FILL], env=jobs, check=True, capture_output=True, text=True
        )
    return env, filled.stdout.strip().splitlines()[-1]


@contextmanager
def _kept_worker() -> Generator[None]:
    """The built service worker as it was, after the trial has made newer ones of it."""
    worker = places.WEB / "dist" / "sw.js"
    content = worker.read_bytes()
    try:
        yield
    finally:
        worker.write_bytes(content)


@contextmanager
def _phone(base: str, password: str) -> Generator[Phone]:
    path = os.environ.get("LINLI_CHROMIUM") or "/usr/bin/chromium"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        context = browser.new_context(
            base_url=base, viewport={"width": 390, "height": 844}, locale="zh-CN", timezone_id="Asia/Shanghai"
        )
        context.set_default_timeout(60_000)
        page = context.new_page()
        page.goto("/accounts/login/?next=/field/")
        page.fill("[name=login]", "grid1")
        page.fill("[name=password]", password)
        page.click("button[type=submit]")
        page.wait_for_url("**/field/**")
        page.evaluate(CONTROLLED)
        other = context.new_page()
        other.goto("/field/")
        yield Phone(context, [page, other])
        browser.close()


def _write(phone: Phone, line: Line, notes: int) -> None:
    offline = notes // 4
    phone.context.set_offline(True)
    for number in range(notes):
        if number == offline:
            phone.context.set_offline(False)
        phone.note(number)
        if number > offline and number % RELOAD_EVERY == RELOAD_EVERY - 1:
            phone.shake(number)
        if number % 20 == 19:
            say.line(f"  {number + 1} 条已记 written, {line.count} 次断线 cuts")


def _until_all_arrived(phone: Phone, notes: int) -> float:
    begun = time.monotonic()
    page = phone.tabs[0]
    page.goto("/field/outbox")
    for _ in _turns(PATIENCE):
        arrived = page.locator("article.done").count()
        if arrived and not page.locator("article.waiting").count():
            break
    return time.monotonic() - begun


def _turns(seconds: float) -> Generator[None]:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        yield
        time.sleep(0.5)


_ASK = """
SELECT substring(m.words FROM %s), m.received_at,
    (SELECT count(*) FROM matters_attachment a WHERE a.matter_id = m.id),
    (SELECT count(*) FROM ledger_entry l WHERE l.subject = m.id AND l.verb = 'matter.raised')
FROM matters_matter m WHERE m.words LIKE %s ORDER BY m.received_at, m.id
"""


def _found(connection: Any, notes: int) -> dict[str, int]:
    """What is wrong with what the server has."""
    rows = connection.execute(_ASK, [f"{MARK}(\\d+)", f"{MARK}%"]).fetchall()
    numbers = [int(number) for number, *_ in rows]
    files = connection.execute("SELECT count(*) FROM files_stored").fetchone()[0]
    count: Callable[[int], int] = numbers.count
    return {
        "missing": sum(count(number) == 0 for number in range(notes)),
        "doubled": sum(count(number) > 1 for number in range(notes)),
        "out_of_order": sum(one > other for one, other in pairwise(numbers)),
        "without_its_photo": sum(photos != 1 for *_, photos, _ in rows),
        "photos_doubled": max(0, files - len(rows)),
        "not_entered_once": sum(entries != 1 for *_, entries in rows),
    }


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="dev.py trial offline")
    parser.add_argument("--notes", type=int, default=200, help="notes with a photo each")
    parser.add_argument("--cuts", type=int, default=50, help="cuts of the line")
    parser.add_argument("--seed", type=int, default=1, help="which requests are cut")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
