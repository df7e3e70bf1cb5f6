"""Hot issues of a file of messages, from the terminal: one JSON document on standard output."""

import json
import sys
from datetime import date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from linli.cli.reading import check_bytes
from linli.language.rules.hot import Issue, Report, issues
from linli.language.rules.messages import BadCell, Message, read_messages

MOST_MEGABYTES = 50
_ZONE = ZoneInfo("Asia/Shanghai")


def hot(path: Path, *, as_json: bool, at: datetime | None = None) -> int:
    """Print the hot issues of a file of messages (columns as `language.rules.messages` reads them), hottest first: by
    their busiest thirty days, or as hot as they are at a moment. Rows that cannot be read go to standard error and are
    left out."""
    check_bytes(path, megabytes=MOST_MEGABYTES)
    bad: list[BadCell] = []
    messages = list(read_messages(path, bad))
    for cell in bad:
        print(
            f"第{cell.row}行 row {cell.row} {cell.column}: {cell.value[:60]} {cell.reason}", file=sys.stderr
        )
    found = issues([report for one in messages if (report := as_report(one))], at=at)
    if as_json:
        print(json.dumps([_told(rank, one, at) for rank, one in enumerate(found, 1)], ensure_ascii=False))
    else:
        for rank, one in enumerate(found, 1):
            print(_line(rank, one, at))
    return 0


def end_of(day: str) -> datetime:
    """The end of a day where messages are dated. Refuses what is no day (ValueError)."""
    try:
        return datetime.combine(date.fromisoformat(day), time(), _ZONE) + timedelta(days=1)
    except ValueError:
        raise ValueError(f"{day}: 请写成2020-01-31这样的日期 give a day such as 2020-01-31") from None


def as_report(message: Message) -> Report | None:
    """A message as a report; None for one that bears no date."""
    if message.at is None:
        return None
    return Report(
        id=str(message.number),
        subject=message.subject,
        words=message.words,
        at=message.at,
        reporter=message.user,
        support=message.support,
        against=message.against,
    )


def _heat_of(one: Issue, at: datetime | None) -> float:
    return one.heat.now if at else one.heat.peak


def _told(rank: int, one: Issue, at: datetime | None) -> dict[str, object]:
    return {
        "rank": rank,
        "title": one.title,
        "heat": _heat_of(one, at),
        "from": one.heat.first.date().isoformat(),
        "to": one.heat.last.date().isoformat(),
        "place": one.place,
        "message_ids": [int(each.id) if each.id.isdigit() else each.id for each in one.reports],
        "reporters": one.heat.reporters,
        "support": one.heat.support,
    }


def _line(rank: int, one: Issue, at: datetime | None) -> str:
    days = f"{one.heat.first:%Y-%m-%d}—{one.heat.last:%Y-%m-%d}"
    counts = f"{len(one.reports)}条 {one.heat.reporters}人"
    return f"{rank:>4}  {_heat_of(one, at):>6.1f}  {counts}  {days}  {one.place or '—'}  {one.title}"
