"""A year changed by an administrator, edition by edition."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.db import transaction

from linli.calendars import actions, queries, rules
from linli.calendars.models import Day
from linli.calendars.rules import Almanac, DayKind, DayRow, NoticeRow, Year
from linli.editions.models import Edition
from linli.kit import ids
from linli.kit.actor import system, visitor
from linli.kit.errors import Conflict, Forbidden, Refused
from linli.kit.scope import scope
from linli.ledger.models import Entry
from linli.tests import community as c
from linli.tests.calling import Caller

NUMBER = "试〔2026〕1号"
NOTICE = NoticeRow(2027, NUMBER, "2027年放假的通知", "Notice of 2027", date(2026, 11, 20), "")


def _entry(**values: Any) -> Entry:
    """An entry of the ledger, as the system sees it."""
    with scope(system("tests"), write=False):
        return Entry.objects.get(**values)


def day(text: str, kind: DayKind = DayKind.HOLIDAY, **values: Any) -> DayRow:
    return replace(DayRow(date.fromisoformat(text), kind, "元旦", "New Year's Day", NUMBER), **values)


def year(*days: DayRow, notices: tuple[NoticeRow, ...] = (NOTICE,)) -> Year:
    return Year(2027, notices, days)


OTHERS = Almanac(
    (NoticeRow(2026, "旧号", "旧", "old", date(2025, 11, 1), ""),),
    (DayRow(date(2026, 12, 31), DayKind.HOLIDAY, "元旦", "", "旧号"),),
)


@pytest.mark.parametrize(
    ("wanted", "columns"),
    [
        (year(day("2027-01-01"), day("2027-01-03", DayKind.MAKEUP)), []),
        (year(day("2026-12-30")), []),
        (year(), []),
        (year(notices=()), ["notices"]),
        (year(day("2027-01-01"), notices=()), ["notices", "source"]),
        (year(day("2028-01-01")), ["day"]),
        (year(day("2026-12-21")), ["day"]),
        (year(day("2026-12-31")), ["day"]),
        (year(day("2027-01-04", DayKind.MAKEUP)), ["kind"]),
        (year(day("2027-01-01"), day("2027-01-01")), ["day", "day"]),
        (year(day("2027-01-02"), day("2027-01-02", DayKind.MAKEUP)), ["day", "day"]),
        (year(day("2027-01-01", name="")), ["name"]),
        (year(day("2027-01-01", source="别的")), ["source"]),
        (year(notices=(NOTICE, NOTICE)), ["number", "number"]),
        (year(notices=(replace(NOTICE, number="旧号"),)), ["number"]),
        (year(notices=(replace(NOTICE, title=""),)), ["title"]),
        (year(notices=(replace(NOTICE, url="http://x"),)), ["url"]),
    ],
)
def test_what_a_year_must_be(wanted: Year, columns: list[str]) -> None:
    assert [one["column"] for one in rules.check_year(wanted, OTHERS)] == columns


def test_a_festival_without_a_day_is_worth_a_look() -> None:
    assert "元旦" not in {one["key"] for one in rules.doubts(year(day("2027-01-01")))}
    assert "春节" in {one["key"] for one in rules.doubts(year(day("2027-01-01")))}


def test_an_edition_gives_the_year_back() -> None:
    wanted = year(day("2027-01-01"), day("2027-01-03", DayKind.MAKEUP))
    assert rules.year_from(2027, rules.rows_of(wanted)) == wanted


pytestmark = pytest.mark.django_db


def change(wanted: Year, *, who: str = "admin", seen: int = 0, reason: str = "新的一年") -> Any:
    by = c.actor(who)
    with scope(by):
        return actions.change_year(by=by, wanted=wanted, seen=seen, reason=reason)


@pytest.fixture(autouse=True)
def _forget() -> Any:
    yield
    queries.forget_calendar()


def test_a_year_becomes_known_and_is_in_the_ledger() -> None:
    before = queries.years(visitor())
    assert not next(one for one in before if one["year"] == 2027)["known"]
    id = change(year(day("2027-01-01")))
    assert queries.working_calendar().is_working_day(date(2027, 1, 1)) == (False, True)
    assert queries.working_calendar().is_working_day(date(2026, 10, 1)) == (False, True)
    entry = _entry(verb="calendar.changed", subject=id)
    assert entry.facts == {"part": "2027", "number": 1, "added": [NUMBER, "2027-01-01"], "added_count": 2}


def test_each_year_has_editions_of_its_own() -> None:
    change(year(day("2027-01-01")))
    change(year(day("2027-01-01"), day("2027-01-02")), seen=1)
    assert list(Edition.objects.filter(noun="calendar", part="2027").values_list("number", flat=True)) == [
        1,
        2,
    ]
    assert Edition.objects.filter(noun="calendar", part="2026").count() == 1


def test_a_stale_edition_no_reason_and_no_change_are_refused() -> None:
    change(year(day("2027-01-01")))
    with pytest.raises(Conflict):
        change(year(day("2027-01-02")))
    for reason, wanted, kind in (
        ("", year(day("2027-01-02")), "edition/no-reason"),
        ("再改", year(day("2027-01-01")), "edition/nothing-changed"),
    ):
        with pytest.raises(Refused) as refused:
            change(wanted, seen=1, reason=reason)
        assert refused.value.type == kind


def test_a_bad_year_is_refused_whole() -> None:
    with pytest.raises(Refused) as refused:
        change(year(day("2027-01-04", DayKind.MAKEUP)))
    assert refused.value.type == "calendars/bad-year"
    assert not Day.objects.filter(date__year=2027).exists()


def test_an_earlier_edition_is_put_back() -> None:
    change(year(day("2027-01-01")))
    change(year(day("2027-01-02")), seen=1)
    by = c.actor("admin")
    with scope(by):
        actions.put_year_back(by=by, year=2027, number=1, seen=2, reason="改回去")
    assert [str(one) for one in Day.objects.filter(date__year=2027).values_list("date", flat=True)] == [
        "2027-01-01"
    ]
    assert Edition.objects.get(noun="calendar", part="2027", number=3).same_as == 1


def test_the_shipped_years_stay_known_where_nothing_was_stored() -> None:
    with scope(system()):
        Day.objects.all().delete()
        queries.Notice.objects.all().delete()
    queries.forget_calendar()
    change(year(day("2027-01-01")))
    assert queries.working_calendar().is_working_day(date(2026, 10, 1)) == (False, True)


@pytest.mark.parametrize("who", sorted(set(c.PEOPLE) - {"admin"}))
def test_nobody_else_may(who: str) -> None:
    by = c.actor(who)
    with pytest.raises(Forbidden):
        change(year(day("2027-01-01")), who=who)
    with scope(by), pytest.raises(Forbidden):
        actions.put_year_back(by=by, year=2026, number=1, seen=1, reason="改改")
    reads: tuple[tuple[Callable[..., object], dict[str, Any]], ...] = (
        (queries.year_edited, {"year": 2026}),
        (queries.year_editions, {"year": 2026}),
        (queries.read_year, {"year": 2026, "text": ""}),
        (queries.try_year, {"wanted": year()}),
    )
    for query, values in reads:
        with pytest.raises(Forbidden):
            query(by, **values)


def test_a_failed_ledger_leaves_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("no ledger")

    monkeypatch.setattr("linli.ledger.actions.record", fail)
    with pytest.raises(RuntimeError), transaction.atomic():
        change(year(day("2027-01-01")))
    assert not Day.objects.filter(date__year=2027).exists()
    assert not Edition.objects.filter(noun="calendar", part="2027").exists()


def test_through_the_door_once() -> None:
    caller, command = Caller("admin"), ids.new()
    none = caller.get("/calendars/years/editions", year=2027)
    assert none.json() == {"editions": [], "next": None}
    read = caller.post("/calendars/years/read", {"year": 2027, "text": "元旦：1月1日至3日放假"}).json()
    days = [{**one, "source": NUMBER} for one in read["days"]]
    notice = {"number": NUMBER, "title": "通知", "issued_on": "2026-11-20"}
    draft = {"year": 2027, "notices": [notice], "days": days}
    tried = caller.post("/calendars/years/try", draft).json()
    assert (tried["bad"], tried["since"], tried["until"]) == ([], "2027-01-01", "2027-01-03")
    body = draft | {"seen": 0, "reason": "新的一年"}
    answers = [caller.post("/calendars/years", body, command=command) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [200, 200]
    assert answers[0].json() == answers[1].json() == caller.get("/calendars/years/edited", year=2027).json()
    assert answers[0].json()["number"] == 1
    told = caller.get("/calendars/years/editions", year=2027).json()["editions"]
    assert [one["reason"] for one in told] == ["新的一年"]
