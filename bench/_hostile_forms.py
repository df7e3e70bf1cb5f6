"""The public pages' forms, filled in as no person fills them in: every field in turn with what nobody means, whole
forms with too much, and broken multipart bodies."""

import re
from collections.abc import Iterator
from http.cookies import CookieError, SimpleCookie
from itertools import count
from urllib.parse import quote_from_bytes

from bench import _judging, _wire
from bench._hostile_requests import PAGE, Attack

FORMS = (
    "/raise/?area=990101001001",
    "/track/",
    "/feedback/",
    "/matter/",
    "/accounts/login/?next=/start/",
    "/accounts/code/",
    "/accounts/reauthenticate/",
    "/accounts/password/change/",
    "/accounts/second-factor/",
)
VALUES: dict[str, bytes] = {
    "nul": b"a\x00b",
    "surrogate": b"\xed\xa0\x80",
    "no utf-8": b"\xff\xfe\xc0\x80",
    "bidi": "\u202e\u2066\u200b\ufeff".encode() * 99,
    "long": b"x" * 400_000,
    "far too long": b"x" * 2_500_000,
    "lines": b"\r\n" * 20_000,
    "number": b"9" * 5000,
    "script": b"</textarea><script>alert(1)</script>{{7*7}}{% load x %}%s%n",
    "area": b"990101001001999",
    "emoji": "👨‍👩‍👧".encode() * 3000,
    "empty": b"",
}
_INPUT = re.compile(r"<(?:input|textarea|select)\b[^>]*?\bname=\"([^\"]+)\"[^>]*>")
_VALUE = re.compile(r"\bvalue=\"([^\"]*)\"")
_KNOWN = {
    "area": "990101001001",
    "words": "路灯坏了三天，晚上看不见路",
    "reference": "26112248372916",
    "code": "123456",
}
_HEAD = b'--b\r\nContent-Disposition: form-data; name="'


class Visitor:
    """A browser with cookies, each time from another address, since a door counts knocks by address."""

    _numbers = count(1)

    def __init__(self, port: int, cookies: str = "") -> None:
        self.port = port
        self.cookies: dict[str, str] = {}
        self._keep(cookies.replace("; ", "\r\n"))

    def headers(self) -> dict[str, str]:
        """What it sends along."""
        number = next(self._numbers)
        address = f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}"
        return {
            "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()),
            "X-Forwarded-For": address,
        }

    def get(self, path: str) -> _judging.Answer | None:
        """A page; its cookies are kept."""
        answer = _wire.send(self.port, _wire.request("GET", path, self.headers()))
        if answer is not None:
            self._keep(answer.headers.get("set-cookie", ""))
        return answer

    def post(self, path: str, body: bytes, kind: str) -> _judging.Answer | None:
        """A form sent; the cookies that come back are kept."""
        head = self.headers() | {"Content-Type": kind}
        answer = _wire.send(self.port, _wire.request("POST", path, head, body))
        if answer is not None:
            self._keep(answer.headers.get("set-cookie", ""))
        return answer

    def fields(self, path: str) -> dict[str, str]:
        """The fields of a page's forms as they stand there, the needed ones filled in."""
        answer = self.get(path)
        page = answer.body.decode("utf-8", "replace") if answer else ""
        found = {m[1]: (value[1] if (value := _VALUE.search(m[0])) else "") for m in _INPUT.finditer(page)}
        return found | {name: value for name, value in _KNOWN.items() if name in found}

    def _keep(self, lines: str) -> None:
        for line in lines.split("\r\n"):
            try:
                for name, morsel in SimpleCookie(line.partition(";")[0]).items():
                    self.cookies[name] = morsel.coded_value
            except CookieError:
                continue


def all_of_them(port: int) -> Iterator[Attack]:
    """Every form of the public pages, and those of signing in, as somebody who just opened the page."""
    for path in FORMS:
        visitor = Visitor(port)
        usual = visitor.fields(path)
        if not usual:
            continue
        address = path.partition("?")[0]
        for name in usual:
            for what, value in VALUES.items():
                body = _encoded({key: said.encode() for key, said in usual.items()} | {name: value})
                yield Attack(f"POST {address} {name}: {what}", PAGE, _sent(visitor, address, body))
        yield from _whole(visitor, address, usual)
        if address in {"/raise/", "/feedback/"}:
            yield from _multipart(visitor, address, usual.get("csrfmiddlewaretoken", ""))


