"""Two records become one and apart again, through chains too; nothing is lost on the way."""

from datetime import date
from uuid import UUID

import pytest

from linli.kit import ids
from linli.kit.actor import system
from linli.kit.errors import Conflict, Forbidden, NotFound, Refused
from linli.kit.scope import scope
from linli.register import actions, queries
from linli.register.models import Change, Household, Resident, Secret, Stay
from linli.register.tests import factories as make
from linli.register.tests.factories import act, ask, row, rows
from linli.tests import community as c

pytestmark = pytest.mark.django_db

WHY = "身份证核对是同一个人"


@pytest.fixture
def four() -> list[UUID]:
    """Four records, each a household of its own."""
    by = c.actor("grid1")
    made = [make.member(f"王秀{last}") for last in "甲乙丙丁"]
    for number, one in enumerate(made):
        make.home(by, c.GRIDS[0], one, room=f"{number + 1}01")
    return [one.id for one in made]


def merge(keep: UUID, drop: UUID) -> None:
    act("counter", actions.merge_residents, keep=keep, drop=drop, reason=WHY)


def part(one: UUID) -> None:
    act("counter", actions.part_residents, resident_id=one, reason="弄错了")


def into(records: list[UUID]) -> list[UUID | None]:
    return [row(Resident, id=one).merged_into_id for one in records]


def test_read_as_one_with_the_labels_and_stays_of_both(four: list[UUID]) -> None:
    a, b, *_ = four
    make.label(c.actor("grid1"), b, kind="disabled")
    merge(a, b)
    told = ask("grid1", queries.resident, a)
    assert [one["kind"] for one in told["labels"]] == ["disabled"]
    assert len(told["stays"]) == 2
    assert [one["id"] for one in told["merged"]] == [b]
    assert ask("grid1", queries.resident, b)["merged_into"] == a
    assert ask("counter", queries.resident, b)["abilities"] == ["part"]
    listed = ask("grid1", queries.residents, queries.Narrowed(label="disabled"))["rows"]
    assert [(one["id"], one["labels"]) for one in listed] == [(a, ["disabled"])]
    with pytest.raises(Refused):
        merge(a, b)


def test_undone_it_stands_as_before(four: list[UUID]) -> None:
    a, b, *_ = four
    before = row(Resident, id=b)
    merge(a, b)
    family = before.household_id
    ended = row(Household, id=family)
    assert (ended.size, ended.ending) == (0, "merged")
    assert ended.ended_on is not None
    part(b)
    after = row(Resident, id=b)
    for name in ("state", "household_id", "relation", "name", "merged_into_id"):
        assert getattr(after, name) == getattr(before, name)
    again = row(Household, id=family)
    assert (again.size, again.ended_on, again.ending) == (1, None, "")
    assert [one.until for one in rows(Stay, resident=b)] == [None]
    with pytest.raises(Refused, match="not merged"):
        part(b)


def test_a_chain_is_flat_and_comes_apart_link_by_link(four: list[UUID]) -> None:
    a, b, d, e = four
    merge(b, a)
    merge(d, b)
    merge(e, d)
    assert into(four) == [e, e, e, None]
    part(d)
    assert into(four) == [d, d, None, None]
    part(b)
    assert into(four) == [b, None, None, None]
    part(a)
    assert into(four) == [None, None, None, None]


def test_a_link_from_the_middle_takes_along_what_hung_on_it(four: list[UUID]) -> None:
    a, b, d, e = four
    merge(b, a)  # a is b
    merge(d, b)  # and b is d
    merge(e, d)  # and d is e
    part(b)
    assert into(four) == [b, None, e, None]
    part(d)
    assert into(four) == [b, None, None, None]
    merge(e, b)
    assert into(four) == [e, e, None, None]
    part(a)
    assert into(four) == [None, e, None, None]


def test_what_hung_on_a_link_that_was_parted_first_goes_with_it(four: list[UUID]) -> None:
    a, b, d, e = four
    merge(b, a)  # a is b
    merge(d, b)  # and b is d
    merge(d, e)
    part(b)
    assert into(four) == [b, None, None, d]
    merge(d, b)
    part(e)
    assert into(four) == [d, d, None, None]


