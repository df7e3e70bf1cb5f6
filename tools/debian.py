"""What tests need from the system: a Chromium, Chinese fonts, for the second database a packaged PostgreSQL. On
Debian, as root, they are installed; elsewhere their cure is named."""

import functools
import os
import shutil
import subprocess
from pathlib import Path

from tools import say

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
MAC_BROWSERS = (
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)
POSTGRES = Path("/usr/lib/postgresql")
PREFERRED = 15


def chromium() -> str:
    """The browser's path; installs one where it can."""
    if not _browser():
        _install("chromium")
    found = _browser()
    if not found:
        say.stop(
            "没有 Chromium。There is no Chromium.",
            "apt install chromium; macOS: brew install --cask chromium",
        )
    return found


def chinese_fonts() -> None:
    """Fonts with Chinese characters; installs them where it can."""
    if not _has_chinese_fonts():
        _install("fonts-noto-cjk")
    if not _has_chinese_fonts():
        say.stop("没有中文字体。There are no Chinese fonts.", "apt install fonts-noto-cjk")


def packaged_postgres() -> Path:
    """The programs of the system's own PostgreSQL, 15 where there are several; installs them where it can."""
    if not _postgres_programs():
        _install(f"postgresql-{PREFERRED}", "postgresql")
    found = _postgres_programs()
    if not found:
        say.stop("系统没有 PostgreSQL。The system has no PostgreSQL.", f"apt install postgresql-{PREFERRED}")
    return found


def _browser() -> str | None:
    given = os.environ.get("LINLI_CHROMIUM")
    candidates = [given] if given else [*map(shutil.which, BROWSERS), *MAC_BROWSERS]
    return next((path for path in candidates if path and Path(path).exists()), None)


def _has_chinese_fonts() -> bool:
    if shutil.which("fc-list"):
        done = subprocess.run(["fc-list", ":lang=zh", "family"], capture_output=True, text=True, check=False)
        return bool(done.stdout.strip())
    return Path("/System/Library/Fonts").exists() or any(Path("/usr/share/fonts").rglob("*CJK*"))


def _postgres_programs() -> Path | None:
    found = {int(path.parent.name): path for path in POSTGRES.glob("*/bin") if (path / "postgres").exists()}
    return found.get(PREFERRED) or (found[max(found)] if found else None)


def _install(*names: str) -> None:
    """Install the first of the packages that there is; where we may not, do nothing."""
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return
    _update()
    for name in names:
        with say.step(f"安装 {name}", "installing by apt"):
            words = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", name]
            if _quiet(words) == 0:
                return


@functools.cache
def _update() -> None:
    _quiet(["apt-get", "update", "-qq"])


def _quiet(words: list[str]) -> int:
    env = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    done = subprocess.run(words, env=env, capture_output=True, text=True, check=False)
    if done.returncode:
        say.line(done.stderr.strip()[-2000:])
    return done.returncode
