"""Every route of the OpenAPI document, knocked on by every role, with the ids of things inside and outside the area:
what was answered, and whether anything of the outside was in it. `unfiltered` takes the queries' own narrowing away."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.utils import timezone

from linli.accounts import actions as accounts
from linli.config.api import api
from linli.files.tests.factories import png
from linli.kit import clock, ids
from linli.kit.actor import Actor, system, visitor
from linli.kit.roles import Role
from linli.kit.scope import scope
from linli.matters.tests.cases import CASES
from linli.tests import community as c
from linli.tests import dictionary, habits, hotspots, papers, patrols, register, regrouping, visits
from linli.tests.calling import Caller
from linli.tests.exempt import OWN_PLACE
from linli.tests.looks import looks_in
from linli.tests.sides import Side

PEOPLE: dict[Role, str] = {
    Role.HELPER: "volunteer",
    Role.PARTNER: "property",
    Role.GRID_WORKER: "grid1",
    Role.GRID_LEAD: "lead",
    Role.COUNTER: "counter",
    Role.SECRETARY: "secretary",
    Role.SUBDISTRICT: "subdistrict",
    Role.DEPARTMENT: "department",
    Role.SUPERVISOR: "supervisor",
    Role.ADMINISTRATOR: "admin",
}
ROLES = [role for role in Role if role is not Role.SYSTEM]
"""Whoever can come in by a door; the system itself cannot."""

ORGANISATION = {
    "/api/workforce/posts/for-dispatch": "which post is responsible somewhere is public organisation",
    "/api/matters/suggest": "names the post that would be responsible: public organisation",
}
"""Routes that may name posts and their holders of anywhere, and nothing else of there."""

REASONS = {
    "leaves": "annual",
    "handover": "split",
    "close": "left",
    "reopen": "back",
    "reset-second-factor": "lost",
}

BODIES: dict[str, dict[str, Any]] = {case.name: dict(case.sent) for case in CASES}
BODIES["draft-preview"] = {"wanted": "answer"}
BODIES["draft"] = {"wanted": "answer", "mark": "0" * 64}
BODIES["check-answer"] = {"verb": "answer", "words": "路灯下周三前修好"}


TEXTS = [
    {"language": "zh-hans", "title": "派给您：{subject}", "body": "请办理{reference}：{link}"},
    {"language": "en", "title": "For you: {reference}", "body": "Handle {reference}: {link}"},
]
"""A template that can be saved."""


COLUMNS: dict[str, Any] = {"mapping": {"姓名": "name"}, "sheets": [0]}
"""What a ledger's columns are."""


@dataclass(frozen=True)
class Answer:
    """What one knock gave."""

    role: Role
    method: str
    path: str
    side: str
    status: int
    leaks: tuple[str, ...]

    @property
    def good(self) -> bool:
        """Whether it was done."""
        return 200 <= self.status < 300

    def __str__(self) -> str:
        return f"{self.role} {self.method} {self.path} {self.side}: {self.status} {', '.join(self.leaks)}"


@dataclass(frozen=True)
class Route:
    """One operation of the document."""

    method: str
    path: str
    operation: dict[str, Any]

    @property
    def slot(self) -> str:
        """The kind of thing its address names, if any: `matter`, `post`, `file`, `code`."""
        return self.path.partition("{")[2].partition("}")[0].removesuffix("_id")

    @property
    def step(self) -> str:
        """The last part of its address."""
        return self.path.rsplit("/", 1)[-1]

    @property
    def takes_files(self) -> bool:
        """Whether its body is a form with a file."""
        return "multipart/form-data" in self.operation.get("requestBody", {}).get("content", {})


def document() -> dict[str, Any]:
    """The OpenAPI document."""
    return api.get_openapi_schema(path_prefix="/api/")


def routes() -> list[Route]:
    """All operations, in the document's order."""
    listed = document()["paths"]
    return [Route(m.upper(), p, operation) for p, item in listed.items() for m, operation in item.items()]


def caller(role: Role) -> Caller:
    """Somebody with this role, at the API."""
    if role is Role.VISITOR:
        return Caller()
    if role is Role.INTAKE:
        with scope(system()):
            return Caller(key=accounts.issue_key(by=system(), area=c.HOME, name="热线"))
    return Caller(PEOPLE[role])


def actor(role: Role) -> Actor:
    """Somebody with this role, below the API."""
    return c.actor(PEOPLE[role]) if role in PEOPLE else visitor()


