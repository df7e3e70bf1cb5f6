"""Hot issues: features, groups, heat, names, and texts that nobody would write."""

import random
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.language.rules.hot import (
    Commonness,
    Groups,
    Heard,
    Report,
    course,
    features,
    heat,
    issues,
    named,
)

DAY = datetime(2026, 3, 1, 9, tzinfo=UTC)
PLANT = [
    "丽景新城附近搅拌站噪音扰民",
    "投诉丽景新城旁建搅拌站",
    "丽景新城搅拌站粉尘污染",
    "丽景新城搅拌站彻夜施工噪音",
]
PARKING = [
    "滨河苑捆绑销售车位",
    "滨河苑购房强制捆绑车位",
    "投诉滨河苑车位捆绑销售",
    "滨河苑开发商捆绑销售车位",
]
ALONE = ["老年证去哪里办", "公交末班车太早", "菜市场缺斤少两", "学校门口缺红绿灯", "图书馆周末关门"]


def report(n: int, subject: str, *, days: float = 0, by: str = "") -> Report:
    return Report(f"{n:03}", subject, subject, DAY + timedelta(days=days), by or f"u{n}")


def all_of(*lists: list[str]) -> list[Report]:
    return [report(n, one, days=n) for n, one in enumerate(one for some in lists for one in some)]


def test_issues_come_out_whole_and_apart() -> None:
    found = issues(all_of(PLANT, ALONE, PARKING))
    told = {issue.place: sorted(one.subject for one in issue.reports) for issue in found}
    assert told == {"丽景新城": sorted(PLANT), "滨河苑": sorted(PARKING)}


@given(st.randoms(use_true_random=False))
def test_whatever_the_order_nothing_is_chained(chance: random.Random) -> None:
    reports = all_of(PLANT, PARKING, ALONE)
    chance.shuffle(reports)
    for issue in issues(reports):
        said = {one.subject for one in issue.reports}
        assert said <= set(PLANT) or said <= set(PARKING)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "😀" * 50,
        "a" * 10_000,
        "路灯" * 5_000,
        "'; DROP TABLE x; --",
        "<script>alert(1)</script>",
        "\x00\ufffe",
    ],
)
def test_texts_nobody_would_write(text: str) -> None:
    reports = [report(n, text) for n in range(4)] + [report(9, "三号楼路灯坏了")]
    assert all(len(issue.title) <= 40 for issue in issues(reports))
    assert len(named([text, text], lambda _: 1).title) <= 40


def test_one_person_is_one_household() -> None:
    assert issues([report(n, one, by="same") for n, one in enumerate(PLANT)]) == []
    again = heat([Heard(DAY, "a"), Heard(DAY, "a")], at=DAY)
    two = heat([Heard(DAY, "a"), Heard(DAY, "b")], at=DAY)
    assert (again.now, two.now) == (1.25, 2.0)
    assert (again.reporters, two.reporters) == (1, 2)


def test_heat_halves_in_a_fortnight_and_the_peak_stays() -> None:
    heard = [Heard(DAY + timedelta(days=n), f"u{n}") for n in range(4)]
    now, later = (heat(heard, at=DAY + timedelta(days=day)) for day in (3, 17))
    assert later.now == pytest.approx(now.now / 2, rel=0.01)
    assert later.peak == now.peak == 4.0
    assert heat(heard, at=DAY, cohesion=0.05).peak == 2.0
    with pytest.raises(ValueError, match="no reports"):
        heat([], at=DAY)


def test_the_busiest_thirty_days_count() -> None:
    spread = heat([Heard(DAY + timedelta(days=20 * n), f"u{n}") for n in range(6)], at=DAY)
    assert spread.peak == 2.0


@pytest.mark.parametrize(
    "lead", ["您好，", "你好,", "我是住户，", "又来麻烦你们了，", "反映一件事，", "巡查发现："]
)
def test_a_title_begins_with_the_matter(lead: str) -> None:
    said = f"{lead}东苑小广场路灯整夜不亮"
    assert named([said, said], lambda _: 1).title == "东苑小广场路灯整夜不亮"


def test_a_course_counts_every_report_once() -> None:
    assert course([1, 7, 8, 30, -4], first=1, last=28, step=7) == [2, 1, 0, 0]


def test_seeded_groups_take_more_in_and_add_up() -> None:
    reports = all_of(PLANT, PARKING, ALONE)
    said = {one.id: features(one) for one in reports}
    common, groups = Commonness(), Groups()
    common.count(said.values())
    vectors = {one.id: common.vector(said[one.id]) for one in reports}
    number = groups.seed((one.id, vectors[one.id], one.at.toordinal()) for one in reports[:3])
    for one in reports[3:]:
        groups.add(one.id, vectors[one.id], one.at.toordinal())
    assert groups.held["003"] == number
    groups.reconsider([one.id for one in reports])
    assert sorted(one for group in groups.groups.values() for one in group.members) == sorted(said)
    for group in groups.groups.values():
        length = sum(weight * weight for weight in group.sum.values())
        assert group.square == pytest.approx(length, abs=1e-6)


def test_a_name_is_what_all_share() -> None:
    assert named(PARKING, lambda _: 4).place == "滨河苑"
    assert named([], lambda _: 0).title == ""
