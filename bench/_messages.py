"""Real messages as requests to take matters in; where the data is absent, the words of the synthetic community."""

import itertools
import random
from collections.abc import Iterator
from typing import Any

from linli.cli.demo import grids, timeline
from linli.config import env
from linli.kit import ids
from linli.language.rules.messages import BadCell, read_messages

FILE = "messages/timeline.xlsx"


def texts() -> tuple[str, list[tuple[str, str, str]]]:
    """Where the texts are from, and subject, words, user of each."""
    path = env.data() / FILE
    if path.is_file():
        bad: list[BadCell] = []
        return path.name, [(m.subject, m.words or m.subject, m.user) for m in read_messages(path, bad)]
    from linli.kit import clock

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
            longitude, latitude = grid.polygon["coordinates"][0][0]
            body |= {"area": grid.code[:12], "longitude": longitude, "latitude": latitude}
        yield body
