"""Loading the tables: once, twice, a further year, a correction, and what is refused."""

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest
from django.db import connection

from linli.calendars import actions, queries, rules
from linli.calendars.models import Day, Notice
from linli.calendars.tests.factories import at
from linli.kit import roles
from linli.kit.actor import Actor, ActorKind, Seat, system, visitor
from linli.kit.errors import Forbidden, Refused
from linli.kit.ids import new
from linli.kit.roles import Role
from linli.kit.scope import scope
from linli.ledger.models import Entry

pytestmark = pytest.mark.django_db

NOTICES = "year,number,title,title_en,issued_on,url\n{year},{number},通知,Notice,2026-11-10,\n"
DAYS = "date,kind,name,name_en,source\n"


@pytest.fixture(autouse=True)
def _empty_tables() -> Iterator[None]:
    """Nothing loaded yet, and a process that remembers nothing."""
    queries.forget_calendar()
    with scope(system()):
        Day.objects.all().delete()
        Notice.objects.all().delete()
        yield
    queries.forget_calendar()


@pytest.fixture
def administrator(monkeypatch: pytest.MonkeyPatch) -> Actor:
    monkeypatch.setitem(roles._granted, Role.ADMINISTRATOR, rules.GRANTS[Role.ADMINISTRATOR])  # pyright: ignore[reportPrivateUsage]
    seat = Seat(post=new(), area="99", role=Role.ADMINISTRATOR, title="administrator", site=True)
    return Actor(id=new(), kind=ActorKind.PERSON, name="管理员", seats=(seat,))


def _folder(path: Path, *, days: str, year: int = 2027, number: str = "甲1号") -> Path:
    (path / "notices.csv").write_text(NOTICES.format(year=year, number=number), encoding="utf-8")
    (path / "days.csv").write_text(DAYS + days, encoding="utf-8")
    return path


def _loads() -> int:
    return Entry.objects.filter(verb="calendar.loaded", at__gte=_began()).count()


