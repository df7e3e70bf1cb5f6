"""What is well answered: no error of ours, no waiting, every refusal a problem in two languages (the API) or a page
(the portal), and nothing the document does not name."""

import json
import re
from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

SECONDS_MOST = 5.0
SHOWN = 40
"""Faults told one by one; the figure counts all."""

_CHINESE, _LATIN = re.compile(r"[\u4e00-\u9fff]"), re.compile(r"[A-Za-z]")
_WITHOUT_BODY = {204, 304}


@dataclass(frozen=True)
class Answer:
    """An answer as it came; `headers` by lower-case name, what came twice on lines of its own."""

    method: str
    status: int
    headers: Mapping[str, str]
    body: bytes
    seconds: float

    @property
    def kind(self) -> str:
        """Its content type without parameters."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()


@dataclass
class Told:
    """What was sent and what was wrong with the answers."""

    requests: int = 0
    statuses: Counter[str] = field(default_factory=Counter[str])
    faults: list[str] = field(default_factory=list[str])
    slowest: float = 0.0

    def hear(self, answer: Answer | None, wrong: str, what: str) -> None:
        """Keep one answer; `wrong` is empty where nothing is."""
        self.requests += 1
        if answer is not None:
            self.statuses[f"{answer.status // 100}xx"] += 1
            self.slowest = max(self.slowest, answer.seconds)
        if wrong:
            self.faults.append(f"{what}: {wrong}")

    def told(self) -> dict[str, Any]:
        """For the closing line."""
        return {
            "requests": self.requests,
            "statuses": dict(sorted(self.statuses.items())),
            "slowest_seconds": round(self.slowest, 2),
            "faults": self.faults[:SHOWN],
        }


def of_any(answer: Answer | None) -> str:
    """What is wrong at every door."""
    if answer is None:
        return "no answer"
    if answer.status >= 500:
        return f"{answer.status} {answer.body[:80]!r}"
    return f"took {answer.seconds:.1f} s" if answer.seconds > SECONDS_MOST else ""


def of_api(answer: Answer | None, documented: Collection[str] = ("2XX", "default")) -> str:
    """What is wrong with an answer of the API; `documented` holds the statuses its operation names."""
    if (wrong := of_any(answer)) or answer is None:
        return wrong
    if answer.status < 400:
        named = str(answer.status) in documented or f"{answer.status // 100}XX" in documented
        return "" if named or answer.status in _WITHOUT_BODY else f"{answer.status} is not in the document"
    if answer.kind != "application/problem+json":
        return f"{answer.status} is no problem but {answer.kind or 'nothing'} {answer.body[:60]!r}"
    return "" if answer.method == "HEAD" else _of_problem(answer)


def _of_problem(answer: Answer) -> str:
    try:
        said = json.loads(answer.body)
    except ValueError:
        return f"{answer.status} with a problem that is no JSON {answer.body[:60]!r}"
    if said.get("status") != answer.status or not said.get("type"):
        return f"{answer.status} with the problem {said.get('status')} {said.get('type')!r}"
    for one in [said, *said.get("errors", [])]:
        if not (_CHINESE.search(one.get("title", "")) and _LATIN.search(one.get("title_en", ""))):
            return f"{answer.status} without both languages: {one}"
    return ""


def of_page(answer: Answer | None) -> str:
    """What is wrong with an answer of the public pages: a refusal must be a page with a heading."""
    if (wrong := of_any(answer)) or answer is None or answer.status < 400 or answer.method == "HEAD":
        return wrong
    if answer.kind != "text/html" or not re.search(rb"<html.*<h1", answer.body, re.DOTALL):
        return f"{answer.status} is no page but {answer.kind or 'nothing'} {answer.body[:60]!r}"
    return ""


def of_wire(answer: Answer | None) -> str:
    """What is wrong where the request is no HTTP at all: the server may refuse or hang up, but not fail or wait."""
    return "" if answer is None else of_any(answer)
