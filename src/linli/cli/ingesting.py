"""Pouring real messages in: every message becomes a matter in a reserved synthetic area taken from its own text, at its
own time, through the same actions; a reply becomes the answer. Nothing is sent, reminded or escalated, and a second
run adds nothing."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID

from django.db import connection

from linli.accounts import actions as accounts
from linli.calendars import queries as calendars
from linli.cli import progress
from linli.cli.loading import PASSWORD, on_this_machine
from linli.cli.reading import check_bytes
from linli.files.rules import papers
from linli.kit import clock, ids
from linli.kit.actor import Actor, system
from linli.kit.errors import Problem
from linli.kit.scope import scope
from linli.language.rules.messages import BadCell, Message, read_messages
from linli.language.rules.places import synthetic_area
from linli.ledger import actions as ledger
from linli.matters import actions as matters
from linli.matters import queries as matter_queries
from linli.matters.actions import RaiseData, ReporterData
from linli.matters.rules import Door, Outcome
from linli.matters.rules.loop import UNRATED_AFTER_WORKING_DAYS
from linli.territory import actions as territory
from linli.territory.actions import DivisionRow
from linli.workforce import actions as workforce
from linli.workforce import queries as workforce_queries

PROVINCE = "98"
UNPLACED = f"{PROVINCE}9900001001"
PER_TRANSACTION = 50
SOURCE = "合成区域，取自留言原文的代号"


def area_of(message: Message) -> tuple[str, list[tuple[str, str]]]:
    """The synthetic community a message falls into, and the divisions that lead to it (code, name)."""
    found = synthetic_area(message.subject, message.words)
    if found is None:
        return UNPLACED, [
            (PROVINCE, "留言合成区域"),
            (f"{PROVINCE}99", "未定位"),
            (f"{PROVINCE}9900", "未定位"),
            (f"{PROVINCE}9900001", "未定位"),
            (UNPLACED, "未定位留言"),
        ]
    city = f"{PROVINCE}{ord(found.city) - ord('A') + 1:02d}"
    number = "".join(c for c in (found.district or "")[1:] if c.isdigit())
    district = f"{city}{int(number or 0):02d}"
    name = found.district or f"{found.city}市(未写区县)"
    steps = [(PROVINCE, "留言合成区域"), (city, f"{found.city}市"), (district, name)]
    return f"{district}001001", [*steps, (f"{district}001", name), (f"{district}001001", f"{name}(合成)")]


WORKBOOK_MEGABYTES_MOST = 200
"""A workbook of one's own; it is read whole into memory to be looked at."""


def check_workbook(path: Path) -> None:
    """Refuse what is no workbook, or would unpack without end, before anything opens it."""
    check_bytes(path, megabytes=WORKBOOK_MEGABYTES_MOST)
    if papers.kind_of(path.read_bytes(), path.name) != papers.XLSX:
        raise ValueError(f"{path.name}: 不是xlsx工作簿 no xlsx workbook")


def ingest(files: Sequence[str]) -> int:
    """Pour the files in; print what was added, what was there, what could not be read."""
    by = system("留言导入")
    added = there = 0
    bad: list[BadCell] = []
    for path in map(Path, files):
        check_workbook(path)
    for path in map(Path, files):
        found = list(read_messages(path, bad))
        new = _unknown(by, path, found)
        there += len(found) - len(new)
        _prepare(by, new)
        added += _pour(by, path, new)
    for cell in bad:
        print(f"第{cell.row}行“{cell.column}”:{cell.value!r} {cell.reason}")
    print(f"新增 added {added}，已有 there {there}，读不出 unreadable {len(bad)}")
    return 0


def _id(path: Path, message: Message) -> UUID:
    kind = "replies" if message.reply is not None else "timeline"
    return ids.of(f"messages/{kind}", str(message.number))


def _unknown(by: Actor, path: Path, found: list[Message]) -> list[Message]:
    with scope(by, write=False):
        known = matter_queries.existing(by, [_id(path, m) for m in found])
    return [m for m in found if _id(path, m) not in known]