def _began() -> datetime:
    """When this test's transaction began, before which the community was built."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT now()")
        return cursor.fetchall()[0][0]


def test_loading_twice_changes_nothing() -> None:
    assert actions.load_days(by=system()) == Day.objects.count() == 506
    assert Notice.objects.count() == 18
    assert actions.load_days(by=system()) == 0
    assert _loads() == 1


def test_the_database_says_what_the_files_say() -> None:
    actions.load_days(by=system())
    assert queries.stored() == queries.read_folder(queries.SHIPPED)


def test_an_administrator_adds_a_year(administrator: Actor, tmp_path: Path) -> None:
    actions.load_days(by=system())
    assert queries.working_calendar().is_working_day(date(2027, 1, 1)) == (True, False)
    folder = _folder(tmp_path, days="2027-01-01,holiday,元旦,New Year's Day,甲1号\n")
    assert actions.load_days(by=administrator, folder=folder) == 1
    assert queries.working_calendar().is_working_day(date(2027, 1, 1)) == (False, True)
    assert queries.working_calendar().is_working_day(date(2026, 10, 1)) == (False, True)
    entry = Entry.objects.get(verb="calendar.loaded", actor=administrator.id)
    assert entry.facts == {"years": [2027], "days": 1, "changed": 1}


def test_a_correction_replaces_its_year_alone(tmp_path: Path) -> None:
    actions.load_days(by=system())
    one = _folder(tmp_path, days="2027-01-01,holiday,元旦,New Year's Day,甲1号\n")
    actions.load_days(by=system(), folder=one)
    two = _folder(tmp_path, days="2027-01-02,holiday,元旦,New Year's Day,甲1号\n")
    assert actions.load_days(by=system(), folder=two) == 2
    assert [
        day.isoformat() for day in Day.objects.filter(source__year=2027).values_list("date", flat=True)
    ] == ["2027-01-02"]
    assert Day.objects.count() == 507


def test_a_renamed_notice_is_a_change(tmp_path: Path) -> None:
    folder = _folder(tmp_path, days="2027-01-01,holiday,元旦,New Year's Day,甲1号\n")
    actions.load_days(by=system(), folder=folder)
    text = (folder / "notices.csv").read_text(encoding="utf-8").replace("通知", "关于放假的通知")
    (folder / "notices.csv").write_text(text, encoding="utf-8")
    assert actions.load_days(by=system(), folder=folder) == 0
    assert Notice.objects.get().title == "关于放假的通知"


def test_a_bad_row_loads_nothing(tmp_path: Path) -> None:
    folder = _folder(
        tmp_path, days="2027-01-01,holiday,元旦,New Year's Day,甲1号\n2027-01-04,makeup,元旦,Make-up,甲1号\n"
    )
    with pytest.raises(Refused) as refused:
        actions.load_days(by=system(), folder=folder)
    assert refused.value.type == "calendars/bad-table"
    assert not Day.objects.exists()
    assert _loads() == 0


def test_a_folder_without_tables(tmp_path: Path) -> None:
    with pytest.raises(Refused) as refused:
        actions.load_days(by=system(), folder=tmp_path)
    assert refused.value.type == "calendars/no-table"


@pytest.mark.parametrize(
    ("day", "number"), [("2026-10-01", "甲1号"), ("2027-01-01", "国办发明电〔2025〕7号")]
)
def test_what_another_year_decided_stays(tmp_path: Path, day: str, number: str) -> None:
    actions.load_days(by=system())
    folder = _folder(tmp_path, days=f"{day},holiday,节日,Holiday,{number}\n", number=number)
    with pytest.raises(Refused) as refused:
        actions.load_days(by=system(), folder=folder)
    assert refused.value.type == "calendars/taken"
    assert Day.objects.count() == 506


def test_only_who_may(administrator: Actor) -> None:
    worker = Actor(
        id=new(),
        kind=ActorKind.PERSON,
        name="网格员",
        seats=(Seat(post=new(), area="99", role=Role.GRID_WORKER, title="grid_worker"),),
    )
    for actor in (worker, visitor()):
        with pytest.raises(Forbidden):
            actions.load_days(by=actor)
    assert actions.load_days(by=administrator) == 506


def test_a_failed_ledger_leaves_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    from django.db import transaction

    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("no ledger")

    monkeypatch.setattr("linli.ledger.actions.record", fail)
    with pytest.raises(RuntimeError), transaction.atomic():
        actions.load_days(by=system())
    assert not Day.objects.exists()


def test_an_empty_table_falls_back_to_the_shipped_days() -> None:
    assert queries.working_calendar().deadline(at("2026-02-13 10:00"), 2, "working_day") == at(
        "2026-02-24 17:30"
    )
    assert queries.describe_year(visitor(), year=2026)["known"]


def test_a_process_asks_once_a_minute(monkeypatch: pytest.MonkeyPatch) -> None:
    first = queries.working_calendar()
    actions.load_days(by=system())
    second = queries.working_calendar()
    assert second is not first
    assert second == first
    Day.objects.filter(date=date(2026, 10, 1)).delete()
    Notice.objects.filter(year=2012).update(changed_at=at("2030-01-01 00:00"))
    assert queries.working_calendar() is second
    monkeypatch.setattr(queries, "STALE_AFTER", 0.0)
    third = queries.working_calendar()
    assert third.is_working_day(date(2026, 10, 1)) == (True, True)
    assert queries.working_calendar() is third


def test_office_hours_come_from_the_settings(settings: object) -> None:
    settings.LINLI_OFFICE_HOURS = "08:30-12:00,14:00-18:00"  # pyright: ignore[reportAttributeAccessIssue]
    assert queries.working_calendar().deadline(at("2026-03-02 08:00"), 1, "working_hour") == at(
        "2026-03-02 09:30"
    )


def test_years_are_described() -> None:
    found = {year["year"]: year for year in queries.years(visitor())}
    assert sorted(found) == list(range(2012, max(found) + 1))
    assert max(found) >= 2027
    assert found[2019]["holidays"] == 24
    assert [source["number"] for source in found[2019]["sources"]] == [
        "国办发明电〔2018〕15号",
        "国办发明电〔2019〕3号",
    ]
    assert queries.describe_year(visitor(), year=2011) == {
        "year": 2011,
        "known": False,
        "holidays": 0,
        "makeup_days": 0,
        "sources": [],
    }
