"""What is in use, as a process keeps it, and what administrators see of how good it is."""

import time
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from threading import Lock
from typing import Any
from uuid import UUID

from django.utils import timezone

from linli.classifying import rules
from linli.classifying.models import Choice, GivenFile, Standing, Version
from linli.classifying.models import Example as Examples
from linli.classifying.rules import Permission
from linli.classifying.rules.learning import Example
from linli.kit.actor import Actor, require, require_for_site, require_system
from linli.kit.errors import Conflict, NotFound, Refused
from linli.kit.spreadsheets import reading
from linli.language.rules.classifying import tree
from linli.language.rules.classifying.model import Verdict

STALE_AFTER = 10.0
MONTHS = 12
_COLUMNS = (
    *("id", "at", "until", "texts", "categories", "size", "right", "right_keywords", "macro_f1"),
    *("file_texts", "judged", "judged_on_files"),
    *("sure_share", "sure_right", "keyword_weight", "figures", "why", "in_use", "used_at", "used_by_name"),
)


@dataclass(frozen=True)
class Reader:
    """The version in use, ready to read with."""

    id: UUID
    tree: tree.Tree
    keyword_weight: float
    until: datetime
    files: frozenset[UUID] = frozenset()

    def rank(
        self, text: str, keywords: Mapping[str, float], *, most: int, explained: bool = True
    ) -> list[Verdict]:
        """The likeliest categories, keywords weighed in by their shares, with the words that speak for each where that
        is asked for; none where nothing of the text is known."""
        known, likeliest = self.tree.read(text, most=2 * most)
        if not likeliest:
            return []
        both = rules.weighed(
            {each.label: each.probability for each in likeliest}, keywords, self.keyword_weight
        )
        learnt = {each.label for each in likeliest}
        best = [
            Verdict(code, both[code], sure=code in learnt and both[code] >= self.tree.sure_from)
            for code in sorted(both, key=lambda code: (-both[code], code))[:most]
        ]
        if not explained:
            return best
        of_tree = [each for each in best if each.label in learnt]
        with_words = {each.label: each for each in self.tree.explained(known, of_tree)}
        return [with_words.get(each.label, each) for each in best]


@dataclass
class _Kept:
    reader: Reader | None = None
    asked: float = -STALE_AFTER


_kept = _Kept()
_reading = Lock()


def forget_reader() -> None:
    """Drop the process's copy: after a switch in this process, and between tests."""
    _kept.reader, _kept.asked = None, -STALE_AFTER


def reader() -> Reader | None:
    """The version in use, at most ten seconds old; None where keywords speak alone. A process reads the numbers once
    for each version; one that cannot be read is as none."""
    if time.monotonic() - _kept.asked < STALE_AFTER or not _reading.acquire(blocking=_kept.reader is None):
        return _kept.reader  # while another thread reads a new version, the old one speaks
    try:
        return _asked_anew()
    finally:
        _reading.release()


def _asked_anew() -> Reader | None:
    if time.monotonic() - _kept.asked < STALE_AFTER:
        return _kept.reader
    found = Version.objects.filter(in_use=True).order_by("-at").values_list("id", flat=True).first()
    if found is None:
        _kept.reader = None
    elif _kept.reader is None or _kept.reader.id != found:
        _kept.reader = _read(found)
    _kept.asked = time.monotonic()
    return _kept.reader


def _read(id: UUID) -> Reader | None:
    columns = "content", "keyword_weight", "until", "learnt_from"
    content, weight, until, files = Version.objects.values_list(*columns).get(id=id)
    try:
        return Reader(id, tree.unpacked(bytes(content)), weight, until, frozenset(map(UUID, files)))
    except Refused:
        return None


def overview(by: Actor) -> dict[str, Any]:
    """The versions, newest first, what people chose month by month, and the files that were given. Needs the right to
    see them."""
    require(by, Permission.SEE, within=None)
    versions = list(Version.objects.order_by("-at", "-id").values(*_COLUMNS)[: rules.KEPT_VERSIONS])
    months = list(Choice.objects.order_by("-month").values_list("month", flat=True).distinct()[:MONTHS])
    choices = Choice.objects.filter(month__in=months).order_by("month", "suggested", "chosen")
    may = by.may_for_site(Permission.CHANGE)
    wish = Standing.objects.filter(rested_at__isnull=False).first()
    return {
        "rested_at": wish.rested_at if wish else None,
        "rested_by_name": wish.rested_by_name if wish else "",
        "fewest": rules.FEWEST_TEXTS,
        "fewest_new": rules.FEWEST_NEW,
        "versions": [_shown(row, may=may) for row in versions],
        "choices": list(choices.values("month", "suggested", "chosen", "matters")),
        "files": files(by),
        "file_bytes_most": reading.BYTES_MOST,
        "abilities": ["learn", "rest", "give"] if may else [],
    }


