"""Area codes: what has the form of one, what lies below, what lies above."""

import pytest

from linli.kit.areas import LENGTHS, bounds, community_of, is_area, parent_of

CODE = "97010100100100105"


@pytest.mark.parametrize("length", sorted(LENGTHS))
def test_every_level_is_an_area(length: int) -> None:
    assert is_area(CODE[:length])


@pytest.mark.parametrize(
    "text", ["", "9", "970", "97010", "9701010010010010500", "97O1", "9 01", "９７", "٩٧", "-1"]
)
def test_no_area(text: str) -> None:
    assert not is_area(text)


@pytest.mark.parametrize("length", sorted(LENGTHS))
def test_below_is_one_range(length: int) -> None:
    low, high = bounds(CODE[:length])
    inside = [CODE[:n] for n in sorted(LENGTHS) if n >= length]
    assert all(low <= code < high for code in inside)
    other = CODE[: length - 1] + ("9" if CODE[length - 1] != "9" else "8")
    assert not low <= other < high
    assert not low <= other + "001" < high


@pytest.mark.parametrize(
    ("area", "community"),
    [
        (CODE, CODE[:12]),
        (CODE[:12], CODE[:12]),
        ("970101001", "970101001000"),
        ("97", "970000000000"),
        ("", "000000000000"),
    ],
)
def test_community(area: str, community: str) -> None:
    assert community_of(area) == community


@pytest.mark.parametrize(
    ("area", "parent"),
    [(CODE, CODE[:15]), (CODE[:15], CODE[:12]), (CODE[:12], CODE[:9]), ("9701", "97"), ("97", ""), ("", "")],
)
def test_parent(area: str, parent: str) -> None:
    assert parent_of(area) == parent