def _encoded(fields: dict[str, bytes]) -> bytes:
    return "&".join(
        f"{quote_from_bytes(n.encode())}={quote_from_bytes(v)}" for n, v in fields.items()
    ).encode()


def _sent(visitor: Visitor, path: str, body: bytes, kind: str = "application/x-www-form-urlencoded") -> bytes:
    return _wire.request("POST", path, visitor.headers() | {"Content-Type": kind}, body)


def _whole(visitor: Visitor, path: str, usual: dict[str, str]) -> Iterator[Attack]:
    plain = _encoded({name: value.encode() for name, value in usual.items()})
    token = _encoded({"csrfmiddlewaretoken": usual.get("csrfmiddlewaretoken", "").encode()})
    bodies = {
        "twice": plain + b"&" + plain,
        "many fields": plain + b"&a=1" * 500,
        "odd names": token + b"&%00=1&%ff=1&[]=1&__proto__=1&" + b"x" * 5000 + b"=1",
        "no token": b"words=x",
        "another token": b"csrfmiddlewaretoken=" + b"x" * 64,
        "token of bytes": b"csrfmiddlewaretoken=%00%ff",
        "cut off": plain[: len(plain) // 2] + b"%",
        "semicolons": plain.replace(b"&", b";"),
        "turns": token + b"&turn=en&turn=%00&words=%00%ff",
        "one turn": token + b"&turn=en&form_id=%00&area=%00&words=%ed%a0%80&reference=%00",
        "empty": token,
    }
    for name, body in bodies.items():
        yield Attack(f"POST {path} {name}", PAGE, _sent(visitor, path, body))


def _multipart(visitor: Visitor, path: str, token: str) -> Iterator[Attack]:
    start = _HEAD + b'csrfmiddlewaretoken"\r\n\r\n' + token.encode() + b"\r\n"
    photo = b'--b\r\nContent-Disposition: form-data; name="photos"; filename="'
    end = b"--b--\r\n"
    bodies = {
        "unfinished": start + photo + b'a.png"\r\n\r\n\x89PNG',
        "no end": start,
        "no name": start + b"--b\r\nContent-Disposition: form-data\r\n\r\nx\r\n" + end,
        "no disposition": start + b"--b\r\nX: y\r\n\r\nx\r\n" + end,
        "nul in names": start + photo + b'a\x00b.png"; x="\x00"\r\nContent-Type: \x00\r\n\r\nx\r\n' + end,
        "name of bytes": start + photo + b'\xff\xfe"\r\n\r\nx\r\n' + end,
        "starred name": start + photo[:-10] + b"filename*=UTF-8''%ff%00%2e%2e%2f\r\n\r\nx\r\n" + end,
        "starred nonsense": start + photo[:-10] + b"filename*=nonsense'x'%41\r\n\r\nx\r\n" + end,
        "starred broken": start + photo[:-10] + b"filename*=x\r\n\r\nx\r\n" + end,
        "long header": start + photo + b"x" * 200_000 + b'"\r\n\r\nx\r\n' + end,
        "many headers": start + b"--b\r\n" + b"X-A: b\r\n" * 5000 + b"\r\nx\r\n" + end,
        "bad base64": start + photo + b'a"\r\nContent-Transfer-Encoding: base64\r\n\r\n!!!=\xff\r\n' + end,
        "base64 field": start
        + _HEAD
        + b'words"\r\nContent-Transfer-Encoding: base64\r\n\r\nAA=A=\xff\r\n'
        + end,
        "odd charset": start
        + _HEAD
        + b'words"\r\nContent-Type: text/plain; charset=nonsense\r\n\r\n\xff\r\n'
        + end,
        "nested": start + photo + b'a"\r\nContent-Type: multipart/mixed; boundary=c\r\n\r\n--c\r\n\r\n' + end,
        "13 files": start + (photo + b'a.png"\r\n\r\nx\r\n') * 13 + end,
        "300 fields": start + (_HEAD + b'a"\r\n\r\n1\r\n') * 300 + end,
        "a file for words": start + _HEAD + b'words"; filename="x"\r\n\r\nx\r\n' + end,
        "3 MB of words": start + _HEAD + b'words"\r\n\r\n' + b"x" * 3_000_000 + b"\r\n" + end,
        "charset field": start + _HEAD + b'_charset_"\r\n\r\nutf-7\r\n' + end,
    }
    for name, body in bodies.items():
        content = _sent(visitor, path, body, "multipart/form-data; boundary=b")
        yield Attack(f"POST {path} multipart {name}", PAGE, content)
