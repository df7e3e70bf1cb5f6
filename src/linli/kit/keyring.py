"""The keys a site seals with: the first (LINLI_DATA_KEY), and those made after it, numbered from 2, in LINLI_DATA_KEYS
or in the file `data_keys`. The highest number whose time has come is the current one; the others open what is older. A
new key waits a minute, so that every process knows it before anything is sealed with it."""

import hashlib
import os
import secrets
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from linli.kit.ciphers import Cipher

LOOKED_AT = 2.0
"""Seconds after which a process looks whether the file has changed."""
WAITS = 60
"""Seconds until a new key is the current one."""
NUMBER_MOST = 65535


@dataclass(frozen=True, slots=True)
class Key:
    """A root key: its number, 32 bytes, and since when (seconds since 1970) it may be the current one."""

    number: int
    root: bytes
    since: float = 0.0


@dataclass
class Held:
    """A process's copy of the ring."""

    ring: Mapping[int, Key] | None = None
    mark: tuple[int, int] = (0, 0)
    looked_at: float = float("-inf")


held = Held()


def ring(*, anew: bool = False) -> Mapping[int, Key]:
    """All keys by number, the newest first; a copy at most two seconds old, or read anew."""
    now = time.monotonic()
    if held.ring is None or anew or now - held.looked_at > LOOKED_AT:
        mark = _mark(settings.LINLI_DATA_KEYS_FILE)
        if held.ring is None or mark != held.mark:
            held.ring = _read()
            held.mark = mark
        held.looked_at = now
    return held.ring


def forget() -> None:
    """Drop the process's copy."""
    held.ring = None


def current() -> Key:
    """The key that is sealed with now."""
    all_of, now = ring(), time.time()
    return next((key for key in all_of.values() if key.since <= now), None) or list(all_of.values())[-1]


def cipher() -> Cipher:
    """The set of algorithms that is sealed with now."""
    return Cipher(settings.LINLI_CIPHER)


def _mark(path: Path) -> tuple[int, int]:
    try:
        found = path.stat()
    except FileNotFoundError:
        return (0, 0)
    return (found.st_mtime_ns, found.st_ino)


def _read() -> Mapping[int, Key]:
    found: dict[int, Key] = {}
    if settings.LINLI_DATA_KEY:
        found[1] = Key(1, settings.LINLI_DATA_KEY)
    for key in (*settings.LINLI_DATA_KEYS, *kept(settings.LINLI_DATA_KEYS_FILE)):
        if key.number in found:
            raise ValueError(f"data key {key.number} is given twice")
        found[key.number] = key
    if not found:
        raise ValueError("there is no data key; nothing that is sealed can be opened")
    return dict(sorted(found.items(), reverse=True))


def kept(path: Path) -> list[Key]:
    """The keys of the file: a line each of number, since when, secret."""
    if not path.exists():
        return []
    return [_of_line(line, path) for line in path.read_text("utf-8").splitlines() if line.strip()]


def _of_line(line: str, path: Path) -> Key:
    parts = line.split()
    if len(parts) != 3 or not (parts[0].isdigit() and parts[1].isdigit()):
        raise ValueError(f"{path.name}: a line is not number, moment, secret")
    return key_of(int(parts[0]), parts[2], since=float(parts[1]))


def given(text: str) -> list[Key]:
    """The keys of the variable: `2:secret,3:secret`."""
    found: list[Key] = []
    for one in filter(None, (part.strip() for part in text.split(","))):
        number, _, secret = one.partition(":")
        if not number.isdigit() or not secret:
            raise ValueError("LINLI_DATA_KEYS: write 2:secret,3:secret")
        found.append(key_of(int(number), secret))
    return found


def key_of(number: int, secret: str, *, since: float = 0.0) -> Key:
    """A numbered key of a secret of any length."""
    if not 1 <= number <= NUMBER_MOST:
        raise ValueError(f"a data key's number is 1 to {NUMBER_MOST}")
    return Key(number, hashlib.sha256(secret.encode()).digest(), since)


def make(path: Path) -> int:
    """Put a new key into the file and return its number; it becomes the current one in a minute."""
    number = max(ring(anew=True)) + 1
    line = f"{number} {int(time.time()) + WAITS} {secrets.token_urlsafe(48)}"
    before = path.read_text("utf-8").splitlines() if path.exists() else []
    _write(path, [*before, line])
    return number


def take_out(path: Path, number: int) -> bool:
    """Take a key out of the file, and return whether it was there."""
    if not path.exists():
        return False
    lines = [line for line in path.read_text("utf-8").splitlines() if line.strip()]
    left = [line for line in lines if line.split()[0] != str(number)]
    if len(left) == len(lines):
        return False
    _write(path, left)
    return True


def _write(path: Path, lines: list[str]) -> None:
    """Replace the file at one stroke, readable by its owner alone."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f"{path.name}.{os.getpid()}")
    handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as stream:
        stream.write("".join(f"{line}\n" for line in lines))
        stream.flush()
        os.fsync(stream.fileno())
    beside.replace(path)
    forget()
