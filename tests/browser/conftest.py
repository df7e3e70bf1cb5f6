"""A running Linli for real browsers: a database of its own with the small test community, served by Granian as a site
serves it, and Debian's Chromium."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, sync_playwright

from linli.conftest import make_database, owner_url

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
DESK = {"width": 1440, "height": 900}
PHONE = {"width": 390, "height": 844}
FILL = """
import django; django.setup()
from linli.conftest import fill
fill()
"""


@pytest.fixture(scope="session")
def site() -> Generator[str]:
    """The address of a served Linli with the test community in it."""
    make_database(_database())
    jobs = _environment("http://127.0.0.1") | {"LINLI_DATABASE_ROLE": "jobs"}
    subprocess.run([sys.executable, "-c", FILL], check=True, env=jobs)
    with served() as base:
        yield base


@contextmanager
def served(**more: str) -> Generator[str]:
    """The address of a server on the worker's database, with what is set otherwise in its environment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    base = f"http://127.0.0.1:{port}"
    granian = Path(sys.executable).with_name("granian")
    words = [str(granian), "linli.config.wsgi:application", "--interface", "wsgi", "--host", "127.0.0.1"]
    words += ["--port", str(port), "--workers", "1", "--blocking-threads", "4", "--log-level", "warning"]
    with subprocess.Popen(words, env=_environment(base) | more) as server:
        try:
            _wait(base)
            yield base
        finally:
            server.terminate()
            server.wait(20)


def _database() -> str:
    return "linli_browser_" + os.environ.get("PYTEST_XDIST_WORKER", "one")


def _environment(base: str) -> dict[str, str]:
    return os.environ | {
        "DATABASE_URL": owner_url(_database()),
        "PUBLIC_URL": base,
        "DJANGO_SETTINGS_MODULE": "linli.config.settings",
    }


def within_site(site: str, code: str) -> None:
    """Run Python beside the served site, as its jobs do."""
    env = _environment(site) | {"LINLI_DATABASE_ROLE": "jobs"}
    subprocess.run([sys.executable, "-c", code], check=True, env=env)


def _wait(base: str) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(f"{base}/healthz", timeout=2) as answer:
                if answer.status == 200:
                    return
        except OSError:
            time.sleep(0.2)
    raise TimeoutError(base)


@pytest.fixture(scope="session")
def chromium() -> Generator[Browser]:
    """One Chromium for all journeys."""
    path = os.environ.get("LINLI_CHROMIUM") or "/usr/bin/chromium"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


def room(chromium: Browser, site: str, size: dict[str, int], **more: Any) -> BrowserContext:
    """A person's browser: own cookies, Chinese, in the site's time zone."""
    context = chromium.new_context(
        viewport={"width": size["width"], "height": size["height"]},
        base_url=site,
        locale="zh-CN",
        timezone_id="Asia/Shanghai",
        **more,
    )
    context.set_default_timeout(15_000)
    return context
