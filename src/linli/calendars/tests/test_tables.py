"""The shipped tables are whole, and a bad table is refused with every bad row."""

from collections import Counter

import pytest

from linli.calendars.rules import DayKind, read_almanac
from linli.calendars.tests.factories import shipped_almanac
from linli.kit.errors import Refused

NOTICES = (
    "year,number,title,title_en,issued_on,url\n2030,甲1号,通知,Notice,2029-11-01,https://example.org/1\n"
)
DAYS = "date,kind,name,name_en,source\n2030-10-01,holiday,国庆节,National Day,甲1号\n"

OFF_AND_WORKED = {
    "国办发明电〔2011〕45号": (27, 7),
    "国办发明电〔2012〕33号": (29, 12),
    "国办发明电〔2013〕28号": (22, 5),
    "国办发明电〔2014〕28号": (23, 4),
    "国发明电〔2015〕1号": (3, 1),
    "国办发明电〔2015〕18号": (24, 6),
    "国办发明电〔2016〕17号": (24, 5),
    "国办发明电〔2017〕12号": (23, 6),
    "国办发明电〔2018〕15号": (20, 5),
    "国办发明电〔2019〕3号": (4, 2),
    "国办发明电〔2019〕16号": (27, 6),
    "国办发明电〔2020〕1号": (3, 0),
    "国办发明电〔2020〕27号": (31, 7),
    "国办发明电〔2021〕11号": (31, 7),
    "国办发明电〔2022〕16号": (27, 7),
    "国办发明电〔2023〕7号": (28, 8),
    "国办发明电〔2024〕12号": (28, 5),
    "国办发明电〔2025〕7号": (33, 6),
}


def test_every_notice_has_the_days_it_names() -> None:
    almanac = shipped_almanac()
    counted = Counter((day.source, day.kind) for day in almanac.days)
    found = {
        n.number: (counted[n.number, DayKind.HOLIDAY], counted[n.number, DayKind.MAKEUP])
        for n in almanac.notices
    }
    assert found == OFF_AND_WORKED


def test_known_years() -> None:
    assert shipped_almanac().years == frozenset(range(2012, 2027))


def test_days_stand_in_order() -> None:
    days = [row.day for row in shipped_almanac().days]
    assert days == sorted(days)


def test_a_good_table() -> None:
    almanac = read_almanac(notices="\ufeff" + NOTICES, days=DAYS + "\n")
    assert almanac.years == {2030}
    assert [row.name_en for row in almanac.days] == ["National Day"]


@pytest.mark.parametrize(
    ("notices", "days", "fields"),
    [
        ("year\n", DAYS, ["notices.1", "days.2.source"]),
        ("", "", ["notices.1", "days.1"]),
        (NOTICES + "2030,甲1号,通知,Notice,2029-11-01,\n", DAYS, ["notices.3.number"]),
        (NOTICES + "30,乙,通知,Notice,2029-11-01,\n", DAYS, ["notices.3.year"]),
        (NOTICES + "2030,乙,通知,Notice,2029/11/01,\n", DAYS, ["notices.3.issued_on"]),
        (NOTICES + "2030,乙,,Notice,2029-11-01,\n", DAYS, ["notices.3.title"]),
        (NOTICES + "2030,乙,通知,Notice,2029-11-01,http://x\n", DAYS, ["notices.3.url"]),
        (NOTICES + "2030,乙,通知,Notice\n", DAYS, ["notices.3"]),
        (NOTICES, DAYS + "2030-10-01,holiday,国庆节,National Day,甲1号\n", ["days.3.date"]),
        (NOTICES, DAYS + "2030-10-02,free,国庆节,National Day,甲1号\n", ["days.3.kind"]),
        (NOTICES, DAYS + "2030-10-08,makeup,调休,Make-up day,甲1号\n", ["days.3.kind"]),
        (NOTICES, DAYS + "2030-13-08,holiday,国庆节,National Day,甲1号\n", ["days.3.date"]),
        (NOTICES, DAYS + f"2030-10-02,holiday,{'长' * 41},National Day,甲1号\n", ["days.3.name"]),
        (
            NOTICES,
            DAYS + "2030-10-02,x,n,n,甲1号\n0001-01-01,holiday,n,n,甲1号\n",
            ["days.3.kind", "days.4.date"],
        ),
    ],
)
def test_a_bad_table_names_every_bad_row(notices: str, days: str, fields: list[str]) -> None:
    with pytest.raises(Refused) as refused:
        read_almanac(notices=notices, days=days)
    assert refused.value.type == "calendars/bad-table"
    assert [mistake["field"] for mistake in refused.value.fields] == fields
    assert all(mistake["title"] and mistake["title_en"] for mistake in refused.value.fields)
