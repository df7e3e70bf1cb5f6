"""Real messages as requests to take matters in; where the data is absent, the words of the synthetic community."""

import itertools
import json
import random
from collections.abc import Iterator
from typing import Any
from uuid import UUID

from bench import _ground
from linli.cli.demo import grids, timeline
from linli.config import env
from linli.kit import clock, ids
from linli.language.rules.messages import BadCell, read_messages

FILE = "messages/timeline.xlsx"


def texts() -> tuple[str, list[tuple[str, str, str]]]:
    """Where the texts are from, and subject, words, user of each."""
    path = env.data() / FILE
    if path.is_file():
        bad: list[BadCell] = []
        return path.name, [(m.subject, m.words or m.subject, m.user) for m in read_messages(path, bad)]
    stories = timeline.stories(2000, until=clock.now())
    return "synthetic", [("", story.words, "") for story in stories]


def bodies(found: list[tuple[str, str, str]], *, seed: int = 1) -> Iterator[dict[str, Any]]:
    """Bodies of `POST /api/matters` without end, each with its own id; every other one names its place by a point."""
    chance = random.Random(seed)
    drawn = grids.grids()
    for number, (subject, words, user) in enumerate(itertools.cycle(found)):
        grid = chance.choice(drawn)
        body: dict[str, Any] = {
            "id": str(ids.new()),
            "subject": subject[:200],
            "words": words,
            "area": grid.code,
            "door": "api",
            "reporter": {"name": user[:40]} if user else None,
        }
        if number % 2:
            body |= {"area": grid.code[:12], "longitude": grid.longitude, "latitude": grid.latitude}
        yield body


def to_linli(body: dict[str, Any], headers: dict[str, str]) -> bytes:
    """The request that takes the matter in, with a command id of its own."""
    own = headers | {"Idempotency-Key": str(ids.new())}
    return _ground.request("POST", "/api/matters", headers=own, body=body)


def to_floor(body: dict[str, Any]) -> bytes:
    """The same body for the floor."""
    return _ground.request("POST", "/rows", body=body)


def ids_of(request: bytes) -> tuple[UUID, UUID]:
    """Command and matter of a request to Linli."""
    head, _, content = request.partition(b"\r\n\r\n")
    command = head.split(b"Idempotency-Key: ", 1)[1][:36].decode()
    return UUID(command), UUID(json.loads(content)["id"])
