"""Loading holidays, the tables that ship or a folder with the next year's, and changing a year in editions."""

from collections.abc import Callable
from pathlib import Path
from uuid import UUID

from linli.calendars import queries, rules
from linli.calendars.models import Day, Notice
from linli.calendars.rules import Almanac, Permission, Year
from linli.editions import actions as editions
from linli.editions import queries as edition_queries
from linli.editions.rules import Rows, refusal
from linli.kit import clock, ids
from linli.kit.actor import Actor, require_for_site
from linli.kit.errors import Refused
from linli.ledger import actions as ledger

EVERYWHERE = ""
"""The area of what concerns the whole country."""


def load_days(*, by: Actor, folder: Path | None = None) -> int:
    """Put the days of a folder's `notices.csv` and `days.csv` (the shipped ones unless told) in place of what
    is stored for the years they name; other years stay, the same tables twice change nothing. Refused: a
    folder without the two tables, a bad row, a date that another year's notice has decided. Returns how many
    days were put in or taken out."""
    require_for_site(by, Permission.LOAD)
    try:
        given = queries.read_folder(folder or queries.SHIPPED)
    except (OSError, UnicodeDecodeError) as error:
        raise Refused(
            "calendars/no-table",
            zh="这个文件夹里没有可以读取的 notices.csv 和 days.csv(UTF-8 编码)",
            en="There are no readable notices.csv and days.csv (UTF-8) in the folder",
        ) from error
    before = queries.stored()
    kept_numbers = {notice.number for notice in before.notices if notice.year not in given.years}
    _check_taken(given, before, kept_numbers)
    old = {row for row in before.days if row.source not in kept_numbers}
    old_notices = {notice for notice in before.notices if notice.number not in kept_numbers}
    changed = len(old ^ set(given.days))
    if changed or old_notices != set(given.notices):
        _replace(given)
        for year in sorted(given.years):
            rows = rules.rows_of(rules.year_of(given, year))
            editions.keep_loaded(
                by=by, noun=rules.CALENDAR, part=str(year), rows=rows, reason="装载的节假日表"
            )
        ledger.record(
            "calendar.loaded",
            by=by,
            area=EVERYWHERE,
            subject=ids.of("calendar", "days"),
            years=sorted(given.years),
            days=len(given.days),
            changed=changed,
        )
        queries.forget_calendar()
    return changed


def change_year(*, by: Actor, wanted: Year, seen: int, reason: str) -> UUID:
    """Put a new edition of a year in force: its notices and the days they decide. No deadline that was reckoned moves.
    Returns the edition's id. Forbidden to all but an administrator of the whole site. Refused: what `check_year`
    finds, an edition that is not the last any more (409), no reason, no change."""
    require_for_site(by, Permission.LOAD)
    return _new_year(by, wanted.year, seen, reason, lambda: wanted)


def put_year_back(*, by: Actor, year: int, number: int, seen: int, reason: str) -> UUID:
    """Put an earlier edition of a year in force again, as a new one. Refuses as `change_year` does, and where there is
    no such edition (404)."""
    require_for_site(by, Permission.LOAD)
    rows = edition_queries.rows_of(by, rules.CALENDAR, number, part=str(year))
    return _new_year(by, year, seen, reason, lambda: rules.year_from(year, rows))


def _new_year(by: Actor, year: int, seen: int, reason: str, wanted: Callable[[], Year]) -> UUID:
    _store_shipped()
    others = queries.stored()

    def checked(_: Rows) -> Rows:
        if bad := rules.check_year(wanted(), others):
            raise refusal("calendars/bad-year", bad)
        return rules.rows_of(wanted())

    id, rows = editions.change(
        by=by,
        noun=rules.CALENDAR,
        part=str(year),
        seen=seen,
        reason=reason,
        stands=lambda: rules.rows_of(rules.year_of(queries.stored(), year)),
        becomes=checked,
    )
    made = rules.year_from(year, rows)
    _replace(Almanac(made.notices, made.days))
    queries.forget_calendar()
    return id


def _store_shipped() -> None:
    """While nothing is stored the shipped years count; the first year that is put in must not make them unknown."""
    if not Notice.objects.exists():
        _replace(queries.read_folder(queries.SHIPPED))


def _check_taken(given: Almanac, before: Almanac, kept_numbers: set[str]) -> None:
    """A date at the turn of a year may be decided by either year's notice, but not by both; nor may a notice
    belong to two years."""
    kept = {row.day for row in before.days if row.source in kept_numbers}
    taken = sorted(row.day.isoformat() for row in given.days if row.day in kept)
    taken += sorted(notice.number for notice in given.notices if notice.number in kept_numbers)
    if taken:
        raise Refused(
            "calendars/taken",
            zh=f"没有载入：日期或文号属于其他年份的通知：{'、'.join(taken[:9])}",
            en=f"Nothing loaded: another year has these dates or numbers: {', '.join(taken[:9])}",
        )


def _replace(given: Almanac) -> None:
    Day.objects.filter(source__year__in=given.years).delete()
    Notice.objects.filter(year__in=given.years).delete()
    now = clock.now()
    notices = [
        Notice(
            id=ids.of("notice", row.number),
            year=row.year,
            number=row.number,
            title=row.title,
            title_en=row.title_en,
            issued_on=row.issued_on,
            url=row.url,
            changed_at=now,
        )
        for row in given.notices
    ]
    Notice.objects.bulk_create(notices)
    by_number = {notice.number: notice for notice in notices}
    Day.objects.bulk_create(
        Day(
            id=ids.of("day", row.day.isoformat()),
            date=row.day,
            kind=row.kind.value,
            name=row.name,
            name_en=row.name_en,
            source=by_number[row.source],
        )
        for row in given.days
    )
