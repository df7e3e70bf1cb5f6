"""By how many threads a household is reached, and what is lacking: tables of cases."""

import pytest

from linli.insight.rules.network import ORDER, REACHES, REASONS, Reach, Thread, reach_of, reasons_of

V, P, T, I = Thread.VISIT, Thread.PHONE, Thread.TIE, Thread.INFORMANT  # noqa: E741


@pytest.mark.parametrize(
    ("threads", "reach"),
    [(0, "nobody"), (1, "one"), (2, "two"), (3, "more"), (4, "more"), (9, "more"), (-1, "nobody")],
)
def test_so_many_threads_reach_so_well(threads: int, reach: str) -> None:
    assert reach_of(threads) is Reach(reach)


@pytest.mark.parametrize(
    ("threads", "ever", "worker", "lacking"),
    [
        (set(), False, False, ["never", "phone", "tie", "informant", "worker"]),
        (set(), True, True, ["long", "phone", "tie", "informant"]),
        ({V}, True, True, ["phone", "tie", "informant"]),
        ({V, P, T, I}, True, True, []),
        ({P}, False, True, ["never", "tie", "informant"]),
        ({V, P, T, I}, True, False, ["worker"]),
    ],
)
def test_what_is_lacking(threads: set[Thread], ever: bool, worker: bool, lacking: list[str]) -> None:
    assert reasons_of(frozenset(threads), ever=ever, worker=worker) == lacking


def test_every_word_has_two_names() -> None:
    assert list(REACHES) == list(ORDER)
    assert all(one.zh and one.en for one in (*REACHES.values(), *REASONS.values()))
