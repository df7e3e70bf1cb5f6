"""The keys of what is sealed: which there are, a new one, how far changing has come, and taking an old one away."""

import math
import sys
import time
from collections.abc import Mapping
from datetime import datetime

from django.conf import settings
from django.utils import timezone

from linli.blocks import queries as blocks
from linli.kit import keyring
from linli.kit.actor import system
from linli.kit.ciphers import Cipher
from linli.kit.errors import Conflict, Refused
from linli.kit.resealing import Heads
from linli.kit.scope import scope
from linli.safekeeping import actions, jobs, queries

_NAMES = {Cipher.AES: "AES-256-GCM + HMAC-SHA-256", Cipher.SM4: "SM4-GCM + HMAC-SM3"}


def run(*, new: bool, reseal: bool, drop: int | None) -> int:
    """Do what is asked and show where things stand."""
    if new:
        _make()
    if reseal:
        _reseal()
    if drop is not None:
        _drop(drop)
    _show()
    return 0


def _make() -> None:
    """A new key in the file; where keys come from the environment, its line for there."""
    if settings.LINLI_DATA_KEYS:
        raise Refused(
            "key/from-environment",
            zh="这个站点的钥匙写在 LINLI_DATA_KEYS 里：在那里加一把，写成 2:secret，再重启所有进程",
            en="This site's keys stand in LINLI_DATA_KEYS: add one there (number:secret) and restart every process",
        )
    number = keyring.make(settings.LINLI_DATA_KEYS_FILE)
    print(
        f"钥匙 {number} 做好了，存在 {settings.LINLI_DATA_KEYS_FILE}；先备份它，一分钟后启用"
        f" key {number} is made; back it up, it is used in a minute",
        file=sys.stderr,
    )


def _reseal() -> None:
    """Go through everything once more, to the end, waiting for a key that is about to be used."""
    wait = max((key.since for key in keyring.ring().values()), default=0.0) - time.time()
    if wait > 0:
        print(f"等 {math.ceil(wait)} 秒，新钥匙启用 waiting for the new key", file=sys.stderr)
        time.sleep(wait + keyring.LOOKED_AT)
    with scope(system()):
        actions.begin_again(by=system())
    left = -1
    for _ in range(ROUNDS):
        left = jobs.go_on(until=math.inf)
        if not left:
            return
        time.sleep(1)
    print(f"还有 {left} 处没换完，有人正在用；后台任务会接着换 {left} parts are left", file=sys.stderr)


ROUNDS = 20
"""How often what somebody's lock was in the way of is tried again."""


def _drop(number: int) -> None:
    """Take an old key out of the ring. Refused while anything is sealed under it or found by it."""
    if number == keyring.current().number or number not in keyring.ring():
        raise Refused(
            "key/not-old", zh="这把不是旧钥匙，不能销毁", en="That is no old key; it cannot be destroyed"
        )
    with scope(system(), write=False):
        sealed = _under(actions.heads(by=system())).get(number, 0)
        until = blocks.last_under(system(), number)
    if sealed:
        raise Conflict(
            "key/in-use",
            zh=f"还有 {sealed} 个值用钥匙 {number} 加密，先换完再销毁",
            en=f"{sealed} values are sealed under key {number}; seal them anew first",
        )
    if until is not None:
        raise Conflict(
            "key/in-use",
            zh=f"还有拦截靠钥匙 {number} 认人，到 {_day(until)} 才用不着",
            en=f"Blocks are known by key {number} until {_day(until)}",
        )
    _take_out(number)


def _take_out(number: int) -> None:
    first = settings.LINLI_DATA_KEYS_FILE.with_name("data_key")
    if keyring.take_out(settings.LINLI_DATA_KEYS_FILE, number):
        print(f"钥匙 {number} 已从文件里销毁 key {number} is out of the file", file=sys.stderr)
    elif number == 1 and first.exists():
        first.unlink()
        settings.LINLI_DATA_KEY = b""
        keyring.forget()
        print(f"钥匙 1（{first}）已销毁 key 1 is destroyed", file=sys.stderr)
    else:
        print(
            f"钥匙 {number} 写在环境变量里：把它从那里拿掉，重启所有进程"
            f" key {number} stands in the environment: take it out there and restart",
            file=sys.stderr,
        )


def _show() -> None:
    by = system()
    with scope(by, write=False):
        heads = actions.heads(by=by)
        progress = queries.progress(by)
        pending = actions.pending(by=by)
        until = {number: blocks.last_under(by, number) for number in keyring.ring()}
    for line in lines(heads, until, current=keyring.current().number, cipher=keyring.cipher()):
        print(line)
    for one in progress:
        state = f"{one.ended_at:%Y-%m-%d}" if one.ended_at else "…"
        print(f"  {one.part}: {one.seen} / {one.done} / {one.failed} {state}")
    if pending:
        print(f"还没换完 still to go: {', '.join(pending)}")


def _under(heads: Heads) -> Mapping[int, int]:
    found: dict[int, int] = {}
    for (number, _), count in heads.items():
        found[number] = found.get(number, 0) + count
    return found


def lines(heads: Heads, until: Mapping[int, datetime | None], *, current: int, cipher: Cipher) -> list[str]:
    """What is told of each key: how many values are sealed under it, and whether it may be destroyed."""
    found: list[str] = []
    for number in sorted({*until, *(key for key, _ in heads)}, reverse=True):
        counts = [f"{_NAMES[c]} {n}" for (key, c), n in sorted(heads.items()) if key == number]
        told = f"钥匙 key {number}: {'; '.join(counts) or '0'}"
        if number == current:
            told += f" — 现用 current, {_NAMES[cipher]}"
        elif number not in until:
            told += " — 没有这把钥匙，打不开 this key is missing"
        elif not counts and until[number] is None:
            told += " — 没有内容再用它，可以销毁 nothing needs it; it may be destroyed"
        elif not counts:
            told += f" — 拦截还要用到 blocks need it until {_day(until[number])}"
        else:
            told += " — 旧的，还在用 old, still needed"
        found.append(told)
    return found


def _day(moment: datetime | None) -> str:
    return f"{timezone.localtime(moment):%Y-%m-%d %H:%M}" if moment else ""
