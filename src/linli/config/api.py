"""The API: which app answers under which address, and how a request shows who it is — a session (with CSRF) or a
key."""

import re
import time
from dataclasses import replace

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from ninja import Router
from ninja.security import HttpBearer
from ninja.security.apikey import APIKeyCookie, APIKeyHeader

from linli.accounts import queries as accounts
from linli.accounts.rules import PHONE, Owed, key_hash
from linli.blocks.api import router as blocks
from linli.calendars.api import router as calendars
from linli.classifying.api import router as classifying
from linli.config.openapi import Api
from linli.delivery.api import router as delivery
from linli.feedback.api import router as feedback
from linli.files.api import router as files
from linli.habits.api import router as habits
from linli.hotspots.api import router as hotspots
from linli.insight.api import router as insight
from linli.kit import problems
from linli.kit.actor import Actor
from linli.kit.errors import Forbidden, NotFound
from linli.kit.http import Standing
from linli.kit.scope import scope
from linli.ledger.api import router as ledger
from linli.matters.api import dictionary_router as dictionary
from linli.matters.api import labelled_router as labelled
from linli.matters.api import router as matters
from linli.patrols.api import router as patrols
from linli.register.api import router as register
from linli.regrouping.api import router as regrouping
from linli.sheets.api import router as loads
from linli.sync import queries as sync_queries
from linli.sync.api import PROOF
from linli.sync.api import router as sync
from linli.territory.api import router as territory
from linli.visits.api import router as visits
from linli.workbench.api import ending_router, me_router
from linli.workbench.api import router as workbench
from linli.workforce import queries as workforce
from linli.workforce.api import router as workforce_router

_FOR_PHONES = ("/api/sync/held", "/api/sync/standing")
KEY_TRUSTED_FOR = 10.0
"""Seconds a process trusts a key before it looks it up again: a closed key works no longer than this."""
KEYS_KEPT = 1000
_PHONE = re.compile(r"Mobi|Android|iPhone|HarmonyOS")
"""What the browsers of phones call themselves."""

_keys: dict[bytes, tuple[float, Actor]] = {}


class SignedIn(APIKeyCookie):
    """A person by session cookie; writes need the CSRF token."""

    param_name = settings.SESSION_COOKIE_NAME

    def __init__(self) -> None:
        super().__init__(csrf=True)

    def authenticate(self, request: HttpRequest, key: str | None) -> Actor | None:
        """The actor of the session, if it is a person's. Forbidden while he owes something first; where to settle it
        stands beside. What was written in one person's name is not taken from another who signed in meanwhile."""
        standing: Standing = request.standing  # type: ignore[attr-defined]
        person = standing.person
        if person is not None and request.headers.get("X-Linli-Person", str(person.id)) != str(person.id):
            raise _other_person()
        if standing.owes:
            raise _first(Owed(standing.owes))
        if person is not None:
            person = replace(person, on_phone=True) if goes_to_phone(request) else person
            _check_phone(request, person)
            request.actor = person  # type: ignore[attr-defined]
        return person


def goes_to_phone(request: HttpRequest) -> bool:
    """Whether an answer goes to a phone: asked for by the field's pages, or by a browser that says it is one."""
    told = request.headers
    return (
        told.get("X-Linli-Face") == "field"
        or told.get("Sec-CH-UA-Mobile") == "?1"
        or _PHONE.search(told.get("User-Agent", "")) is not None
    )


def _other_person() -> problems.Unauthenticated:
    """The sender says whose command it is, and somebody else is signed in by now."""
    return problems.Unauthenticated(
        "account/other-person",
        zh="现在登录的是另一个人，请用自己的账号登录后再发",
        en="Somebody else is signed in now; sign in yourself and send again",
    )


