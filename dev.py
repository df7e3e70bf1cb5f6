#!/usr/bin/env python3
"""The two commands: `python3 dev.py demo` puts a community to work on this machine; `python3 dev.py test` shows that
everything holds. Needs Python 3.11 with venv, and a way to the package registries; installs the rest under here."""

import sys

if sys.version_info < (3, 11):
    sys.exit(
        "需要 Python 3.11 或更新。Python 3.11 or newer is needed.\n  → Debian 12: apt install python3 python3-venv"
    )

import argparse
import os
from collections.abc import Callable

from tools import benches, checks, client, environment, processes, say, suite, system

WITHOUT_DATABASE = ("plan", "classify", "address", "hot")
"""Commands of `linli` that need none."""


def demo(chosen: argparse.Namespace) -> int:
    """A synthetic community at work, served until Ctrl-C."""
    return _serve(chosen, fresh=chosen.reset, load=system.load_demo)


def serve(chosen: argparse.Namespace) -> int:
    """Serve what there is, without the demo community, until Ctrl-C."""
    return _serve(chosen, fresh=False, load=lambda _: None)


def _serve(chosen: argparse.Namespace, *, fresh: bool, load: Callable[[dict[str, str]], None]) -> int:
    environment.ensure()
    system.check_port(chosen.host, chosen.port)
    with system.database(fresh=fresh) as bare:
        env = system.with_address(bare, chosen.port)
        system.prepare_files(env)
        system.migrate(env)
        try:
            _until_stopped(env, chosen, load)
        except KeyboardInterrupt:
            say.line("\n· 已停止 stopped")
    return 0


def _until_stopped(
    env: dict[str, str], chosen: argparse.Namespace, load: Callable[[dict[str, str]], None]
) -> None:
    """The web server starts while the data is looked at, and the worker when pages answer: that is quickest."""
    with processes.together(system.web_server(env, host=chosen.host, port=chosen.port)) as running:
        load(env)
        system.wait_until_ready(chosen.port, running)
        say.out(f"ready http://127.0.0.1:{chosen.port}")
        worker = system.job_worker(env)
        running.append(worker)
        worker.start()
        processes.look_after(running)


def test(chosen: argparse.Namespace) -> int:
    """Check everything, then run all tests."""
    packaged = chosen.pg == "debian"
    return suite.test(
        packaged=packaged, only_python=packaged or chosen.only_python, arguments=chosen.arguments
    )


def check(_: argparse.Namespace) -> int:
    """Format, lint, types, arrows, sizes."""
    environment.ensure(developer=True)
    checks.check()
    return 0


def fix(_: argparse.Namespace) -> int:
    """Mend format and simple slips."""
    environment.ensure(developer=True)
    checks.fix()
    return 0


def bench(chosen: argparse.Namespace) -> int:
    """One benchmark, or their list."""
    return _one_or_list(chosen, trials=False)


def trial(chosen: argparse.Namespace) -> int:
    """One fault trial, or their list."""
    return _one_or_list(chosen, trials=True)


def _one_or_list(chosen: argparse.Namespace, *, trials: bool) -> int:
    if not chosen.name:
        for line in benches.listing(trials=trials):
            say.out(line)
        return 0
    environment.ensure(developer=True)
    return benches.run(chosen.name, chosen.arguments, trials=trials)


def linli(chosen: argparse.Namespace) -> int:
    """Run a `linli` command with the database up, migrated first, unless the command asks nothing of it."""
    environment.ensure()
    if chosen.arguments[:1] in ([name] for name in WITHOUT_DATABASE):
        return system.run_linli(dict(os.environ), chosen.arguments)
    with system.database() as env:
        system.migrate(env)
        return system.run_linli(env, chosen.arguments)


def build(_: argparse.Namespace) -> int:
    """Install and build, start nothing."""
    environment.ensure()
    client.build()
    client.compile_translations()
    return 0


def lock(_: argparse.Namespace) -> int:
    """Choose the packages' versions anew."""
    environment.relock()
    return 0


def _arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="dev.py", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    for command in (demo, serve, test, check, fix, bench, trial, linli, build, lock):
        one = commands.add_parser(command.__name__, help=command.__doc__, description=command.__doc__)
        one.set_defaults(command=command)
        if command in (demo, serve):
            one.add_argument("--port", type=int, default=8000, metavar="P")
        if command is demo:
            one.add_argument("--reset", action="store_true", help="throw the demo's data away first")
            one.set_defaults(host="127.0.0.1")
        if command is serve:
            one.add_argument("--host", default="127.0.0.1", metavar="ADDRESS", help="127.0.0.1 unless said")
        if command is test:
            one.add_argument(
                "--pg", choices=("embedded", "debian"), default="embedded", help="which PostgreSQL"
            )
            one.add_argument("--only-python", action="store_true", help="no checks, web tests or browser")
            one.epilog = "What follows -- is for pytest."
        if command in (bench, trial):
            one.add_argument("name", nargs="?", metavar="NAME", help="what follows it is passed on")
    return parser


def _passed_on(words: list[str]) -> int:
    """How many of the words are ours; the rest belongs to what the command runs."""
    if words[:1] == ["linli"]:
        return 1
    if words[:1] in (["bench"], ["trial"]):
        return 2
    return words.index("--") if "--" in words else len(words)


def main() -> int:
    """Run the command and return its status."""
    words = sys.argv[1:]
    ours = _passed_on(words)
    chosen = _arguments().parse_args(words[:ours])
    chosen.arguments = [word for word in words[ours:] if word != "--"]
    try:
        with processes.stoppable():
            return chosen.command(chosen)
    except say.Stop as wrong:
        say.line(f"✗ {wrong}")
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())
