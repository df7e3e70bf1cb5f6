"""One place where every failure becomes problem+json (RFC 9457): stable type, a Chinese and an English sentence,
the fields to mend. Nothing else in the system writes an error body."""

import json
from collections.abc import Callable
from typing import Any

import structlog
from django.core.exceptions import BadRequest, RequestDataTooBig, SuspiciousOperation
from django.db import DataError, IntegrityError, InterfaceError, OperationalError
from django.db import Error as DatabaseError
from django.http import Http404, HttpRequest, HttpResponse, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError

from linli.kit.errors import Conflict, Forbidden, NotFound, Problem, Refused, TooLarge

log = structlog.get_logger(__name__)


class Unavailable(Problem):
    """The database is away or too busy; the same command may be sent again."""

    status = 503


class Failed(Problem):
    """A mistake of our own."""

    status = 500


class Unauthenticated(Problem):
    """Nobody is signed in."""

    status = 401


def body(problem: Problem) -> dict[str, Any]:
    """The problem as its JSON members."""
    content: dict[str, Any] = {
        "type": problem.type,
        "status": problem.status,
        "title": problem.zh,
        "title_en": problem.en,
        **problem.extra,
    }
    if problem.fields:
        content["errors"] = problem.fields
    return content


def response(problem: Problem) -> HttpResponse:
    """The problem as an HTTP answer."""
    text = json.dumps(body(problem), ensure_ascii=False, default=str).encode("utf-8", "replace")
    return HttpResponse(text, status=problem.status, content_type="application/problem+json; charset=utf-8")


_WORDS: dict[str, tuple[str, str]] = {
    "missing": ("这一项必须填写", "This is required"),
    "string_too_short": ("太短了", "Too short"),
    "string_too_long": ("太长了，最多 {max_length} 个字", "Too long: {max_length} characters at most"),
    "string_pattern_mismatch": ("格式不对", "Not in the right form"),
    "uuid_parsing": ("编号格式不对", "Not a valid id"),
    "int_parsing": ("要填整数", "A whole number is wanted"),
    "enum": ("只能从给出的选项里选", "Choose one of the given options"),
    "literal_error": ("只能从给出的选项里选", "Choose one of the given options"),
    "less_than_equal": ("太大了，最大 {le}", "Too large: {le} at most"),
    "greater_than_equal": ("太小了，最小 {ge}", "Too small: {ge} at least"),
    "extra_forbidden": ("没有这一项", "There is no such field"),
}


def _fields(error: ValidationError) -> list[dict[str, Any]]:
    """Each bad field with where it stands and what to do, in two languages."""
    found: list[dict[str, Any]] = []
    for one in error.errors:
        zh, en = _WORDS.get(str(one.get("type")), ("填写有误", ""))
        values: dict[str, Any] = one.get("ctx") or {}
        where = [str(p) for p in one.get("loc", ()) if p not in ("body", "query", "path")]
        found.append(
            {
                "field": ".".join(where),
                "type": one.get("type"),
                "title": zh.format_map(_Or(values)),
                "title_en": en.format_map(_Or(values)) if en else str(one.get("msg", "Not valid")),
            }
        )
    return found


class _Or(dict[str, Any]):
    """Values for a sentence; one that is missing leaves a dash."""

    def __missing__(self, key: str) -> str:
        return "–"


def invalid(error: ValidationError) -> Problem:
    """A request whose form is wrong."""
    return Refused(
        "request/invalid",
        zh="填写的内容有误，请按提示修改",
        en="Some fields are not valid; please mend them",
        fields=_fields(error),
    )


def of_database(error: DatabaseError) -> Problem:
    """What the database refused, without its own words (they name tables and values)."""
    state = str(getattr(error.__cause__, "sqlstate", None) or "")
    log.warning("database refused", error=type(error).__name__, sqlstate=state)
    if state == "42501":
        return Forbidden("actor/outside-area", zh="不在您的管辖范围内", en="Outside your area")
    if isinstance(error, IntegrityError):
        return Conflict(
            "request/conflict",
            zh="与已有记录冲突，请刷新后再试",
            en="It conflicts with a record; refresh and try again",
        )
    if isinstance(error, OperationalError | InterfaceError):
        return Unavailable(
            "server/busy", zh="系统繁忙，请稍后重发，不会重复", en="Busy; send again, it will not be doubled"
        )
    if isinstance(error, DataError):
        return Refused("request/unstorable", zh="内容里有无法保存的字符", en="The text cannot be stored")
    return of_anything(error)


def of_http(error: HttpError) -> Problem:
    """A failure Ninja itself found, such as a body that is no JSON or a missing CSRF token."""
    words = str(error) or "The request cannot be read"
    problem = Refused("request/unreadable", zh="请求无法识别", en=words)
    if error.status_code == 403:
        problem = forged()
    problem.status = error.status_code
    return problem


def forged() -> Problem:
    """A write from a session without the token of one of our pages."""
    return Forbidden("request/forged", zh="页面已过期，请刷新后再试", en="The page is stale; refresh it")


def wrong_method() -> Problem:
    """An address that is there, knocked on with a method it does not know; `Allow` names those it does."""
    problem = Refused(
        "request/wrong-method",
        zh="这个地址不支持这种请求方式",
        en="This address does not take this method",
    )
    problem.status = 405
    return problem


def failed() -> Problem:
    """A mistake of our own, without any detail."""
    return Failed(
        "server/failed", zh="系统出错了，已经记录，请稍后再试", en="Something went wrong and was recorded"
    )


def of_request(error: Exception | None) -> Problem:
    """A request Django would not read: cut off, malformed, with too many fields."""
    log.info("request not read", error=type(error).__name__)
    problem = Refused("request/unreadable", zh="请求无法识别", en="The request cannot be read")
    problem.status = 400
    return problem


def of_anything(error: Exception) -> Problem:
    """A mistake of our own: kept in the log whole, told without any detail."""
    log.error("failed", exc_info=error)
    return failed()


_KINDS: dict[type[Exception], Callable[[Any], Problem]] = {
    Problem: lambda error: error,
    ValidationError: invalid,
    AuthenticationError: lambda _: Unauthenticated("actor/signed-out", zh="请先登录", en="Please sign in"),
    HttpError: of_http,
    Http404: lambda _: NotFound(),
    DatabaseError: of_database,
    RequestDataTooBig: lambda _: TooLarge("request/too-large", zh="内容太大", en="The request is too large"),
    SuspiciousOperation: of_request,
    BadRequest: of_request,
    MultiPartParserError: of_request,
    UnreadablePostError: of_request,
    Exception: of_anything,
}
"""How each kind of failure is told; the closest kind counts."""


def install(api: NinjaAPI) -> None:
    """Hang the mapper onto the API."""
    for kind, told in _KINDS.items():
        api.add_exception_handler(kind, _handler(told))


def _handler(told: Callable[[Any], Problem]) -> Callable[[HttpRequest, Any], HttpResponse]:
    return lambda _, error: response(told(error))