def _check_phone(request: HttpRequest, person: Actor) -> None:
    """Refuse a phone that was ended, so that it forgets what it holds; but it may still hand in what it has. Which one
    the session is used on is noted in it, so that changing the password spares it."""
    said = request.headers.get(PROOF, "")
    if not said or request.path_info in _FOR_PHONES:
        return
    with scope(person, write=False):
        ended = sync_queries.is_revoked(person, said)
    if ended:
        raise Forbidden(
            "sync/device-revoked",
            zh="这台手机已被停用，里面的内容已清除；没有发出的交给了服务器，重新登录就取回",
            en="This phone was ended and cleared; what was not sent is with the server, sign in to have it back",
        )
    phone = said.split(".")[1]
    if request.session.get(PHONE) != phone:
        request.session[PHONE] = phone


def _first(owed: Owed) -> Forbidden:
    """What must be done before anything opens, and where."""
    if owed is Owed.PASSWORD:
        return Forbidden(
            "account/password-change-needed",
            zh="请先把一次性密码改成自己的密码",
            en="Change the one-time password to one of your own first",
            extra={"next": reverse("account_change_password")},
        )
    return Forbidden(
        "account/second-factor-needed",
        zh="您的岗位要求二次验证，请先设置",
        en="Your post requires a second factor; set it up first",
        extra={"next": reverse("second-factor")},
    )


class ByDevice(APIKeyHeader):
    """A phone by its proof alone, whoever is or is not signed in: enough to hand in what is its holder's and to ask
    whether it was ended, and nothing else."""

    param_name = PROOF

    def authenticate(self, request: HttpRequest, key: str | None) -> Actor | None:
        """The phone's holder, without any post."""
        if not key or request.path_info not in _FOR_PHONES:
            return None
        holder = sync_queries.holder_by_proof(key)
        request.actor = holder  # type: ignore[attr-defined]
        return holder


class ByKey(HttpBearer):
    """Another system by its key."""

    def authenticate(self, request: HttpRequest, token: str) -> Actor | None:
        """The actor of the key, looked up or remembered by its hash."""
        hash = key_hash(token)
        at, actor = _keys.get(hash, (float("-inf"), None))
        if actor is None or time.monotonic() - at > KEY_TRUSTED_FOR:
            _keys.pop(hash, None)
            key = accounts.key(token)
            if key is None:
                return None
            actor = workforce.actor_of_key(key)
            if len(_keys) >= KEYS_KEPT:
                _keys.clear()
            _keys[hash] = (time.monotonic(), actor)
        request.actor = actor  # type: ignore[attr-defined]
        return actor


def forget_keys() -> None:
    """Drop the process's copy: between tests."""
    _keys.clear()


api = Api(
    title="Linli",
    version="1",
    description="邻里社区工作系统接口。错误为 application/problem+json；写操作须带 Idempotency-Key。",
    auth=[ByKey(), ByDevice(), SignedIn()],
    docs_url=None,
    urls_namespace="api",
)
problems.install(api)

ROUTERS: tuple[tuple[str, Router], ...] = (
    ("/matters", matters),  # first, since addresses are looked through from the top
    ("/me", me_router),
    ("/territory", territory),
    ("/regroupings", regrouping),
    ("/workforce", workforce_router),
    ("/workforce", ending_router),
    ("/dictionary", dictionary),
    ("/register", register),
    ("/workbench", workbench),
    ("/files", files),
    ("/delivery", delivery),
    ("/feedback", feedback),
    ("/blocks", blocks),
    ("/classifying", classifying),
    ("/classifying/files", labelled),
    ("/calendars", calendars),
    ("/ledger", ledger),
    ("/insight", insight),
    ("/loads", loads),
    ("/visits", visits),
    ("/patrols", patrols),
    ("/hotspots", hotspots),
    ("/habits", habits),
    ("/sync", sync),
)
for prefix, router in ROUTERS:
    api.add_router(prefix, router)


@csrf_exempt
def nowhere(_: HttpRequest, rest: str) -> HttpResponse:
    """The answer at an address of the API that nothing stands at."""
    return problems.response(NotFound())
