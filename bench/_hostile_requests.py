"""Requests no honest client sends, made by hand: what schemathesis, which speaks proper HTTP and JSON, does not make.
Each is told by name; all are the same in every run."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID, uuid5

from bench import _wire

_SOURCE = UUID("7b0f4f5e-52a4-5d0e-9a39-0f5f4b1f2a11")
API, PAGE, WIRE = "api", "page", "wire"


@dataclass(frozen=True)
class Attack:
    """One request and by which rules its answer is judged."""

    name: str
    door: str
    content: bytes


WRITES = ("/api/matters", "/api/feedback", "/api/me", "/api/territory/check-boundary", "/api/matters/suggest")
READS = ("/api/matters", "/api/me", "/api/workbench", "/api/territory/grids", "/api/ledger")
PAGES = (
    "/",
    "/raise/",
    "/track/",
    "/matter/",
    "/receipt/",
    "/places/",
    "/find/",
    "/feedback/",
    "/accounts/login/",
)

_DEEP = 60_000
BODIES: dict[str, bytes] = {
    "empty": b"",
    "cut off": b'{"words": "a',
    "null": b"null",
    "list": b"[]",
    "number": b"1",
    "bytes": b"\xff\xfe\x00\x01",
    "mark": b"\xef\xbb\xbf{}",
    "utf-16": '{"words": "路灯"}'.encode("utf-16"),
    "not a number": b'{"words": NaN, "area": -Infinity}',
    "lone surrogate": b'{"words": "\\ud800", "area": "\\udfff", "code": "\\ud800", "language": "\\udc00"}',
    "surrogate in a name": b'{"\\ud800": "\\ud800"}',
    "surrogate bytes": b'{"words": "\xed\xa0\x80"}',
    "nul": b'{"words": "a\\u0000b", "area": "99\\u0000", "code": "\\u0000", "place": "\\u0000", "polygon": {}}',
    "nul in a name": b'{"a\\u0000b": 1}',
    "deep list": b'{"words": ' + b"[" * _DEEP + b"]" * _DEEP + b"}",
    "deep object": b'{"polygon":' * _DEEP + b"1" + b"}" * _DEEP,
    "deep and open": b"[" * 900_000,
    "huge number": b'{"words": ' + b"9" * 100_000 + b', "code": ' + b"9" * 100_000 + b"}",
    "beyond floats": b'{"words": 1e999999, "polygon": {"type": "Polygon", "coordinates": [[[1e999, 1]]]}}',
    "same names": b'{"words": "a", "words": ["b"], "words": null, "area": 1, "area": "990101001001"}',
    "many names": json.dumps({f"n{n}": n for n in range(60_000)}).encode(),
    "proto": b'{"__proto__": {"a": 1}, "constructor": 1, "__class__": "x", "id": {"$ne": null}}',
    "3 MB": b'{"words": "' + b"x" * 3_000_000 + b'"}',
    "brackets in text": json.dumps({"words": "{0.__class__}%s%n${7*7}{{7*7}}<script>"}).encode(),
    "bidi": json.dumps({"words": "\u202e\u2066\u200b" * 400, "code": "\u202e" * 17}).encode(),
    "coordinates": b'{"code": "990101001001001", "polygon": {"type": "Polygon", "coordinates": [[[1,2],[1,2]]]}}',
    "no coordinates": b'{"code": "990101001001001", "polygon": {"type": "Polygon", "coordinates": "x" }}',
    "odd geometry": b'{"code": "990101001001001", "polygon": {"type": ["Polygon"], "coordinates": [[[[[[]]]]]]}}',
}
KINDS = (
    "text/plain",
    "application/xml",
    "application/json; charset=nonsense",
    "application/json; charset=utf-7",
    "application/x-www-form-urlencoded",
    "application/x-www-form-urlencoded; charset=idna",
    "multipart/form-data",
    "multipart/form-data; boundary=",
    "multipart/form-data; boundary=" + "b" * 300,
    'multipart/form-data; boundary="\xff"',
    "é" * 400,
)
KEYS = (
    "",
    "x",
    "0" * 32,
    "{00000000-0000-0000-0000-000000000000}",
    "urn:uuid:00000000-0000-4000-8000-000000000000",
    "9" * 8000,
    "\xff\xfe",
    "00000000-0000-0000-0000-000000000000, 00000000-0000-0000-0000-000000000000",
    "'; DROP TABLE commands_done; --",
)
COOKIES = (
    "linli_session=" + "x" * 6000,
    "linli_session=\xff\xfe; csrftoken=\xed\xa0\x80",
    'linli_session="\\000\\377"; csrftoken="\\000"',
    "linli_session='; linli_session=; linli_session=a=b=c",
    "; ".join(f"c{n}=x" for n in range(1500)),
    "linli_area=\\000; linli_large=\xff; django_language=../../x; linli_known=a:b:c; messages=x",
    'linli_area="99010100100\\0601"; django_language="\\000"',
    "linli_area=" + "9" * 4000,
    "=; ;;; =x; x",
)
QUERIES = (
    "%00",
    "q=%00&area=%00&code=%00&cursor=%00&state=%00&kind=%00&reference=%00&to=%00&page=%00",
    "q=%ff%fe&area=%c0%80&cursor=%ed%a0%80&to=%ff",
    "&".join(f"q={n}" for n in range(900)),
    "q=" + "长" * 3000,
    "area=" + "9" * 9000,
    "limit=-1&size=1e9&page=-1&cursor=..%2f..&after=x&before=%27",
    "limit="
    + "9" * 5000
    + "&year="
    + "9" * 5000
    + "&longitude=nan&latitude=1e400&year=-1&number=99999999999999999999",
    "since=0000-00-00&until=99999-12-31&since=2026-02-30&until=&due=x&sort=__proto__&order=;",
    "area[]=1&area[$ne]=&q[a]=1&%5b%5d",
    "next=https://evil.example/&to=//evil.example&done=%3Cscript%3E&reference=%3Cscript%3E",
)
PATHS = (
    ("/api/%2e%2e/%2e%2e/etc/passwd", API),
    ("/api/matters/%00", API),
    ("/api/matters/%ff%fe/timeline", API),
    ("/api/matters/" + "x" * 7000, API),
    ("/api/" + "a/" * 2000, API),
    ("/api/matters/00000000-0000-0000-0000-000000000000/../../../me", API),
    ("/api/me/", API),
    ("/api//me", API),
    ("/api/", API),
    ("/api", PAGE),
    ("/API/me", PAGE),
    ("//api/me", PAGE),
    ("//evil.example/%2e%2e", PAGE),
    ("/static/../../../../etc/passwd", PAGE),
    ("/static/%2e%2e%2f%2e%2e%2fsettings.py", PAGE),
    ("/static/%00", PAGE),
    ("/static/%ff", PAGE),
    ("/static/" + "x" * 5000, PAGE),
    ("/find/%00/", PAGE),
    ("/find/%ff/", PAGE),
    ("/find/" + "9" * 5000 + "/", PAGE),
    ("/desk/%00", PAGE),
    ("/field/%ff%00/../x", PAGE),
    ("/desk/" + "x/" * 2000, PAGE),
    ("/.env", PAGE),
    ("/accounts/devices/x/end/", PAGE),
    ("/accounts/oidc/callback/?code=%00&state=%00", PAGE),
    ("/accounts/signup/", PAGE),
    ("/accounts/reauthenticate/?next=%00", PAGE),
    ("/switch/?next=%00", PAGE),
    ("http://evil.example/api/me", WIRE),
    ("*", WIRE),
    ("x", WIRE),
    ("/api/me?\xff\xfe", WIRE),
    ("/\x00", WIRE),
)
METHODS = ("PUT", "PATCH", "DELETE", "TRACE", "OPTIONS", "HEAD", "PROPFIND", "get", "FOO")


def all_of_them(known: dict[str, str]) -> Iterator[Attack]:
    """Every request, those that write as somebody known by these headers and again as nobody."""
    for headers in (known, dict[str, str]()):
        yield from _bodies(headers)
        yield from _kinds(headers)
        yield from _queries(headers)
        yield from _methods(headers)
    yield from _keys(known)
    yield from _cookies(known)
    yield from _paths(known)
    yield from _headers(known)
    yield from _broken_http()


def _id(name: str) -> str:
    return str(uuid5(_SOURCE, name))


def _post(path: str, headers: dict[str, str], body: bytes, name: str) -> bytes:
    usual = {"Content-Type": "application/json", "Idempotency-Key": _id(f"{path} {name} {len(headers)}")}
    return _wire.request("POST", path, usual | headers, body)


def _bodies(headers: dict[str, str]) -> Iterator[Attack]:
    for path in WRITES:
        for name, body in BODIES.items():
            yield Attack(f"POST {path} {name}", API, _post(path, headers, body, name))


def _kinds(headers: dict[str, str]) -> Iterator[Attack]:
    for path in (*WRITES[:3], "/api/files"):
        for kind in KINDS:
            for body in (b"{}", b"--b\r\n\r\n--b--", b"a=%ff&b=%00&" + b"c=1&" * 300):
                content = _post(path, headers | {"Content-Type": kind}, body, kind)
                yield Attack(f"POST {path} as {kind[:50]!r}", API, content)
    for path in PAGES[1:]:
        for kind in KINDS:
            sent = {"Content-Type": kind, "Cookie": headers.get("Cookie", "")}
            content = _wire.request("POST", path, sent, b"--b\r\n\r\n--b--\xff\x00")
            yield Attack(f"POST {path} as {kind[:50]!r}", PAGE, content)


def _queries(headers: dict[str, str]) -> Iterator[Attack]:
    for question in QUERIES:
        for path in READS:
            yield Attack(
                f"GET {path}?{question[:60]}",
                API,
                _wire.request("GET", f"{path}?{_ascii(question)}", headers),
            )
        for path in PAGES:
            yield Attack(
                f"GET {path}?{question[:60]}", PAGE, _wire.request("GET", f"{path}?{_ascii(question)}")
            )


def _ascii(question: str) -> str:
    return "".join(c if c.isascii() else "".join(f"%{b:02x}" for b in c.encode()) for c in question)


def _methods(headers: dict[str, str]) -> Iterator[Attack]:
    for method in METHODS:
        for path in (*READS, "/api/files", "/api/nowhere", "/api/openapi.json"):
            yield Attack(f"{method} {path}", API, _wire.request(method, path, headers, b""))
        for path in (
            *PAGES,
            "/leave/",
            "/switch/",
            "/robots.txt",
            "/healthz",
            "/start/",
            "/desk/",
            "/favicon.ico",
        ):
            yield Attack(
                f"{method} {path}", PAGE, _wire.request(method, path, {"Cookie": headers.get("Cookie", "")})
            )
    override = {
        "X-HTTP-Method-Override": "DELETE",
        "X-Original-URL": "/api/ledger",
        "X-Rewrite-URL": "/admin",
    }
    yield Attack("GET with overrides", API, _wire.request("GET", "/api/me", headers | override, b""))
    yield Attack("GET with a body", API, _wire.request("GET", "/api/me", headers, b'{"a": 1}'))


def _keys(known: dict[str, str]) -> Iterator[Attack]:
    for key in KEYS:
        sent = known | {"Idempotency-Key": key}
        for path in ("/api/feedback", "/api/me"):
            yield Attack(f"{path} with the key {key[:40]!r}", API, _post(path, sent, b'{"words": "x"}', key))
    twice = [
        *known.items(),
        ("Content-Type", "application/json"),
        *[("Idempotency-Key", _id(n)) for n in "ab"],
    ]
    yield Attack("two keys", API, _wire.request("POST", "/api/feedback", twice, b'{"words": "x"}'))


def _cookies(known: dict[str, str]) -> Iterator[Attack]:
    for cookie in COOKIES:
        for path in READS[:3]:
            yield Attack(f"GET {path} {cookie[:40]!r}", API, _wire.request("GET", path, {"Cookie": cookie}))
        sent = {"Cookie": cookie, "X-CSRFToken": "\xff" * 64}
        yield Attack(f"POST /api/me {cookie[:40]!r}", API, _post("/api/me", sent, b"{}", cookie))
        for path in PAGES:
            yield Attack(f"GET {path} {cookie[:40]!r}", PAGE, _wire.request("GET", path, {"Cookie": cookie}))
    for value in (
        "Bearer",
        "Bearer ",
        "Bearer " + "x" * 9000,
        "Bearer \xff\xfe",
        "Basic eDp4",
        "\xff",
        "bearer a b",
    ):
        sent = known | {"Authorization": value}
        yield Attack(f"Authorization {value[:30]!r}", API, _wire.request("GET", "/api/me", sent))
        yield Attack(f"alone {value[:30]!r}", API, _wire.request("GET", "/api/me", {"Authorization": value}))


def _paths(known: dict[str, str]) -> Iterator[Attack]:
    for path, door in PATHS:
        yield Attack(f"GET {path[:60]!r}", door, _wire.request("GET", path, known))
        yield Attack(f"POST {path[:60]!r}", door, _wire.request("POST", path, known, b"{}"))


def _headers(known: dict[str, str]) -> Iterator[Attack]:
    odd = {
        "Accept-Language": "x," * 4000,
        "Accept": "\xff",
        "Accept-Encoding": "gzip;q=nan, *;q=-1",
        "If-Modified-Since": "0" * 500,
        "If-None-Match": '"' * 500,
        "Range": "bytes=9999999999999999999-,-1,x",
        "Referer": "\xff\x80http://[::1",
        "Origin": "http://[",
        "User-Agent": "\xff" * 4000,
        "X-Forwarded-For": "\xff, ::ffff:999.1.1.1, x",
        "X-Forwarded-Proto": "https, javascript",
        "X-Requested-With": "\xff",
        "Expect": "100-continue",
        "Date": "x",
        "Forwarded": 'for="[::1"',
    }
    for name, value in odd.items():
        sent = known | {name: value}
        yield Attack(f"{name} odd", API, _wire.request("GET", "/api/me", sent))
        yield Attack(f"{name} odd, written", API, _post("/api/me", sent, b"{}", name))
        for path in ("/", "/raise/", "/accounts/login/"):
            yield Attack(f"{path} {name} odd", PAGE, _wire.request("GET", path, {name: value}))
            yield Attack(f"POST {path} {name} odd", PAGE, _wire.request("POST", path, {name: value}, b"a=1"))
        for method in ("GET", "POST"):
            content = _wire.request(method, "/static/portal/icon.svg", {name: value})
            yield Attack(f"{method} a static file, {name} odd", WIRE, content)
    for host in (
        "evil.example",
        "127.0.0.1:80:80",
        "[::1",
        "\xff",
        "",
        "127.0.0.1 x",
        "127.0.0.1@evil.example",
    ):
        yield Attack(f"Host {host!r}", API, _wire.request("GET", "/api/me", known | {"Host": host}))
        yield Attack(f"Host {host!r} page", PAGE, _wire.request("GET", "/", {"Host": host}))


def _broken_http() -> Iterator[Attack]:
    head = "Host: 127.0.0.1\r\nConnection: close\r\n"
    lines = {
        "no version": f"GET /api/me\r\n{head}\r\n",
        "odd version": f"GET /api/me HTTP/9.9\r\n{head}\r\n",
        "no host": "GET /api/me HTTP/1.1\r\nConnection: close\r\n\r\n",
        "negative length": f"POST /api/me HTTP/1.1\r\n{head}Content-Length: -1\r\n\r\n",
        "length no number": f"POST /api/me HTTP/1.1\r\n{head}Content-Length: x\r\n\r\n",
        "two lengths": f"POST /api/me HTTP/1.1\r\n{head}Content-Length: 2\r\nContent-Length: 3\r\n\r\n{{}}",
        "length and chunks": f"POST /api/me HTTP/1.1\r\n{head}Content-Length: 2\r\n"
        "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "bad chunk": f"POST /api/me HTTP/1.1\r\n{head}Transfer-Encoding: chunked\r\n\r\nzz\r\n{{}}\r\n0\r\n\r\n",
        "good chunks": f"POST /api/me HTTP/1.1\r\n{head}Transfer-Encoding: chunked\r\n\r\n2\r\n{{}}\r\n0\r\n\r\n",
        "odd coding": f"POST /api/me HTTP/1.1\r\n{head}Transfer-Encoding: xyz\r\n\r\n",
        "nul in a header": f"GET /api/me HTTP/1.1\r\n{head}X-A: a\x00b\r\n\r\n",
        "delete in a header": f"GET / HTTP/1.1\r\n{head}X-A: \x7f\r\n\r\n",
        "nul in a kind": f"POST /api/me HTTP/1.1\r\n{head}Content-Type: application/json; charset=\x00\r\n\r\n",
        "folded header": f"GET /api/me HTTP/1.1\r\n{head}X-A: a\r\n b\r\n\r\n",
        "name with a space": f"GET /api/me HTTP/1.1\r\n{head}X A: a\r\n\r\n",
        "many headers": f"GET /api/me HTTP/1.1\r\n{head}"
        + "".join(f"X-{n}: x\r\n" for n in range(3000))
        + "\r\n",
        "long header": f"GET /api/me HTTP/1.1\r\n{head}X-A: {'x' * 900_000}\r\n\r\n",
        "long path": f"GET /{'x' * 90_000} HTTP/1.1\r\n{head}\r\n",
        "connect": f"CONNECT evil.example:443 HTTP/1.1\r\n{head}\r\n",
        "http/2": "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        "upgrade": "GET /api/me HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n",
        "tls": "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n",
    }
    for name, content in lines.items():
        yield Attack(f"HTTP: {name}", WIRE, content.encode("latin-1"))
