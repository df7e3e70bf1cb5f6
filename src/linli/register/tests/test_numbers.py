"""Citizen numbers and credit codes. The numbers are built here; none is anybody's."""

from datetime import date

import pytest

from linli.register.rules.kinds import Sex
from linli.register.rules.numbers import (
    BadNumber,
    age_on,
    check_digit,
    citizen_number,
    is_credit_code,
    mask_number,
)

TODAY = date(2026, 11, 26)
FIRST = "97010119500307123"
WHOLE = FIRST + check_digit(FIRST)


def test_it_tells_day_of_birth_and_sex() -> None:
    read = citizen_number(f" {WHOLE} ", today=TODAY)
    assert (read.text, read.born_on, read.sex) == (WHOLE, date(1950, 3, 7), Sex.MALE)
    other = FIRST[:16] + "4"
    assert citizen_number(other + check_digit(other), today=TODAY).sex == Sex.FEMALE


def test_the_standard_s_own_example_holds() -> None:
    """The two examples in the text of GB 11643—1999."""
    assert check_digit("11010519491231002") == "X"
    assert check_digit("44052418800101001") == "4"


def test_one_of_fifteen_digits_is_written_out() -> None:
    assert citizen_number("970101500307123", today=TODAY).text == WHOLE


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "length"),
        ("12345", "length"),
        (WHOLE[:17] + "Y", "length"),
        ("9.70101E+17", "ruined"),
        ("970101195003071000", "ruined"),
        ("970101195013071234", "date"),
        ("97010120300307123" + check_digit("97010120300307123"), "date"),
        (FIRST + "0123456789X"[("0123456789X".index(WHOLE[17]) + 1) % 11], "check"),
    ],
)
def test_what_cannot_be_right_is_told(text: str, code: str) -> None:
    with pytest.raises(BadNumber) as told:
        citizen_number(text, today=TODAY)
    assert told.value.code == code


def test_ages_are_full_years() -> None:
    assert age_on(date(1966, 11, 26), TODAY) == 60
    assert age_on(date(1966, 11, 27), TODAY) == 59


def test_credit_codes_are_checked() -> None:
    """The example of GB 32100—2015."""
    assert is_credit_code("91350100M000100Y43")
    assert not is_credit_code("91350100M000100Y44")
    assert not is_credit_code("91350100M000100I43")


def test_a_number_is_shown_without_its_middle() -> None:
    assert mask_number(WHOLE) == WHOLE[:6] + "********" + WHOLE[-4:]
    assert mask_number("E1234567") == "********"