def _prepare(by: Actor, messages: list[Message]) -> None:
    """Areas, ledger months and the people who answer for them."""
    if not messages:
        return
    divisions: dict[str, str] = {}
    moments: list[datetime] = []
    for message in messages:
        divisions |= dict(area_of(message)[1])
        moments += [t for t in (message.at, message.replied_at) if t]
    moments += [t + timedelta(days=31) for t in moments]
    rows = [DivisionRow(code=c, name=n, source=SOURCE, synthetic=True) for c, n in sorted(divisions.items())]
    with scope(by), progress.step("准备区域与台账月份", "areas and ledger months"):
        territory.load_divisions(by=by, rows=rows)
        ledger.open_months(by=by, moments=moments)
        if workforce_queries.nearest(title="counter_worker", area=UNPLACED) is None:
            if not matter_queries.categories():
                workforce.load_titles(by=by)
                matters.load_categories(by=by)
                matters.load_responsibility(by=by)
            _people(by)


def _people(by: Actor) -> None:
    """Two synthetic people who work on all of it: one takes in and answers, one decides. On a site that others reach
    they cannot sign in until `linli password` gives them one."""
    for key, title, name in (
        ("messages", "counter_worker", "留言受理岗"),
        ("messages-lead", "community_secretary", "留言督办岗"),
    ):
        person, post = ids.of("messages-person", key), ids.of("messages-post", key)
        accounts.add_person(
            by=by,
            area=PROVINCE,
            username=key,
            name=f"{name}(演示)",
            password=PASSWORD if on_this_machine() else None,
            synthetic=True,
            id=person,
        )
        workforce.open_post(by=by, area=PROVINCE, title=title, name=name, id=post, synthetic=True)
        workforce.assign(by=by, post_id=post, user_id=person)


def _pour(by: Actor, path: Path, messages: list[Message]) -> int:
    if not messages:
        return 0
    with connection.cursor() as cursor:
        cursor.execute("SET synchronous_commit = off")
    with scope(by, write=False):
        clerk = workforce_queries.actor_of(ids.of("messages-person", "messages"))
    bar = progress.Bar(len(messages), path.name, "messages")
    added = 0
    for chunk in _chunks(messages):
        with scope(by):
            added += sum(_one(by, clerk, path, message) for message in chunk)
        bar.add(len(chunk))
    bar.end()
    return added


def _chunks(messages: list[Message]) -> Iterator[list[Message]]:
    for start in range(0, len(messages), PER_TRANSACTION):
        yield messages[start : start + PER_TRANSACTION]


def _one(by: Actor, clerk: Actor | None, path: Path, message: Message) -> int:
    if message.at is None:
        return 0
    id = _id(path, message)
    try:
        with clock.at(message.at):
            matters.raise_(by=by, data=_data(id, message))
        if message.reply is not None and message.replied_at is not None and clerk is not None:
            _answer(by, clerk, id, message.reply, max(message.at, message.replied_at))
    except Problem as problem:
        print(f"留言 {message.number}: {problem.zh}")
        return 0
    return 1


def _data(id: UUID, message: Message) -> RaiseData:
    return RaiseData(
        id=id,
        words=message.words or message.subject,
        subject=message.subject,
        area=area_of(message)[0],
        door=Door.PORTAL,
        reporter=ReporterData(name=message.user) if message.user else None,
        historical=True,
    )


def _answer(by: Actor, clerk: Actor, id: UUID, words: str, at: datetime) -> None:
    """The real reply, at its real time; then 未评价, as nobody was asked to rate it."""
    with clock.at(at):
        matters.accept(by=clerk, matter_id=id)
        matters.settle(by=clerk, matter_id=id, words=words, outcome=Outcome.EXPLAINED)
    with clock.at(calendars.working_calendar().add_working_days(at, UNRATED_AFTER_WORKING_DAYS)):
        matters.close_unrated(by=by, matter_id=id)
