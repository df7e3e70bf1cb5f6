"""What is typed into the register's box, and the ways it may be meant."""

import sys
from types import FrameType
from typing import Any

import pytest

from linli.register.rules import finding
from linli.register.rules.finding import By, Dictionary, Noun, numbers_in, ways, words_of

KNOWN = Dictionary(
    {"独居老人": ("living_alone_elder", False), "精神障碍患者": ("mental_disorder", True)},
    keys=[len],
)


def meant(query: str, noun: Noun = Noun.RESIDENT) -> list[tuple[str, ...]]:
    return [way.tokens for way in ways(query, noun, KNOWN)]


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("王　３－２", ["王", "3-2"]),
        ("三幢二单元五零一室", ["3幢2单元501室"]),
        ("十二幢", ["12幢"]),
        ("３幢，２单元", ["3幢", "2单元"]),
        ("ＺＸＭ", ["zxm"]),
        ("lü", ["lv"]),
        ("   ", []),
        ("a b c d e f g h", ["a", "b", "c", "d", "e", "f"]),
    ],
)
def test_words_in_one_form(typed: str, words: list[str]) -> None:
    assert words_of(typed) == words


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("王", ("^王",)),
        ("老王", ("n老王",)),
        ("王阿姨", ("n王阿", "n阿姨")),
        ("王秀英", ("n王秀", "n秀英")),
        ("zxm", ("azxm",)),
        ("wangxiuy", ("awangxiuy",)),
        ("3-2-501", ("e3-2", "r501")),
        ("3幢2单元501", ("e3-2", "r501")),
        ("3号楼501室", ("b3", "r501")),
        ("3-501", ("b3", "r501")),
        ("3-2", ("e3-2",)),
        ("甲1号楼", ("b甲1",)),
        ("1234", ("t4",)),
        ("001x", ("t4",)),
        ("13812345678", ("t11",)),
        ("501", ("r501",)),
        ("5", ("b5",)),
    ],
)
def test_the_likeliest_way(typed: str, first: tuple[str, ...]) -> None:
    assert meant(typed)[0] == first


@pytest.mark.parametrize(
    ("typed", "way"),
    [
        ("老王", ("^王",)),
        ("王阿姨", ("^王",)),
        ("英", ("g英",)),
        ("欧阳", ("^欧", "n欧阳")),
        ("wangxiuy", ("awangxiu", "awxy")),
        ("独居", ("lliving_alone_elder",)),
        ("合唱", ("schoir",)),
        ("3-2", ("b3", "r2")),
        ("1203", ("r1203",)),
        ("阳光", ("p阳光",)),
        ("独居 5幢", ("lliving_alone_elder", "b5")),
        ("王 3-2", ("^王", "e3-2")),
        ("zxm 3幢", ("azxm", "b3")),
    ],
)
def test_another_way(typed: str, way: tuple[str, ...]) -> None:
    assert way in meant(typed)


def test_a_label_few_may_see_is_no_token() -> None:
    told = [way for way in ways("精神 3幢", Noun.RESIDENT, KNOWN) if way.told]
    assert told[0].told == ("mental_disorder",)
    assert told[0].tokens == ("b3",)
    assert told[0].why == (("精神", By.LABEL.value), ("3", By.BUILDING.value))


@pytest.mark.parametrize(
    ("typed", "noun", "ways_"),
    [
        ("惠民 超市", Noun.ORGANISATION, ("n惠民", "n超市")),
        ("huimin", Noun.ORGANISATION, ("ahuimin",)),
        ("hmbld", Noun.ORGANISATION, ("ahmbl", "ambld")),
        ("3幢", Noun.BUILDING, ("b3",)),
        ("阳光新村", Noun.BUILDING, ("n阳光", "n光新", "n新村")),
        ("空关 5幢", Noun.DWELLING, ("dvacant", "b5")),
    ],
)
def test_of_other_nouns(typed: str, noun: Noun, ways_: tuple[str, ...]) -> None:
    assert ways_ in meant(typed, noun)


@pytest.mark.parametrize(
    ("typed", "noun"),
    [
        ("w", Noun.RESIDENT),
        ("", Noun.RESIDENT),
        ("!!!", Noun.RESIDENT),
        ("3-2-501", Noun.BUILDING),
        ("3-2-501", Noun.ORGANISATION),
        ("王", Noun.DWELLING),
        ("zxm", Noun.BUILDING),
        ("123456", Noun.RESIDENT),
    ],
)
def test_what_can_mean_nothing(typed: str, noun: Noun) -> None:
    assert meant(typed, noun) == []


def test_a_long_query_has_few_ways() -> None:
    assert len(ways("阳光 独居 老人 合唱 王 3-2", Noun.RESIDENT, KNOWN)) <= 12


STEPS_MOST = 60_000


class TooManyError(Exception):
    """More was done than is worth a query."""


def steps(query: str, known: Dictionary) -> int:
    """How many lines of the reading are gone through for a query; no further than what is allowed."""
    count = 0

    def trace(frame: FrameType, event: str, _: Any) -> Any:
        nonlocal count
        if frame.f_code.co_filename != finding.__file__:
            return None
        count += 1
        if count > STEPS_MOST:
            raise TooManyError
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        assert ways(query, Noun.RESIDENT, known)
    finally:
        sys.settrace(before)
    return count


@pytest.mark.parametrize("typed", ["老人!" * 8, "老人!" * 20, "合唱 1 2 3 4 5", "王!1234!" * 6, "老王!" * 8])
def test_no_query_is_much_work(typed: str) -> None:
    elders = {f"{n}类老人": (f"elder{n}", n % 2 == 0) for n in range(30)}
    assert steps(typed, Dictionary(elders, keys=[len])) <= STEPS_MOST


def test_the_likeliest_of_many_come_first() -> None:
    elders = {f"{n}类老人": (f"elder{n}", False) for n in range(4)}
    by = [
        tuple(word for word, _ in way.why)
        for way in ways("老人!王", Noun.RESIDENT, Dictionary(elders, [len]))
    ]
    found = [way.tokens for way in ways("老人!王", Noun.RESIDENT, Dictionary(elders, [len]))]
    assert set(by) == {("老人", "王")}
    assert found[:3] == [("n老人", "^王"), ("n老人", "g王"), ("^人", "^王")]
    assert len(found) == len(set(found)) == 12


def test_a_number_is_looked_for_under_every_key() -> None:
    both = Dictionary({}, keys=[int, lambda text: -int(text)])
    found = [way.tokens for way in ways("王 1234", Noun.RESIDENT, both)]
    assert found[0] == ("^王", "t1234")
    assert ("^王", "t-1234") in found
    assert ("^王", "r1234") in found
    assert found.index(("^王", "r1234")) < found.index(("^王", "t-1234"))
    assert len(found) == len(set(found))
    assert [way.tokens for way in ways("13812345678", Noun.ORGANISATION, both)] == [
        ("t13812345678",),
        ("t-13812345678",),
    ]


def test_numbers_are_found_whole_and_by_their_end() -> None:
    assert numbers_in("32050219580312001x") == ("32050219580312001X", "001X")
    assert numbers_in("12") == ()
