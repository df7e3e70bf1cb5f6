"""What a matter's words must be, what its reference looks like, how words are shortened."""

from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.kit import ids
from linli.kit.errors import Refused
from linli.matters.rules.words import (
    SUBJECT_MOST,
    WORDS_MOST,
    check_reason,
    check_words,
    code_of,
    reference_of,
    subject_of,
    tidy,
    tidy_reference,
)

TIDY: tuple[tuple[str, str], ...] = (
    ("  路灯 \t 坏了  ", "路灯 坏了"),
    ("一\r\n二\r三", "一\n二\n三"),
    ("一\n\n\n\n二", "一\n二"),
    ("零\u200b宽\ufeff\u202e字\x00符", "零宽字符"),
    ("\u3000全角空格\u3000", "全角空格"),
    ("", ""),
)


@pytest.mark.parametrize(("said", "kept"), TIDY)
def test_tidy(said: str, kept: str) -> None:
    assert tidy(said) == kept


@given(st.text())
def test_tidy_twice_is_tidy_once(text: str) -> None:
    assert tidy(tidy(text)) == tidy(text)


SUBJECTS: tuple[tuple[str, str], ...] = (
    ("路灯坏了。请来修！谢谢", "路灯坏了"),
    ("第一行\n第二行", "第一行"),
    ("。。。", "。。。"),
    ("长" * 100, "长" * (SUBJECT_MOST - 1) + "…"),
    ("正" * SUBJECT_MOST, "正" * SUBJECT_MOST),
)


@pytest.mark.parametrize(("words", "subject"), SUBJECTS)
def test_subject(words: str, subject: str) -> None:
    assert subject_of(words) == subject


@pytest.mark.parametrize("words", ["", "  \n\t ", "\u200b\u200b"])
def test_no_words_are_refused(words: str) -> None:
    with pytest.raises(Refused) as told:
        check_words(words)
    assert told.value.type == "matter/no-words"
    assert told.value.fields[0]["field"] == "words"


def test_words_have_an_end() -> None:
    assert len(check_words("字" * WORDS_MOST)) == WORDS_MOST
    with pytest.raises(Refused) as told:
        check_words("字" * (WORDS_MOST + 1))
    assert told.value.type == "matter/too-long"


@pytest.mark.parametrize("reason", ["", " ", "无"])
def test_a_reason_is_more_than_a_sigh(reason: str) -> None:
    with pytest.raises(Refused) as told:
        check_reason(reason)
    assert told.value.type == "matter/no-reason"
    assert told.value.fields[0]["field"] == "reason"


def test_a_reason_is_kept() -> None:
    assert check_reason(" 不归社区管 ") == "不归社区管"
    assert len(check_reason("长" * 5000)) == 2000


MIDNIGHT = datetime(2026, 11, 22, 0, 5, tzinfo=ZoneInfo("Asia/Shanghai"))


def test_a_reference_is_the_day_and_eight_digits() -> None:
    found = reference_of(UUID(int=1), MIDNIGHT)
    assert found.startswith("261122-")
    assert len(found) == 16
    assert reference_of(UUID(int=1), MIDNIGHT) == found
    assert len({reference_of(ids.new(), MIDNIGHT) for _ in range(2000)}) > 1990


REFERENCES: tuple[tuple[str, str], ...] = (
    ("261122-4837-2916", "261122-4837-2916"),
    ("26112248372916", "261122-4837-2916"),
    (" 261122 4837 2916 ", "261122-4837-2916"),
    ("２６１１２２－４８３７－２９１６", "261122-4837-2916"),
    ("编号：261122-4837-2916", "261122-4837-2916"),
    ("261122-4837-291", ""),
    ("261122-4837-29166", ""),
    ("", ""),
    ("二六一一", ""),
)


@pytest.mark.parametrize(("typed", "read"), REFERENCES)
def test_a_reference_as_typed(typed: str, read: str) -> None:
    assert tidy_reference(typed) == read


@given(st.binary(min_size=1, max_size=16))
def test_a_code_is_six_digits(seed: bytes) -> None:
    code = code_of(seed)
    assert len(code) == 6
    assert code.isdigit()
