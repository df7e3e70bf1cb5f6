"""The rules of what is put on paper: codes, what a card is worth, how long ahead a notice hangs, numbers of sheets."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from linli.kit.errors import Refused
from linli.visits.rules import boards, cards, interviews, notices, papers, routesheets
from linli.visits.rules.cards import Validity

TODAY = date(2026, 11, 27)


def test_codes_are_long_unlike_and_read_back_as_typed() -> None:
    codes = {cards.new_code() for _ in range(300)}
    assert len(codes) == 300
    code = codes.pop()
    assert len(code) == 20
    assert len(cards.ALPHABET) ** 20 > 2**80
    assert not set("01ilo") & set(cards.ALPHABET)
    assert cards.tidy_code(f" {code[:10].upper()}-{code[10:]} ") == code


@pytest.mark.parametrize("text", ["", "abc", "0" * 20, "a" * 21, "%00" * 10, "啊" * 20])
def test_what_is_no_code_is_nothing(text: str) -> None:
    assert cards.tidy_code(text) == ""


@pytest.mark.parametrize(
    ("withdrawn", "open", "holds", "on_leave", "worth"),
    [
        (False, True, True, False, Validity.ON_DUTY),
        (False, True, True, True, Validity.ON_LEAVE),
        (False, True, False, False, Validity.NOT_IN_POST),
        (False, False, True, False, Validity.NOT_IN_POST),
        (True, True, True, False, Validity.WITHDRAWN),
        (True, False, False, True, Validity.WITHDRAWN),
    ],
)
def test_what_a_card_is_worth(
    withdrawn: bool, open: bool, holds: bool, on_leave: bool, worth: Validity
) -> None:
    assert cards.valid_today(withdrawn=withdrawn, open=open, holds=holds, on_leave=on_leave) is worth


@pytest.mark.parametrize(
    ("days", "urgent", "fine"), [(3, "", True), (2, "", False), (0, "燃气泄漏排查", True), (0, " ", False)]
)
def test_a_notice_hangs_three_days_before(days: int, urgent: str, fine: bool) -> None:
    first = TODAY + timedelta(days=days)
    if fine:
        notices.check_ahead(first, up_on=TODAY, urgent=urgent)
        return
    with pytest.raises(Refused) as told:
        notices.check_ahead(first, up_on=TODAY, urgent=urgent)
    assert told.value.type == "notice/too-late"
    assert "提前3天" in told.value.zh


@pytest.mark.parametrize(("first", "last"), [(5, 4), (-9, -1), (0, 200)])
def test_days_that_cannot_be(first: int, last: int) -> None:
    with pytest.raises(Refused):
        notices.check_days(TODAY + timedelta(days=first), TODAY + timedelta(days=last), today=TODAY)


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        (date(2026, 11, 30), date(2026, 11, 30), "11月30日"),
        (date(2026, 11, 28), date(2026, 11, 30), "11月28日至30日"),
        (date(2026, 11, 30), date(2026, 12, 2), "11月30日至12月2日"),
        (date(2026, 12, 30), date(2027, 1, 2), "12月30日至2027年1月2日"),
    ],
)
def test_days_as_they_are_said(first: date, last: date, said: str) -> None:
    assert notices.span(first, last) == said


def test_the_words_for_a_chat_group_say_all_that_protects() -> None:
    told = notices.chat_words(
        community="本社区",
        what="查电线。",
        places=["梧桐新村 1、3幢"],
        days="11月30日",
        hours="9:00–11:30",
        people=["网格员王小明"],
        phone="65550000",
        link="https://x/v/abc/",
    )
    for words in (
        "梧桐新村 1、3幢",
        "网格员王小明",
        "不收费",
        "不要验证码",
        "110",
        "https://x/v/abc/",
        "65550000",
    ):
        assert words in told
    assert "查电线。。" not in told


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("261127-003-1", "261127-003-1"),
        ("261127 003 12", "261127-003-12"),
        ("2611270031", "261127-003-1"),
        ("２６１１２７－００３－１", "261127-003-1"),
        ("261127-00301-2", "261127-00301-2"),
        ("26112", ""),
        ("第三张", ""),
    ],
)
def test_numbers_of_sheets_as_typed(typed: str, number: str) -> None:
    assert routesheets.tidy_number(typed) == number


def test_numbers_of_sheets() -> None:
    assert routesheets.number_of(TODAY, "970101001001003", 2) == "261127-003-2"
    assert routesheets.number_of(TODAY, "970101001001", 1) == "261127-000-1"


def test_when_a_visit_on_a_sheet_happened() -> None:
    now = datetime(2026, 11, 27, 8, tzinfo=UTC)
    yesterday = TODAY - timedelta(days=1)

    def at(on: date, said: time | None = None) -> datetime:
        return routesheets.happened_at(on, said=said, now=now, zone=UTC)

    assert at(TODAY) == now
    assert at(yesterday) == datetime(2026, 11, 26, 12, tzinfo=UTC)
    assert at(yesterday, time(9, 30)) == datetime(2026, 11, 26, 9, 30, tzinfo=UTC)
    assert at(TODAY, time(23)) == now
    with pytest.raises(Refused):
        at(TODAY + timedelta(days=1))


def test_what_hangs_too_long() -> None:
    assert boards.standing(None, TODAY) == ""
    assert boards.standing(TODAY - timedelta(days=1), TODAY) == "late"
    assert boards.standing(TODAY, TODAY) == "soon"
    assert boards.standing(TODAY + timedelta(days=9), TODAY) == ""


def test_a_talk_needs_somebody_and_a_topic() -> None:
    now = datetime(2026, 11, 27, 8, tzinfo=UTC)
    interviews.check(person="王秀英", topic="楼道堆物", at=now + timedelta(days=2), now=now)
    for person, topic, at in (("", "x", now), ("x", " ", now), ("x", "x", now - timedelta(days=400))):
        with pytest.raises(Refused):
            interviews.check(person=person, topic=topic, at=at, now=now)


def test_who_signed_for_whom() -> None:
    assert papers.signed("李红", "王秀英") == "李红 代 王秀英"
    assert papers.signed("王秀英", "") == "王秀英"
    assert papers.signed("", "王秀英") == ""
