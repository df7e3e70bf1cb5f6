"""The whole OpenAPI document under schemathesis: every operation by everybody, with what fits its schema and with what
does not. Half of the ids it makes up are exchanged for real ones, so that it comes past "not found"."""

import contextlib
import copy
import json
import re
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random
from typing import Any
from uuid import UUID

import requests
import schemathesis
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis.errors import Unsatisfiable
from schemathesis import GenerationMode

from bench import _actors, _judging
from bench._actors import Who

PATIENCE = 20
CASES = 3
MADE_UP = 0.4
"""How often an id stays as it was made up."""
_CONTROL = re.compile("[\x00-\x08\x0a-\x1f\x7f]")
"""What no header may hold: the server itself refuses such a request, before anything of ours sees it."""
_USUAL = (requests.RequestException, UnicodeError, ValueError)


@dataclass
class Known:
    """Real ids by the names fields bear, and none of those who knock."""

    values: dict[str, list[Any]] = field(default_factory=dict[str, list[Any]])

    def instead(self, name: str, value: Any, chance: Random) -> Any:
        """A real value for a field of this name, or the one there is."""
        real = self.values.get(name.removesuffix("_id").removesuffix("s"))
        if not real or chance.random() < MADE_UP:
            return value
        return [chance.choice(real)] if isinstance(value, list) else chance.choice(real)


def known(port: int) -> Known:
    """Ids of the demo community."""
    clerk, keeper = (_actors.person(port, name) for name in ("counter1", "admin"))
    matters = _actors.ask(port, clerk, "/api/matters?group=all")["rows"]
    posts = _actors.ask(port, keeper, f"/api/workforce/posts?area={_actors.AREA}001")
    people = [
        p for p in _actors.ask(port, keeper, "/api/workforce/people") if p["username"] not in _actors.PEOPLE
    ]
    grids = _actors.ask(port, clerk, f"/api/territory/grids?below={_actors.AREA}001")
    categories = _actors.ask(port, clerk, "/api/matters/categories")
    codes = [one["code"] for one in grids]
    return Known(
        {
            "matter": [one["id"] for one in matters],
            "id": [one["id"] for one in matters],
            "post": [one["id"] for one in posts if one["holder"] in {person["id"] for person in people}],
            "person": [one["id"] for one in people],
            "area": [_actors.AREA, _actors.AREA + "001", *codes[:8]],
            "code": codes,
            "below": [_actors.AREA + "001"],
            "category": [one["code"] for one in categories],
        }
    )


@dataclass
class Fuzzing:
    """What is needed to knock, and what was answered."""

    port: int
    real: Known
    number: int
    told: _judging.Told = field(default_factory=_judging.Told)
    promised: dict[UUID, UUID] = field(default_factory=dict[UUID, UUID])
    good: set[str] = field(default_factory=set[str])
    session: requests.Session = field(default_factory=requests.Session)

    def run(self, document: dict[str, Any], everybody: list[Who], *, rounds: int, until: float) -> int:
        """Every operation by everybody, three cases each in a round, by turns of both kinds of data; stops when time is
        up. Returns how many operations there are."""
        operations = _operations(document)
        for round in range(rounds):
            mode = GenerationMode.NEGATIVE if round % 2 else GenerationMode.POSITIVE
            for operation in operations:
                for who in everybody:
                    if time.monotonic() > until:
                        return len(operations)
                    self._knock(
                        operation, who, mode, Random(f"{self.number} {round} {operation.label} {who.name}")
                    )
        return len(operations)

    def _knock(self, operation: Any, who: Who, mode: GenerationMode, chance: Random) -> None:
        _each(operation, mode, chance.getrandbits(40), lambda case: self._send(case, who, mode, chance))

    def _send(self, case: Any, who: Who, mode: GenerationMode, chance: Random) -> None:
        self._make_real(case, chance)
        if mode is GenerationMode.POSITIVE and "Idempotency-Key" in case.headers:
            case.headers["Idempotency-Key"] = str(UUID(int=chance.getrandbits(128), version=4))
        what = f"{who.name} {case.method} {case.path}"
        try:
            sent = case.as_transport_kwargs(base_url=f"http://127.0.0.1:{self.port}")
            sent["headers"] = {**sent.get("headers", {}), **who.headers}
            begun = time.monotonic()
            heard = self.session.request(**sent, timeout=PATIENCE, allow_redirects=False)
        except requests.Timeout:
            self.told.hear(None, f"no answer within {PATIENCE} s", what)
            return
        except _USUAL:
            return  # what no client can put on the wire; `_hostile_requests` sends such things as bytes
        headers = {name.lower(): value for name, value in heard.headers.items()}
        answer = _judging.Answer(
            str(case.method).upper(), heard.status_code, headers, heard.content, time.monotonic() - begun
        )
        documented = case.operation.definition.raw["responses"]
        proper = not any(_CONTROL.search(str(value)) for value in sent["headers"].values())
        wrong = _judging.of_api(answer, documented) if proper else _judging.of_wire(answer)
        self.told.hear(answer, wrong and f"{wrong} to {_shown(case)}", what)
        self._keep(case, answer)

    def _keep(self, case: Any, answer: _judging.Answer) -> None:
        if answer.status >= 300:
            return
        self.good.add(f"{case.method} {case.path}")
        if (case.method.upper(), case.path, answer.status) == ("POST", "/api/matters", 201):
            matter = UUID(json.loads(answer.body)["id"])
            self.promised[UUID(case.headers["Idempotency-Key"])] = matter

    def _make_real(self, case: Any, chance: Random) -> None:
        for part in (case.path_parameters, case.query, case.body):
            if isinstance(part, dict):
                for name, value in part.items():
                    part[name] = self.real.instead(str(name), value, chance)


def _operations(document: dict[str, Any]) -> list[Any]:
    """Without the document's ways of showing who one is: those are the actors' own."""
    plain = copy.deepcopy(document)
    plain.get("components", {}).pop("securitySchemes", None)
    for item in plain["paths"].values():
        for operation in item.values():
            operation.pop("security", None)
    found: Any = schemathesis.openapi.from_dict(plain).get_all_operations()
    return [one.ok() for one in found]


def _each(operation: Any, mode: GenerationMode, number: int, do: Callable[[Any], None]) -> None:
    """Three cases of an operation, the same for the same number; none where nothing can be made that does not fit."""

    @seed(number)
    @settings(
        max_examples=CASES,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=[*HealthCheck],  # type: ignore[list-item]
    )
    @given(case=operation.as_strategy(generation_mode=mode))
    def knock(case: Any) -> None:
        do(case)

    with contextlib.suppress(Unsatisfiable):
        knock()


def _shown(case: Any) -> str:
    headers = {name: value for name, value in case.headers.items() if name.lower() != "authorization"}
    return f"{case.path_parameters} {case.query} {headers} {case.body!r}"[:400]
