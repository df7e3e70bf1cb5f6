"""Times as people and spreadsheets write them."""

from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from linli.language.rules.dates import find_time, read_moment, read_time

HERE = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 11, 4, 12, 0, tzinfo=HERE)  # a Wednesday


def at(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=HERE)  # type: ignore[misc, arg-type]


@pytest.mark.parametrize(
    ("value", "moment"),
    [
        ("2019/2/28 11:25:05", at(2019, 2, 28, 11, 25, 5)),
        ("2019-02-28 11:25", at(2019, 2, 28, 11, 25)),
        ("2019/2/28", at(2019, 2, 28)),
        ("2019.2.28", at(2019, 2, 28)),
        ("２０１９／２／２８ １１：２５", at(2019, 2, 28, 11, 25)),
        ("2019年2月28日 11时25分", at(2019, 2, 28, 11, 25)),
        ("2019年2月28日11时25分05秒", at(2019, 2, 28, 11, 25, 5)),
        ("2019年2月28日18时前", at(2019, 2, 28, 18)),
        ("2019年2月28日 星期四 下午3:05", at(2019, 2, 28, 15, 5)),
        ("2019年2月28日下午3点半", at(2019, 2, 28, 15, 30)),
        ("2019-02-28 12:05 AM", at(2019, 2, 28, 0, 5)),
        ("2019-02-28 3:05 PM", at(2019, 2, 28, 15, 5)),
        ("2019-02-28 24:00", at(2019, 3, 1)),
        ("20190228", at(2019, 2, 28)),
        ("20190228112505", at(2019, 2, 28, 11, 25, 5)),
        ("2019-02-28T03:25:05Z", at(2019, 2, 28, 11, 25, 5)),
        ("2019-02-28T11:25:05.123+08:00", at(2019, 2, 28, 11, 25, 5)),
        ("43524.4757523148", at(2019, 2, 28, 11, 25, 5)),
        (43524, at(2019, 2, 28)),
        (43524.4757523148, at(2019, 2, 28, 11, 25, 5)),
        (datetime(2019, 2, 28, 11, 25), at(2019, 2, 28, 11, 25)),  # noqa: DTZ001 (a spreadsheet's cell has no zone)
        (datetime(2019, 2, 28, 3, 25, tzinfo=UTC), at(2019, 2, 28, 11, 25)),
        (date(2019, 2, 28), at(2019, 2, 28)),
    ],
)
def test_read_time(value: object, moment: datetime) -> None:
    assert read_time(value, HERE) == moment


@pytest.mark.parametrize(
    "value",
    [
        "",
        "  ",
        "昨天",
        "2019/13/1",
        "2019-02-30",
        "2019-02-28 25:00",
        "28/2/2019",
        5,
        1e9,
        float("nan"),
        True,
        None,
        b"2019",
        "#N/A",
    ],
)
def test_what_is_no_time_is_refused_with_a_reason(value: object) -> None:
    with pytest.raises(ValueError, match=" / "):
        read_time(value, HERE)


@pytest.mark.parametrize(
    ("stamp", "moment"),
    [
        ("10:21", at(2026, 11, 4, 10, 21)),
        ("10:21:05", at(2026, 11, 4, 10, 21, 5)),
        ("23:50", at(2026, 11, 3, 23, 50)),
        ("昨天 21:03", at(2026, 11, 3, 21, 3)),
        ("前天 晚上9:03", at(2026, 11, 2, 21, 3)),
        ("星期三 08:15", at(2026, 11, 4, 8, 15)),
        ("星期三 18:15", at(2026, 10, 28, 18, 15)),
        ("周日 08:15", at(2026, 11, 1, 8, 15)),
        ("星期天 08:15", at(2026, 11, 1, 8, 15)),
        ("11月3日 10:21", at(2026, 11, 3, 10, 21)),
        ("12月3日 10:21", at(2025, 12, 3, 10, 21)),
        ("2026年11月3日 10:21", at(2026, 11, 3, 10, 21)),
        ("2027年1月3日 10:21", at(2027, 1, 3, 10, 21)),
        ("下午3:05", at(2026, 11, 3, 15, 5)),
        ("上午10:21", at(2026, 11, 4, 10, 21)),
    ],
)
def test_read_moment(stamp: str, moment: datetime) -> None:
    assert read_moment(stamp, NOW) == moment


def test_a_bare_clock_belongs_to_the_day_of_the_bar_above() -> None:
    assert read_moment("23:50", NOW, on=date(2026, 11, 2)) == at(2026, 11, 2, 23, 50)


@pytest.mark.parametrize("stamp", ["停水 10:21", "25:00", "10:61", "2月30日 10:00", "", "星期八 10:00"])
def test_no_moment(stamp: str) -> None:
    assert read_moment(stamp, NOW) is None


def test_find_time_takes_the_first_whole_date() -> None:
    assert find_time("请于2026年11月5日18时前反馈", HERE) == at(2026, 11, 5, 18)
    assert find_time("2026-13-45，改为2026-11-06", HERE, end_of_day=True) == at(2026, 11, 6, 23, 59, 59)
    assert find_time("3个工作日", HERE) is None


ANYTHING: st.SearchStrategy[Any] = st.one_of(
    st.text(max_size=30), st.floats(), st.integers(), st.none(), st.booleans(), st.dates(), st.datetimes(),
    st.text(alphabet="0123456789年月日时分-/: 上下午星期三半前", max_size=24),
)  # fmt: skip


@given(ANYTHING)
@settings(max_examples=400, deadline=None)
def test_read_time_gives_an_aware_time_or_a_reason(value: object) -> None:
    try:
        moment = read_time(value, HERE)
    except (ValueError, OverflowError):
        return
    assert moment.tzinfo is not None


@given(st.text(alphabet="0123456789年月日时分-/: 上下午昨前天周星期三一半", max_size=24))
@settings(max_examples=400, deadline=None)
def test_moments_never_crash(stamp: str) -> None:
    moment = read_moment(stamp, NOW)
    assert moment is None or moment.tzinfo is not None
    find_time(stamp, HERE, end_of_day=True)