def test_whose_household_ended_meanwhile_has_left_with_it() -> None:
    by = c.actor("grid1")
    kept, twin, other = make.member("王秀甲"), make.member("王秀乙"), make.member("李四")
    make.home(by, c.GRIDS[0], kept)
    _, family = make.home(by, c.GRIDS[0], twin, other, room="502")
    merge(kept.id, twin.id)
    day = row(Resident, id=twin.id).changed_at.date()
    act("grid1", actions.leave, residents=[other.id], on=day)
    assert row(Household, id=family).ended_on == day
    part(twin.id)
    assert row(Resident, id=twin.id).state == "left"
    assert [one.until for one in rows(Stay, resident=twin.id)] == [day]


def test_a_household_with_others_in_it_stays() -> None:
    by = c.actor("grid1")
    kept, twin, other = make.member("王秀甲"), make.member("王秀乙"), make.member("李四")
    make.home(by, c.GRIDS[0], kept)
    _, family = make.home(by, c.GRIDS[0], twin, other, room="502")
    merge(kept.id, twin.id)
    assert row(Household, id=family).ended_on is None


def test_a_household_whose_dwelling_is_gone_does_not_stand_again() -> None:
    by = c.actor("grid1")
    kept, twin = make.member("王秀甲"), make.member("王秀乙")
    make.home(by, c.GRIDS[0], kept)
    there, family = make.home(by, c.GRIDS[0], twin, room="502")
    merge(kept.id, twin.id)
    act("grid1", actions.close_dwelling, dwelling_id=there, reason="打通了")
    part(twin.id)
    assert row(Resident, id=twin.id).state == "left"
    assert row(Household, id=family).ended_on is not None


def doubles(who: str = "counter") -> list[set[UUID]]:
    found = ask(who, queries.likely_doubles)["rows"]
    return [{one["id"] for one in group["residents"]} for group in found]


@pytest.fixture
def alike() -> list[UUID]:
    """Three records of one name and one day of birth, each in a home of its own."""
    by = c.actor("grid1")
    made = [make.member("王秀英", born_on=date(1958, 3, 12)) for _ in range(3)]
    for number, one in enumerate(made):
        make.home(by, c.GRIDS[0], one, room=f"{number + 1}01")
    return [one.id for one in made]


def apart(one: UUID, other: UUID, who: str = "counter") -> None:
    act(who, actions.tell_apart, resident_id=one, other=other, reason="身份证核对是两个人")


def test_two_who_were_told_apart_are_no_doubles_any_more(alike: list[UUID]) -> None:
    a, b, d = alike
    assert doubles() == [{a, b, d}]
    apart(a, b)
    assert doubles() == [{a, b, d}]
    apart(d, a)
    assert doubles() == [{b, d}]
    apart(b, d)
    assert doubles() == []
    told = ask("counter", queries.resident, a)["changes"]
    assert {(one["field"], one["after"], one["source"]) for one in told} == {
        ("apart", "王秀英", "身份证核对是两个人")
    }


def test_said_twice_it_is_kept_once_and_merging_stays_possible(alike: list[UUID]) -> None:
    a, b, _ = alike
    apart(a, b)
    apart(b, a)
    assert len(rows(Change, subject=a, field="apart")) == 1
    merge(a, b)
    assert row(Resident, id=b).merged_into_id == a


def test_telling_apart_is_refused_as_merging_is(alike: list[UUID]) -> None:
    a, b, d = alike
    with pytest.raises(Forbidden):
        apart(a, b, "grid1")
    with pytest.raises(NotFound):
        apart(a, b, "next_counter")
    with pytest.raises(NotFound):
        apart(a, a)
    merge(a, d)
    with pytest.raises(Refused):
        apart(a, d)


