"""Who knocks in the trials: another system by its key, people of the demo community by their sessions, and nobody."""

import json
import re
from dataclasses import dataclass, field
from typing import Any

from bench import _ground, _sessions, _wire

AREA = "990101001"
PEOPLE = {
    "counter1": "counter worker",
    "grid03": "grid worker",
    "works": "subdistrict officer",
    "admin": "administrator",
}
_TOKEN = re.compile(r"csrftoken=([^;]+)")


@dataclass
class Who:
    """Somebody with the headers he is known by."""

    name: str
    headers: dict[str, str] = field(default_factory=dict[str, str])


def everybody(port: int, env: dict[str, str]) -> list[Who]:
    """All of them, signed in."""
    key = Who("key", {"Authorization": f"Bearer {_ground.issue_key(env, AREA)}"})
    return [key, *(person(port, name) for name in PEOPLE), Who("nobody")]


def person(port: int, name: str) -> Who:
    """Somebody of the demo community with his session and the token his writes need."""
    headers = _sessions.sign_in(port, name)
    token = _TOKEN.search(headers["Cookie"])
    return Who(name, headers | {"X-CSRFToken": token[1] if token else ""})


def is_known(port: int, who: Who) -> bool:
    """Whether his session still holds."""
    answer = _wire.send(port, _wire.request("GET", "/api/me", who.headers))
    return answer is not None and (who.name == "nobody" or answer.status == 200)


def ask(port: int, who: Who, path: str) -> Any:
    """What the API answers him, read."""
    answer = _wire.send(port, _wire.request("GET", path, who.headers))
    if answer is None or answer.status != 200:
        raise RuntimeError(f"{who.name} was refused {path}: {answer and answer.status}")
    return json.loads(answer.body)