_FILE_COLUMNS = (*("id", "name", "rows", "texts", "categories", "given_at", "given_by_name", "kept_until"),)


def files(by: Actor) -> list[dict[str, Any]]:
    """The files that were given, the latest first, and how many of the versions kept learnt from each. Needs the right
    to see them."""
    require(by, Permission.SEE, within=None)
    used = Counter(id for row in Version.objects.values_list("learnt_from", flat=True) for id in row)
    may = by.may_for_site(Permission.CHANGE)
    return [
        {**row, "versions": used[str(row["id"])], "abilities": ["take-out"] if may else []}
        for row in GivenFile.objects.order_by("-given_at", "-id").values(*_FILE_COLUMNS)
    ]


def file_ids(by: Actor) -> frozenset[UUID]:
    """The files there are to learn from. The system's reading alone."""
    require_system(by)
    return frozenset(GivenFile.objects.values_list("id", flat=True))


def example_count(by: Actor) -> int:
    """How many texts of files there are. The system's reading alone."""
    require_system(by)
    return sum(GivenFile.objects.values_list("texts", flat=True))


def examples(by: Actor, *, most: int) -> list[Example]:
    """Texts of files, at most so many, drawn evenly from all of them. The system's reading alone."""
    require_system(by)
    rows = Examples.objects.order_by("id").values_list("category", "text", "given_id")[:most]
    return [Example(*row) for row in rows.iterator(chunk_size=1000)]


def given_file(by: Actor, id: UUID) -> dict[str, Any]:
    """One of the files. NotFound where it was taken out; needs the right to see them."""
    require(by, Permission.SEE, within=None)
    row = GivenFile.objects.filter(id=id).values(*_FILE_COLUMNS).first()
    if row is None:
        raise no_file()
    return row


def check_given(by: Actor, digest: str) -> None:
    """Refuse a file that was given before, and one more than are kept (Conflict). Forbidden to all but administrators
    of the site."""
    require_for_site(by, Permission.CHANGE)
    kept = list(GivenFile.objects.order_by("given_at").values_list("digest", "given_at", "given_by_name"))
    for known, at, name in kept:
        if known == digest:
            on = timezone.localtime(at).date()
            raise Conflict(
                "labelled/given-before",
                zh=f"这个文件{name}在{on.month}月{on.day}日已经给过了，不用再给",
                en=f"{name} gave this very file on {on:%d %B}; there is no need to give it again",
            )
    if len(kept) >= rules.FILES_MOST:
        raise Conflict(
            "labelled/too-many-files",
            zh=f"最多同时留 {rules.FILES_MOST} 个文件，请先取出一个旧的",
            en=f"{rules.FILES_MOST} files are kept at most; take an old one out first",
        )


def no_file() -> NotFound:
    """There is no such file."""
    return NotFound(
        "labelled/not-found", zh="没有这个文件，可能已经取出", en="No such file: it was taken out"
    )


def version(by: Actor, id: UUID) -> dict[str, Any]:
    """One version. NotFound where there is none; needs the right to see them."""
    require(by, Permission.SEE, within=None)
    row = Version.objects.filter(id=id).values(*_COLUMNS).first()
    if row is None:
        raise missing()
    return _shown(row, may=by.may_for_site(Permission.CHANGE))


def last(by: Actor) -> Version | None:
    """The newest version, in use or not."""
    return Version.objects.order_by("-at", "-id").first()


def missing() -> NotFound:
    """There is no such version."""
    return NotFound("classifier/not-found", zh="没有这个版本", en="There is no such version")


def _shown(row: dict[str, Any], *, may: bool) -> dict[str, Any]:
    return {**row, "abilities": ["use"] if may and not row["in_use"] else []}
