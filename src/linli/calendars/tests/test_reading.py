"""Days read out of a notice as it is pasted, of typed lines and of CSV; what cannot be read is named."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.calendars import queries
from linli.calendars.rules import DayKind, english_of, read_days

NOTICE = """各省、自治区、直辖市人民政府，国务院各部委、各直属机构：
经国务院批准，现将2026年部分节假日安排通知如下。
一、元旦：1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。
二、春节：2月15日（农历腊月二十八、周日）至23日（农历正月初七、周一）放假调休，共9天。2月14日（周六）、2月28日（周六）上班。
三、清明节：4月4日（周六）至6日（周一）放假，共3天。
四、劳动节：5月1日（周五）至5日（周二）放假调休，共5天。5月9日（周六）上班。
五、端午节：6月19日（周五）至21日（周日）放假，共3天。
六、中秋节：9月25日（周五）至27日（周日）放假，共3天。
七、国庆节：10月1日（周四）至7日（周三）放假调休，共7天。9月20日（周日）、10月10日（周六）上班。
节假日期间，各地区、各部门要妥善安排好值班和安全、保卫、疫情防控等工作。"""


def kinds(text: str, year: int = 2027) -> list[tuple[str, str, str]]:
    """Each day with its kind and name; nothing may be unread."""
    days, bad = read_days(text, year=year)
    assert bad == []
    return [(one.day.isoformat(), one.kind.value, one.name) for one in days]


def test_a_whole_notice_says_what_the_shipped_table_says() -> None:
    """The layout is that of the notice of 2026; the days are those the product ships for that year."""
    days, bad = read_days(NOTICE, year=2026)
    assert bad == []
    shipped = [row for row in queries.read_folder(queries.SHIPPED).days if row.day.year == 2026]
    assert [(one.day, one.kind) for one in days] == [(row.day, row.kind) for row in shipped]
    assert [one.name for one in days] == [row.name for row in shipped]
    assert [one.name_en for one in days] == [row.name_en for row in shipped]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("元旦：1月1日放假", [("2027-01-01", "holiday", "元旦")]),
        ("元旦：2027年1月1日放假", [("2027-01-01", "holiday", "元旦")]),
        ("2027-01-01,holiday,元旦", [("2027-01-01", "holiday", "元旦")]),
        ("2027/1/1\t放假\t元旦", [("2027-01-01", "holiday", "元旦")]),
        (
            "2026-12-31 至 2027-01-01，放假，元旦",
            [("2026-12-31", "holiday", "元旦"), ("2027-01-01", "holiday", "元旦")],
        ),
        (
            "春节:２月６日至７日放假\n2月14日上班",
            [
                ("2027-02-06", "holiday", "春节"),
                ("2027-02-07", "holiday", "春节"),
                ("2027-02-14", "makeup", "春节调休上班"),
            ],
        ),
        (
            "国庆节：9月26日、10月9日上班，10月1日放假",
            [
                ("2027-09-26", "makeup", "国庆节调休上班"),
                ("2027-10-01", "holiday", "国庆节"),
                ("2027-10-09", "makeup", "国庆节调休上班"),
            ],
        ),
        ("没有日期的一行\n\n", []),
    ],
)
def test_lines(text: str, found: list[tuple[str, str, str]]) -> None:
    assert kinds(text) == found


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("元旦：1月1日", "看不出是放假还是上班"),
        ("1月1日放假", "看不出是哪个节日"),
        ("元旦：2月30日放假", "没有“2月30日”这一天"),
        ("元旦：1月3日至1日放假", "起止日期不对"),
        ("春节：1月1日至6月1日放假", "起止日期不对"),
        ("元旦：1日放假", "没有“1日”这一天"),
    ],
)
def test_what_cannot_be_read_is_named_and_the_rest_is_read(text: str, why: str) -> None:
    days, bad = read_days(f"{text}\n劳动节：5月1日放假", year=2027)
    assert [(one["line"], one["title"]) for one in bad] == [(1, why)]
    assert [(one.day, one.kind) for one in days] == [(date(2027, 5, 1), DayKind.HOLIDAY)]


@pytest.mark.parametrize(
    ("name", "english"),
    [
        ("春节", "Spring Festival"),
        ("中秋节、国庆节", "Mid-Autumn Festival and National Day"),
        ("国庆节调休上班", "Make-up day, National Day"),
        ("厂庆日", ""),
    ],
)
def test_english_names(name: str, english: str) -> None:
    assert english_of(name) == english


@given(
    st.text(alphabet="元旦春节放假上班年月日至、，。（）：12345670-/ \n\t", max_size=200),
    st.integers(2000, 2100),
)
def test_no_text_breaks_it(text: str, year: int) -> None:
    days, bad = read_days(text, year=year)
    assert all(one.name for one in days)
    assert all(one["title"] for one in bad)
