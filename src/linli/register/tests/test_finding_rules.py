"""What is typed into the register's box, and the ways it may be meant."""

import pytest

from linli.register.rules.finding import By, Dictionary, Noun, numbers_in, ways, words_of

KNOWN = Dictionary(
    {"独居老人": ("living_alone_elder", False), "精神障碍患者": ("mental_disorder", True)},
    key=len,
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


def test_numbers_are_found_whole_and_by_their_end() -> None:
    assert numbers_in("32050219580312001x") == ("32050219580312001X", "001X")
    assert numbers_in("12") == ()