def knock_everywhere(role: Role, sides: tuple[Side, Side]) -> Iterator[Answer]:
    """Every route with the things of both sides; each knock is taken back."""
    outside = sides[1]
    who = caller(role)
    for route in routes():
        for side in sides:
            with transaction.atomic():
                answer = _knock(who, route, side)
                transaction.set_rollback(True)
            content = b"".join(answer.streaming_content) if answer.streaming else answer.content
            marks = outside.marks | (frozenset() if route.path in ORGANISATION else outside.organisation)
            text = content.decode("utf-8", "replace")
            leaks = tuple(sorted(mark for mark in marks if mark in text))
            yield Answer(role, route.method, route.path, side.name, answer.status_code, leaks)


def _knock(who: Caller, route: Route, side: Side) -> Any:
    path = address(route, side)
    if route.method == "GET":
        return who.get(path, **query(route, side))
    if route.takes_files and route.path == "/api/loads":
        sheet = SimpleUploadedFile("a.csv", "姓名,楼栋,室号\n王五,3,501\n".encode(), "text/csv")
        return who.post_form(path, {"file": sheet, "area": side.area})
    if route.takes_files and route.path.startswith("/api/classifying/files"):
        sheet = SimpleUploadedFile("a.csv", "分类,内容\n路灯,路灯坏了\n".encode(), "text/csv")
        return who.post_form(path, {"file": sheet, "choices": '{"路灯": "facility.lamp"}'})
    if route.takes_files:
        picture = SimpleUploadedFile("a.png", png(), "image/png")
        return who.post_form(path, {"file": picture, "area": side.area})
    return who.post(path, body(route, side) | _seen(who, route, path))


def _seen(who: Caller, route: Route, path: str) -> dict[str, Any]:
    """For a draft the mark of what whoever asks was shown, where he was shown anything."""
    if route.path != "/api/matters/{matter_id}/draft":
        return {}
    shown = who.post(f"{path}-preview", {"wanted": "answer"})
    return {"mark": shown.json()["mark"]} if shown.status_code == 200 else {}


def address(route: Route, side: Side) -> str:
    """The route's address below /api with the ids of a side's things; a step gets a matter that is ready for it."""
    thing = side.steps.get(route.step) or side.ids["matter"]
    if route.slot == "post" and route.step in {"assign", "close"}:
        thing = side.ids["vacant"]
    elif route.slot == "person":
        thing = side.ids[{"reopen": "closed", "reset-second-factor": "secured"}.get(route.step, "person")]
    elif route.slot in {
        "post",
        "file",
        "block",
        "leave",
        "regrouping",
        "load",
        "device",
        "issue",
        "habit",
        *visits.SLOTS,
        *papers.SLOTS,
        *patrols.SLOTS,
    }:
        thing = side.ids[route.slot]
    elif route.slot in register.NOUNS:
        thing = register.thing(side, route.slot, route.step)
    path = route.path.removeprefix("/api").replace("{code}", side.area)
    return path.replace(f"{{{route.slot}_id}}", str(thing))


def _kind(route: Route) -> str:
    if route.slot == "load":
        return "wrong"
    return "shop" if route.path.startswith("/api/register") else "matter.dispatched"


def _noun(path: str) -> str:
    if path.startswith("/api/visits"):
        return "household"
    return "resident" if "/completeness" in path else ""


def query(route: Route, side: Side) -> dict[str, Any]:
    """Values for the route's questions, about a side's area."""
    known: dict[str, Any] = {
        "area": side.area,
        "below": side.area,
        "community": side.area[:12],
        "longitude": 130.005,
        "latitude": 20.005,
        "group": "all",
        "q": "路灯" if route.path == "/api/matters" else "",
        "since": "2026-09-20",
        "until": "2026-10-10",
        "on": str(timezone.localdate(clock.now())),
        "kind": _kind(route),
        "year": 2026,
        "number": 1,
        "person": side.ids["person"],
        "to": c.post_id("grid2"),
        "figure": "residents",
        "noun": _noun(route.path),
        "category": "facility.lamp" if route.path == "/api/habits/beside" else "",
    }
    names = [p["name"] for p in route.operation.get("parameters", []) if p["in"] == "query"]
    return {name: known[name] for name in names if name in known}


