"""What two editions differ in, by tables of cases; fingerprints; reasons."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.editions import rules
from linli.editions.rules import Kind, Noun
from linli.kit.errors import Refused

NOUN = Noun("thing", "code")


def rows(text: str) -> list[dict[str, Any]]:
    """`a b2 c`: rows by letter, with a name that is the letter or what follows it."""
    return [{"code": word[0], "name": word[1:] or word} for word in text.split()]


@pytest.mark.parametrize(
    ("before", "after", "found"),
    [
        ("a b c", "a b c", {}),
        ("a b", "a b c", {"c": Kind.ADDED}),
        ("a b", "c a b", {"c": Kind.ADDED}),
        ("a b", "b", {"a": Kind.REMOVED}),
        ("a b", "a b2", {"b": Kind.CHANGED}),
        ("a b c d", "b c d a", {"a": Kind.MOVED}),
        ("a b c d", "d a b c", {"d": Kind.MOVED}),
        ("a b", "b a", {"b": Kind.MOVED}),
        ("a b c", "c2 a b", {"c": Kind.CHANGED}),
        ("", "a", {"a": Kind.ADDED}),
    ],
)
def test_what_became_of_the_rows(before: str, after: str, found: dict[str, Kind]) -> None:
    told = rules.differences(NOUN, rows(before), rows(after))
    assert {one.key: one.kind for one in told} == found


def test_a_changed_row_names_its_columns() -> None:
    (told,) = rules.differences(
        NOUN, [{"code": "a", "name": "甲", "n": 1}], [{"code": "a", "name": "甲", "n": 2}]
    )
    assert [(one.field, one.before, one.after) for one in told.fields] == [("n", 1, 2)]
    assert told.label == "甲"


@given(st.permutations("abcdefgh"))
def test_of_those_that_could_be_called_moved_the_fewest_are(order: list[str]) -> None:
    told = rules.differences(NOUN, rows("a b c d e f g h"), rows(" ".join(order)))
    moved = {one.key for one in told if one.kind is Kind.MOVED}
    stayed = [one for one in order if one not in moved]
    assert stayed == sorted(stayed)
    longest = max(
        len(run)
        for n in range(256)
        if (run := [one for bit, one in enumerate(order) if n >> bit & 1]) == sorted(run)
    )
    assert len(stayed) == longest


def test_a_fingerprint_is_of_rows_and_their_order() -> None:
    one = [{"code": "a", "name": "甲"}, {"code": "b", "name": "乙"}]
    assert rules.digest(one) == rules.digest([dict(reversed(row.items())) for row in one])
    assert rules.digest(one) != rules.digest(one[::-1])


def test_a_ledger_entry_holds_keys_counts_and_columns_and_no_words() -> None:
    before = [{"code": f"c{n}", "name": f"名称{n}"} for n in range(80)]
    after = [{"code": f"c{n}", "name": f"改名{n}"} for n in range(70)]
    facts = rules.facts_of(rules.differences(NOUN, before, after))
    assert facts["changed_count"] == 70
    assert facts["removed_count"] == 10
    assert facts["fields"] == ["name"]
    assert len(facts["changed"]) == rules.NAMED_MOST  # pyright: ignore[reportArgumentType]
    assert "名" not in str(facts)


def test_what_came_later_stays_switched_off() -> None:
    old, stands = (
        [{"code": "a", "active": True}],
        [{"code": "a", "active": False}, {"code": "b", "active": True}],
    )
    assert rules.put_back(NOUN, old, stands) == [
        {"code": "a", "active": True},
        {"code": "b", "active": False},
    ]


@pytest.mark.parametrize("text", ["", " ", "改", " 改 ", "长" * 201])
def test_a_reason_says_something(text: str) -> None:
    with pytest.raises(Refused) as refused:
        rules.check_reason(text)
    assert refused.value.type == "edition/no-reason"


def test_a_reason_is_kept_without_needless_space() -> None:
    assert rules.check_reason("  保洁  换了公司 ") == "保洁 换了公司"
