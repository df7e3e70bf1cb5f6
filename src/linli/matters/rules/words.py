"""What a matter's words must be, what its reference looks like, and how words are shortened for a list."""

import hashlib
import re
from datetime import datetime
from uuid import UUID

from linli.kit.areas import Level
from linli.kit.errors import Refused, TooMany

WORDS_MOST = 10_000
SUBJECT_MOST = 80
PLACE_MOST = 200
REASON_LEAST = 2

_SPACE = re.compile(r"[^\S\n]+")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
_LINES = re.compile(r"\n\s*\n+")
_END = re.compile("[\u3002\uff01\uff1f\uff1b!?;\n]")


def tidy(text: str) -> str:
    """The words without control characters and needless space; nothing of what was said is changed."""
    if not text:
        return ""
    plain = _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    if "\n" not in plain:
        return _SPACE.sub(" ", plain).strip()
    lines = (_SPACE.sub(" ", line).strip() for line in plain.split("\n"))
    return _LINES.sub("\n", "\n".join(lines)).strip()


def check_words(text: str) -> str:
    """The tidy words; refused when there are none or more than 10,000 characters."""
    words = tidy(text)
    if not words:
        raise Refused(
            "matter/no-words",
            zh="请写下要反映的事情",
            en="Please say what it is about",
            fields=[
                {"field": "words", "title": "请写下要反映的事情", "title_en": "Please say what it is about"}
            ],
        )
    if len(words) > WORDS_MOST:
        raise Refused(
            "matter/too-long",
            zh=f"内容太长，最多{WORDS_MOST}字",
            en=f"Too long: {WORDS_MOST} characters at most",
            fields=[
                {
                    "field": "words",
                    "title": f"太长了：最多{WORDS_MOST}字，现在有{len(words)}字",
                    "title_en": f"Too long: {WORDS_MOST} characters at most, {len(words)} now",
                }
            ],
        )
    return words


def subject_of(words: str) -> str:
    """A subject for a list: the first sentence, at most 80 characters."""
    first = _END.split(words.strip(), maxsplit=1)[0].strip() or words.strip()
    return first if len(first) <= SUBJECT_MOST else first[: SUBJECT_MOST - 1] + "…"


def check_reason(text: str, *, field: str = "reason") -> str:
    """A reason somebody can understand: two characters at least. Refused otherwise, beside the field it stands in."""
    reason = tidy(text)
    if len(reason) < REASON_LEAST:
        raise Refused(
            "matter/no-reason",
            zh="请写明原因",
            en="Please give a reason",
            fields=[{"field": field, "title": "请写明原因", "title_en": "Please give a reason"}],
        )
    return reason[:2000]


def reference_of(id: UUID, at: datetime) -> str:
    """The reference a reporter is given: the day (in the zone of `at`) and eight digits drawn from id and moment, such
    as 261122-4837-2916. Two of a community may draw the same on one day, once in a great while; the next moment draws
    another."""
    drawn = hashlib.sha256(id.bytes + at.isoformat().encode()).digest()
    digits = int.from_bytes(drawn[:8]) % 100_000_000
    return f"{at:%y%m%d}-{digits // 10_000:04d}-{digits % 10_000:04d}"


def tidy_reference(text: str) -> str:
    """A reference as typed, with or without dashes, full-width or not; nothing if it cannot be one."""
    digits = digits_of(text)
    return f"{digits[:6]}-{digits[6:10]}-{digits[10:]}" if len(digits) == 14 else ""


def when_tokens(community: str, at: datetime) -> list[str]:
    """Tokens of a matter's week, its community, and both, so that a search goes back in time; weeks are of 604,800
    seconds since 1970, as the database reckons them. No word that is typed holds an @."""
    week = int(at.timestamp() // 604_800)
    return [f"@{week}", f"@{community}", f"@{community}.{week}"]


def where_tokens(area: str) -> list[str]:
    """The token of the grid a matter lies in, so that who sees one grid is searched for in it alone; none for one that
    lies in its community as a whole. The database puts another there when the matter is put elsewhere."""
    return [f"@{area[: Level.GRID]}"] if len(area) >= Level.GRID else []


def digits_of(text: str) -> str:
    """The digits of a number as typed, full-width ones as plain ones, and nothing else."""
    return "".join(str(int(c)) for c in text if c.isdecimal())


def code_of(seed: bytes) -> str:
    """Six digits out of random bytes."""
    return f"{int.from_bytes(seed) % 1_000_000:06d}"


def tries_used_up() -> TooMany:
    """The answer to who tried too many codes: the same whatever was tried and whether or not there is such a matter."""
    return TooMany(
        "ticket/resting",
        zh="试错太多次，请过一小时再试；着急就打社区窗口的电话，或者到窗口核对",
        en="Too many tries; come back in an hour, or ask at the community's counter",
    )