def body(route: Route, side: Side) -> dict[str, Any]:
    """A body the route can take, about a side's things."""
    if (known := _of_noun(route, side)) is not None:
        return known
    if route.slot == "matter" and route.step in BODIES:
        return BODIES[route.step]
    if not route.slot and (own := dictionary.bodies().get(route.path)):
        return own
    values: dict[str, Any] = {
        "id": str(ids.new()),
        "area": side.area,
        "person": str(side.ids["person"]),
        "title": "volunteer",
        "name": "新来的",
        "username": "new.one",
        "phone": "13911112222",
        "password": "good-pass-2026",
        **dict.fromkeys(("words", "text"), "路灯坏了三天，晚上看不见路"),
        "reason": REASONS.get(route.step, "要上门核实情况"),
        "email": "" if "/delivery/" in route.path else "new.one@example.org",
        "kind": "phone" if "/blocks" in route.path else "matter.dispatched",
        "rows": TEXTS,
        "seen": None if route.step == "handover" else 0,
        "posts": [str(side.ids["post"])],
        "to": str(c.user_id("grid2") if route.step == "pass-on" else c.post_id("grid2")),
        "stand_in": str(c.user_id("grid2")),
        **dict.fromkeys(("first", "last"), str(timezone.localdate(clock.now()) + timedelta(days=9))),
        "leave_work": True,
        "number": 1,
        "choice": "pressing",
        "quiet": "off",
        "begins": "22:00",
        "ends": "07:00",
        "code": "K7MQ-4XWD" if "/delivery/" in route.path else "",
        "value": "13755552222",
        "ids": [str(side.ids["matter"])],
    }
    return _taken(values | COLUMNS, route)


def _of_noun(route: Route, side: Side) -> dict[str, Any] | None:
    """What the routes of some nouns take; nothing for the others."""
    if route.path.startswith("/api/territory"):
        return _drawn(route, side)
    if (looks := looks_in(side.area).get(route.path)) is not None:
        return looks
    if route.path.startswith("/api/register/"):
        return _taken(register.body(route.path, side), route)
    if route.path.startswith(("/api/visits", "/api/patrols", "/api/insight", "/api/hotspots", "/api/habits")):
        return _taken(_walked(route, side), route)
    if route.path.startswith("/api/sync"):
        return SYNC.get(route.path, lambda _: {})(side)
    if route.path == "/api/regroupings/join":
        return {"shapes": [c.square(0), c.square(1)]}
    if route.path.startswith("/api/regroupings"):
        return _taken(regrouping.body(side), route)
    return None


def _walked(route: Route, side: Side) -> dict[str, Any]:
    """What visits, patrols, hot issues and habits take."""
    if route.path.startswith("/api/habits"):
        return habits.body()
    if route.path.startswith("/api/hotspots"):
        return hotspots.body(side)
    if route.path.startswith("/api/patrols"):
        return patrols.body(side)
    return visits.body(route.path, side) | papers.body(route.path, side)


SYNC: dict[str, Callable[[Side], dict[str, Any]]] = {
    "/api/sync/pack": lambda side: {"areas": [side.area], "known": {}},
    "/api/sync/devices": lambda _: {"id": str(ids.new()), "label": "手机", "word": "w" * 40},
    "/api/sync/held": lambda _: {"id": str(ids.new()), "entry": str(ids.new()), "content": "AQ=="},
    "/api/sync/held/take": lambda _: {"had": []},
    "/api/sync/held/let-go": lambda _: {"ids": [str(ids.new())]},
}


def _taken(values: dict[str, Any], route: Route) -> dict[str, Any]:
    """Of some values those the route knows."""
    known = fields(route)
    return {name: value for name, value in values.items() if name in known}


def _drawn(route: Route, side: Side) -> dict[str, Any]:
    """What is drawn on a side's map: its own grid again, or a new micro-grid in it."""
    polygon = c.square(0 if side.area.startswith(c.HOME) else 91)
    code = side.area + "01" if route.step == "grids" else side.area
    properties = {"code": code, "name": "新画的"}
    feature = {"type": "Feature", "properties": properties, "geometry": polygon}
    values: dict[str, Any] = {
        "code": code,
        "name": "新画的",
        "version": 1,
        "area": side.area[:12],
        "polygon": polygon,
        "content": {"type": "FeatureCollection", "features": [feature]},
        "reason": "社区调整",
    }
    return _taken(values, route)


def fields(route: Route) -> dict[str, Any]:
    """The fields of the route's JSON body, as the document describes them; none where it takes none."""
    if "requestBody" not in route.operation:
        return {}
    schema = route.operation["requestBody"]["content"]["application/json"]["schema"]
    return document()["components"]["schemas"][schema["$ref"].rsplit("/", 1)[-1]]["properties"]


def expected(answer: Answer, slot: str) -> bool:
    """Whether the status is right: nobody unsigned, nothing done outside, nothing broken."""
    if answer.role is Role.VISITOR:
        return answer.status == 401
    if answer.side == "inside":
        return answer.status in {200, 201, 403, 404, 409, 422}
    if slot == "code":
        return answer.status in {200, 404}
    if slot:
        return answer.status in {403, 404}
    if answer.method == "POST" and answer.path not in OWN_PLACE:
        return answer.status in {403, 404, 422}
    return answer.status in {200, 201, 403, 422}