def test_many_groups_are_looked_through_until_enough_are_found(
    alike: list[UUID], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("linli.register.queries.doubles.PART", 1)
    by = c.actor("grid1")
    later = [make.member("赵玉兰", born_on=date(1960, 1, 1)) for _ in range(2)]
    for number, one in enumerate(later):
        make.home(by, c.GRIDS[0], one, room=f"{number + 5}01")
    for one, other in ((0, 1), (0, 2), (1, 2)):
        apart(alike[one], alike[other])
    assert doubles() == [{one.id for one in later}]


def test_changes_name_homes_and_people_as_far_as_they_are_seen(four: list[UUID]) -> None:
    a, b, *_ = four
    by = c.actor("secretary")
    there, _ = make.home(by, c.GRIDS[1], make.member("李建国"), room="901")
    day = row(Resident, id=a).changed_at.date()
    act("secretary", actions.move, residents=[a], on=day, dwelling_id=there, new_household=ids.new())
    (moved,) = [
        one for one in ask("secretary", queries.resident, a)["changes"] if one["field"] == "household"
    ]
    assert moved["before"].endswith("2-101 王秀甲")
    assert moved["after"].endswith("2-901 王秀甲")
    act("secretary", actions.merge_residents, keep=a, drop=b, reason=WHY)
    told = ask("secretary", queries.resident, b)["changes"]
    assert ("merged_into", "王秀甲") in {(one["field"], one["after"]) for one in told}
    hidden = [one["after"] for one in ask("grid1", queries.resident, b)["changes"]]
    assert str(a) in hidden
    assert "王秀甲" not in hidden


def test_a_head_who_comes_back_finds_another() -> None:
    by = c.actor("grid1")
    kept, head, son = make.member("王秀甲"), make.member("王秀乙"), make.member("王小明", relation="son")
    make.home(by, c.GRIDS[0], kept)
    _, family = make.home(by, c.GRIDS[0], head, son, room="502")
    merge(kept.id, head.id)
    act("grid1", actions.change_household, household_id=family, values={}, head=son.id)
    part(head.id)
    heads = rows(Resident, household=family, state="active", relation="head")
    assert [one.id for one in heads] == [son.id]


def test_refused(four: list[UUID]) -> None:
    a, b, *_ = four
    sent = {"keep": a, "drop": b, "reason": WHY}
    with pytest.raises(Forbidden):
        act("grid1", actions.merge_residents, **sent)
    with pytest.raises(NotFound):
        act("next_counter", actions.merge_residents, **sent)
    with pytest.raises(NotFound):
        act("counter", actions.merge_residents, **sent | {"drop": a})
    with pytest.raises(Refused, match="reason"):
        act("counter", actions.merge_residents, **sent | {"reason": ""})
    with pytest.raises(Conflict):
        act("counter", actions.merge_residents, **sent, version=7)
    act("grid1", actions.leave, residents=[a], on=row(Resident, id=a).changed_at.date())
    with pytest.raises(Refused, match="on the register"):
        act("counter", actions.merge_residents, **sent)
    merge(b, a)
    part(a)
    assert row(Resident, id=a).state == "left"
    assert into(four) == [None, None, None, None]


def test_likely_doubles_are_told_once_the_surest_first() -> None:
    by = c.actor("grid1")
    born = date(1960, 1, 1)
    same = [make.member("钱二", born_on=born) for _ in range(2)]
    for number, each in enumerate(same):
        make.home(by, c.GRIDS[0], each, room=f"{number + 1}02")
    home = [make.member("孙三") for _ in range(2)]
    make.home(by, c.GRIDS[0], *home, room="303")
    two_numbers = [make.member("李四", id_number=make.number(order=order)) for order in (1, 3)]
    for number, each in enumerate(two_numbers):
        make.home(by, c.GRIDS[0], each, room=f"{number + 1}04")
    told = ask("grid1", queries.likely_doubles)
    assert [(group["why"], {r["id"] for r in group["residents"]}) for group in told["rows"]] == [
        ("birthday", {each.id for each in same}),
        ("dwelling", {each.id for each in home}),
    ], "two of one name and birthday with a number each are two"
    merge(same[0].id, same[1].id)
    assert [group["why"] for group in ask("grid1", queries.likely_doubles)["rows"]] == ["dwelling"]
    assert ask("grid2", queries.likely_doubles)["rows"] == []


def test_one_number_in_two_records_is_the_surest() -> None:
    """As it may come from a load that ran beside another."""
    by = c.actor("grid1")
    one, two = make.member("周五", id_number=make.number()), make.member("周伍")
    make.home(by, c.GRIDS[0], one, two)
    with scope(system()):
        index = Secret.objects.get(resident=one.id).id_index
        Secret.objects.filter(resident=two.id).update(id_index=index)
    assert [group["why"] for group in ask("grid1", queries.likely_doubles)["rows"]] == ["number"]
