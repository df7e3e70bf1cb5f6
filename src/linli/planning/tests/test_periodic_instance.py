"""Reading instances: what stands where, which day a bit is, and a sentence for everything that is wrong."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.kit.errors import Refused
from linli.planning.rules.periodic.instance import read

GOOD = "1 2 3 4\n100 50\n100 50\n0 50\n100 0\n0 10 20 0 0 0 0\n1 1 2 5 7 1 2 1 8\n2 3 4 0 1 2 1 10\n3 5 6 0 1 0 0\n"


def test_what_stands_where() -> None:
    """Bounds come as time and load, a customer's service before his demand; who is never visited is left out."""
    instance = read(GOOD)
    assert (instance.vehicles, instance.days, instance.depot) == (2, 4, (10.0, 20.0))
    assert instance.time_most == (100, 100, 0, 100)
    assert instance.load_most == (50, 50, 50, 0)
    assert [customer.number for customer in instance.customers] == [1, 2]
    first = instance.customers[0]
    assert (first.x, first.y, first.service, first.demand, first.patterns) == (1, 2, 5, 7, (1, 8))


def test_files_of_other_systems() -> None:
    """Ends of lines, empty lines and the mark behind the last are no matter."""
    assert read(GOOD.replace("\n", "\r\n") + "\r\n\x1a") == read(GOOD)
    assert read(GOOD.replace(" ", "\t").replace("\n", "  \n\n")) == read(GOOD)


def test_the_first_day_is_the_highest_bit() -> None:
    """Pattern 10 of four days is the first and the third."""
    instance = read(GOOD)
    assert [day for day in range(4) if instance.is_on(10, day)] == [0, 2]


@pytest.mark.parametrize(
    ("old", "new", "line", "word"),
    [
        ("1 2 3 4\n", "0 2 3 4\n", 1, "type 0"),
        ("1 2 3 4\n", "2 2 3 4\n", 1, "type 2"),
        ("1 2 3 4\n", "1 2 3\n", 1, "4 numbers"),
        ("1 2 3 4\n", "1 0 3 4\n", 1, "vehicles"),
        ("1 2 3 4\n", "1 2 3 40\n", 1, "days"),
        ("1 2 3 4\n", "1 2 99999999 4\n", 1, "customers"),
        ("1 2 3 4\n", "1 2000 2000 31\n", 1, "together"),
        ("1 2 3 4\n", "1 2 4 4\n", 9, "lines"),
        ("3 5 6 0 1 0 0\n", "", 8, "lines"),
        ("100 50\n100", "100\n100", 2, "2 numbers"),
        ("\n0 50\n", "\n-1 50\n", 4, "negative"),
        ("5 7 1 2 1 8", "5 7 1 3 1 8", 7, "3 numbers"),
        ("5 7 1 2 1 8", "5 7 1 2 1 16", 7, "16"),
        ("5 7 1 2 1 8", "5 7 1 2 0 8", 7, "pattern 0"),
        ("5 7 1 2 1 8", "5 7 1 0", 7, "no day patterns"),
        ("5 7 1 2 1 8", "5 -7 1 2 1 8", 7, "negative"),
        ("5 7 1 2 1 8", "5 seven 1 2 1 8", 7, "seven"),
        ("5 7 1 2 1 8", "5 nan 1 2 1 8", 7, "nan"),
        ("5 7 1 2 1 8", "5 1e300 1 2 1 8", 7, "1e300"),
        ("5 7 1 2 1 8", "5 7 1.5 2 1 8", 7, "1.5"),
        ("5 7 1 2 1 8", "5 7", 7, "7 numbers"),
        ("2 3 4 0 1 2 1 10", "1 3 4 0 1 2 1 10", 9, "twice"),
        ("0 10 20 0 0 0 0", "0 10", 6, "coordinates"),
    ],
)
def test_what_is_wrong_is_said_by_its_line(old: str, new: str, line: int, word: str) -> None:
    """Every refusal names the line and the matter, in both languages."""
    assert old in GOOD
    with pytest.raises(Refused) as refused:
        read(GOOD.replace(old, new))
    assert f"第 {line} 行" in refused.value.zh
    assert refused.value.en.startswith(f"Line {line} ")
    assert word in refused.value.en


@given(st.text(alphabet="0123456789 .-\nenaif", max_size=60) | st.text(max_size=30))
def test_no_text_is_an_accident(text: str) -> None:
    """Whatever stands in a file, it is read or refused."""
    with suppress(Refused):
        read(text)


@given(st.integers(0, len(GOOD) - 1))
def test_what_is_cut_off_is_refused(at: int) -> None:
    """A file that broke off is no smaller instance."""
    if GOOD[at:].strip(" 0\n"):
        with pytest.raises(Refused):
            read(GOOD[:at])
